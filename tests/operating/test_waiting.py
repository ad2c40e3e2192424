"""Who writes to SQLite waits for who writes already, and is refused only when that takes too long."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections

from transcripts_api.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.once


@pytest.fixture
def held(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that writes to `tmp_path / "db"`."""
    connection = sqlite3.connect(tmp_path / "db", isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def writer(file: Path, timeout: float) -> Any:
    options = {"transaction_mode": "IMMEDIATE", "timeout": timeout}
    database: Any = DatabaseWrapper({**connections.settings["default"], "NAME": str(file), "OPTIONS": options})
    # Django's tests forbid connections to databases that they do not know.
    database.ensure_connection = lambda: None
    database.connect()
    return database


def test_a_writer_begins_when_the_other_has_ended(held: sqlite3.Connection, tmp_path: Path) -> None:
    database = writer(tmp_path / "db", 30)
    ending = threading.Timer(0.2, held.execute, ["COMMIT"])
    ending.start()
    begun = time.monotonic()
    database._start_transaction_under_autocommit()
    assert 0.1 < time.monotonic() - begun < 20
    ending.join()  # its connection must not be closed before it is back from there
    assert database.connection.in_transaction
    # Single statements wait as SQLite does.
    assert database.connection.execute("PRAGMA busy_timeout").fetchone() == (30_000,)
    database.connection.close()


def test_a_writer_who_waits_too_long_is_told(held: sqlite3.Connection, tmp_path: Path) -> None:
    database = writer(tmp_path / "db", 0.1)
    with pytest.raises(OperationalError, match="database is locked"):
        database._start_transaction_under_autocommit()
    assert not database.connection.in_transaction
    database.connection.close()
