"""Keyset pages: what every list has in common."""

import base64
import datetime
import json
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest
from django.urls import resolve

from core import publishing
from core.models import Conference, Person, Turn
from core.models.prepared import Keyed
from tests.api.conftest import Api
from tests.api.make import conference_like, draft_like

LISTS = ("conferences", "people", "organizations", "participants", "turns", "questions", "answers")


def orderings(noun: str) -> list[str]:
    view: Any = resolve(f"/api/v1/{noun}/").func
    return list(view.cls.orderings)


def key(row: Any) -> str:
    return str(row.get("id") or row.get("slug"))


def at(address: str) -> str:
    """The part of an address that Api takes."""
    return address.split("/api/v1/")[1]


def walk(api: Api, path: str, by: str = "next") -> Iterator[list[str]]:
    """The keys of the rows of each page."""
    following: str | None = path
    while following is not None:
        page = api.json(following)
        yield [key(row) for row in page["results"]]
        following = at(page[by]) if page[by] else None


def last_page(api: Api, path: str) -> str:
    while (following := api.json(path)["next"]) is not None:
        path = at(following)
    return path


@pytest.fixture
def ties(tokyo: Conference) -> None:
    """More conferences of the same day and title, people and organizations of the same names."""
    for number in range(3):
        conference_like(tokyo, f"tie-{number}", f"-{number}")


@pytest.mark.usefixtures("ties")
@pytest.mark.parametrize("noun", LISTS)
def test_walking_forward_and_back_gives_every_row_once(api: Api, noun: str) -> None:
    count = api.json(f"{noun}/?count=true&page_size=1")["count"]
    for ordering in orderings(noun):
        path = f"{noun}/?ordering={ordering}&page_size={1 if noun == 'conferences' else 11}"
        forward = list(walk(api, path))
        seen = [row for page in forward for row in page]
        assert len(seen) == len(set(seen)) == count, ordering
        assert len(forward) > 2, ordering

        back = list(walk(api, last_page(api, path), "previous"))
        assert back[::-1] == forward, ordering


@pytest.mark.usefixtures("ties")
@pytest.mark.parametrize("noun", LISTS)
def test_the_other_way_round_is_the_reverse_but_for_the_order_within_a_conference(api: Api, noun: str) -> None:
    first, other, *_ = orderings(noun)
    one = [key(row) for row in api.results(f"{noun}/?ordering={first}&page_size=100")]
    two = [key(row) for row in api.results(f"{noun}/?ordering={other}&page_size=100")]
    if first == "conference":
        assert one != two
        assert api.results(f"{noun}/?page_size=1")[0]["conference"] == "tokyo-2plus2-2024"
    else:
        assert one == two[::-1]


@pytest.fixture
def followed(tokyo: Conference) -> None:
    """Two more conferences with the same people, not next to each other."""
    conference_like(tokyo, "second")
    draft_like(tokyo, "secret")
    conference_like(tokyo, "third")


@pytest.mark.usefixtures("followed")
@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("turns/?person=lloyd-austin&role=principal", 3 * 4),
        ("turns/?organization=us-department-of-defense&kind=answer", 3 * 3),
        ("turns/?role=press&date=2024-07-28", 3 * 4),
        ("questions/?addressee=antony-blinken&response=unanswered", 3 * 4),
        ("questions/?addressee=lloyd-austin&asker=michael-gordon", 3 * 3),
        ("answers/?person=lloyd-austin", 3 * 7),
    ],
)
def test_what_people_said_in_many_conferences_is_walked_in_the_order_of_those(api: Api, path: str, count: int) -> None:
    in_order = [each["slug"] for each in api.results("conferences/?ordering=date")]
    for ordering, order in (("conference", in_order), ("-conference", in_order[::-1])):
        ordered = f"{path}&ordering={ordering}"
        whole = api.results(f"{ordered}&page_size=100")
        assert len(whole) == api.json(f"{path}&count=true")["count"] == count
        assert sorted(whole, key=lambda row: order.index(row["conference"])) == whole
        forward = list(walk(api, f"{ordered}&page_size=2"))
        assert [row for page in forward for row in page] == [key(row) for row in whole]
        assert list(walk(api, last_page(api, f"{ordered}&page_size=2"), "previous"))[::-1] == forward


