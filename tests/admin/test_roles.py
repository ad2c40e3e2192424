"""docs/authorization.md says which pages and actions of the admin are for whom."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from core import publishing
from core.models import AuditEntry, Conference, ImportWarning, Organization, Person, Token
from tests.api.make import draft_like
from tests.api.staff import member
from tests.api.writing.test_authorization import table

HEAD, *ROWS = table("In the admin")
ROLES = HEAD[1:]
DONE = {
    "publish_selected": "publish",
    "withdraw_selected": "withdraw",
    "merge_selected": "merge",
    "mark_as_read": "mark",
}


@pytest.fixture
def draft(tokyo: Conference) -> Conference:
    draft = draft_like(tokyo, "draft", "-draft")
    for conference in (draft, tokyo):
        ImportWarning.objects.create(conference=conference, code="x", line=1, message="x")
    publishing.submit(draft)
    Token.objects.create(User.objects.create_superuser("root"), name="of somebody else")
    return draft


def row_of(noun: Any, conference: Conference) -> Any:
    """A row of the conference, or any."""
    rows = noun._default_manager.all()
    fields = {each.name for each in noun._meta.get_fields()}
    if noun is Conference:
        return conference
    if noun is User:
        return rows.get(username="rose")  # superusers are for superusers
    if noun in {Person, Organization}:
        part = conference.participants.exclude(person=None).exclude(organization=None).first()
        assert part is not None
        return part.person if noun is Person else part.organization
    if "turn" in fields and "conference" not in fields:
        return rows.filter(turn__conference=conference).first()
    if noun is AuditEntry or "conference" not in fields:
        return rows.first()
    return rows.filter(conference=conference).first()


def may(client: Client, noun: Any, row: Any) -> str:
    """What pages and actions of a noun are open to somebody, in the words of the table."""
    base = f"admin:{noun._meta.app_label}_{noun._meta.model_name}"
    found, done = [], []
    listed = client.get(reverse(f"{base}_changelist"))
    if listed.status_code == 200:
        found.append("see")
        form = listed.context.get("action_form")
        done = [DONE[name] for name, _ in form.fields["action"].choices if name in DONE] if form else []
    if client.get(reverse(f"{base}_add")).status_code == 200:
        found.append("add")
    if row is None:
        return " ".join([*found, *sorted(done)])
    page = client.get(reverse(f"{base}_change", args=[row.pk]))
    if page.status_code == 200 and page.context["has_change_permission"]:
        found.append("change")
    page = client.get(reverse(f"{base}_delete", args=[row.pk]))
    if page.status_code == 200 and not page.context["perms_lacking"]:
        found.append("delete")
    return " ".join([*found, *sorted(done)])


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(member("rose", None if role == "no role" else role))
    return client


@pytest.mark.parametrize("role", ROLES)
def test_everybody_finds_what_the_table_says(draft: Conference, role: str) -> None:
    client = signed_in(role)
    column = HEAD.index(role)
    expected = {noun: cells[column - 1] for noun, *cells in ROWS}
    assert expected == {
        str(noun._meta.verbose_name_plural): may(client, noun, row_of(noun, draft)) for noun in admin.site._registry
    }


def test_editors_only_see_what_is_public(draft: Conference, tokyo: Conference) -> None:
    client = signed_in("editor")
    for noun in admin.site._registry:
        if (row := row_of(noun, tokyo)) is not None and "core_" in str(noun._meta.db_table) and noun is not Token:
            assert {"change", "delete"}.isdisjoint(may(client, noun, row).split()), noun


def test_what_is_public_is_withdrawn_before_it_is_deleted(draft: Conference, tokyo: Conference) -> None:
    assert "delete" not in may(signed_in("administrator"), Conference, tokyo).split()


@pytest.mark.parametrize("group", [None, "Administrators"])
def test_who_is_no_staff_comes_to_no_page(db: None, group: str | None) -> None:
    user = User.objects.create_user("uma")
    if group:
        user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    for noun in admin.site._registry:
        base = f"admin:{noun._meta.app_label}_{noun._meta.model_name}"
        for name in ("changelist", "add"):
            assert client.get(reverse(f"{base}_{name}")).status_code == 302


@pytest.mark.parametrize(
    ("role", "headings"), [("no role", ["The record"]), ("administrator", ["The record", "Who is staff"])]
)
def test_the_first_page_begins_with_the_record(db: None, role: str, headings: list[str]) -> None:
    assert [each["name"] for each in signed_in(role).get("/admin/").context["app_list"]] == headings
