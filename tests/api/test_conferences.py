"""/api/v1/conferences/"""

import hashlib
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import mapping, publishing
from core.exporting.source_text import source_text
from core.exporting.transcript import transcript
from core.models import Conference, Organization, Participant
from tests.api.conftest import Api
from tests.api.make import conference_like
from tests.conftest import ROOT


def test_the_list_says_what_the_detail_says(api: Api) -> None:
    (listed,) = api.results("conferences/")
    assert listed == api.json("conferences/tokyo-2plus2-2024/")
    assert listed["counts"] == {
        "participants": 9,
        "turns": 26,
        "questions": 14,
        "answers": 19,
        "unanswered": 5,
    }
    assert listed["hosts"][0] == {"slug": "ministry-of-defense-japan", "name": "Ministry of Defense of Japan"}
    assert listed["source"]["name"] == "U.S. Department of State"
    assert {"date", "place"} <= set(listed["editorial"])


def test_the_transcript_is_the_stored_document_in_one_query(api: Api, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):  # the newest revision
        answer = api.get("conferences/tokyo-2plus2-2024/transcript/")
    revision = Conference.objects.get().revisions.get()
    assert answer.content.decode() == revision.document
    assert answer["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert api.get("conferences/tokyo-2plus2-2024/transcript/", if_none_match=answer["ETag"]).status_code == 304


def test_the_transcript_says_what_the_rows_say(api: Api, tokyo: Conference) -> None:
    document = api.json("conferences/tokyo-2plus2-2024/transcript/")
    rendered = transcript(
        mapping.read(tokyo),
        revision=document["revision"],
        revised_at=document["revised_at"],
        published_at=document["conference"]["published_at"],
    )
    assert json.loads(json.dumps(rendered)) == document
    assert document["conference"] == api.json("conferences/tokyo-2plus2-2024/")


def test_the_transcripts_rows_are_those_of_the_lists(api: Api) -> None:
    document = api.json("conferences/tokyo-2plus2-2024/transcript/")
    for noun, own in (("turns", ()), ("participants", ("organization",)), ("people", ()), ("organizations", ())):
        listed = {row.get("id", row.get("slug")): row for row in api.results(f"{noun}/?page_size=100")}
        assert len(listed) == len(document[noun])
        for row in document[noun]:
            same = listed[row.get("id", row.get("slug"))]
            for key, value in row.items():
                if key in own or (noun == "turns" and key == "participant"):
                    reference = same[key]["id" if noun == "turns" else "slug"] if same[key] else None
                    assert reference == value
                else:
                    assert same[key] == value, (noun, key)


def test_questions_of_the_transcript_say_what_the_list_says(api: Api) -> None:
    document = api.json("conferences/tokyo-2plus2-2024/transcript/")
    listed = {row["id"]: row for row in api.results("questions/")}
    for question in document["questions"]:
        same = listed[question["id"]]
        for one, other in zip(question["addressees"], same["addressees"], strict=True):
            assert one["response"] == other["response"]
            assert one["participant"] == other["participant"]["id"]
            assert one["answered_in_place_by"] == [each["id"] for each in other["answered_in_place_by"]]
        assert [each["id"] for each in question["answers"]] == [each["id"] for each in same["answers"]]


def test_the_source_is_byte_exact(api: Api, tokyo: Conference) -> None:
    answer = api.get("conferences/tokyo-2plus2-2024/transcript.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert hashlib.sha256(answer.content).hexdigest() == tokyo.source_text.sha256
    assert len(answer.content) == 41323
    assert api.get("conferences/tokyo-2plus2-2024/transcript.txt", if_none_match=answer["ETag"]).status_code == 304


def test_the_record_written_back_is_the_source(api: Api, tokyo: Conference) -> None:
    written = source_text(mapping.read(tokyo))
    assert written.encode() == api.get("conferences/tokyo-2plus2-2024/transcript.txt").content


def test_the_source_is_the_published_file(api: Api, corpus: Any) -> None:
    published = (corpus / "texts" / "tokyo-2plus2-2024.txt").read_bytes()
    assert api.get("conferences/tokyo-2plus2-2024/transcript.txt").content == published


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date=2024-07-28", 1),
        ("date=2024-07-29", 0),
        ("date_after=2024-07-28", 1),
        ("date_after=2024-07-29", 0),
        ("date_before=2024-07-28", 1),
        ("date_before=2024-07-27", 0),
        ("person=antony-blinken", 1),
        ("organization=jiji-press", 1),
        ("organization=ministry-of-defense-japan", 1),
        ("host=ministry-of-defense-japan", 1),
        ("host=jiji-press", 0),
        ("country=JP", 1),
        ("country=FR", 0),
        ("language=ja", 1),
        ("language=fr", 0),
    ],
)
def test_filters_narrow_the_list(api: Api, query: str, found: int) -> None:
    assert len(api.results(f"conferences/?{query}")) == found