@pytest.mark.parametrize("noun", LISTS)
def test_a_page_is_what_the_whole_list_says(api: Api, noun: str) -> None:
    for ordering in orderings(noun):
        whole = api.results(f"{noun}/?ordering={ordering}&page_size=100")
        paged: list[Any] = []
        path: str | None = f"{noun}/?ordering={ordering}&page_size=3"
        while path:
            page = api.json(path)
            paged += page["results"]
            path = at(page["next"]) if page["next"] else None
        assert paged == whole, ordering


def test_rows_that_come_and_go_meanwhile_neither_repeat_nor_hide_others(api: Api) -> None:
    for name in ("Ada", "Bea", "Cleo", "Dora", "Edda", "Faye"):
        make_public(name)
    path = "people/?ordering=name&page_size=2&country=IS"
    first = api.json(path)
    assert [each["name"] for each in first["results"]] == ["Ada", "Bea"]

    make_public("Abe")  # before what was read: not to be seen on the way
    make_public("Chris")  # after it: to be seen
    remove("Bea")  # the very row at which the next page begins
    remove("Dora")
    second = api.json(at(first["next"]))
    assert [each["name"] for each in second["results"]] == ["Chris", "Cleo"]
    third = api.json(at(second["next"]))
    assert [each["name"] for each in third["results"]] == ["Edda", "Faye"]
    assert third["next"] is None

    remove("Chris")
    back = api.json(at(third["previous"]))
    assert [each["name"] for each in back["results"]] == ["Ada", "Cleo"]
    start = api.json(at(back["previous"]))
    assert [each["name"] for each in start["results"]] == ["Abe"]
    assert start["previous"] is None


def make_public(name: str) -> None:
    person = Person.objects.create(slug=name.lower(), name=name, sort_name=name, country="IS")
    Conference.objects.get().participants.create(person=person, name=name)


def remove(name: str) -> None:
    person = Person.objects.get(name=name)
    person.participations.all().delete()
    person.delete()


@pytest.mark.parametrize(
    "name", ["Non\u00a0breaking", "Right\u200fto left", "Tab\tand\nline", "和田　勉", "𠮷野", "", "a'b\"c\\d%_"]
)
def test_any_name_can_begin_a_page(api: Api, name: str) -> None:
    for number in range(3):
        person = Person.objects.create(slug=f"p-{number}", name=name or "-", sort_name=name, country="IS")
        Conference.objects.get().participants.create(person=person, name="somebody")
    pages = list(walk(api, "people/?country=IS&page_size=1"))
    assert pages == [["p-0"], ["p-1"], ["p-2"]]


