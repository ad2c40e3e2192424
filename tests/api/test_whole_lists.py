"""/api/v1/{nouns}.csv and .jsonl"""

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import publishing
from core.api import whole_lists
from core.models import Conference
from tests.api.conftest import Api
from tests.api.make import conference_like, draft_like

NOUNS = ["conferences", "people", "organizations", "participants", "turns", "questions", "answers"]
each_noun = pytest.mark.parametrize("noun", NOUNS)


def lines(api: Api, path: str) -> list[Any]:
    answer = api.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/x-ndjson")
    return [json.loads(line) for line in answer.getvalue().splitlines()]


def rows(api: Api, path: str) -> list[dict[str, str]]:
    answer = api.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode(), newline="")))


def all_pages(api: Api, path: str) -> list[Any]:
    page = api.json(path)
    found = page["results"]
    while page["next"]:
        page = api.client.get(page["next"]).json()
        found += page["results"]
    return found


@each_noun
def test_a_whole_list_is_all_its_pages(api: Api, tokyo: Conference, noun: str, monkeypatch: pytest.MonkeyPatch) -> None:
    conference_like(tokyo, "another", "-another")
    monkeypatch.setattr(whole_lists, "BATCH", 7)
    listed = all_pages(api, f"{noun}/?page_size=100")
    assert lines(api, f"{noun}.jsonl") == listed
    found = rows(api, f"{noun}.csv")
    key = "slug" if noun in {"conferences", "people", "organizations"} else "id"
    assert [row[key] for row in found] == [row[key] for row in listed]
    assert api.get(f"{noun}.csv")["Content-Disposition"] == f'attachment; filename="{noun}.csv"'


@each_noun
def test_a_draft_is_in_none(api: Api, tokyo: Conference, noun: str) -> None:
    before = [api.get(f"{noun}.{suffix}").getvalue() for suffix in ("csv", "jsonl")]
    draft_like(tokyo, "hidden", "-hidden")
    assert [api.get(f"{noun}.{suffix}").getvalue() for suffix in ("csv", "jsonl")] == before
    api.problem(
        f"{noun}.csv?{'conference=hidden' if noun != 'conferences' else 'person=antony-blinken-hidden'}",
        400 if noun == "organizations" else 404,
    )
    publishing.withdraw(tokyo, note="Withdrawn.")
    assert lines(api, f"{noun}.jsonl") == []
    assert rows(api, f"{noun}.csv") == []


@pytest.mark.parametrize(
    "query",
    [
        "response=unanswered&addressee=antony-blinken",
        "ordering=-conference",
        "include=asking_turn",
        "fields=id,excerpt",
    ],
)
def test_parameters_are_those_of_the_list(api: Api, query: str) -> None:
    assert lines(api, f"questions.jsonl?{query}") == all_pages(api, f"questions/?{query}")


@pytest.mark.parametrize("query", ["page_size=5", "count=true", "cursor=WyJ", "colour=red", "ordering=text", "kind=x"])
def test_other_parameters_are_refused(api: Api, query: str) -> None:
    api.problem(f"turns.csv?{query}", 400)


def test_columns_are_keys_also_within_objects(api: Api, tokyo: Conference) -> None:
    with publishing.revising(tokyo):
        tokyo.turns.filter(position=1).update(label="=1+1")
    first, *_ = rows(api, "turns.csv")
    assert (first["label"], first["participant.role"], first["position"]) == ("'=1+1", "moderator", "1")
    assert first["participant.organization.slug"] == ""
    assert isinstance(json.loads(first["spans"]), list)
    assert list(rows(api, "turns.csv?fields=text,id")[0]) == ["id", "text"]


def test_an_empty_table_has_its_head(api: Api) -> None:
    answer = api.get("turns.csv?date=1969-07-20&fields=id,text")
    assert answer.getvalue() == b"id,text\r\n"


def test_the_queries_of_a_batch_do_not_grow_with_it(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def queries(batch: int) -> int:
        monkeypatch.setattr(whole_lists, "BATCH", batch)
        with CaptureQueriesContext(connection) as captured:
            lines(api, "turns.jsonl")
        return len(captured)

    # The newest change; then for each batch which turns, these with all they belong to, and their annotations.
    assert queries(100) == 4
    assert queries(13) == 1 + 2 * 3 + 1  # 26 turns in two full batches; nothing is behind the second


def test_nothing_new_is_not_sent_again(api: Api, tokyo: Conference) -> None:
    etag = api.get("turns.csv")["ETag"]
    assert api.get("turns.csv", if_none_match=etag).status_code == 304
    with publishing.revising(tokyo):
        tokyo.turns.filter(position=1).update(label="The Moderator")
    assert api.get("turns.csv", if_none_match=etag).status_code == 200


def test_head_reads_no_rows(api: Api) -> None:
    with CaptureQueriesContext(connection) as captured:
        answer = api.client.head("/api/v1/turns.csv")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert len(captured) == 1  # the newest change


def test_an_unknown_format_is_not_found(api: Api) -> None:
    assert "csv, jsonl" in api.problem("turns.xlsx", 404)["detail"]
