"""What the server is handed: one body at once, or pieces as they are made."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.core import signals
from django.db import close_old_connections
from django.test import RequestFactory

from core.models import Conference
from transcripts_api.wsgi import application


@pytest.fixture(autouse=True)
def connections_are_the_tests() -> Iterator[None]:
    """As Django's own test client has it."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def ended() -> Iterator[list[str]]:
    """Has one more for each request that is over."""
    seen: list[str] = []

    def note(**_: Any) -> None:
        seen.append("one")

    signals.request_finished.connect(note)
    yield seen
    signals.request_finished.disconnect(note)


def asked(path: str) -> tuple[dict[str, Any], Any]:
    """The status and headers, and what the body is handed over as."""
    told: dict[str, Any] = {}

    def start(status: str, headers: Iterable[tuple[str, str]], *_: Any) -> None:
        told.update(headers, status=status)

    return told, application(RequestFactory().get(path).environ, start)


def test_a_body_is_handed_over_at_once_and_its_request_is_over(ended: list[str]) -> None:
    told, body = asked("/healthz")
    assert told["status"] == "200 OK"
    assert body == [b'{"status": "alive"}']
    assert ended == ["one"]


@pytest.mark.django_db
@pytest.mark.once
def test_a_list_that_streams_is_handed_over_as_it_is_made(tokyo: Conference) -> None:
    told, body = asked("/api/v1/turns.jsonl")
    assert told["status"] == "200 OK"
    assert not isinstance(body, list)
    assert len(b"".join(body).splitlines()) == 26


@pytest.mark.django_db
@pytest.mark.once
def test_what_is_kept_ends_without_a_look_at_all_connections(
    tokyo: Conference, kept_answers: None, ended: list[str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for connections that a pool has lent: they are given back as soon as the request is over."""
    monkeypatch.setattr(application, "_middleware_chain", None)
    application.load_middleware()  # one that keeps answers
    for _ in range(3):
        assert asked("/api/v1/people/")[0]["status"] == "200 OK"
    assert len(ended) == 1
    settings.DATABASE_POOL = 2
    assert asked("/api/v1/people/")[0]["status"] == "200 OK"
    assert len(ended) == 2
