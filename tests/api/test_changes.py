"""/api/v1/changes/ and its feed"""

from typing import Any

import pytest
from django.test import Client
from lxml import etree

from core import publishing
from core.models import Change, Conference
from tests.api.conftest import Api, checked_problem
from tests.api.make import conference_like, draft_like
from tests.api.test_revisions import correct

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_sequence_tells_everything_in_its_order(api: Api, tokyo: Conference) -> None:
    body = api.json("changes/?page_size=1000")
    assert body["newest"] == len(body["results"]) == Change.objects.newest_number()
    assert [each["number"] for each in body["results"]] == list(range(1, body["newest"] + 1))
    assert body["results"][-1] == {
        "number": body["newest"],
        "made_at": body["results"][-1]["made_at"],
        "action": "created",
        "noun": "conference",
        "slug": tokyo.slug,
        "revision": 1,
        "parts": {},
        "merged_into": None,
    }


def test_whoever_follows_next_misses_nothing(api: Api, tokyo: Conference) -> None:
    seen: list[Any] = []
    following = "http://testserver/api/v1/changes/?page_size=7"
    for number in range(6):
        body = api.client.get(following).json()
        seen += body["results"]
        following = body["next"]
        if number == 2:
            correct(tokyo, "Arigato.", "Arigatou.")
    assert [each["number"] for each in seen] == list(range(1, Change.objects.newest_number() + 1))
    turn = tokyo.turns.get(text__contains="Arigatou.")
    assert (seen[-1]["action"], seen[-1]["revision"]) == ("changed", 2)
    assert seen[-1]["parts"]["turns"] == {"changed": [str(turn.uid)]}
    # From there on, only what is to come.
    assert api.client.get(following).json()["results"] == []
    publishing.withdraw(tokyo)
    assert api.client.get(following).json()["results"][0]["action"] == "withdrawn"


def test_what_is_gone_leaves_a_tombstone(api: Api, tokyo: Conference) -> None:
    conference_like(tokyo, "another", "-another")
    newest = Change.objects.newest_number()
    publishing.delete(Conference.objects.get(slug="another"))
    entries = api.results(f"changes/?after={newest}&noun=conference")
    assert [(each["slug"], each["action"]) for each in entries] == [("another", "withdrawn"), ("another", "deleted")]
    people = api.results(f"changes/?after={newest}&noun=person")
    assert {each["action"] for each in people} == {"withdrawn"}
    assert all(each["slug"].endswith("-another") for each in people)
    assert len(api.results("changes/?slug=another")) == 3


def test_a_draft_leaves_none(api: Api, tokyo: Conference) -> None:
    publishing.delete(draft_like(tokyo, "draft", "-draft"))
    assert "draft" not in api.get("changes/?page_size=1000").content.decode()


def test_filters_keep_to_what_they_name_while_next_goes_on(api: Api) -> None:
    body = api.json("changes/?noun=conference&page_size=1")
    assert len(body["results"]) == 1
    assert "noun=conference" in body["next"]
    assert f"after={body['newest']}" in body["next"]
    assert api.json("changes/?noun=organization&after=100000")["next"].endswith("after=100000")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("after=-1", "after"),
        ("after=x", "after"),
        (f"after={2**63}", "after"),
        ("after=1.0", "after"),
        ("after=٣", "after"),
        ("page_size=0", "page_size"),
        ("page_size=1001", "page_size"),
        ("noun=turn", "noun"),
        ("since=1", "since"),
        ("after=1&after=2", "after"),
        ("slug=", "slug"),
        ("slug=Two%20words", "slug"),
        ("slug=a%0A", "slug"),
        (f"slug={'a' * 101}", "slug"),
    ],
)
def test_what_is_not_possible_is_refused(api: Api, query: str, parameter: str) -> None:
    assert api.problem(f"changes/?{query}", 400)["errors"][0]["parameter"] == parameter


def test_the_largest_number_is_possible(api: Api) -> None:
    assert api.results(f"changes/?after={2**63 - 1}") == []


def test_number_of_queries(api: Api, tokyo: Conference) -> None:
    for _ in range(2):
        assert api.number_of_queries("changes/?page_size=1000") == 2  # the newest number; the entries
        conference_like(tokyo, f"another-{Change.objects.count()}")


def feed_of(client: Client) -> Any:
    answer = client.get("/api/v1/changes/feed.atom")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(answer.content)


def titles(feed: Any) -> list[str]:
    found: list[str] = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    return found


class TestFeed:
    def test_tells_what_is_new_and_corrected_last_first(self, api: Api, tokyo: Conference) -> None:
        conference_like(tokyo, "another")
        correct(tokyo, "Arigato.", "Arigatou.", note="As they write it.")
        feed = feed_of(api.client)
        assert titles(feed) == [f"{tokyo.title} (corrected)", tokyo.title]
        summary, _ = feed.xpath("a:entry/a:summary/text()", namespaces=ATOM)
        assert summary.endswith("Revision 2. As they write it.")
        (link, _) = feed.xpath("a:entry/a:link/@href", namespaces=ATOM)
        assert api.client.get(link).json()["revision"] == 2

    def test_forgets_what_is_public_no_longer(self, api: Api, tokyo: Conference) -> None:
        another = conference_like(tokyo, "another")
        publishing.withdraw(another)
        assert titles(feed_of(api.client)) == [tokyo.title]
        publishing.delete(tokyo)
        assert titles(feed_of(api.client)) == []

    def test_holds_what_the_format_requires(self, api: Api) -> None:
        feed = feed_of(api.client)
        for path in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:link[@rel='self']"):
            assert len(feed.xpath(path, namespaces=ATOM)) == 1, path
        for path in ("a:id", "a:title", "a:updated", "a:link"):
            assert len(feed.xpath(f"a:entry/{path}", namespaces=ATOM)) == 1, path

    def test_markup_and_control_characters_stay_text(self, api: Api, tokyo: Conference) -> None:
        hostile = "<script>alert(1)</script> & \x01 \ufffe ]]>"
        with publishing.revising(tokyo, note=hostile):
            Conference.objects.filter(pk=tokyo.pk).update(title=hostile, place=hostile)
        (title,) = titles(feed_of(api.client))
        assert title == "<script>alert(1)</script> & \ufffd \ufffd ]]> (corrected)"

    def test_has_a_validator_and_takes_no_parameters(self, api: Api) -> None:
        answer = api.client.get("/api/v1/changes/feed.atom")
        assert answer["Cache-Control"] == "public, no-cache"
        again = api.client.get("/api/v1/changes/feed.atom", headers={"if-none-match": answer["ETag"]})
        assert again.status_code == 304
        checked_problem(api.client.get("/api/v1/changes/feed.atom?page=2"), 400)

    def test_number_of_queries(self, api: Api, tokyo: Conference, django_assert_num_queries: Any) -> None:
        for _ in range(2):
            with django_assert_num_queries(2):  # which were changed last; their newest revisions
                feed_of(api.client)
            conference_like(tokyo, f"another-{Change.objects.count()}")
