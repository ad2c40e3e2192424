"""/api/v1/conferences/{slug}/transcript.{suffix}, and the same of a revision"""

import csv
import io
import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import mapping, publishing
from core.models import Conference
from core.parsing.formats.markup import read_markup
from tests.api.conftest import Api
from tests.api.make import draft_like
from tests.api.test_revisions import correct
from tests.exporting.schemas import akoma_ntoso_errors, needs_jing, needs_parla_clarin, tei_errors

AT = "conferences/tokyo-2plus2-2024/"
TYPES = {
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "akn.xml": "application/akn+xml",
    "tei.xml": "application/tei+xml",
    "jsonld": "application/ld+json",
}
each_format = pytest.mark.parametrize("suffix", TYPES)


@each_format
def test_a_conference_is_a_file_by_suffix_or_by_accept(api: Api, suffix: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = api.get(f"{AT}transcript.{suffix}")
    assert len(queries) == 1  # the newest revision, with its source
    assert (answer.status_code, answer["Content-Type"]) == (200, TYPES[suffix])
    assert answer["Content-Disposition"] == f'attachment; filename="tokyo-2plus2-2024-r1.{suffix}"'
    by_accept = api.get(f"{AT}transcript/", accept=TYPES[suffix].split(";")[0])
    assert (by_accept.content, by_accept["Content-Type"]) == (answer.content, TYPES[suffix])
    assert "Accept" in by_accept["Vary"]
    assert api.get(f"{AT}transcript.{suffix}", if_none_match=answer["ETag"]).status_code == 304


def test_json_is_what_anything_and_browsers_get(api: Api) -> None:
    for accept in ("*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json"):
        assert api.get(f"{AT}transcript/", accept=accept)["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("text/csv;q=0.9, application/json;q=0.1", "text/csv"),
        ("application/json;q=0.1, text/csv", "text/csv"),
        ("application/json;q=0, */*;q=0.5", "text/markdown"),
        ("text/*;q=0.5, text/markdown;q=0, */*;q=0.1", "text/csv"),
        ("application/json;q=0.5, text/csv;q=0.5", "application/json"),
        ("application/*;q=0.3, application/tei+xml;q=0.8, text/csv;q=0.7", "application/tei+xml"),
        ("application/problem+json, application/json;q=0.1", "application/json"),
        ("application/json;q=much", "application/json"),
    ],
)
def test_what_is_wanted_most_is_given(api: Api, accept: str, given: str) -> None:
    assert api.get(f"{AT}transcript/", accept=accept)["Content-Type"].split(";")[0] == given


def test_what_is_not_wanted_at_all_is_not_given(api: Api) -> None:
    assert "text/csv" in api.problem(f"{AT}transcript/", 406, accept="application/json;q=0")["detail"]


@pytest.mark.parametrize("suffix", ["akn.xml", "tei.xml"])
def test_xml_is_the_record_again(api: Api, tokyo: Conference, suffix: str) -> None:
    parsed = read_markup(api.get(f"{AT}transcript.{suffix}").content)
    assert parsed is not None
    assert parsed.is_whole
    assert parsed.record == mapping.read(tokyo)


def test_akoma_ntoso_is_valid(api: Api) -> None:
    assert akoma_ntoso_errors(api.get(f"{AT}transcript.akn.xml").content) == []


@needs_jing
@needs_parla_clarin
def test_tei_is_valid(api: Api, tmp_path: Path) -> None:
    (tmp_path / "tokyo.xml").write_bytes(api.get(f"{AT}transcript.tei.xml").content)
    assert tei_errors(tmp_path) == ""


@each_format
def test_a_revision_says_the_same_for_ever(api: Api, tokyo: Conference, suffix: str) -> None:
    before = api.get(f"{AT}transcript.{suffix}").content
    correct(tokyo, "Arigato.", "Arigatou.")
    assert api.get(f"{AT}revisions/1/transcript.{suffix}").content == before
    after = api.get(f"{AT}transcript.{suffix}").content
    assert after == api.get(f"{AT}revisions/2/transcript.{suffix}").content
    assert after != before


