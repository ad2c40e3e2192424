"""/api/v1/organizations/"""

import pytest

from core.models import Conference, Organization, OrganizationName
from tests.api.conftest import Api
from tests.api.make import conference_like


def test_the_list_says_what_the_detail_says(api: Api) -> None:
    organizations = api.results("organizations/")
    assert len(organizations) == 8
    for organization in organizations:
        assert organization == api.json(f"organizations/{organization['slug']}/")


def test_an_outlet_counts_what_was_asked_for_it(api: Api) -> None:
    journal = api.json("organizations/wall-street-journal/")
    assert (journal["name"], journal["kind"], journal["country"]) == ("Wall Street Journal", "media", "US")
    assert journal["counts"] == {"hosted": 0, "participants": 1, "asked": 7}
    assert api.json("organizations/ministry-of-defense-japan/")["counts"] == {
        "hosted": 1,
        "participants": 1,
        "asked": 0,
    }


def test_counts_are_those_that_the_lists_find(api: Api) -> None:
    for organization in api.results("organizations/"):
        slug, counts = organization["slug"], organization["counts"]
        for count, path in (
            ("hosted", f"conferences/?host={slug}"),
            ("participants", f"participants/?organization={slug}"),
            ("asked", f"questions/?outlet={slug}"),
        ):
            assert api.json(f"{path}&count=true&page_size=1")["count"] == counts[count], (slug, count)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name=defense", ["defense-one", "ministry-of-defense-japan", "us-department-of-defense"]),
        ("name=nothing", []),
        ("kind=media&country=JP", ["jiji-press", "yomiuri-shimbun"]),
        ("kind=international", []),
        ("country=US&kind=ministry", ["us-department-of-defense", "us-department-of-state"]),
    ],
)
def test_filters_narrow_the_list(api: Api, query: str, found: list[str]) -> None:
    assert sorted(each["slug"] for each in api.results(f"organizations/?{query}")) == found


def test_a_further_name_finds_it_once(api: Api) -> None:
    jiji = Organization.objects.get(slug="jiji-press")
    OrganizationName.objects.create(organization=jiji, text="時事通信", language="ja", kind="alias")
    (found,) = api.results("organizations/?name=時事")
    assert [name["text"] for name in found["names"]] == ["時事通信社", "時事通信"]


def test_orderings_go_both_ways(api: Api) -> None:
    names = [each["name"] for each in api.results("organizations/")]
    assert names == sorted(names)
    assert [each["name"] for each in api.results("organizations/?ordering=-name")] == names[::-1]


def test_fields_keeps_only_what_was_asked_for(api: Api) -> None:
    assert api.json("organizations/jiji-press/?fields=kind,slug") == {"slug": "jiji-press", "kind": "media"}


def test_there_is_nothing_to_include(api: Api) -> None:
    assert api.problem("organizations/?include=names", 400)["errors"][0]["parameter"] == "include"


@pytest.mark.usefixtures("tokyo")
def test_a_merged_one_redirects_and_stands_for_the_other(api: Api) -> None:
    jiji = Organization.objects.get(slug="jiji-press")
    Organization.objects.create(slug="jiji", name="Jiji", merged_into=jiji)
    answer = api.get("organizations/jiji/")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/organizations/jiji-press/")
    assert len(api.results("questions/?outlet=jiji")) == 3
    assert len(api.results("organizations/")) == 8


@pytest.mark.usefixtures("tokyo")
def test_one_merged_into_what_is_not_public_is_not_found(api: Api) -> None:
    hidden = Organization.objects.create(slug="hidden", name="Hidden")
    Organization.objects.create(slug="jiji", name="Jiji", merged_into=hidden)
    api.problem("organizations/jiji/", 404)
    api.problem("questions/?outlet=jiji", 404)


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("organizations/", 2),  # the organizations with their counts; their names
        ("organizations/?count=true&kind=media", 3),  # and the count
        ("organizations/jiji-press/", 2),  # the organization with counts; the names
    ],
)
def test_each_query_is_known(api: Api, path: str, queries: int) -> None:
    assert api.number_of_queries(path) == queries


def test_more_rows_cost_no_more_queries(api: Api, tokyo: Conference) -> None:
    for number in range(5):
        conference_like(tokyo, f"another-{number}", f"-{number}")
    assert api.number_of_queries("organizations/?page_size=100&count=true") == 3
    assert len(api.results("organizations/?page_size=100")) == 48
