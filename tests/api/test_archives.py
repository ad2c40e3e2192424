"""Everything public as files: built, given away, loaded into an empty installation, gone when it must go."""

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from core import bulk, publishing
from core.identity import rename
from core.models import AuditEntry, Change, Conference, Person
from tests.api.conftest import Api, checked_problem
from tests.api.make import conference_like, draft_like


@pytest.fixture(autouse=True)
def archive_root(tmp_path: Path, settings: Any) -> Path:
    settings.ARCHIVE_ROOT = tmp_path / "archives"
    return tmp_path / "archives"


def built() -> bulk.Archive:
    call_command("build_archive", stdout=StringIO())
    return bulk.standing()[0]


def lines(archive: bulk.Archive, noun: str) -> Iterator[Any]:
    with gzip.open(archive.folder / f"{noun}.jsonl.gz", "rt") as file:
        yield from map(json.loads, file)


def fetched(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_manifest_tells_each_file_its_rows_and_its_hash(api: Api, tokyo: Conference) -> None:
    archive = built()
    (listed,) = api.results("archives/")
    assert (listed["name"], listed["newest_change"]) == (archive.name, Change.objects.newest_number())
    rows = {each["name"]: each["rows"] for each in listed["files"]}
    assert rows["turns.jsonl.gz"] == rows["turns.csv.gz"] == 26
    assert rows["questions.jsonl.gz"] == tokyo.questions.count()
    assert rows["revisions.jsonl.gz"] == 1
    for each in listed["files"]:
        content = fetched(api.client.get(each["url"]))
        assert (len(content), hashlib.sha256(content).hexdigest()) == (each["bytes"], each["sha256"])
        text = gzip.decompress(content).decode()
        if each["name"].endswith(".jsonl.gz"):
            assert len([json.loads(line) for line in text.splitlines()]) == each["rows"]
        else:
            assert len(list(csv.DictReader(StringIO(text)))) == each["rows"]


def test_rows_are_those_of_the_transcript(api: Api) -> None:
    archive, document = built(), api.json("conferences/tokyo-2plus2-2024/transcript/")
    slug = {"conference": "tokyo-2plus2-2024"}
    assert list(lines(archive, "conferences")) == [document["conference"]]
    for noun in ("turns", "participants"):
        assert list(lines(archive, noun)) == [{**slug, **each} for each in document[noun]]
    assert len(list(lines(archive, "answers"))) == document["conference"]["counts"]["answers"]


def test_spreadsheet_runs_no_formula(tokyo: Conference) -> None:
    with publishing.revising(tokyo):
        tokyo.turns.filter(position=1).update(label="=HYPERLINK(1)", delivery_note="@SUM(1)")
    archive = built()
    with gzip.open(archive.folder / "turns.csv.gz", "rt", newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["label"], first["delivery_note"]) == ("'=HYPERLINK(1)", "'@SUM(1)")


def test_only_what_is_public_is_in_it(tokyo: Conference) -> None:
    draft_like(tokyo, "hidden", "-hidden")
    withdrawn = conference_like(tokyo, "gone", "-gone")
    publishing.withdraw(withdrawn)
    archive = built()
    for each in archive.files:
        content = gzip.decompress((archive.folder / each.name).read_bytes()).decode()
        assert "-hidden" not in content
        assert '"hidden"' not in content
        # That it was withdrawn is what the change sequence says; nothing else of it is left.
        assert "-gone" not in content or each.name == "changes.jsonl.gz"


@pytest.mark.parametrize("wanted", ["application/gzip", "text/html", "*/*", ";"])
def test_a_file_is_what_it_is_whatever_was_wanted(api: Api, wanted: str) -> None:
    archive = built()
    answer = api.get(f"archives/{archive.name}/turns.csv.gz", accept=wanted)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/gzip")


def test_the_same_again_is_not_built_again(tokyo: Conference) -> None:
    first = built()
    assert built() == first
    publishing.revise(tokyo)
    assert built() == first
    conference_like(tokyo, "another")
    assert built().newest_change > first.newest_change
    conference_like(tokyo, "a-third")
    built()
    assert len(bulk.standing()) == 2
    assert not list(first.folder.parent.glob(".building-*"))


@pytest.mark.parametrize("taking", ["withdraw", "delete", "turn"])
def test_archive_goes_at_once_with_what_is_taken_from_the_public(api: Api, tokyo: Conference, taking: str) -> None:
    built()
    (listed,) = api.results("archives/")
    if taking == "turn":
        with publishing.revising(tokyo):
            tokyo.turns.get(position=26).delete()
    else:
        getattr(publishing, taking)(tokyo)
    assert api.results("archives/") == []
    problem = checked_problem(api.client.get(listed["files"][0]["url"]), 404)
    assert problem["detail"] == f"No published archive has the name '{listed['name']}'."
    assert built().newest_change > listed["newest_change"]


def test_correction_leaves_an_archive_standing(api: Api, tokyo: Conference) -> None:
    built()
    with publishing.revising(tokyo):
        tokyo.turns.filter(position=1).update(label="MC")
    assert len(api.results("archives/")) == 1


# Fetching in parts


def test_download_that_broke_off_goes_on(api: Api, tokyo: Conference) -> None:
    archive = built()
    file = archive.file("turns.jsonl.gz")
    assert file is not None
    address = f"archives/{archive.name}/turns.jsonl.gz"
    whole = api.get(address)
    content = fetched(whole)
    assert (whole.status_code, whole["Accept-Ranges"], whole["ETag"]) == (200, "bytes", f'"{file.sha256}"')
    for asked, start, end in [
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, file.bytes),
        (f"bytes=200-{10**12}", 200, file.bytes),
        ("bytes=-50", file.bytes - 50, file.bytes),
    ]:
        part = api.get(address, range=asked, if_range=whole["ETag"])
        assert part.status_code == 206
        assert part["Content-Range"] == f"bytes {start}-{end - 1}/{file.bytes}"
        assert fetched(part) == content[start:end]
    assert api.get(address, range="bytes=5-9", if_range='"another"').status_code == 200
    assert api.get(address, range="lines=5-9").status_code == 200
    assert api.get(address, if_none_match=whole["ETag"]).status_code == 304
    beyond = api.get(address, range=f"bytes={file.bytes}-")
    assert "has no part" in checked_problem(beyond, 416)["detail"]
    assert beyond["Content-Range"] == f"bytes */{file.bytes}"


