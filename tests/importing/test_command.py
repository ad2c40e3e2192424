"""manage.py import_transcript"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import corpus, mapping
from core.exporting.record import record_json
from core.management.commands import import_transcript
from core.models import AuditEntry, Conference, Person
from tests.importing.text import BRIEFING, CORRECTED
from tests.parsing.test_markup import CORPUS_FILE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bridge-briefing.txt").write_text(BRIEFING)
    return tmp_path


@pytest.mark.django_db
def test_a_folder_is_imported_with_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "second-briefing.md").write_text(CORRECTED)
    (folder / "notes.pdf").write_text("not looked at")
    call_command("import_transcript", str(folder))
    heading, first, second = capsys.readouterr().out.splitlines()
    assert heading.split() == ["turns", "speakers", "questions", "unanswered", "warnings"]
    assert first.split()[:6] == ["bridge-briefing.txt", "created", "7", "4", "2", "0"]
    assert second.split()[:2] == ["second-briefing.md", "created"]
    assert Conference.objects.count() == 2


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_stops_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").write_text("")
    with pytest.raises(CommandError, match="2 of 3 could not be imported"):
        call_command("import_transcript", str(folder), str(folder / "missing.txt"))
    said = capsys.readouterr().err
    assert "empty.txt: The file is empty." in said
    assert "missing.txt" in said
    assert Conference.objects.count() == 1


def test_a_dry_run_prints_the_record_and_touches_no_database(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_transcript", str(folder / "bridge-briefing.txt"), dry_run=True, format="json")
    said: Any = json.loads(capsys.readouterr().out)
    assert said["file"] == str(folder / "bridge-briefing.txt")
    assert [turn["kind"] for turn in said["turns"]].count("answer") == 2
    assert said["questions"][0]["asker"] == "Anna Lee"
    assert said["questions"][0]["outlet"] == "Harbor Times"


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.django_db
def test_as_json_each_file_is_told_of_in_its_place(
    folder: Path, dry_run: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "c.txt").write_text("")
    (folder / "d.txt").write_bytes(b"%PDF-1.7 and more")
    (folder / "a.txt").write_text(CORRECTED)
    with pytest.raises(CommandError, match="2 of 4"):
        call_command("import_transcript", str(folder), dry_run=dry_run, format="json")
    told = json.loads(capsys.readouterr().out)
    assert [Path(each["file"]).name for each in told] == ["a.txt", "bridge-briefing.txt", "c.txt", "d.txt"]
    assert ["error" in each for each in told] == [False, False, True, True]
    assert "a PDF, which is not read" in told[3]["error"]


def test_a_dry_run_reads_records_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = corpus.make(1, seed=3).record
    (tmp_path / "record.json").write_text(record_json(made))
    call_command("import_transcript", str(tmp_path / "record.json"), dry_run=True, format="json")
    assert len(json.loads(capsys.readouterr().out)["turns"]) == len(made.turns)
    (tmp_path / "record.json").write_text("[1")
    with pytest.raises(CommandError):
        call_command("import_transcript", str(tmp_path / "record.json"), dry_run=True)
    assert "The record is not JSON" in capsys.readouterr().err


def test_a_folder_without_a_file_to_import_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.rtf").write_text("not looked at")
    with pytest.raises(CommandError, match="No file to import in"):
        call_command("import_transcript", str(tmp_path))


@pytest.mark.django_db
def test_a_record_exported_as_json_is_imported_again(
    tokyo: Conference, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("export_record", tokyo.slug, format="record")
    path = tmp_path / "any-name.json"
    path.write_text(capsys.readouterr().out)
    tokyo.delete()
    call_command("import_transcript", str(path), format="json")
    assert json.loads(capsys.readouterr().out)["outcome"] == "created"
    assert Conference.objects.get().slug == "tokyo-2plus2-2024"


@pytest.mark.parametrize("kind", ["akn", "tei"])
@pytest.mark.django_db
def test_xml_that_was_exported_is_imported_as_the_same_record(
    kind: str, tokyo: Conference, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = mapping.read(tokyo)
    call_command("export_record", tokyo.slug, format=kind)
    path = tmp_path / f"{tokyo.slug}.xml"
    path.write_text(capsys.readouterr().out)
    tokyo.delete()
    call_command("import_transcript", str(tmp_path), format="json")
    assert json.loads(capsys.readouterr().out)["outcome"] == "created"
    assert mapping.read(Conference.objects.get()) == record


@pytest.mark.django_db
def test_xml_of_others_is_imported_as_a_draft_and_kept(tmp_path: Path) -> None:
    (tmp_path / "sitting.xml").write_text(CORPUS_FILE)
    call_command("import_transcript", str(tmp_path), verbosity=0)
    call_command("import_transcript", str(tmp_path), verbosity=0)
    conference = Conference.objects.get()
    assert bytes(conference.source_text.original) == CORPUS_FILE.encode()
    assert conference.source_text.media_type == "application/tei+xml"
    minister = conference.participants.get(title="Minister of Health")
    assert minister.person is not None
    assert minister.organization is not None
    assert (minister.person.slug, minister.organization.slug) == ("ana-novak", "government-of-slovenia")
    assert {each.code for each in conference.import_warnings.all()} == {"unlisted-speaker"}


@pytest.mark.django_db
def test_loading_the_tokyo_record_is_noted_once() -> None:
    for _ in range(2):
        call_command("load_tokyo")
    assert [(each.door, each.action, each.key) for each in AuditEntry.objects.all()] == [
        ("command", "imported", "tokyo-2plus2-2024")
    ]


@pytest.fixture
def records(db: None, tmp_path: Path) -> list[Path]:
    made = [corpus.make(number, seed=3).record for number in range(3)]
    for record in made:
        (tmp_path / f"{record.slug}.json").write_text(record_json(record))
    return [tmp_path / f"{record.slug}.json" for record in made]


def test_new_records_are_imported_together(records: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    with CaptureQueriesContext(connection) as queries:
        call_command("import_transcript", *map(str, records))
    assert len(queries) < 45  # one record takes 40
    told = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    for path, (name, outcome, turns, *_) in zip(records, told, strict=True):
        conference = Conference.objects.get(slug=path.stem)
        assert (name, outcome, turns) == (path.name, "created", str(conference.turns.count()))
        assert record_json(mapping.read(conference)) == path.read_text()
    noted = AuditEntry.objects.filter(action="imported").values_list("name", "details")
    assert [details for _, details in noted] == [{"outcome": "created"}] * 3
    call_command("import_transcript", *map(str, records))
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()[1:]] == ["unchanged"] * 3


def test_a_record_that_is_refused_keeps_no_other_out(records: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    records[1].write_text(records[1].read_text().replace('"position": 1,', '"position": 7,', 1))
    records.append(records[0].with_stem("twice"))
    records[3].write_text(records[0].read_text())
    with pytest.raises(CommandError, match="1 of 4 could not be imported"):
        call_command("import_transcript", *map(str, records))
    said = capsys.readouterr()
    assert [line.split()[1] for line in said.out.splitlines()[1:]] == ["created", "created", "unchanged"]
    assert "/turns: the positions are not 1, 2, 3" in said.err
    assert set(Conference.objects.values_list("slug", flat=True)) == {records[0].stem, records[2].stem}


def test_batches_of_records_end_as_one_by_one_would(
    records: list[Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever is written first: here the copies are in the batch after."""
    monkeypatch.setattr(import_transcript, "AT_ONCE", 2)
    first, second, third = (json.loads(path.read_text()) for path in records)
    person = first["people"][0]
    third["people"] = [
        person | {"country": "IS"},
        *(each for each in third["people"] if each["slug"] != person["slug"]),
    ]
    for path, record in (
        (records[2], third),
        (records[0].with_stem("again"), first),
        (records[0].with_stem("copy"), second | {"slug": "copy"}),
    ):
        path.write_text(json.dumps(record))
    files = [*records, records[0].with_stem("again"), records[0].with_stem("copy")]
    read = list(import_transcript._read_records(files))
    assert [list(each) for each in read] == [files[:2], [], []]
    with pytest.raises(CommandError, match="1 of 5 could not be imported"):
        call_command("import_transcript", *map(str, files))
    said = capsys.readouterr()
    assert [line.split()[1] for line in said.out.splitlines()[1:]] == ["created", "created", "created", "unchanged"]
    assert f"{files[4]}: 'copy' cannot be stored" in said.err
    assert Person.objects.get(slug=person["slug"]).country == person["country"]
