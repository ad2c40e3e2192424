"""The way of a conference, by buttons on its page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from core import publishing
from core.models import AuditEntry, Conference, SourceText, Turn
from tests.admin.browser import Fields, errors_of, form_of
from tests.admin.conftest import address
from tests.ready import ready

SignIn = Callable[[str], Client]


@pytest.fixture
def member(db: None) -> SignIn:
    """Sign somebody in who is in one of the groups."""

    def sign_in(group: str) -> Client:
        user = User.objects.create_user(group.lower(), is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def fields_of(client: Client, row: Any) -> Fields:
    response = client.get(address(row))
    assert response.status_code == 200
    return form_of(response)


def send(client: Client, row: Any, **values: Any) -> Any:
    return client.post(address(row), {**fields_of(client, row), **values}, follow=True)


def test_page_lists_what_is_missing_with_links(staff: Client, other: Conference) -> None:
    participant = other.participants.get()
    participant.name = ""
    participant.save()
    question = other.questions.create(turn=other.turns.get(), start=0, excerpt="Hello")
    warning = other.import_warnings.create(code="odd", line=3, message="Odd.")
    content = staff.get(address(other)).content.decode()
    assert '<a href="#id_date">The date is missing.</a>' in content
    assert '<a href="#id_source_name">It is not said who published the source.</a>' in content
    assert f'<a href="{address(participant)}#id_name">Turn 1: the speaker has neither a name' in content
    assert f'<a href="#question-{question.pk}">Turn 1: “Hello” is put to nobody' in content
    assert f'<a href="#warning-{warning.pk}">Line 3 of the source' in content
    assert f'id="warning-{warning.pk}"' in content


def test_publishing_what_lacks_something_saves_it_and_says_what_is_missing(staff: Client, other: Conference) -> None:
    SourceText.objects.all().delete()
    response = send(staff, other, title="Changed", _flow="publish")
    content = response.content.decode()
    assert "cannot be published yet" in content
    assert f'<a href="{address(other)}#id_date">The date is missing.</a>' in content
    other.refresh_from_db()
    assert (other.title, other.status) == ("Changed", "draft")


def test_buttons_lead_from_draft_to_public(staff: Client, other: Conference, editor: User) -> None:
    ready(other)
    assert 'value="submit"' in staff.get(address(other)).content.decode()
    send(staff, other, title="Reviewed", _flow="submit")
    other.refresh_from_db()
    assert (other.title, other.status, other.submitted_by) == ("Reviewed", "in_review", editor)
    content = staff.get(address(other)).content.decode()
    assert "Submitted for review" in content
    assert "by editor" in content
    assert 'value="submit"' not in content
    send(staff, other, _flow="return")
    other.refresh_from_db()
    assert other.status == "draft"
    send(staff, other, _flow="publish", _note="Checked twice")
    other.refresh_from_db()
    assert (other.status, other.revision) == ("published", 1)
    assert (other.revisions.get().made_by, other.revisions.get().note) == (editor, "Checked twice")
    assert list(AuditEntry.objects.filter(noun="conference").order_by("pk").values_list("action", "door")) == [
        ("changed", "admin"),
        ("submitted", "admin"),
        ("returned", "admin"),
        ("published", "admin"),
    ]


def test_a_step_that_is_not_possible_says_so(staff: Client, other: Conference) -> None:
    response = send(staff, other, _flow="return")
    assert "it cannot be returned" in response.content.decode()
    assert send(staff, other, _flow="elsewhere").status_code == 403


def test_withdrawing_asks_for_a_reason(staff: Client, tokyo: Conference) -> None:
    withdraw = reverse("admin:core_conference_withdraw", args=[tokyo.pk])
    assert f'href="{withdraw}"' in staff.get(address(tokyo)).content.decode()
    assert "Nothing is deleted" in staff.get(withdraw).content.decode()
    tokyo.refresh_from_db()
    assert tokyo.status == "published"
    staff.post(withdraw, {"_note": "On request"})
    tokyo.refresh_from_db()
    assert tokyo.status == "withdrawn"
    entry = AuditEntry.objects.get(action="withdrawn")
    assert (entry.username, entry.note, entry.conference) == ("editor", "On request", "tokyo-2plus2-2024")
    assert "Withdrawn <time" in staff.get(address(tokyo)).content.decode()


def test_actions_publish_and_withdraw_the_selected(staff: Client, tokyo: Conference, other: Conference) -> None:
    def act(action: str) -> str:
        chosen = {"action": action, "_selected_action": [tokyo.pk, other.pk]}
        return staff.post(reverse("admin:core_conference_changelist"), chosen, follow=True).content.decode()

    content = act("publish_selected")
    assert "is published: it cannot be published" in content
    assert "The date is missing." in content
    assert tokyo.revisions.count() == 1
    act("withdraw_selected")
    assert not Conference.objects.published().exists()
    assert "is published as revision 2" in act("publish_selected")


def test_editors_submit_and_publishers_publish(member: SignIn, other: Conference) -> None:
    ready(other)
    editors, publishers = member("Editors"), member("Publishers")
    content = editors.get(address(other)).content.decode()
    assert 'value="submit"' in content
    assert 'value="publish"' not in content
    assert send(editors, other, _flow="publish").status_code == 403
    assert not Conference.objects.published().filter(pk=other.pk).exists()
    assert send(publishers, other, _flow="publish").status_code == 200
    assert Conference.objects.published().filter(pk=other.pk).exists()
    assert editors.post(reverse("admin:core_conference_withdraw", args=[other.pk])).status_code == 403


def test_editors_read_what_is_public_and_change_none_of_it(member: SignIn, tokyo: Conference) -> None:
    editors = member("Editors")
    turn = tokyo.turns.get(position=14)
    rows = [tokyo, turn, turn.questions.first(), tokyo.answers.first(), tokyo.participants.first()]
    for row in rows:
        content = editors.get(address(row)).content.decode()
        assert 'name="_save"' not in content, row
        assert editors.post(address(row), {}).status_code == 403, row
        delete = reverse(f"admin:core_{row._meta.model_name}_delete", args=[row.pk])
        assert editors.post(delete, {"post": "yes"}).status_code == 403, row
    chosen = {"action": "delete_selected", "_selected_action": [turn.pk], "post": "yes"}
    editors.post(reverse("admin:core_turn_changelist"), chosen)
    assert Turn.objects.filter(pk=turn.pk).exists()
    added = {"turn": turn.pk, "excerpt": "Thank you", "start": "", "basis": "editor"}
    for rows_of in ("addressees", "answers"):
        added |= {f"{rows_of}-TOTAL_FORMS": "0", f"{rows_of}-INITIAL_FORMS": "0"}
    response = editors.post(reverse("admin:core_question_add"), added)
    assert response.status_code == 403, errors_of(response)
    assert tokyo.revisions.count() == 1


def test_what_an_editor_typed_while_it_was_published_is_shown_once_more(member: SignIn, other: Conference) -> None:
    editors = member("Editors")
    fields = fields_of(editors, ready(other))
    publishing.publish(other)
    response = editors.post(address(other), {**fields, "turns-0-text": "Hello, all."})
    assert response.status_code == 200
    content = response.content.decode()
    assert "this is public by now" in content
    assert "Hello, all." in content
    assert other.turns.get().text == "Hello."


def test_reader_may_look_but_neither_save_nor_publish(client: Client, tokyo: Conference) -> None:
    from django.contrib.auth.models import Permission

    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    content = client.get(address(tokyo)).content.decode()
    assert "We will start the Japan-U.S. 2+2" in content
    assert "_flow" not in content
    assert "/withdraw/" not in content
    assert client.post(reverse("admin:core_conference_withdraw", args=[tokyo.pk])).status_code == 403
    assert client.post(address(tokyo), {"_flow": "publish"}).status_code == 403


def test_note_goes_into_the_revision(staff: Client, tokyo: Conference) -> None:
    assert "Why (kept with the revision" in staff.get(address(tokyo)).content.decode()
    send(staff, tokyo, title="Corrected", _note=" A typo. ")
    assert tokyo.revisions.get(number=2).note == "A typo."
    entry = AuditEntry.objects.get(action="changed")
    assert entry.note == "A typo."
    assert entry.details == {"title": {"from": "Japan-U.S. 2+2 joint press conference", "to": "Corrected"}}
