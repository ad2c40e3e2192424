"""The audit trail: who did what when, to be read by staff, and kept when what it is about is gone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import auditing, identity, publishing
from core.models import AuditEntry, Conference, Person
from tests.admin.browser import prefix_of
from tests.admin.conftest import address

LIST = "admin:core_auditentry_changelist"


def history(row: Any) -> str:
    return reverse(f"admin:core_{row._meta.model_name}_history", args=[row.pk])


def shown(staff: Client, row: Any) -> set[str]:
    """The actions that the page of a row leads to."""
    answer = staff.get(history(row), follow=True)
    assert answer.redirect_chain
    return {each.action for each in answer.context["cl"].result_list}


def test_page_of_a_conference_leads_to_all_that_was_done_to_it(
    staff: Client, tokyo: Conference, save: Any, page: Any
) -> None:
    turn = tokyo.turns.get(position=1)
    save(turn, page(turn), label="Moderator")
    identity.rename(tokyo, "tokyo-2024")
    publishing.withdraw(tokyo)
    assert shown(staff, tokyo) == {"changed", "withdrawn"}
    entries = staff.get(history(tokyo), follow=True).context["cl"].result_list
    assert {each.noun for each in entries} == {"turn", "conference"}


def test_page_of_a_person_leads_to_what_was_done_under_any_slug(staff: Client, tokyo: Conference) -> None:
    person = Person.objects.get(slug="lloyd-austin")
    other = Person.objects.create(slug="l-austin", name="L. Austin")
    identity.rename(person, "lloyd-j-austin")
    identity.merge(other, person)
    assert shown(staff, person) == {"changed", "merged"}


def test_entry_stays_when_the_object_is_gone(staff: Client, other: Conference) -> None:
    publishing.delete(other)
    entry = AuditEntry.objects.get(action="deleted")
    content = staff.get(reverse(LIST), {"noun__exact": "conference", "key__exact": "other"}).content.decode()
    assert "Another conference" in content
    assert "It is gone" in staff.get(address(entry)).content.decode()


def test_entry_says_what_was_changed_and_leads_to_the_page(
    staff: Client, tokyo: Conference, save: Any, page: Any
) -> None:
    turn = tokyo.turns.get(position=1)
    save(turn, page(turn), label="<b>Moderator</b>")
    content = staff.get(address(AuditEntry.objects.get(noun="turn"))).content.decode()
    assert "&lt;b&gt;Moderator&lt;/b&gt;</td>" in content
    assert "<b>Moderator" not in content
    assert f'href="{address(turn)}"' in content


def lost(conference: Conference) -> list[tuple[str, str]]:
    entries = AuditEntry.objects.filter(action="deleted", conference=conference.slug)
    return sorted(entries.values_list("noun", "key"))


def expected_of(turn: Any) -> list[tuple[str, str]]:
    """All that hangs on a turn of the Tokyo record, by what it is known by."""
    questions = list(turn.questions.all())
    rows = [turn, *questions, *turn.answers.all(), *turn.annotations.all(), *turn.introductions.all()]
    rows += [each for question in questions for each in (*question.answers.all(), *question.addressees.all())]
    return sorted((str(each._meta.verbose_name), auditing.key_of(each)) for each in rows)


@pytest.mark.parametrize("door", ["page of the conference", "page of the turn", "api"])
def test_what_goes_with_a_turn_is_noted_with_its_words(
    staff: Client, tokyo: Conference, save: Any, page: Any, door: str
) -> None:
    turn = tokyo.turns.get(position=23)
    question = turn.questions.first()
    assert question is not None
    expected = expected_of(turn)
    assert len(expected) > 8
    match door:
        case "page of the conference":
            fields = page(tokyo)
            assert save(tokyo, fields, **{prefix_of(fields, "turns", turn.pk) + "DELETE": "on"}).status_code == 302
        case "page of the turn":
            assert staff.post(reverse("admin:core_turn_delete", args=[turn.pk]), {"post": "yes"}).status_code == 302
        case _:
            answer = staff.delete(f"/api/v1/turns/{turn.uid}/", headers={"If-Match": "*"})
            assert answer.status_code == 204
    assert lost(tokyo) == expected
    entry = AuditEntry.objects.get(noun="question", key=str(question.uid))
    assert entry.details["excerpt"]["from"] == question.excerpt
    assert entry.details["turn"]["from"].endswith(f"({turn.uid})")


def test_a_deleted_conference_says_how_much_went_with_it(tokyo: Conference) -> None:
    publishing.delete(tokyo)
    details = AuditEntry.objects.get(action="deleted").details
    assert (details["turns"]["from"], details["questions"]["from"], details["title"]["from"]) == (26, 14, tokyo.title)


@pytest.mark.parametrize(
    "narrowed",
    [{"username": "editor"}, {"door__exact": "admin"}, {"noun__exact": "turn"}, {"action__exact": "changed"}],
)
def test_trail_is_filtered(narrowed: dict[str, str], staff: Client, tokyo: Conference, save: Any, page: Any) -> None:
    publishing.withdraw(tokyo)
    turn = tokyo.turns.get(position=1)
    save(turn, page(turn), label="Moderator")
    assert [each.noun for each in staff.get(reverse(LIST), narrowed).context["cl"].result_list] == ["turn"]


def test_nobody_writes_in_it(staff: Client, other: Conference) -> None:
    publishing.delete(other)
    entry = AuditEntry.objects.get(action="deleted")
    assert staff.post(address(entry), {"note": "x"}).status_code == 403
    assert staff.post(reverse("admin:core_auditentry_delete", args=[entry.pk]), {"post": "yes"}).status_code == 403
