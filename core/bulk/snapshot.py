"""Reading everything as it stood at one moment, while others write."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

BEGIN = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "sqlite": "BEGIN DEFERRED"}


@contextmanager
def snapshot() -> Iterator[None]:
    """Queries inside see the database as the first of them does, and keep nobody from writing.

    Django's own transactions would not do: on SQLite they are IMMEDIATE and shut out every writer. Inside one of
    those, this adds nothing.
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("COMMIT")
