"""/api/v1/conferences/{slug}/revisions/"""

import hashlib
from typing import Any

import pytest

from core import publishing
from core.models import Conference
from tests.api.conftest import Api
from tests.api.make import draft_like

PATH = "conferences/tokyo-2plus2-2024/revisions/"


def correct(conference: Conference, before: str, after: str, note: str = "") -> None:
    """Change the words of the turn that has them."""
    with publishing.revising(conference, note=note):
        turn = conference.turns.get(text__contains=before)
        turn.text = turn.text.replace(before, after)
        turn.save()


def test_a_citation_sees_for_ever_what_it_saw(api: Api, tokyo: Conference) -> None:
    cited = api.get("conferences/tokyo-2plus2-2024/transcript/")
    correct(tokyo, "Arigato.", "Arigatou.", note="As they write it.")
    pinned = api.get(f"{PATH}1/")
    assert (pinned.content, pinned["ETag"]) == (cited.content, cited["ETag"])
    assert api.get(f"{PATH}2/").content == api.get("conferences/tokyo-2plus2-2024/transcript/").content
    newest, first = api.results(PATH)
    assert (newest["number"], newest["note"], newest["conference"]) == (2, "As they write it.", tokyo.slug)
    assert (first["number"], first["note"]) == (1, "First publication.")
    assert first["sha256"] == hashlib.sha256(cited.content).hexdigest()
    assert first["made_at"] == pinned.json()["revised_at"]


def test_revisions_come_in_pages(api: Api, tokyo: Conference) -> None:
    correct(tokyo, "Arigato.", "Arigatou.")
    correct(tokyo, "Arigatou.", "Arigatō.")
    page = api.json(f"{PATH}?page_size=2&count=true&fields=number")
    assert (page["count"], page["results"]) == (3, [{"number": 3}, {"number": 2}])
    assert api.client.get(page["next"]).json()["results"] == [{"number": 1}]
    assert [each["number"] for each in api.results(f"{PATH}?ordering=number")] == [1, 2, 3]


def test_difference_marks_the_words(api: Api, tokyo: Conference) -> None:
    correct(tokyo, "Arigato.", "Arigatou.")
    correct(tokyo, "Arigatou.", "And arigatou.")
    found = api.json(f"{PATH}3/difference/?since=1")
    assert (found["before"], found["after"]) == (1, 3)
    (turn,) = found["turns"]
    assert turn["change"] == "changed"
    words = [each for each in turn["fields"]["text"]["words"] if each["op"] != "equal"]
    assert [(each["op"], each["text"]) for each in words] == [("delete", "Arigato"), ("insert", "And arigatou")]
    assert found["people"] == found["questions"] == []
    assert api.json(f"{PATH}3/difference/")["before"] == 2
    assert api.json(f"{PATH}1/difference/")["turns"] == []


@pytest.mark.parametrize("since", ["0", "-1", "one", "1e0", "2147483648", "9" * 30, "¹"])
def test_difference_since_no_earlier_revision_is_refused(api: Api, tokyo: Conference, since: str) -> None:
    correct(tokyo, "Arigato.", "Arigatou.")
    problem = api.problem(f"{PATH}2/difference/?since={since}", 400)
    assert problem["errors"][0]["parameter"] == "since"


@pytest.mark.parametrize("since", [3, 2_147_483_647])
def test_difference_since_a_later_revision_is_not_there(api: Api, tokyo: Conference, since: int) -> None:
    correct(tokyo, "Arigato.", "Arigatou.")
    assert f"the number '{since}'" in api.problem(f"{PATH}2/difference/?since={since}", 404)["detail"]


@pytest.mark.parametrize("number", [0, 2, 2**31, 2**63, 10**40])
def test_there_are_no_others(api: Api, number: int) -> None:
    assert f"the number '{number}'" in api.problem(f"{PATH}{number}/", 404)["detail"]
    api.problem(f"{PATH}{number}/difference/", 404)


def test_what_was_withdrawn_says_when(api: Api, tokyo: Conference) -> None:
    publishing.withdraw(tokyo)
    tokyo.refresh_from_db()
    when = f"was withdrawn on {tokyo.withdrawn_at:%Y-%m-%d at %H:%M:%S} UTC."
    for path in (PATH, f"{PATH}1/", f"{PATH}1/difference/", f"{PATH}7/"):
        assert api.problem(path, 410)["detail"].endswith(when), path
    publishing.publish(tokyo)
    assert api.problem(f"{PATH}1/", 410)["detail"].endswith(when)
    assert [each["number"] for each in api.results(PATH)] == [2]
    assert api.problem(f"{PATH}2/difference/", 410)["detail"].endswith(when)


def test_what_was_deleted_says_when(api: Api, tokyo: Conference) -> None:
    publishing.delete(tokyo)
    for path in (PATH, f"{PATH}1/"):
        assert "was deleted on" in api.problem(path, 410)["detail"]


def test_a_draft_has_none(api: Api, tokyo: Conference) -> None:
    draft_like(tokyo, "draft")
    absent: Any = api.get("conferences/nothing/revisions/1/").content.decode()
    assert api.get("conferences/draft/revisions/1/").content.decode() == absent.replace("nothing", "draft")
    api.problem("conferences/draft/revisions/", 404)


def test_unknown_parameters_are_refused(api: Api) -> None:
    for path in (f"{PATH}?since=1", f"{PATH}1/?fields=turns", f"{PATH}1/difference/?until=1"):
        api.problem(path, 400)


def test_number_of_queries(api: Api, tokyo: Conference) -> None:
    correct(tokyo, "Arigato.", "Arigatou.")
    assert api.number_of_queries(PATH) == 2  # which revisions; these with their conference
    assert api.number_of_queries(f"{PATH}1/") == 1  # its document
    assert api.number_of_queries(f"{PATH}2/difference/") == 2  # a document each