@pytest.mark.parametrize("suffix", ["akn.xml", "tei.xml"])
def test_a_revision_of_another_source_is_written_without_it(api: Api, tokyo: Conference, suffix: str) -> None:
    tokyo.source_text.text += " "
    tokyo.source_text.sha256 = "0" * 64
    tokyo.source_text.save()
    parsed = read_markup(api.get(f"{AT}transcript.{suffix}").content)
    assert parsed is not None
    assert parsed.record.questions == mapping.read(tokyo).questions


@each_format
def test_a_draft_is_not_found(api: Api, tokyo: Conference, suffix: str) -> None:
    draft_like(tokyo, "hidden", "-hidden")
    for path in ("transcript", "revisions/1/transcript"):
        detail = api.problem(f"conferences/hidden/{path}.{suffix}", 404)["detail"]
        assert detail == api.problem(f"conferences/absent/{path}.{suffix}", 404)["detail"].replace("absent", "hidden")
    media_type = TYPES[suffix].split(";")[0]
    api.problem("conferences/hidden/transcript/", 404, accept=media_type)


def test_what_was_withdrawn_is_gone(api: Api, tokyo: Conference) -> None:
    publishing.withdraw(tokyo, note="Withdrawn.")
    api.problem(f"{AT}transcript.akn.xml", 404)
    api.problem(f"{AT}revisions/1/transcript.akn.xml", 410)
    api.problem(f"{AT}revisions/1/citation.bib", 410)


@pytest.mark.parametrize("path", ["transcript.pdf", "revisions/1/transcript.txt", "citation.md", "transcript.md.md"])
def test_an_unknown_format_is_not_found_and_the_known_are_named(api: Api, path: str) -> None:
    assert "There are: " in api.problem(f"{AT}{path}", 404)["detail"]


def test_what_there_is_besides_is_said(api: Api) -> None:
    assert api.problem(f"{AT}transcript.xml", 404)["detail"].endswith("md, csv, akn.xml, tei.xml, jsonld, txt.")
    assert "txt" not in api.problem(f"{AT}revisions/1/transcript.xml", 404)["detail"]


def test_a_revision_that_no_database_could_number_is_not_found(api: Api) -> None:
    api.problem(f"{AT}revisions/{'9' * 40}/transcript.md", 404)


def test_parameters_are_refused(api: Api) -> None:
    api.problem(f"{AT}transcript.md?fields=title", 400)


def test_csv_has_a_row_for_each_turn_and_no_formulas(api: Api, tokyo: Conference) -> None:
    with publishing.revising(tokyo):
        tokyo.turns.filter(position=1).update(label="=HYPERLINK(1)")
    rows = list(csv.DictReader(io.StringIO(api.get(f"{AT}transcript.csv").content.decode(), newline="")))
    assert len(rows) == 26
    assert rows[0]["label"] == "'=HYPERLINK(1)"
    tanaka = next(row for row in rows if row["speaker"] == "Tanaka")
    assert {"Minoru Kihara", "Antony Blinken"} <= set(tanaka["spoken_to"].split("; "))
    answering = [row["speaker"] for row in rows if set(tanaka["asks"].split("; ")) & set(row["answers"].split("; "))]
    assert answering == ["Minoru Kihara", "Lloyd Austin"]


def test_markdown_is_escaped(api: Api, tokyo: Conference) -> None:
    with publishing.revising(tokyo):
        tokyo.turns.filter(position=1).update(label="# <script>alert(1)</script> [a](javascript:b)")
    text = api.get(f"{AT}transcript.md").content.decode()
    assert r"**\# \<script\>alert(1)\</script\> \[a\](javascript:b)**" in text
    assert "(no answer)" in text


def test_json_ld_has_the_questions_with_their_answers(api: Api, tokyo: Conference) -> None:
    said = json.loads(api.get(f"{AT}transcript.jsonld").content)
    assert (said["@context"], said["@type"], said["about"]["@type"]) == ("https://schema.org", "Conversation", "Event")
    assert said["@id"] == "http://testserver/api/v1/conferences/tokyo-2plus2-2024/revisions/1/"
    assert len(said["hasPart"]) == tokyo.questions.count()
    assert sum(each["answerCount"] for each in said["hasPart"]) == tokyo.answers.count()
    assert {each["author"]["name"] for each in said["hasPart"]} >= {"Tanaka"}
