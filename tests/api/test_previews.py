"""/api/v1/previews/{token}/"""

from typing import Any

import pytest
from django.core import signing
from django.test import Client

from core import publishing
from core.models import Conference
from core.publishing import previews
from tests.api.conftest import checked_problem
from tests.api.make import draft_like


@pytest.fixture
def draft(tokyo: Conference) -> Conference:
    return draft_like(tokyo, "draft", "-draft")


def look(token: str) -> Any:
    return Client(raise_request_exception=False).get(f"/api/v1/previews/{token}/")


def test_shows_exactly_what_the_public_will_get(draft: Conference) -> None:
    answer = look(previews.link_token(draft))
    assert answer.status_code == 200
    seen = answer.json()
    publishing.publish(draft)
    public = Client().get("/api/v1/conferences/draft/transcript/").json()
    for moment in (seen, public):
        moment.pop("revised_at")
        moment["conference"].pop("published_at")
    assert seen == public


def test_nobody_keeps_it(draft: Conference) -> None:
    answer = look(previews.link_token(draft))
    assert answer["Cache-Control"] == "private, no-store"
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "ETag" not in answer


def test_it_tells_what_a_later_edit_says(draft: Conference) -> None:
    token = previews.link_token(draft)
    Conference.objects.filter(pk=draft.pk).update(place="Elsewhere")
    assert look(token).json()["conference"]["place"] == "Elsewhere"


@pytest.mark.parametrize("token", ["x", "1~x~y", "1:x:y", "~", "%00", "%ff", "é", "a" * 3_000])
def test_a_link_that_nobody_made_is_not_found(draft: Conference, token: str) -> None:
    answer = look(token)
    checked_problem(answer, 400 if token in {"%00", "%ff"} else 404)


def test_a_link_that_was_changed_is_not_found(draft: Conference, tokyo: Conference) -> None:
    key, at, signature = previews.link_token(draft).split("~")
    checked_problem(look(f"{tokyo.pk}~{at}~{signature}"), 404)
    other = signing.TimestampSigner(salt="another").sign(key).replace(":", "~")
    checked_problem(look(other), 404)


def test_it_ends_after_some_days_and_says_so(draft: Conference, settings: Any, monkeypatch: Any) -> None:
    token = previews.link_token(draft)
    settings.PREVIEW_DAYS = 0
    problem = checked_problem(look(token), 410)
    assert "Ask for a new one" in problem["detail"]


def test_it_ends_with_its_conference(draft: Conference) -> None:
    token = previews.link_token(draft)
    publishing.delete(draft)
    checked_problem(look(token), 404)


def test_number_of_queries(draft: Conference, django_assert_num_queries: Any) -> None:
    token = previews.link_token(draft)
    with django_assert_num_queries(14):  # the conference; its record
        look(token)


def test_it_takes_no_parameters(draft: Conference) -> None:
    checked_problem(Client().get(f"/api/v1/previews/{previews.link_token(draft)}/?fields=turns"), 400)
