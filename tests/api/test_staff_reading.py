"""Staff read drafts where everybody reads what is public, and nobody else can keep what they got."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from core import publishing
from core.models import Conference
from tests.api.conftest import Api, checked_problem
from tests.api.make import draft_like
from tests.api.staff import Desk, member

NOUNS = ("conferences", "people", "organizations", "participants", "turns", "questions", "answers")


@pytest.fixture
def draft(tokyo: Conference) -> Conference:
    return draft_like(tokyo, "draft", "-draft")


@pytest.fixture
def desk(draft: Conference) -> Desk:
    return Desk(member("mira", "editor"))


def keys(noun: str, draft: Conference) -> list[str]:
    """The public names of what the draft has of a noun."""
    if noun == "conferences":
        return [draft.slug]
    if noun == "people":
        return [each.person.slug for each in draft.participants.exclude(person=None).select_related("person")]
    if noun == "organizations":
        return [host.slug for host in draft.hosts.all()]
    return [str(uid) for uid in getattr(draft, noun).values_list("uid", flat=True)]


@pytest.mark.parametrize("noun", NOUNS)
def test_they_find_what_a_draft_holds(desk: Desk, draft: Conference, noun: str) -> None:
    key = "slug" if noun in {"conferences", "people", "organizations"} else "id"
    listed = {each[key] for each in desk.json(f"{noun}/?page_size=100")["results"]}
    for value in keys(noun, draft)[:3]:
        assert value in listed
        answer = desk.get(f"{noun}/{value}/")
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert answer["ETag"]
        checked_problem(Desk().get(f"{noun}/{value}/"), 404)


def test_they_filter_by_it(desk: Desk, draft: Conference) -> None:
    counted = desk.json("turns/?conference=draft&count=true&person=yoko-kamikawa-draft")["count"]
    assert counted == draft.turns.filter(participant__person__slug="yoko-kamikawa-draft").count() > 0
    assert desk.json("people/?conference=draft&count=true")["count"] == 8
    assert len(desk.json("people/yoko-kamikawa-draft/?include=participations")["participations"]) == 1


def test_they_ask_for_a_status(desk: Desk, draft: Conference) -> None:
    def slugs(status: str) -> list[str]:
        return [each["slug"] for each in desk.json(f"conferences/?status={status}")["results"]]

    assert (slugs("draft"), slugs("published"), slugs("withdrawn")) == (["draft"], ["tokyo-2plus2-2024"], [])
    public = Desk()
    assert len(public.json("conferences/?status=published")["results"]) == 1
    checked_problem(public.get("conferences/?status=draft"), 401)
    checked_problem(Desk(member("guest")).get("conferences/?status=draft"), 403)
    checked_problem(desk.get("conferences/?status=lost"), 400)


def test_drafts_without_a_date_or_a_source_are_listed(desk: Desk, draft: Conference) -> None:
    bare = Conference.objects.create(slug="bare", title="Bare")
    Conference.objects.create(slug="bare-too", title="Bare, too")
    for ordering in ("date", "-date"):
        seen = []
        following = f"/api/v1/conferences/?page_size=1&ordering={ordering}"
        while following:
            page = desk.client.get(following, headers=desk.headers).json()
            seen += [each["slug"] for each in page["results"]]
            following = page["next"]
        assert sorted(seen) == ["bare", "bare-too", "draft", "tokyo-2plus2-2024"]
    found = desk.json(f"conferences/{bare.slug}/")
    assert (found["date"], found["published_at"], found["source"]["sha256"]) == (None, None, None)
    checked_problem(desk.get("conferences/bare/transcript/"), 404)


def test_the_transcript_of_a_draft_is_what_would_be_published(desk: Desk, draft: Conference) -> None:
    seen = desk.json("conferences/draft/transcript/")
    assert (seen["revision"], len(seen["turns"])) == (1, 26)
    assert desk.get("conferences/draft/transcript.txt").status_code == 200
    assert desk.get("conferences/draft/transcript/")["Cache-Control"] == "private, no-store"
    checked_problem(Desk().get("conferences/draft/transcript/"), 404)
    checked_problem(Desk().get("conferences/draft/transcript.txt"), 404)


def test_others_who_sign_in_see_what_the_public_sees(draft: Conference) -> None:
    for user in (member("guest"), User.objects.create_user("reader")):
        desk = Desk(user)
        assert len(desk.json("conferences/")["results"]) == 1
        answer = desk.get("conferences/draft/")
        checked_problem(answer, 404)
        assert answer.content == Desk().get("conferences/draft/").content


@pytest.mark.parametrize("sent", ["Bearer x", f"Bearer {'a' * 64}", "Bearer", "Bearer a b"])
def test_a_token_that_is_not_good_is_never_nobody(api: Api, sent: str) -> None:
    for path in ("turns/", "conferences/tokyo-2plus2-2024/", "conferences/tokyo-2plus2-2024/transcript/"):
        answer = api.get(path, authorization=sent)
        checked_problem(answer, 401)
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_user_who_left_is_not_let_in(desk: Desk) -> None:
    User.objects.update(is_active=False)
    checked_problem(desk.get("turns/"), 401)


def test_a_session_of_the_admin_sees_the_same(draft: Conference) -> None:
    client = Client()
    client.force_login(member("mira", "editor"))
    answer = client.get("/api/v1/conferences/draft/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert "Cookie" in answer["Vary"]


def test_a_cookie_of_no_session_is_nobody(api: Api) -> None:
    expected = api.get("turns/").content
    api.client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert api.get("turns/").content == expected


def test_the_public_answer_costs_and_says_what_it_did(api: Api, draft: Conference) -> None:
    assert api.number_of_queries("turns/") == 3  # which turns; these with their participants; annotations
    answer: Any = api.get("turns/")
    assert answer["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in answer.get("Vary", "")


def test_an_etag_of_staff_opens_nothing_for_others(desk: Desk, draft: Conference) -> None:
    etag = desk.etag("conferences/draft/")
    checked_problem(Desk().get("conferences/draft/", If_None_Match=etag), 404)


def test_what_was_withdrawn_stays_to_be_seen_by_staff(desk: Desk, draft: Conference) -> None:
    publishing.publish(draft)
    publishing.withdraw(draft)
    assert desk.json("conferences/draft/")["status"] == "withdrawn"
    assert desk.json("conferences/draft/transcript/")["revision"] == 2