class TestLinks:
    def test_the_link_header_says_what_the_body_says(self, api: Api) -> None:
        middle = at(api.json("turns/?page_size=5")["next"])
        answer = api.get(middle)
        links = {rel: url for url, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', answer["Link"])}
        assert links == {"next": answer.json()["next"], "previous": answer.json()["previous"]}

    def test_a_list_of_one_page_has_none(self, api: Api) -> None:
        answer = api.get("conferences/")
        assert "Link" not in answer
        assert (answer.json()["next"], answer.json()["previous"]) == (None, None)

    def test_the_first_page_has_no_previous_and_the_last_no_next(self, api: Api) -> None:
        assert api.json("turns/?page_size=5")["previous"] is None
        assert api.json(last_page(api, "turns/?page_size=5"))["next"] is None

    def test_they_keep_the_other_parameters(self, api: Api) -> None:
        page = api.json(
            "turns/?kind=answer&page_size=2&fields=position&include=answers&count=true&ordering=-conference"
        )
        following = api.json(at(page["next"]))
        assert following["count"] == page["count"] == 9
        assert set(following["results"][0]) == {"position", "answers"}
        assert api.json(at(following["previous"]))["results"] == page["results"]

    def test_they_are_whole_addresses_of_the_host_that_was_asked(self, api: Api) -> None:
        page = api.client.get("/api/v1/turns/?page_size=1", headers={"host": "transcripts.example"}).json()
        assert page["next"].startswith("http://transcripts.example/api/v1/turns/?")

    def test_a_page_can_have_another_size(self, api: Api) -> None:
        page = api.json("turns/?page_size=5")
        assert len(api.results(at(page["next"]).replace("page_size=5", "page_size=7"))) == 7


@pytest.mark.parametrize("noun", LISTS)
def test_the_count_is_there_only_when_asked_for(api: Api, noun: str) -> None:
    assert api.json(f"{noun}/")["count"] is None
    assert api.json(f"{noun}/?count=false")["count"] is None
    assert api.json(f"{noun}/?count=true&page_size=1")["count"] == len(api.results(f"{noun}/?page_size=100"))


def test_the_count_is_of_all_pages_and_of_the_filters(api: Api) -> None:
    page = api.json("turns/?kind=answer&page_size=2&count=true")
    assert page["count"] == 9
    assert api.json(at(page["next"]))["count"] == 9


class TestPageSize:
    @pytest.mark.parametrize("size", [1, 2, 25, 99, 100])
    def test_is_from_1_to_100(self, api: Api, size: int) -> None:
        assert len(api.results(f"turns/?page_size={size}")) == min(size, 26)

    def test_is_25_by_default(self, api: Api) -> None:
        assert len(api.results("turns/")) == 25

    @pytest.mark.parametrize(
        "size", ["0", "101", "-1", "1.0", "1e1", "ten", "%2B5", "%205", "1_0", "%D9%A5", "9" * 400, "null", "NaN"]
    )
    def test_is_nothing_else(self, api: Api, size: str) -> None:
        problem = api.problem(f"turns/?page_size={size}", 400)
        (error,) = problem["errors"]
        assert error["parameter"] == "page_size"
        assert "is not a whole number from 1 to 100" in error["detail"]
        assert problem["detail"] == f"page_size: {error['detail']}"


def test_an_unknown_ordering_says_which_there_are(api: Api) -> None:
    for noun in LISTS:
        (error,) = api.problem(f"{noun}/?ordering=conference__status", 400)["errors"]
        assert error["parameter"] == "ordering"
        assert error["detail"].endswith(f"Possible: {', '.join(orderings(noun))}.")


def encode(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def nested(depth: int) -> str:
    return base64.urlsafe_b64encode(b"[" * depth + b"]" * depth).decode().rstrip("=")


BROKEN: dict[str, str | Callable[[], str]] = {
    "not-base64": "!!!",
    "another-alphabet": "+/+/",
    "padded": "WzFd====",
    "one-letter": "A",
    "not-ascii": "%C3%A9",
    "white-space": "%20",
    "base64-of-no-text": base64.urlsafe_b64encode(b"\xff\xfe\xfd").decode(),
    "not-json": base64.urlsafe_b64encode(b"{").decode(),
    "null": encode(None),
    "a-number": encode(5),
    "a-text": encode("abc"),
    "an-object": encode({"a": 1, "b": 2, "c": 3}),
    "an-empty-list": encode([]),
    "too-short": encode(["conference", False]),
    "too-long": encode(["conference", False, [1, 1], 1]),
    "another-ordering": encode(["-conference", False, [1, 1]]),
    "no-such-ordering": encode(["status", False, [1, 1]]),
    "an-ordering-that-is-no-text": encode([["conference"], False, [1, 1]]),
    "a-direction-that-is-no-boolean": encode(["conference", 0, [1, 1]]),
    "no-direction": encode(["conference", None, [1, 1]]),
    "no-values": encode(["conference", False, []]),
    "too-few-values": encode(["conference", False, [1]]),
    "too-many-values": encode(["conference", False, [1, 1, 1]]),
    "values-as-a-text": encode(["conference", False, "11"]),
    "values-as-an-object": encode(["conference", False, {"1": 1, "2": 2}]),
    "a-text-for-a-number": encode(["conference", False, ["1", 1]]),
    "a-boolean-for-a-number": encode(["conference", False, [True, 1]]),
    "a-fraction-for-a-number": encode(["conference", False, [1.0, 1]]),
    "null-for-a-number": encode(["conference", False, [None, 1]]),
    "a-list-for-a-number": encode(["conference", False, [[1], 1]]),
    "a-lookup-for-a-number": encode(["conference", False, [{"in": [1]}, 1]]),
    "not-a-number": encode(["conference", False, [float("nan"), 1]]),
    "infinity": encode(["conference", False, [float("inf"), 1]]),
    "a-number-beyond-64-bits": encode(["conference", False, [2**63, 1]]),
    "a-number-far-beyond": encode(["conference", False, [10**1000, 1]]),
    "a-negative-number-far-beyond": encode(["conference", False, [-(10**30), 1]]),
    "a-number-of-5000-digits": base64.urlsafe_b64encode(b'["conference",false,[' + b"9" * 5000 + b",1]]").decode(),
    "deep-nesting": nested(3_000),
    "very-deep-nesting": nested(100_000),
}


@pytest.mark.parametrize("cursor", BROKEN.values(), ids=BROKEN)
def test_a_broken_cursor_is_not_found(api: Api, cursor: str) -> None:
    problem = api.problem(f"turns/?cursor={cursor}", 404)
    assert "take it from `next` or `previous`" in problem["detail"]
    assert len(problem["detail"]) < 400


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("people/?ordering=name", ["a\0b", 1]),
        ("people/?ordering=name", ["\ud800", 1]),
        ("people/?ordering=name", [5, 1]),
        ("conferences/?ordering=date", ["2024-13-01", 1]),
        ("conferences/?ordering=date", ["yesterday", 1]),
        ("conferences/?ordering=date", ["", 1]),
        ("conferences/?ordering=date", [20240728, 1]),
        ("conferences/?ordering=date", [None, 1]),
        ("conferences/?ordering=date", ["2024-07-28T00:00:00", 1]),
        ("questions/?ordering=conference", [1, "2; DROP TABLE core_turn", 3]),
    ],
)
def test_a_cursor_with_values_of_another_kind_is_not_found(api: Api, path: str, values: list[Any]) -> None:
    ordering = path.split("=")[1]
    api.problem(f"{path}&cursor={encode([ordering, False, values])}", 404)


