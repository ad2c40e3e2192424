"""PostgreSQL packs what it stores of transcripts and sources from now on by LZ4, where it is built with that: as small,
in a third of the time, and it is unpacked faster. What is stored already stays as it is, and can be read as before.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PACKED = (("core_revision", "document"), ("core_sourcetext", "text"))


def pack(schema_editor: BaseDatabaseSchemaEditor, method: str) -> None:
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
        if cursor.fetchone() != (True,):
            return
    for table, column in PACKED:
        schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION {method}", params=None)


def by_lz4(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    pack(schema_editor, "lz4")


def as_usual(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    pack(schema_editor, "default")


class Migration(migrations.Migration):
    dependencies = [("core", "0021_what_stands_is_counted")]

    operations = [migrations.RunPython(by_lz4, as_usual)]
