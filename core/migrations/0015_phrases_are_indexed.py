"""PostgreSQL indexes which words stand beside each other: some minutes for a million turns, which nobody writes
meanwhile. The table is not rewritten. Nothing changes on SQLite."""

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from core.search import index

# What the column was marked with while its index was of the column alone.
MARK = "d5010912e3a9550364be588bcc89e4a395c0eadf001dc41a704adacf20c12fe6"
COLUMN = f"{index.TURNS}.{index.COLUMN}"
DROP = (f"DROP INDEX IF EXISTS {index.TABLE}", "DROP FUNCTION IF EXISTS core_search_terms")


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    # A new database has it from 0011 on; one that lacks the column is mended by `rebuild_search` as a whole.
    if connection.vendor == "sqlite" or not index.missing(connection) or not (mark := _mark(connection)):
        return
    for statement in (*DROP, *index.terms_create_statements()):
        schema_editor.execute(statement, params=None)
    if mark == MARK:
        schema_editor.execute(f"COMMENT ON COLUMN {COLUMN} IS '{index.column_mark()}'", params=None)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    if connection.vendor == "sqlite" or not (mark := _mark(connection)):
        return
    before = f"CREATE INDEX {index.TABLE} ON {index.TURNS} USING gin ({index.COLUMN}) WITH (fastupdate = off)"
    for statement in (*DROP, before):
        schema_editor.execute(statement, params=None)
    if mark == index.column_mark():
        schema_editor.execute(f"COMMENT ON COLUMN {COLUMN} IS '{MARK}'", params=None)


def _mark(connection: BaseDatabaseWrapper) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT col_description(attrelid, attnum) FROM pg_attribute"
            " WHERE attrelid = to_regclass(%s) AND attname = %s AND NOT attisdropped",
            [index.TURNS, index.COLUMN],
        )
        row = cursor.fetchone()
    return row[0] if row else None


class Migration(migrations.Migration):
    dependencies = [("core", "0014_who_is_looked_for")]

    operations = [migrations.RunPython(create, drop)]
