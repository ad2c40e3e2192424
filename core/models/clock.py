"""What the newest entry of the change sequence is called, which every public read asks first: as cheaply as can be."""

import threading
from collections import defaultdict
from typing import Any, NamedTuple

from django.db import connections

from core.models import driver
from core.models.prepared import Prepared

Name = driver.Texts


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

    def ask(self, query: Prepared, using: str) -> Newest:
        begun_before = self._begun
        with self._turn:
            if self._ended > begun_before:
                return Newest(self._found, is_own=False)
            self._begun = number = self._begun + 1
            self._found = _read(query, using)
            self._ended = number
            return Newest(self._found, is_own=True)


_clocks: defaultdict[str, _Clock] = defaultdict(_Clock)


def newest(query: Prepared, using: str) -> Newest:
    """The texts that the query finds in its one row. One query at most."""
    if not driver.may_ask(connections[using]):
        return Newest(_first(query, using), is_own=True)
    return _clocks[using].ask(query, using)


def _read(query: Prepared, using: str) -> Name | None:
    connection: Any = connections[using]
    found: Name | None = None
    if hasattr(connection, "ask_directly"):  # transcripts_api/sqlite
        found = connection.ask_directly(query.sql(using))
    if found is None:
        found = _first(query, using)
    # Where an answer is kept nobody else may look at the connection for long: whoever does looks whether it stands.
    connection.health_check_done = False
    return found


def _first(query: Prepared, using: str) -> Name | None:
    rows = query.texts({}, using)
    return rows[0] if rows else None
