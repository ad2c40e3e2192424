"""What the newest entry of the change sequence is called, which every public read asks first: as cheaply as can be."""

import threading
from collections import defaultdict
from typing import Any, NamedTuple

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

Name = tuple[str, ...]


class Newest(NamedTuple):
    """What the entry is called, None without one; and whether this thread's own connection said so. What another's
    said may be ahead of it, where one address stands for several servers."""

    name: Name | None
    is_own: bool


class _Clock:
    """One database's, for all threads of the process.

    Who asks is told what was read after they asked. One thread reads at a time, and those that came before it began
    share what it finds: so many readers at once wait for two reads at most, and hardly for each other.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._begun = self._ended = 0  # reads; the number of one stands as long as its result is the last
        self._found: Name | None = None

    def ask(self, connection: BaseDatabaseWrapper, query: str) -> Newest:
        begun_before = self._begun
        with self._turn:
            if self._ended > begun_before:
                return Newest(self._found, is_own=False)
            self._begun = number = self._begun + 1
            self._found = _read(connection, query)
            self._ended = number
            return Newest(self._found, is_own=True)


_clocks: defaultdict[str, _Clock] = defaultdict(_Clock)


def newest(connection: BaseDatabaseWrapper, query: str) -> Newest:
    """The texts that the query finds in its one row. One query at most."""
    # What a transaction sees is its own, and who watches a connection is shown what it asks.
    if connection.in_atomic_block or connection.queries_logged or connection.execute_wrappers:
        return Newest(_asked_by_django(connection, query), is_own=True)
    return _clocks[connection.alias].ask(connection, query)


def _read(connection: BaseDatabaseWrapper, query: str) -> Name | None:
    """Past Django's cursor, which costs several times what the query does, and with PostgreSQL a question whether the
    connection still stands. If it does not, Django finds out and opens another."""
    found: Name | None = None
    if connection.vendor == "postgresql":
        found = _prepared(connection, query)
    elif hasattr(connection, "ask_directly"):  # transcripts_api/sqlite
        found = connection.ask_directly(query)
    if found is None:
        connection.health_check_done = False  # type: ignore[attr-defined]
        found = _asked_by_django(connection, query)
    # Where an answer is kept nobody else may look at the connection for long: whoever does looks whether it stands.
    connection.health_check_done = False  # type: ignore[attr-defined]
    return found


def _asked_by_django(connection: BaseDatabaseWrapper, query: str) -> Name | None:
    with connection.cursor() as cursor:
        cursor.execute(query)
        found: Name | None = cursor.fetchone()
    return found


def _prepared(connection: BaseDatabaseWrapper, query: str) -> Name | None:
    """The row as PostgreSQL's own library gives it (psycopg's `pq`), for a third of what a cursor of psycopg costs;
    prepared once for each connection. None without a row, a connection, or a server that is well."""
    raw: Any = connection.connection
    if raw is None:
        return None
    server = raw.pgconn
    try:
        if settings.PGBOUNCER:  # where a connection is another's after each transaction
            result = server.exec_(query.encode())
        else:
            if not getattr(raw, "newest_is_prepared", False):
                server.prepare(b"newest", query.encode())
                raw.newest_is_prepared = True
            result = server.exec_prepared(b"newest", ())
    except connection.Database.Error:  # type: ignore[attr-defined]
        return None
    if not result.ntuples:
        return None
    return tuple(result.get_value(0, column).decode() for column in range(result.nfields))
