"""SQLite's index holds the kinds of turns as well: it is made anew, in some minutes for a million turns, in which nobody
else writes. Nothing changes on PostgreSQL.

On the way back it stays: it finds for earlier versions what theirs did, and `rebuild_search` makes theirs.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from core.search import index


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Whether it holds them cannot be seen of it; a new database has no turns.
    if schema_editor.connection.vendor == "sqlite":
        index.rebuild(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("core", "0016_search_is_kept_true_faster")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
