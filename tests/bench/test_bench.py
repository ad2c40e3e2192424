"""What `make bench` does, in small; and that README.md shows what it writes."""

import os
import re
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from core.models import Conference, Turn
from tests.apart import Apart
from tests.bench import measuring, moving, writing
from tests.bench.asked import ROWS, Row
from tests.bench.databases import SQLite
from tests.bench.tables import ASKED, BEGIN, END, MOVED, Report, replaced, tables
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()
HASTY = measuring.Effort(rounds=1, seconds=0, least=4)


def shown() -> list[list[list[str]]]:
    """The tables of the README, as cells."""
    *written, load = README[README.index(BEGIN) + len(BEGIN) : README.index(END)].strip().split("\n\n")
    assert re.fullmatch(r"Load of the machine meanwhile: [0-9.]+ to [0-9.]+, on \d+ processors\.", load)
    return [[line.strip("| ").split(" | ") for line in table.splitlines()] for table in written]


def test_readme_shows_tables_of_the_shape_that_is_written() -> None:
    *asked, moved = shown()
    assert all(re.fullmatch("[0-9,]+ conferences on (SQLite|PostgreSQL)", heads[0]) for heads, *_ in asked)
    assert asked
    for heads, _, *lines in asked:
        assert tuple(heads[1:]) == ASKED
        assert [line[0] for line in lines] == [row.name for row in ROWS]
    heads, _, *lines = moved
    assert tuple(heads[1:]) == MOVED
    assert len(lines) == 3 * len(asked)
    for heads, _, *lines in (*asked, moved):
        for _, *figures in lines:
            assert len(figures) == len(heads) - 1
            assert all(re.fullmatch(r"[0-9,]+(\.[0-9]+)?", each) for each in figures), figures


@pytest.mark.once
def test_small_run_measures_what_the_table_shows(apart: Apart, tmp_path: Path) -> None:
    rows = (
        Row("list", lambda ask: ["conferences/"]),
        Row("known", lambda ask: [f"conferences/{each['slug']}/transcript/" for each in ask("conferences/")["results"]],
            is_known=True),
    )  # fmt: skip
    measured = measuring.measure(apart.url, tmp_path, HASTY, rows)
    assert [each.row for each in measured] == list(rows)
    for each in measured:
        assert (each.bare.queries, each.anew.queries, each.kept.queries) == (0, 1, 1)
        for figures in (each.bare, each.anew, each.kept):
            assert figures.rate > 0
            assert 0 < figures.p50 <= figures.p99
            assert figures.memory > 10
    moved = moving.exported(apart.url, tmp_path)
    assert moved.turns == 26
    written = tables([Report(1, "SQLite", measured, [moved], [2.0, 0.5])])
    assert written.splitlines()[0] == f"| 1 conferences on SQLite | {' | '.join(ASKED)} |"
    assert written.endswith(f"\nLoad of the machine meanwhile: 0.5 to 2.0, on {os.cpu_count()} processors.\n")
    assert replaced(f"a\n{BEGIN}\nold\n{END}\nb\n", written) == f"a\n{BEGIN}\n\n{written}\n{END}\nb\n"


@pytest.mark.once
@pytest.mark.django_db
def test_small_import_writes_what_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files, turns = moving.record_files(tmp_path, first=0, count=2)
    call_command("import_transcript", *files, stdout=StringIO())
    assert Turn.objects.count() == turns
    writing.main(2, 1)
    assert float(capsys.readouterr().out) > 0
    assert Conference.objects.count() == 3


@pytest.mark.once
def test_copy_is_gone_at_the_end(tmp_path: Path) -> None:
    database = SQLite(tmp_path)
    with closing(sqlite3.connect(tmp_path / "7.sqlite3")) as archive, archive:
        archive.execute("CREATE TABLE held (number)")
    with database.copy(7) as url, closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as copy:
        assert copy.execute("SELECT name FROM sqlite_master").fetchall() == [("held",)]
    assert [each.name for each in tmp_path.iterdir()] == ["7.sqlite3"]
