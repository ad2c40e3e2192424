"""PostgreSQL is told how many turns hold what, where its index was made without: seconds for a million turns."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from core.search import index


def count(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ANALYZE {index.TURNS}", params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0017_kinds_are_indexed")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
