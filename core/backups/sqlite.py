"""Backups of SQLite, by its own online backup: page by page, as the database stands at one moment."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from django.db import connection

from core.backups.package import BackupError, Standing
from core.backups.standing import standing

PATIENCE = 60.0  # seconds for whoever is writing to finish


def copy(target: Path) -> Standing:
    """Write the database, as it stands, into a new file. Keeps nobody from reading or writing."""
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(target)) as copied:
            connection.connection.backup(copied, progress=_patience(), sleep=0.1)
            copied.execute("PRAGMA journal_mode=DELETE")
            _check(copied, "The copy")
            return standing(copied.execute)
    except sqlite3.Error as error:
        raise BackupError(f"SQLite could not copy its database: {error}.") from error


def put_back(source: Path, beyond: int) -> None:
    """Let the database be what `source` is, in one transaction, under whoever has it open. Change numbers go on
    after `beyond`. Raises BackupError, with nothing changed, when `source` is damaged or the database stays busy."""
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(source)) as copied:
            _check(copied, "The backup")
            copied.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'core_change'", [beyond])
            copied.commit()
            copied.backup(connection.connection, progress=_patience(), sleep=0.1)
    except sqlite3.Error as error:
        raise BackupError(f"SQLite could not put the backup back: {error}.") from error
    finally:
        connection.close()


def _patience() -> "_Patience":
    return _Patience(time.monotonic() + PATIENCE)


class _Patience:
    """Called between attempts; ends a wait that lasts too long."""

    def __init__(self, until: float) -> None:
        self.until = until

    def __call__(self, status: int, remaining: int, total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > self.until:
            raise BackupError(f"The database was busy for {PATIENCE:.0f} seconds: stop who writes to it.")


def _check(database: sqlite3.Connection, what: str) -> None:
    said = database.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise BackupError(f"{what} is damaged: {said}.")
    if database.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BackupError(f"{what} is damaged: rows point at rows that are not there.")
