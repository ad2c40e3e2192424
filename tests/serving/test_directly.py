"""SQLite asked past Python's own module: the same library, the same record, and no waiting."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection as default
from django.db import connections

from core.models import Change
from transcripts_api.sqlite import directly
from transcripts_api.sqlite.directly import Question

NEWEST = "SELECT CAST(number AS text), word FROM said ORDER BY number DESC LIMIT 1"

pytestmark = pytest.mark.skipif(directly._sqlite is None, reason="This Python does not show the library of sqlite3.")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "words.sqlite3"


@pytest.fixture
def writer(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE said (number INTEGER PRIMARY KEY, word text)")
    yield connection
    connection.close()


def test_it_is_the_library_of_sqlite3(file: Path, writer: sqlite3.Connection) -> None:
    built = "SELECT sqlite_source_id()"
    assert Question(str(file), built).ask() == tuple(each.encode() for each in writer.execute(built).fetchone())


def test_what_is_committed_is_in_the_very_next_answer_and_nothing_else(file: Path, writer: sqlite3.Connection) -> None:
    question = Question(str(file), NEWEST)
    assert question.ask() is None
    for number in range(1, 50):
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO said (word) VALUES (?)", [f"w\u00f6rd {number}"])
        if number > 1:
            assert question.ask() == (b"%d" % (number - 1), f"w\u00f6rd {number - 1}".encode())
        writer.execute("COMMIT")
        assert question.ask() == (b"%d" % number, f"w\u00f6rd {number}".encode())
    writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert question.ask() == (b"49", "w\u00f6rd 49".encode())


def test_a_table_that_changed_is_read_as_it_is_now(file: Path, writer: sqlite3.Connection) -> None:
    question = Question(str(file), NEWEST)
    writer.execute("INSERT INTO said (word) VALUES ('one')")
    assert question.ask() == (b"1", b"one")
    writer.execute("ALTER TABLE said ADD COLUMN other text")
    writer.execute("INSERT INTO said (word) VALUES ('two')")
    assert question.ask() == (b"2", b"two")


def test_it_waits_for_nobody(file: Path, writer: sqlite3.Connection) -> None:
    writer.execute("INSERT INTO said (word) VALUES ('one')")
    writer.execute("PRAGMA journal_mode = DELETE")
    question = Question(str(file), NEWEST)
    assert question.ask() == (b"1", b"one")
    writer.execute("BEGIN EXCLUSIVE")
    assert question.ask() is None
    writer.execute("COMMIT")
    assert question.ask() == (b"1", b"one")


def test_where_there_is_nothing_to_ask_there_is_no_answer(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question(str(file), NEWEST)
    for _ in range(2):
        assert question.ask() is None
    assert not file.exists()
    monkeypatch.setattr(directly, "ENDS", -1)  # it is time to try again
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE said (number INTEGER PRIMARY KEY, word text)")
        other.execute("INSERT INTO said (word) VALUES ('one')")
    other.close()
    assert Question(str(file), NEWEST).ask() == (b"1", b"one")


def test_the_newest_change_is_asked_so(
    file: Path, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> None:
    if default.vendor != "sqlite":
        pytest.skip("of SQLite")
    writer.execute("CREATE TABLE core_change (number INTEGER PRIMARY KEY, made_at text)")
    writer.execute("INSERT INTO core_change VALUES (7, '2026-01-01')")
    words: Any = default.copy("words")
    words.settings_dict["NAME"] = str(file)
    connections["words"] = words
    try:
        asked = Change.objects.db_manager("words")
        assert asked.newest() == ((b"7", b"2026-01-01"), True)
        assert words.connection is None, "Django's own was not asked"
        monkeypatch.setattr(directly, "_sqlite", None)
        with django_db_blocker.unblock():
            assert asked.newest() == ((b"7", b"2026-01-01"), True)
        assert words.connection is not None
    finally:
        words.close()
        del connections["words"]
