"""Whether the triggers are there that keep true what tables cannot: SQLite drops those of a table that it rebuilds."""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper


def missing(connection: BaseDatabaseWrapper, names: Iterable[str]) -> list[str]:
    """Which of the triggers the database lacks. Costs one query."""
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in names if name not in present]
