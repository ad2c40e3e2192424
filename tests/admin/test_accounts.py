"""Users and groups: who changes them is noted, and nobody gets further than they are."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry, Token
from tests.admin.browser import form_of

WORDS = "a long and other password"


def page(row: Any, name: str = "change") -> str:
    return reverse(f"admin:auth_{row._meta.model_name}_{name}", args=[row.pk])


def noted(**narrowed: Any) -> list[tuple[str, str, str]]:
    entries = AuditEntry.objects.filter(**narrowed).order_by("pk")
    return list(entries.values_list("action", "noun", "name"))


@pytest.fixture
def mira(db: None) -> User:
    return User.objects.create_user("mira", password="as it was before", is_staff=True)


@pytest.fixture
def administrator(db: None) -> Client:
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="Administrators"))
    client = Client()
    client.force_login(user)
    return client


def test_making_changing_and_deleting_a_user_is_noted(staff: Client) -> None:
    fields = {"username": "nora", "usable_password": "true", "password1": WORDS, "password2": WORDS}
    staff.post(reverse("admin:auth_user_add"), fields)
    nora = User.objects.get(username="nora")
    editors = Group.objects.get(name="Editors")
    typed = {**form_of(staff.get(page(nora))), "is_staff": "on", "groups": [str(editors.pk)]}
    assert staff.post(page(nora), typed).status_code == 302
    Token.objects.create(nora, name="nightly")
    assert staff.post(page(nora, "delete"), {"post": "yes"}).status_code == 302
    assert noted() == [
        ("created", "user", "nora"),
        ("changed", "user", "nora"),
        ("deleted", "user", "nora"),
        ("deleted", "token", AuditEntry.objects.get(noun="token").name),
    ]
    changed = AuditEntry.objects.get(action="changed")
    assert changed.username == "editor"
    assert changed.details["groups"] == {"from": [], "to": [f"Editors ({editors.pk})"]}
    assert changed.details["is_staff"] == {"from": False, "to": True}
    kept = str([each.details for each in AuditEntry.objects.all()])
    assert WORDS not in kept
    assert "md5$" not in kept


def test_a_group_and_its_permissions_are_noted(staff: Client) -> None:
    editors = Group.objects.get(name="Editors")
    typed = form_of(staff.get(page(editors)))
    assert staff.post(page(editors), {**typed, "permissions": typed["permissions"][1:]}).status_code == 302
    (entry,) = AuditEntry.objects.all()
    assert (entry.action, entry.noun, entry.name) == ("changed", "group", "Editors")
    assert len(entry.details["permissions"]["from"]) == len(entry.details["permissions"]["to"]) + 1
    assert page(editors) in staff.get(reverse("admin:core_auditentry_change", args=[entry.pk])).content.decode()


def test_another_password_is_noted_by_whichever_way_it_came(staff: Client, mira: User, monkeypatch: Any) -> None:
    staff.post(
        reverse("admin:auth_user_password_change", args=[mira.pk]),
        {"usable_password": "true", "password1": WORDS, "password2": WORDS},
    )
    own = Client()
    own.force_login(User.objects.get(pk=mira.pk))
    sent = {"old_password": WORDS, "new_password1": f"{WORDS}!", "new_password2": f"{WORDS}!"}
    address = reverse("admin:password_change")
    assert own.post(address, {**sent, "old_password": "wrong"}).status_code == 200
    assert own.post(address, sent).status_code == 302
    monkeypatch.setattr("django.contrib.auth.management.commands.changepassword.getpass.getpass", lambda prompt: WORDS)
    call_command("changepassword", "mira", stdout=StringIO())
    entries = AuditEntry.objects.order_by("pk")
    assert [(each.username, each.door, each.name) for each in entries] == [
        ("editor", "admin", "mira"),
        ("mira", "admin", "mira"),
        ("", "command", "mira"),
    ]
    assert all(each.details == {"password": {"to": "another"}} for each in entries)


def test_a_superuser_made_by_a_command_is_noted(db: None) -> None:
    call_command("createsuperuser", "--noinput", username="root", email="root@transcripts.example", stdout=StringIO())
    assert noted(door="command") == [("created", "user", "root")]


def test_the_history_of_a_user_is_the_audit_trail(staff: Client, mira: User) -> None:
    staff.post(page(mira), {**form_of(staff.get(page(mira))), "first_name": "Mira"})
    shown = staff.get(page(mira, "history"), follow=True)
    assert [each.name for each in shown.context["cl"].result_list] == ["mira"]


def test_administrators_manage_staff_and_stay_what_they_are(administrator: Client, mira: User) -> None:
    root, ada = User.objects.create_superuser("root"), User.objects.get(username="ada")
    for name in ("change", "delete", "password_change"):
        answer = administrator.post(page(root, name), {"post": "yes"})
        assert answer.status_code in {302, 403}
    assert User.objects.filter(pk=root.pk, password=root.password).exists()
    typed = form_of(administrator.get(page(ada)))
    assert "is_superuser" not in typed
    administrator.post(page(ada), {**typed, "is_superuser": "on"})
    assert not User.objects.get(pk=ada.pk).is_superuser
    publishers = Group.objects.get(name="Publishers")
    typed = {**form_of(administrator.get(page(mira))), "groups": [str(publishers.pk)]}
    assert administrator.post(page(mira), typed).status_code == 302
    assert mira.groups.get() == publishers


def test_nobody_gives_permissions_that_they_lack(administrator: Client, mira: User) -> None:
    beyond = Permission.objects.get(codename="add_session")
    typed = {**form_of(administrator.get(page(mira))), "user_permissions": [str(beyond.pk)]}
    assert administrator.post(page(mira), typed).status_code == 403
    own = Group.objects.get(name="Administrators")
    typed = form_of(administrator.get(page(own)))
    assert (
        administrator.post(page(own), {**typed, "permissions": [*typed["permissions"], str(beyond.pk)]}).status_code
        == 403
    )
    assert not Permission.objects.filter(group=own, pk=beyond.pk).exists()
    assert not mira.user_permissions.exists()
    assert AuditEntry.objects.count() == 0
