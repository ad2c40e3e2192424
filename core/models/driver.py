"""What the database's own library is asked, past the cursors of Django and of psycopg: for what every reader asks, they
take several times as long as the answer."""

import functools
import itertools
from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

Texts = tuple[bytes | None, ...]

_numbers = itertools.count()


def may_ask(connection: BaseDatabaseWrapper) -> bool:
    """Not in a transaction, which sees its own, and not where somebody watches: they are shown what is asked."""
    return not (connection.in_atomic_block or connection.queries_logged or connection.execute_wrappers)


def texts(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> list[Texts] | None:
    """The rows of a query of texts, each as it is stored: in UTF-8, None for NULL. One query.

    None where it may not be asked so, where there is no connection yet, and where the database gives no rows but an
    error: Django is to ask, which opens a connection, or says what is wrong.
    """
    raw: Any = connection.connection
    if raw is None or not may_ask(connection):
        return None
    given = [str(each) for each in values]
    database: Any = connection.Database  # type: ignore[attr-defined]
    try:
        if connection.vendor == "sqlite":
            return _of_sqlite(raw, _marked(sql, len(given), "?"), given)
        return _of_postgresql(raw, _marked(sql, len(given), "$"), given, database.pq.ExecStatus)
    except database.Error:
        return None


@functools.lru_cache(64)
def _marked(sql: str, count: int, mark: str) -> str:
    """With the library's own marks for values in the places of Django's `%s`."""
    return sql % tuple(f"${number}" if mark == "$" else mark for number in range(1, count + 1)) if count else sql


def _of_sqlite(raw: Any, sql: str, values: list[str]) -> list[Texts]:
    before, raw.text_factory = raw.text_factory, bytes
    try:
        found: list[Texts] = raw.execute(sql, values).fetchall()
        return found
    finally:
        raw.text_factory = before


def _of_postgresql(raw: Any, sql: str, values: list[str], status: Any) -> list[Texts] | None:
    """By psycopg's `pq`; prepared once for each connection, unless that is another's after each transaction."""
    server, given = raw.pgconn, [each.encode() for each in values]
    prepared: dict[str, bytes] = vars(raw).setdefault("prepared_for_texts", {})
    if raw.prepare_threshold is None:
        result = server.exec_params(sql.encode(), given)
    else:
        if sql not in prepared:
            name = b"texts_%d" % next(_numbers)
            if server.prepare(name, sql.encode()).status != status.COMMAND_OK:
                return None
            prepared[sql] = name
        result = server.exec_prepared(prepared[sql], given)
    if result.status != status.TUPLES_OK:
        prepared.pop(sql, None)  # psycopg throws away what is prepared after a rollback, and migrations alter tables
        return None
    return [tuple(result.get_value(row, column) for column in range(result.nfields)) for row in range(result.ntuples)]
