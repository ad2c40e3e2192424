"""manage.py import_transcript"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.models import Conference
from tests.importing.text import BRIEFING, CORRECTED


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
    assert [turn["kind"] for turn in said["turns"]].count("answer") == 2
    assert said["questions"][0]["asker"] == "Anna Lee"
    assert said["questions"][0]["outlet"] == "Harbor Times"


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
