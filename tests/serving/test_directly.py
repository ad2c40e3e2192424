"""SQLite asked past Python's own module: the same library, the same record, and no waiting."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection as default

from core.models import clock
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
    assert Question(str(file), built).ask() == writer.execute(built).fetchone()


def test_what_is_committed_is_in_the_very_next_answer_and_nothing_else(file: Path, writer: sqlite3.Connection) -> None:
    question = Question(str(file), NEWEST)
    assert question.ask() is None
    for number in range(1, 50):
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO said (word) VALUES (?)", [f"w\u00f6rd {number}"])
        if number > 1:
            assert question.ask() == (str(number - 1), f"w\u00f6rd {number - 1}")
        writer.execute("COMMIT")
        assert question.ask() == (str(number), f"w\u00f6rd {number}")
    writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert question.ask() == ("49", "w\u00f6rd 49")


def test_a_table_that_changed_is_read_as_it_is_now(file: Path, writer: sqlite3.Connection) -> None:
    question = Question(str(file), NEWEST)
    writer.execute("INSERT INTO said (word) VALUES ('one')")
    assert question.ask() == ("1", "one")
    writer.execute("ALTER TABLE said ADD COLUMN other text")
    writer.execute("INSERT INTO said (word) VALUES ('two')")
    assert question.ask() == ("2", "two")


def test_it_waits_for_nobody(file: Path, writer: sqlite3.Connection) -> None:
    writer.execute("INSERT INTO said (word) VALUES ('one')")
    writer.execute("PRAGMA journal_mode = DELETE")
    question = Question(str(file), NEWEST)
    assert question.ask() == ("1", "one")
    writer.execute("BEGIN EXCLUSIVE")
    assert question.ask() is None
    writer.execute("COMMIT")
    assert question.ask() == ("1", "one")


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
    assert Question(str(file), NEWEST).ask() == ("1", "one")


def test_the_newest_change_is_asked_so(file: Path, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    if default.vendor != "sqlite":
        pytest.skip("of SQLite")
    writer.execute("INSERT INTO said (word) VALUES ('one')")
    words = default.copy("words")
    words.settings_dict["NAME"] = str(file)
    monkeypatch.setattr(clock, "_asked_by_django", lambda *_: ("by", "Django"))
    assert clock.newest(words, NEWEST) == (("1", "one"), True)
    monkeypatch.setattr(directly, "_sqlite", None)
    assert clock.newest(words, NEWEST) == (("by", "Django"), True)