def test_a_participant_leads_to_its_conference(api: Api) -> None:
    participant = Participant.objects.first()
    assert participant is not None
    assert len(api.results(f"conferences/?participant={participant.uid}")) == 1


def test_include_adds_the_participants(api: Api) -> None:
    assert "participants" not in api.json("conferences/tokyo-2plus2-2024/")
    detail = api.json("conferences/tokyo-2plus2-2024/?include=participants")
    assert [each["role"] for each in detail["participants"]].count("principal") == 4


def test_fields_keeps_only_what_was_asked_for(api: Api) -> None:
    assert api.results("conferences/?fields=slug,date") == [{"slug": "tokyo-2plus2-2024", "date": "2024-07-28"}]


def test_more_conferences_cost_no_more_queries(api: Api, tokyo: Conference) -> None:
    for number in range(30):
        conference_like(tokyo, f"another-{number}")
    with CaptureQueriesContext(connection) as queries:
        assert len(api.results("conferences/?count=true&include=participants&page_size=100")) == 31
    # the count; the conferences with their counts and source; hosts; languages; participants
    assert len(queries) == 5


def test_a_correction_is_a_new_revision_that_the_transcript_says(api: Api, tokyo: Conference) -> None:
    before = api.json("conferences/tokyo-2plus2-2024/transcript/")
    turn = tokyo.turns.get(position=25)
    turn.label = "DEFENSE MINISTER KIHARA"
    turn.save()
    revision = publishing.revise(tokyo, note="A typing error in a label.")
    assert revision is not None
    after = api.json("conferences/tokyo-2plus2-2024/transcript/")
    assert (before["revision"], after["revision"]) == (1, 2)
    assert after["turns"][24]["label"] == "DEFENSE MINISTER KIHARA"
    assert publishing.revise(tokyo) is None, "an edit that changes nothing makes no revision"


def test_a_corrected_record_is_written_back_with_its_corrections(tokyo: Conference) -> None:
    source = tokyo.source_text.text
    turn = tokyo.turns.get(position=25)
    turn.label = "DEFENSE MINISTER KIHARA"
    turn.save()
    written = source_text(mapping.read(tokyo))
    assert written == source.replace("DEFENESE MINISTER", "DEFENSE MINISTER")


def test_the_fixture_loaded_twice_gives_the_same_rows(tokyo: Conference) -> None:
    before = mapping.read(tokyo)
    call_command("loaddata", "tokyo-2plus2-2024", verbosity=0)
    assert mapping.read(Conference.objects.get()) == before


def test_the_fixture_is_what_export_record_writes(tokyo: Conference, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("export_record", "tokyo-2plus2-2024", format="fixture")
    assert capsys.readouterr().out == (ROOT / "fixtures" / "tokyo-2plus2-2024.json").read_text()


def test_a_list_of_conferences_costs_one_query(api: Api, tokyo: Conference) -> None:
    conference_like(tokyo, "another")
    with CaptureQueriesContext(connection) as queries:
        listed = api.results("conferences/")
    assert len(listed) == 2
    assert len(queries) == 1  # the conferences, each from its newest revision


def test_a_conference_with_more_hosts_than_usual_is_listed_whole(api: Api, tokyo: Conference) -> None:
    for number in range(100):
        tokyo.hosts.add(Organization.objects.create(slug=f"host-{number}", name=f"Ministry {number} " + "x" * 150))
    publishing.revise(tokyo)
    transcript = api.json("conferences/tokyo-2plus2-2024/transcript/")
    assert len(transcript["conference"]["hosts"]) == 102
    assert api.results("conferences/") == [transcript["conference"]]
    assert api.json("conferences/tokyo-2plus2-2024/") == transcript["conference"]
    assert api.json("conferences/tokyo-2plus2-2024/?include=participants&fields=hosts,counts") == {
        "hosts": transcript["conference"]["hosts"],
        "counts": transcript["conference"]["counts"],
        "participants": api.json("conferences/tokyo-2plus2-2024/?include=participants")["participants"],
    }


def test_a_title_that_looks_like_the_end_of_a_conference_is_listed_whole(api: Api, tokyo: Conference) -> None:
    for title in ('}},"revision":2,', '\\"}},\\"revision\\":2', "}},"):
        tokyo.refresh_from_db()
        tokyo.title = title
        tokyo.save()
        publishing.revise(tokyo)
        assert [each["title"] for each in api.results("conferences/")] == [title]
