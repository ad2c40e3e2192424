"""Transcripts go from the database to the public as they are stored."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import publishing
from core.models import Conference
from tests.api.conftest import Api
from tests.api.make import draft_like

TOKYO = "conferences/tokyo-2plus2-2024/transcript/"
OTHER = "conferences/another/transcript/"


@pytest.fixture
def api(tokyo: Conference) -> Api:
    """One that has answered with a transcript: the next is not made, but sent."""
    publishing.publish(draft_like(tokyo, "another"))
    api = Api()
    assert api.get(OTHER).status_code == 200
    return api


def test_it_costs_one_query_and_is_what_the_view_answers(api: Api) -> None:
    for sent in ({}, {"origin": "https://reader.example"}, {"accept": "application/json"}):
        api.get(OTHER, **sent)
        with CaptureQueriesContext(connection) as queries:
            stored = api.get(TOKYO, **sent)
        assert len(queries) == 1, "the newest revision of the conference, in one"
        made = Api().get(TOKYO, **sent)
        assert stored.content == made.content
        assert dict(stored.items()) == {**dict(made.items()), "X-Request-Id": stored["X-Request-Id"]}


def test_the_next_answer_is_the_next_revision(api: Api, tokyo: Conference) -> None:
    before = api.get(TOKYO)
    turn = tokyo.turns.get(position=25)
    turn.label = "DEFENSE MINISTER KIHARA"
    turn.save()
    publishing.revise(tokyo)
    after = api.get(TOKYO, **{"if-none-match": before["ETag"]})
    assert after.json()["turns"][24]["label"] == turn.label
    publishing.withdraw(tokyo)
    for etag in (before["ETag"], after["ETag"], "*"):
        api.problem(TOKYO, 404, **{"if-none-match": etag})


def test_a_draft_is_not_found_and_staff_see_what_they_may(api: Api, tokyo: Conference) -> None:
    draft_like(tokyo, "secret")
    api.problem("conferences/secret/transcript/", 404)
    staff = Client()
    staff.force_login(get_user_model().objects.create_superuser("staff"))
    assert staff.get("/api/v1/conferences/secret/transcript/").status_code == 200
    assert "no-store" in staff.get(f"/api/v1/{TOKYO}")["Cache-Control"]
    api.problem("conferences/secret/transcript/", 404)


def test_who_has_it_is_told_so(api: Api) -> None:
    etag = api.get(TOKYO)["ETag"]
    for known in (etag, f"W/{etag}", f'"another", {etag}', "*"):
        answer = api.get(TOKYO, **{"if-none-match": known})
        assert (answer.status_code, answer.content) == (304, b""), known
        assert answer["ETag"] == etag
        assert "Content-Length" not in answer
    for unknown in ('"another"', etag.strip('"'), etag[:-1], f"w/{etag}", api.get(OTHER)["ETag"]):
        answer = api.get(TOKYO, **{"if-none-match": unknown})
        assert (answer.status_code, len(answer.content)) == (200, int(answer["Content-Length"])), unknown


def test_what_is_asked_otherwise_is_answered_by_the_view(api: Api) -> None:
    assert api.get(TOKYO, accept="text/markdown")["Content-Type"].startswith("text/markdown")
    assert api.get(OTHER, accept="text/markdown")["Content-Type"].startswith("text/markdown")
    api.problem(f"{TOKYO}?colour=red", 400)
    api.problem(TOKYO, 406, accept="text/turtle")
    api.problem("conferences/nothing/transcript/", 404)
    assert api.client.head(f"/api/v1/{TOKYO}")["Content-Length"] == api.get(TOKYO)["Content-Length"]


def test_what_is_too_large_is_refused_by_the_view(api: Api, settings: Any) -> None:
    settings.LARGEST_ANSWER = 1_000
    api.problem(TOKYO, 400)


def test_without_the_database_the_view_says_so(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: Any, **__: Any) -> Any:
        raise OperationalError

    monkeypatch.setattr("core.models.revision.RevisionQuerySet.document_of", down)
    assert api.get(TOKYO).status_code == 200
