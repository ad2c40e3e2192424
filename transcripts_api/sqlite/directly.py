"""One row by SQLite's own library, without letting go of Python's interpreter.

Python's `sqlite3` lets go of it nine times to fetch a row, for a microsecond each. Where several threads want it, to
get it back took a third of the time of an answer that is kept. So this is for a question that all such answers ask and
that takes microseconds, and for nothing else: meanwhile no other thread goes on.
"""

import _sqlite3
import ctypes
import time
from typing import Any

READ_ONLY, UNLOCKED = 0x1, 0x8000  # SQLITE_OPEN_READONLY; SQLITE_OPEN_NOMUTEX: who calls sees to it
ROW = 100  # SQLITE_ROW
ENDS = 60.0  # seconds after which the file is opened anew, as Django's connections are (CONN_MAX_AGE)

_POINTER = ctypes.c_void_p
# Of the functions that are called: what they take, and what they give where it is no number.
_FUNCTIONS: dict[str, tuple[list[Any], Any]] = {
    "open_v2": ([ctypes.c_char_p, ctypes.POINTER(_POINTER), ctypes.c_int, ctypes.c_char_p], ctypes.c_int),
    "prepare_v2": ([_POINTER, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(_POINTER), _POINTER], ctypes.c_int),
    "step": ([_POINTER], ctypes.c_int),
    "column_count": ([_POINTER], ctypes.c_int),
    "column_text": ([_POINTER, ctypes.c_int], ctypes.c_char_p),
    "reset": ([_POINTER], ctypes.c_int),
    "finalize": ([_POINTER], ctypes.c_int),
    "close_v2": ([_POINTER], ctypes.c_int),
}


def _library() -> dict[str, Any] | None:
    """The functions of the library that `sqlite3` uses: never of another, since two in one process undo each other's
    locks. None where they cannot be found, as in a Python of one piece."""
    try:
        library = ctypes.PyDLL(_sqlite3.__file__)
        found = {name: getattr(library, f"sqlite3_{name}") for name in _FUNCTIONS}
    except (AttributeError, OSError):
        return None
    for name, (takes, gives) in _FUNCTIONS.items():
        found[name].argtypes, found[name].restype = takes, gives
    return found


_sqlite = _library()


class Question:
    """A query of one row of texts, prepared. Not for two threads at once."""

    def __init__(self, path: str, query: str) -> None:
        self._path, self._query = path.encode(), query.encode()
        self._database, self._statement = _POINTER(), _POINTER()
        self._until = 0.0

    def ask(self) -> tuple[bytes, ...] | None:
        """What is committed by now, in UTF-8. None without a row, and where SQLite does not answer at once: somebody
        else has to find out why."""
        if _sqlite is None:
            return None
        if time.monotonic() > self._until:
            self._open(_sqlite)
        found = None
        if _sqlite["step"](self._statement) == ROW:
            columns = range(_sqlite["column_count"](self._statement))
            found = tuple(_sqlite["column_text"](self._statement, column) for column in columns)
        _sqlite["reset"](self._statement)  # which ends what is seen of the database
        return found

    def _open(self, sqlite: dict[str, Any]) -> None:
        """Where it fails there is no statement, and every answer is None, until it is tried again."""
        sqlite["finalize"](self._statement)
        sqlite["close_v2"](self._database)
        self._statement, self._database = _POINTER(), _POINTER()
        sqlite["open_v2"](self._path, ctypes.byref(self._database), READ_ONLY | UNLOCKED, None)
        sqlite["prepare_v2"](self._database, self._query, -1, ctypes.byref(self._statement), None)
        self._until = time.monotonic() + ENDS
