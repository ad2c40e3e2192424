"""Answers that are made once and given again, until something public changes."""

import gzip
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import publishing
from core.models import Change, Conference
from tests.api.conftest import Api
from tests.api.make import draft_like

TRANSCRIPT = "conferences/tokyo-2plus2-2024/transcript/"
TURNS = "turns/?page_size=100"


@pytest.fixture
def api(tokyo: Conference, kept_answers: None) -> Api:
    return Api()


def test_what_was_asked_before_costs_the_newest_change(api: Api) -> None:
    for path in ("conferences/", "questions/?response=unanswered", "turns/?count=true", "people/", TRANSCRIPT):
        first = api.get(path)
        with CaptureQueriesContext(connection) as queries:
            again = api.get(path)
        assert [each["sql"].split(" WHERE")[0] for each in queries] == [queries[0]["sql"]]
        assert "core_change" in queries[0]["sql"]
        assert again.content == first.content
        assert dict(again.items()) == {**dict(first.items()), "X-Request-Id": again["X-Request-Id"]}


def test_a_known_answer_is_a_304_whether_or_not_it_is_kept(api: Api) -> None:
    etag = api.get(TURNS)["ETag"]
    for clear in (False, True):
        if clear:
            cache.clear()
        answer = api.get(TURNS, **{"if-none-match": etag, "origin": "https://reader.example"})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == etag
        assert answer["Access-Control-Allow-Origin"] == "*"
    assert api.get(TURNS, **{"if-none-match": '"another"'}).status_code == 200


@pytest.mark.parametrize("path", [TURNS, TRANSCRIPT])
def test_a_kept_answer_is_compressed_for_who_takes_gzip(api: Api, path: str) -> None:
    plain = api.get(path)
    zipped = api.get(path, **{"accept-encoding": "br, gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert len(zipped.content) == int(zipped["Content-Length"]) < len(plain.content) / 2
    assert zipped["ETag"] == f"W/{plain['ETag']}"
    assert "Accept-Encoding" in zipped["Vary"]
    for other in ("", "br", "gzip;q=0", "identity, gzip; q=0.000", "x-gzipped"):
        assert "Content-Encoding" not in api.get(path, **{"accept-encoding": other})
    for same in ("gzip;q=0.5", "identity;q=0,gzip ; q=1.0", "gzip,deflate"):
        assert api.get(path, **{"accept-encoding": same})["Content-Encoding"] == "gzip"
    assert api.get(path, **{"accept-encoding": "gzip", "if-none-match": zipped["ETag"]}).status_code == 304


def test_a_correction_is_in_the_very_next_answer(api: Api, tokyo: Conference) -> None:
    before = api.json(TRANSCRIPT)
    turn = tokyo.turns.get(position=25)
    turn.label = "DEFENSE MINISTER KIHARA"
    turn.save()
    publishing.revise(tokyo)
    after = api.json(TRANSCRIPT)
    assert (before["revision"], after["revision"]) == (1, 2)
    assert api.json("turns/?position=25")["results"][0]["label"] == turn.label


def test_what_is_withdrawn_is_gone_from_the_very_next_answer(api: Api, tokyo: Conference) -> None:
    paths = [TRANSCRIPT, "conferences/", "turns/", "people/", "questions/?count=true"]
    for path in paths:
        assert api.get(path).status_code == 200
    publishing.withdraw(tokyo)
    api.problem(TRANSCRIPT, 404)
    for path in paths[1:]:
        assert api.results(path) == []
    assert api.json("questions/?count=true")["count"] == 0


def test_what_is_published_is_there_in_the_very_next_answer(api: Api, tokyo: Conference) -> None:
    draft = draft_like(tokyo, "another")
    assert len(api.results("conferences/")) == 1
    api.problem("conferences/another/", 404)
    publishing.publish(draft)
    assert len(api.results("conferences/")) == 2
    assert api.json("conferences/another/")["slug"] == "another"


def test_a_database_that_counts_anew_is_another(api: Api, tokyo: Conference) -> None:
    """As after a backup was restored: the numbers are the same again, and the record is not."""
    api.json(TURNS)
    turn = tokyo.turns.get(position=25)
    turn.label = "DEFENSE MINISTER KIHARA"
    turn.save()
    publishing.revise(tokyo)
    number = Change.objects.newest_number()
    assert api.json(TURNS)["results"][24]["label"] == turn.label
    newest = Change.objects.get(number=number)
    Change.objects.filter(number=number).update(made_at=newest.made_at.replace(year=2001))
    with CaptureQueriesContext(connection) as queries:
        api.json(TURNS)
    assert len(queries) == 4  # the newest change; which turns; these; their annotations


def test_staff_are_given_nothing_that_is_kept_and_leave_nothing(api: Api) -> None:
    user = get_user_model().objects.create_superuser("staff")
    client = Client()
    client.force_login(user)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/api/v1/conferences/").status_code == 200
        assert not any("core_change" in each["sql"] for each in queries)
    with CaptureQueriesContext(connection) as queries:
        api.json("conferences/")
    assert len(queries) == 2, "made for the public: the newest change, and the list"


def test_what_tells_two_questions_apart_tells_two_answers_apart(api: Api) -> None:
    api.get("conferences/")
    assert api.get("conferences/?page_size=1&count=true").json()["count"] == 1
    assert api.get("conferences/", accept="text/turtle").status_code == 406
    other = Client().get("/api/v1/questions/?page_size=1", headers={"host": "transcripts.example"}).json()
    assert other["next"].startswith("http://transcripts.example/")
    assert api.json("questions/?page_size=1")["next"].startswith("http://testserver/")
    assert api.get("conferences/", host="elsewhere.example").status_code == 400


def test_without_the_newest_change_answers_are_made(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: Any) -> Any:
        raise OperationalError

    api.json("conferences/")
    monkeypatch.setattr("core.models.change.ChangeManager.newest", down)
    assert len(api.results("conferences/")) == 1


def test_what_another_thread_was_told_is_answered_and_not_kept(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be ahead of what this thread reads, where one address stands for several servers."""
    newest = Change.objects.newest()
    monkeypatch.setattr("core.models.change.ChangeManager.newest", lambda *_: newest._replace(is_own=False))
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert api.get(TURNS).status_code == 200
        assert len(queries) == 3, "which turns; these; their annotations"


def test_only_what_cannot_be_told_apart_is_given_again(api: Api) -> None:
    """Answers are given before the rest of the middleware sees the request."""
    page = {"origin": "https://reader.example"}
    assert "Access-Control-Allow-Origin" not in api.get("turns/")
    assert api.get("turns/", **page)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in api.get("turns/")
    assert "Access-Control-Allow-Origin" not in api.get("turns/", origin="http://[")
    assert api.get("turns/", **page)["Access-Control-Allow-Origin"] == "*"
    api.problem("turns/", 400, **{"x-http-method-override": "DELETE"})
    assert api.client.get("/api/v1/turns/", CONTENT_LENGTH="60000001").status_code == 413
    assert api.client.get("/api/v1/turns/", HTTP_TRANSFER_ENCODING="chunked").status_code == 411
    assert api.get("turns/", **{"if-match": '"another"'}).status_code == 412
    assert api.get("turns/", authorization="Bearer nobody").status_code == 401


def test_a_list_that_streams_is_not_sent_again_to_who_has_it(api: Api) -> None:
    first = api.get("turns.jsonl")
    assert first.streaming
    again = api.get("turns.jsonl", **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