def test_only_files_of_the_manifest_are_given_away(api: Api, tokyo: Conference) -> None:
    archive = built()
    (archive.folder / "secret.txt").write_text("x")
    for path in ("secret.txt", "manifest.json", "..%2f..%2fdb.sqlite3", "turns.jsonl"):
        api.problem(f"archives/{archive.name}/{path}", 404)
    api.problem("archives/change-999/turns.jsonl.gz", 404)
    api.problem("archives/..%2f/turns.jsonl.gz", 404)
    api.problem("archives/?page=2", 400)


def test_without_archives_the_list_is_empty(api: Api, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert api.results("archives/") == []
    built()
    with django_assert_num_queries(1):  # the newest change that ends archives
        assert len(api.results("archives/")) == 1


# Loading


def public(api: Api) -> dict[str, bytes]:
    """What the public gets, byte for byte, but for what says when and where the archive was built."""
    paths = [
        *("conferences/", "conferences/?include=participants", "people/?include=participations", "organizations/"),
        *("participants/?page_size=100", "turns/?page_size=100&include=questions,answers", "questions/?page_size=100"),
        *("answers/?page_size=100", "people/?name=上川", "people/old-blinken/"),
    ]
    for slug in ("tokyo-2plus2-2024", "another"):
        paths += [f"conferences/{slug}/", f"conferences/{slug}/transcript/", f"conferences/{slug}/transcript.txt"]
    return {path: api.get(path).content for path in paths}


def test_archive_loaded_into_an_empty_installation_gives_the_same_public_api(api: Api, tokyo: Conference) -> None:
    with publishing.revising(tokyo):
        tokyo.turns.filter(position=1).update(label="MC")
    rename(conference_like(tokyo, "once-another", "-a"), "another")
    blinken = Person.objects.get(slug="antony-blinken")
    Person.objects.create(slug="old-blinken", name="T. Blinken", merged_into=blinken)
    before, numbers = public(api), list(Change.objects.values())
    archive = built()
    Conference.objects.all().delete()
    Person.objects.update(merged_into=None)
    for model in apps.get_app_config("core").get_models():
        model._default_manager.all().delete()
    call_command("load_archive", archive.folder, stdout=StringIO())
    assert public(api) == before
    assert list(Change.objects.values()) == numbers
    entries = AuditEntry.objects.filter(action="imported", door="command")
    assert set(entries.values_list("key", flat=True)) == {tokyo.slug, "another"}
    assert api.get("conferences/once-another/transcript/")["Location"] == "/api/v1/conferences/another/transcript/"
    conference = Conference.objects.get(slug="another")
    publishing.withdraw(conference)
    assert Change.objects.newest_number() > archive.newest_change


def test_archive_is_loaded_only_where_there_is_no_record(tokyo: Conference) -> None:
    archive = built()
    with pytest.raises(CommandError, match="There are conferences here already"):
        call_command("load_archive", archive.folder)


@pytest.mark.usefixtures("tokyo")
def test_damaged_archive_is_not_loaded() -> None:
    archive = built()
    Conference.objects.all().delete()
    damaged = archive.folder / "turns.csv.gz"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    with pytest.raises(CommandError, match=r"turns\.csv\.gz is not the file that the manifest tells of"):
        call_command("load_archive", archive.folder)
    damaged.unlink()
    with pytest.raises(CommandError, match=r"turns\.csv\.gz is missing"):
        call_command("load_archive", archive.folder)
    with pytest.raises(CommandError, match="There is no manifest in"):
        call_command("load_archive", archive.folder.parent)
