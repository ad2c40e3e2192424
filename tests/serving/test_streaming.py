"""Files that are sent in pieces: however slow their readers, threads are left for everybody else."""

import gc
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import Conference
from core.serving import streaming
from tests.api.conftest import checked_problem

FILE = "/api/v1/turns.jsonl"


@pytest.fixture
def anybody(tokyo: Conference, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Of a process that sends three long files at once, none yet, and for which Tokyo's are long."""
    monkeypatch.setattr(streaming, "_places", streaming._Places())
    settings.STREAMS_AT_ONCE = 3
    monkeypatch.setattr(streaming, "SHORT", 1_000)
    return Client(raise_request_exception=False)


def test_one_client_leaves_places_for_others(anybody: Client) -> None:
    kept = [anybody.get(FILE) for _ in range(3)]
    assert [each.status_code for each in kept] == [200, 200, 429]
    checked_problem(kept[-1], 429)
    assert kept[-1]["Retry-After"] == "5"
    others = [anybody.get(FILE, REMOTE_ADDR=f"192.0.2.{number}") for number in range(2)]
    assert [each.status_code for each in others] == [200, 503]
    checked_problem(others[-1], 503)
    assert others[-1]["Retry-After"] == "5"
    # No query is asked for what would be refused, and what is no long file is answered as ever.
    with CaptureQueriesContext(connection) as queries:
        checked_problem(anybody.get(FILE), 429)
        checked_problem(anybody.get(FILE, REMOTE_ADDR="192.0.2.8"), 503)
    assert not queries.captured_queries
    assert anybody.get("/api/v1/turns/?page_size=1").status_code == 200
    assert len(b"".join(kept[0].streaming_content).splitlines()) == 26
    assert anybody.get(FILE, REMOTE_ADDR="192.0.2.9").status_code == 200


@pytest.mark.parametrize("begun", [False, True])
def test_a_reader_who_goes_leaves_the_place(anybody: Client, begun: bool) -> None:
    for _ in range(5):
        answer = anybody.get(FILE)
        assert answer.status_code == 200
        if begun:
            next(iter(answer.streaming_content))
        del answer
        gc.collect()


def test_what_is_short_is_sent_in_one_piece(anybody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    long = b"".join(anybody.get(FILE).streaming_content)
    monkeypatch.setattr(streaming, "SHORT", len(long))
    kept = [anybody.get(FILE) for _ in range(5)]
    for answer in kept:
        assert list(answer.streaming_content) == [long]


def test_a_head_takes_no_place(anybody: Client) -> None:
    kept = [anybody.head(FILE) for _ in range(5)]
    assert [each.status_code for each in kept] == [200] * 5