def test_a_cursor_of_another_list_with_the_same_keys_is_just_a_place(api: Api) -> None:
    cursor = encode(["conference", False, [2**63 - 1, 2**63 - 1]])
    page = api.json(f"turns/?cursor={cursor}")
    assert (page["results"], page["next"], page["previous"]) == ([], None, None)


def test_a_cursor_does_not_open_what_is_not_public(api: Api, tokyo: Conference) -> None:
    hidden = conference_like(tokyo, "hidden", "-hidden")
    page = api.json("turns/?page_size=20&ordering=-conference")
    publishing.withdraw(hidden)
    assert {turn["conference"] for turn in api.results(at(page["next"]))} == {tokyo.slug}


@pytest.mark.parametrize("noun", ["turns", "questions", "answers", "participants"])
def test_what_is_withdrawn_while_a_page_is_made_is_not_on_it(
    api: Api, tokyo: Conference, monkeypatch: pytest.MonkeyPatch, noun: str
) -> None:
    hidden = conference_like(tokyo, "hidden", "-hidden")
    found_by_keys = Keyed.by

    def withdrawn_meanwhile(self: Keyed, keys: Collection[int]) -> list[Any]:
        publishing.withdraw(hidden)
        monkeypatch.setattr(Keyed, "by", found_by_keys)
        return found_by_keys(self, keys)

    first = api.results(f"{noun}/?ordering=-conference")
    assert first[0]["conference"] == hidden.slug
    monkeypatch.setattr(Keyed, "by", withdrawn_meanwhile)
    page = api.results(f"{noun}/?ordering=-conference&page_size=100")
    assert {each["conference"] for each in page} == {tokyo.slug}


@pytest.mark.usefixtures("api")
def test_page_1000_costs_what_page_1_costs(api: Api, tokyo: Conference) -> None:
    participant = tokyo.participants.first()
    assert participant is not None
    Turn.objects.bulk_create(
        Turn(conference=tokyo, position=position, kind="procedural", participant=participant)
        for position in range(1_000, 3_000)
    )
    deep = encode(["conference", False, [tokyo.pk, 2_990]])
    assert len(api.results(f"turns/?cursor={deep}&page_size=100")) == 9
    assert api.number_of_queries(f"turns/?cursor={deep}") == api.number_of_queries("turns/") == 3


def test_conferences_of_the_same_day_stand_in_a_fixed_order(api: Api, tokyo: Conference) -> None:
    for number in range(4):
        another = conference_like(tokyo, f"day-{number}")
        Conference.objects.filter(pk=another.pk).update(date=tokyo.date + datetime.timedelta(days=number % 2))
    slugs = [each["slug"] for each in api.results("conferences/")]
    assert slugs == ["day-3", "day-1", "day-2", "day-0", "tokyo-2plus2-2024"]
