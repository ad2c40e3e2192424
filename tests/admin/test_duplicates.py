"""The pages that list who is probably one."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries as AssertNumQueries

from core.models import AuditEntry, Conference, DistinctOrganizations, DistinctPeople, Organization, Person
from tests.admin.browser import form_of
from tests.admin.conftest import address
from tests.admin.test_naming import in_group, text_of

PEOPLE = "/admin/core/person/duplicates/"


@pytest.fixture
def pair(tokyo: Conference) -> tuple[Person, Person]:
    return Person.objects.get(slug="antony-blinken"), Person.objects.create(slug="anthony", name="Anthony <Blinken>")


def test_list_and_page_lead_there(staff: Client, pair: tuple[Person, Person]) -> None:
    for noun in ("person", "organization"):
        page = reverse(f"admin:core_{noun}_duplicates")
        assert f'href="{page}"' in staff.get(reverse(f"admin:core_{noun}_changelist")).content.decode()
        assert staff.get(page).status_code == 200
    assert f'href="{PEOPLE}?of={pair[0].pk}"' in staff.get(address(pair[0])).content.decode()
    assert "pair" in text_of(staff.get(PEOPLE, {"of": pair[0].pk}))
    assert "None is left" in text_of(staff.get(PEOPLE, {"of": Person.objects.get(slug="lloyd-austin").pk}))


@pytest.mark.parametrize("odd", ["", "x", "0", "9" * 30])
def test_duplicates_of_nobody_are_not_found(staff: Client, tokyo: Conference, odd: str) -> None:
    assert staff.get(PEOPLE, {"of": odd}).status_code == 404


def test_pair_is_shown_with_its_reasons_and_merged(staff: Client, pair: tuple[Person, Person]) -> None:
    page = staff.get(PEOPLE)
    said = text_of(page)
    assert "Perhaps one. “Antony Blinken” and “Anthony <Blinken>” are spelled almost alike." in said
    assert "1 time in the record" in said
    assert "<Blinken>" not in page.content.decode()
    merge = re.search(r'href="([^"]+/merge/[^"]+)"', page.content.decode())
    assert merge
    staff.post(merge[1], form_of(staff.get(merge[1])))
    pair[1].refresh_from_db()
    assert pair[1].merged_into == pair[0]
    assert "None is left" in text_of(staff.get(PEOPLE))


def test_two_who_are_told_apart_are_not_shown_again(staff: Client, pair: tuple[Person, Person]) -> None:
    told = staff.post(f"{PEOPLE}?p=1", {"apart": [each.pk for each in pair]}, follow=True)
    assert told.redirect_chain == [(f"{PEOPLE}?p=1", 302)]
    assert "are two: nobody is asked about them again" in told.content.decode()
    assert "None is left" in text_of(told)
    assert DistinctPeople.objects.pairs() == {tuple(sorted(each.pk for each in pair))}
    assert {entry.username for entry in AuditEntry.objects.filter(noun="person")} == {"editor"}


@pytest.mark.parametrize("sent", [[], ["x"], ["1"], ["1", "1"], ["9" * 30, "1"], ["999999", "999998"]])
def test_nobody_is_told_apart_from_who_is_not_there(staff: Client, pair: Any, sent: list[str]) -> None:
    assert "is gone meanwhile" in staff.post(PEOPLE, {"apart": sent}, follow=True).content.decode()
    assert not DistinctPeople.objects.exists()


def test_deciding_is_for_publishers(pair: tuple[Person, Person]) -> None:
    editors, publishers, sent = in_group("Editors"), in_group("Publishers"), {"apart": [each.pk for each in pair]}
    assert "They are two" not in text_of(editors.get(PEOPLE))
    assert editors.post(PEOPLE, sent).status_code == 403
    assert "They are two" in text_of(publishers.get(PEOPLE))
    assert publishers.post(PEOPLE, sent).status_code == 302
    assert Client().get(PEOPLE).status_code == 302


def test_organizations_are_listed_alike_page_by_page(
    staff: Client, tokyo: Conference, django_assert_max_num_queries: AssertNumQueries
) -> None:
    Organization.objects.bulk_create(
        Organization(slug=f"{n}-{side}", name=f"{'ABCDEFGH'[n % 8]}{n} Post", kind="media")
        for n in range(30)
        for side in range(2)
    )
    page = reverse("admin:core_organization_duplicates")
    # Session, user, whether they owe a code; three that find them; the rows and their names, how often
    # each speaks and hosts.
    with django_assert_max_num_queries(10):
        first = staff.get(page)
    assert "30 pairs" in text_of(first)
    assert first.content.decode().count("They are two<") == 25
    assert 'href="?p=2"' in first.content.decode()
    last = staff.get(page, {"p": "2"})
    assert last.content.decode().count("They are two<") == 5
    keys = re.findall(r'name="apart" value="(\d+)"', last.content.decode())[:2]
    staff.post(f"{page}?p=2", {"apart": keys})
    assert DistinctOrganizations.objects.count() == 1
    assert staff.get(page, {"p": "x"}).status_code == 200
