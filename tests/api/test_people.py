"""/api/v1/people/"""

from typing import Any

import pytest

from core.models import Conference, Participant, Person
from tests.api.conftest import Api
from tests.api.make import conference_like

KIHARA = "people/minoru-kihara/"


def test_the_list_says_what_the_detail_says(api: Api) -> None:
    people = api.results("people/")
    assert len(people) == 8
    for person in people:
        assert person == api.json(f"people/{person['slug']}/")


def test_a_person_has_names_in_their_own_script(api: Api) -> None:
    kihara = api.json(KIHARA)
    assert (kihara["name"], kihara["sort_name"], kihara["country"]) == ("Minoru Kihara", "Kihara, Minoru", "JP")
    assert {"text": "木原稔", "language": "ja", "kind": "native"} in kihara["names"]
    assert api.json("people/tanaka-jiji-press/")["country"] is None


def test_counts_are_those_of_the_record(api: Api) -> None:
    assert api.json("people/antony-blinken/")["counts"] == {
        "conferences": 1,
        "turns": 3,
        "asked": 0,
        "addressed": 9,
        "unanswered": 4,
    }
    assert api.json("people/michael-gordon/")["counts"] == {
        "conferences": 1,
        "turns": 1,
        "asked": 7,
        "addressed": 0,
        "unanswered": 0,
    }


def test_counts_are_those_that_the_lists_find(api: Api) -> None:
    for person in api.results("people/"):
        slug, counts = person["slug"], person["counts"]
        for count, path in (
            ("conferences", f"conferences/?person={slug}"),
            ("turns", f"turns/?person={slug}"),
            ("asked", f"questions/?asker={slug}"),
            ("addressed", f"questions/?addressee={slug}"),
            ("unanswered", f"questions/?addressee={slug}&response=unanswered"),
        ):
            assert api.json(f"{path}&count=true&page_size=1")["count"] == counts[count], (slug, count)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name=kihara", ["minoru-kihara"]),
        ("name=KIHARA", ["minoru-kihara"]),
        ("name=木原", ["minoru-kihara"]),
        ("name=nobody", []),
        ("name=%25", []),  # no wildcard
        ("name=_", []),
        ("country=JP", ["minoru-kihara", "yoko-kamikawa"]),
        ("country=FR", []),
        ("organization=defense-one", ["patrick-tucker"]),
        ("role=moderator", []),
        ("role=press&name=tan", ["tanaka-jiji-press"]),
        ("conference=tokyo-2plus2-2024&role=principal&country=US", ["antony-blinken", "lloyd-austin"]),
    ],
)
def test_filters_narrow_the_list(api: Api, query: str, found: list[str]) -> None:
    assert sorted(person["slug"] for person in api.results(f"people/?{query}")) == found


def test_role_and_organization_may_come_from_different_conferences(api: Api, tokyo: Conference) -> None:
    another = conference_like(tokyo, "another")
    Participant.objects.filter(conference=another, person__slug="lloyd-austin").update(role="staff")
    assert [each["slug"] for each in api.results("people/?role=staff")] == ["lloyd-austin"]
    assert [each["slug"] for each in api.results("people/?role=principal&name=austin")] == ["lloyd-austin"]


def test_orderings_go_both_ways(api: Api) -> None:
    by_sort_name = [each["sort_name"] for each in api.results("people/")]
    assert by_sort_name == sorted(by_sort_name)
    assert [each["sort_name"] for each in api.results("people/?ordering=-sort_name")] == by_sort_name[::-1]
    by_name = [each["name"] for each in api.results("people/?ordering=name")]
    assert by_name == sorted(by_name)
    assert [each["name"] for each in api.results("people/?ordering=-name")] == by_name[::-1]


def test_include_adds_the_participations(api: Api) -> None:
    assert "participations" not in api.json(KIHARA)
    (part,) = api.json(f"{KIHARA}?include=participations")["participations"]
    assert part == {
        "id": part["id"],
        "conference": "tokyo-2plus2-2024",
        "role": "principal",
        "title": part["title"],
        "organization": {"slug": "ministry-of-defense-japan", "name": "Ministry of Defense of Japan"},
    }
    assert api.json(f"participants/{part['id']}/")["person"] == "minoru-kihara"


def test_fields_keeps_only_what_was_asked_for(api: Api) -> None:
    assert api.json(f"{KIHARA}?fields=slug,country") == {"slug": "minoru-kihara", "country": "JP"}
    assert set(api.results("people/?fields=name&include=participations")[0]) == {"name", "participations"}


class TestMerged:
    """A merged person stands for the one they were merged into."""

    @pytest.fixture
    def merged(self, tokyo: Conference) -> Person:
        kihara = Person.objects.get(slug="minoru-kihara")
        return Person.objects.create(slug="kihara", name="Kihara", merged_into=kihara)

    @pytest.mark.usefixtures("merged")
    def test_the_slug_redirects(self, api: Api) -> None:
        answer = api.get("people/kihara/?fields=slug")
        assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/{KIHARA}?fields=slug")
        assert answer.content == b""
        assert api.get("people/kihara/")["Location"] == f"/api/v1/{KIHARA}"

    @pytest.mark.usefixtures("merged")
    def test_the_slug_stands_for_the_other_in_filters(self, api: Api) -> None:
        for path in ("turns/?person=", "questions/?addressee=", "answers/?person=", "conferences/?person="):
            assert api.results(f"{path}kihara") == api.results(f"{path}minoru-kihara") != []

    @pytest.mark.usefixtures("merged")
    def test_they_are_not_listed(self, api: Api) -> None:
        assert len(api.results("people/")) == 8

    def test_when_the_other_is_not_public_there_is_nothing(self, api: Api, merged: Person) -> None:
        hidden = Person.objects.create(slug="hidden", name="Hidden")
        Person.objects.filter(pk=merged.pk).update(merged_into=hidden)
        same = api.problem("people/nobody/", 404)["detail"]
        assert api.problem("people/kihara/", 404)["detail"] == same.replace("nobody", "kihara")
        assert api.problem("turns/?person=kihara", 404)["detail"] == same.replace("nobody", "kihara")


class TestQueries:
    @pytest.mark.parametrize(
        ("path", "queries"),
        [
            ("people/", 2),  # the people with their counts; their names
            ("people/?include=participations", 3),  # and their participations
            ("people/?count=true&conference=tokyo-2plus2-2024&organization=jiji-press", 4),  # the references; the count
            (KIHARA, 2),  # the person with counts; the names
            (f"{KIHARA}?include=participations", 3),  # and the participations
        ],
    )
    def test_each_is_known(self, api: Api, path: str, queries: int) -> None:
        assert api.number_of_queries(path) == queries

    def test_more_rows_cost_no_more(self, api: Api, tokyo: Conference) -> None:
        for number in range(3):
            conference_like(tokyo, f"shared-{number}")
            conference_like(tokyo, f"another-{number}", f"-{number}")
        assert api.number_of_queries("people/?page_size=100&include=participations&count=true") == 4
        assert api.number_of_queries(f"{KIHARA}?include=participations") == 3
        found: Any = api.json(f"{KIHARA}?include=participations")
        assert found["counts"]["conferences"] == len(found["participations"]) == 4
