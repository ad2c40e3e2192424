"""People and organizations in the admin: merging two, another slug, and what the record holds of one."""

import html
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries as AssertNumQueries

from core.models import AuditEntry, Conference, Organization, Participant, Person
from tests.admin.browser import form_of
from tests.admin.conftest import address


@pytest.fixture
def blinken(tokyo: Conference) -> Person:
    return Person.objects.get(slug="antony-blinken")


@pytest.fixture
def second(tokyo: Conference, other: Conference) -> Person:
    """Blinken once more, who takes part in a draft."""
    person = Person.objects.create(slug="tony-blinken", name="Tony Blinken")
    person.names.create(text="A. Blinken")
    other.participants.update(person=person)
    return person


def merge_page(row: Any) -> str:
    return reverse(f"admin:core_{row._meta.model_name}_merge", args=[row.pk])


def text_of(response: Any) -> str:
    content = response.content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content[content.index('id="content-main"') :])).split())


def in_group(name: str) -> Client:
    user = User.objects.create_user(name.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    client = Client()
    client.force_login(user)
    return client


def test_what_will_move_is_shown_and_then_moves(staff: Client, blinken: Person, second: Person) -> None:
    assert f'href="{merge_page(blinken)}"' in staff.get(address(blinken)).content.decode()
    assert "Show what will move" in staff.get(merge_page(blinken)).content.decode()
    page = staff.get(merge_page(blinken), {"with": second.pk})
    said = text_of(page)
    for words in (
        "1 participant A stranger , Another conference",
        "Further names A. Blinken",
        "/people/tony-blinken/ to",
    ):
        assert words in said
    assert Participant.objects.filter(person=second).exists()
    answer = staff.post(merge_page(blinken), {**form_of(page), "_note": "The same man"}, follow=True)
    assert answer.redirect_chain == [(address(blinken), 302)]
    message = answer.content.decode()
    assert f'Tony Blinken is merged into <a href="{address(blinken)}">Antony Blinken</a>. 1 participant' in message
    second.refresh_from_db()
    assert second.merged_into == blinken
    assert {"A. Blinken", "Tony Blinken"} <= set(blinken.names.values_list("text", flat=True))
    entry = AuditEntry.objects.get(action="merged")
    assert (entry.username, entry.note, entry.door) == ("editor", "The same man", "admin")


def test_either_can_stay_and_its_name_need_not_be_kept(staff: Client, blinken: Person, second: Person) -> None:
    page = staff.get(merge_page(blinken), {"with": second.pk})
    swapped = re.search(r'href="([^"]+stays=\d+)"', page.content.decode())
    assert swapped
    page = staff.get(html.unescape(swapped[1]))
    assert "Next revision" not in text_of(page)
    fields = form_of(page)
    del fields["keep_name"]
    staff.post(html.unescape(swapped[1]), fields)
    blinken.refresh_from_db()
    assert blinken.merged_into == second
    assert "Antony Blinken" not in second.names.values_list("text", flat=True)
    assert Conference.objects.get(slug="tokyo-2plus2-2024").revision == 2


def test_what_was_written_meanwhile_is_shown_before_anything_moves(
    staff: Client, blinken: Person, second: Person
) -> None:
    fields = form_of(staff.get(merge_page(blinken), {"with": second.pk}))
    second.names.create(text="Mr. Secretary")
    answer = staff.post(merge_page(blinken), fields)
    assert "Something changed since this was shown" in answer.content.decode()
    assert "Mr. Secretary" in text_of(answer)
    second.refresh_from_db()
    assert second.merged_into is None
    staff.post(merge_page(blinken), form_of(answer))
    second.refresh_from_db()
    assert second.merged_into == blinken


def test_what_stands_in_the_way_is_said(staff: Client, blinken: Person) -> None:
    austin = Person.objects.get(slug="lloyd-austin")
    page = staff.get(merge_page(blinken), {"with": austin.pk})
    assert "Both took part in" in text_of(page)
    assert "Merge them" not in text_of(page)
    assert staff.post(merge_page(blinken), form_of(page)).status_code == 200
    austin.refresh_from_db()
    assert austin.merged_into is None


@pytest.mark.parametrize("odd", ["", "x", "-1", "9" * 30, "self"])
def test_who_is_not_there_is_asked_for_again(odd: str, staff: Client, blinken: Person) -> None:
    answer = staff.get(merge_page(blinken), {"with": str(blinken.pk) if odd == "self" else odd})
    assert answer.status_code == 200
    assert re.search("Choose the other person|There is no such person", text_of(answer))
    assert staff.get(merge_page(blinken).replace(str(blinken.pk), "999999999")).status_code == 404


def test_action_leads_from_two_of_the_list_to_their_page(staff: Client, blinken: Person, second: Person) -> None:
    chosen = {"action": "merge_selected", "_selected_action": [second.pk, blinken.pk]}
    listing = reverse("admin:core_person_changelist")
    answer = staff.post(listing, chosen)
    assert answer.headers["Location"] == f"{merge_page(blinken)}?with={second.pk}"
    chosen["_selected_action"] = [second.pk]
    assert "Select two" in staff.post(listing, chosen, follow=True).content.decode()


def test_merging_is_for_publishers(blinken: Person, second: Person) -> None:
    editors, publishers = in_group("Editors"), in_group("Publishers")
    assert editors.get(merge_page(second), {"with": blinken.pk}).status_code == 403
    assert "/merge/" not in editors.get(address(second)).content.decode()
    assert "merge_selected" not in editors.get(reverse("admin:core_person_changelist")).content.decode()
    fields = form_of(publishers.get(merge_page(blinken), {"with": second.pk}))
    assert editors.post(merge_page(blinken), fields).status_code == 403
    assert publishers.post(merge_page(blinken), fields).status_code == 302
    second.refresh_from_db()
    assert second.merged_into == blinken


def test_organizations_are_merged_alike(staff: Client, tokyo: Conference) -> None:
    jiji = Organization.objects.get(slug="jiji-press")
    gone = Organization.objects.create(slug="jiji", name="Jiji")
    tokyo.hosts.add(gone)
    page = staff.get(merge_page(jiji), {"with": gone.pk})
    assert "1 conference hosted" in text_of(page)
    staff.post(merge_page(jiji), form_of(page))
    assert jiji in tokyo.hosts.all()


def test_who_was_merged_is_only_looked_at(staff: Client, blinken: Person, second: Person) -> None:
    staff.post(merge_page(blinken), form_of(staff.get(merge_page(blinken), {"with": second.pk})))
    content = staff.get(address(second)).content.decode()
    assert f'it was merged into <a href="{address(blinken)}">' in content
    assert 'name="_save"' not in content
    assert staff.post(address(second), {"name": "x"}).status_code == 403


def test_slug_is_changed_on_a_page_of_its_own(staff: Client, blinken: Person) -> None:
    page = reverse("admin:core_person_rename", args=[blinken.pk])
    assert f'href="{page}"' in staff.get(address(blinken)).content.decode()
    for slug, problem in (("Not a slug", "is no slug"), ("lloyd-austin", "is the slug of another person")):
        assert problem in text_of(staff.post(page, {"slug": slug}))
    answer = staff.post(page, {**form_of(staff.get(page)), "slug": "antony-j-blinken"}, follow=True)
    assert "is called antony-j-blinken in addresses now" in answer.content.decode()
    moved = staff.get("/api/v1/people/antony-blinken/")
    assert moved.headers["Location"].endswith("/people/antony-j-blinken/")
    assert in_group("Editors").post(page, {"slug": "mine"}).status_code == 403


def test_conference_gets_another_slug_alike(staff: Client, tokyo: Conference, other: Conference) -> None:
    page = reverse("admin:core_conference_rename", args=[tokyo.pk])
    assert f'href="{page}"' in staff.get(address(tokyo)).content.decode()
    assert "is the slug of another conference" in text_of(staff.post(page, {"slug": other.slug}))
    answer = staff.post(page, {**form_of(staff.get(page)), "slug": "tokyo-2024", "_note": "Shorter"}, follow=True)
    assert "is called tokyo-2024 in addresses now" in answer.content.decode()
    assert tokyo.revisions.get(number=2).note == "Shorter"
    moved = staff.get("/api/v1/conferences/tokyo-2plus2-2024/")
    assert moved.headers["Location"].endswith("/conferences/tokyo-2024/")
    editors = in_group("Editors")
    assert editors.post(page, {"slug": "mine"}).status_code == 403
    assert page not in editors.get(address(tokyo)).content.decode()
    theirs = reverse("admin:core_conference_rename", args=[other.pk])
    assert editors.post(theirs, {"slug": "mine"}).status_code == 302


def test_page_counts_what_the_record_holds_and_leads_there(
    staff: Client, blinken: Person, django_assert_max_num_queries: AssertNumQueries
) -> None:
    # Session, user, the row, its conferences (may it be changed?), the counts, its names, what was noted last.
    with django_assert_max_num_queries(9):
        content = staff.get(address(blinken)).content.decode()
    said = re.findall(r'<li><a href="([^"]+)"><b>(\d+)</b> ([^<]+)</a>', content)
    words = {what: int(count) for _, count, what in said}
    assert words["conferences took part in"] == 1
    assert words["times asked something"] == words["of them answered"] + words["not answered"] + words.get(
        "answered by somebody else", 0
    )
    for url, count, what in said:
        listed = staff.get(html.unescape(url)).context["cl"].result_count
        assert listed == int(count), what


def test_page_of_an_organization_leads_to_what_it_said(staff: Client, tokyo: Conference) -> None:
    host = tokyo.hosts.first()
    assert host
    content = staff.get(address(host)).content.decode()
    said = re.findall(r'<li><a href="([^"]+)"><b>(\d+)</b> ([^<]+)</a>', content)
    assert "conferences hosted" in {what for *_, what in said}
    for url, count, what in said:
        assert staff.get(html.unescape(url)).context["cl"].result_count == int(count), what
