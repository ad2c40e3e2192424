"""Tokens: staff make and revoke their own, and scripts sign in by them."""

import datetime
import json
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries as AssertNumQueries

from core.models import AuditEntry, Token

pytestmark = pytest.mark.django_db

LIST, ADD = "admin:core_token_changelist", "admin:core_token_add"
IMPORTS = "/api/v1/imports/"


@pytest.fixture
def mira() -> Client:
    user = User.objects.create_user("mira", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


def make(client: Client, name: str = "nightly", days: int = 30) -> str:
    """A token made on its page; the secret that the page shows."""
    answer = client.post(reverse(ADD), {"name": name, "days": days})
    assert answer.status_code == 200, answer.headers
    assert "no-store" in answer.headers["Cache-Control"]
    secret: str = answer.context["secret"]
    assert f'value="{secret}"' in answer.content.decode()
    return secret


def delete_page(token: Token) -> str:
    return reverse("admin:core_token_delete", args=[token.pk])


def ask(secret: str) -> Any:
    """What a script does with it: an import that is wrong, which only those who may import are told."""
    headers = {"Authorization": f"Bearer {secret}"}
    return Client().post(IMPORTS, json.dumps({}), content_type="application/json", headers=headers)


def test_token_made_in_the_admin_signs_a_script_in_until_it_is_revoked(mira: Client) -> None:
    secret = make(mira)
    assert ask(secret).status_code == 400
    token = Token.objects.get()
    assert (token.name, token.user.username) == ("nightly", "mira")
    assert token.expiry is not None
    assert datetime.timedelta(days=29) < token.expiry - timezone.now() <= datetime.timedelta(days=30)
    mira.post(delete_page(token), {"post": "yes"})
    assert ask(secret).status_code == 401
    assert list(AuditEntry.objects.order_by("pk").values_list("username", "action", "noun", "key")) == [
        ("mira", "created", "token", token.uid),
        ("mira", "deleted", "token", token.uid),
    ]


def test_secret_is_nowhere_in_the_database(mira: Client) -> None:
    secret = make(mira)
    assert ask(secret).status_code == 400
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            rows = str(cursor.fetchall())
            assert secret not in rows, model
            assert secret[16:] not in rows, model
    content = mira.get(reverse(LIST)).content.decode()
    assert "nightly" in content
    assert secret[:15] not in content


def test_everybody_sees_and_revokes_their_own_only(mira: Client, editor: User) -> None:
    theirs, _ = Token.objects.create(editor, name="of somebody else")
    make(mira)
    content = mira.get(reverse(LIST)).content.decode()
    assert "My tokens" in content
    assert "of somebody else" not in content
    assert mira.post(delete_page(theirs), {"post": "yes"}).status_code in {302, 403, 404}
    mira.post(reverse(LIST), {"action": "delete_selected", "_selected_action": [theirs.pk], "post": "yes"})
    assert Token.objects.filter(pk=theirs.pk).exists()
    assert mira.get(reverse("admin:core_token_change", args=[theirs.pk])).status_code in {302, 404}


def test_administrators_see_and_revoke_all(mira: Client, staff: Client) -> None:
    make(mira)
    token = Token.objects.get()
    assert "mira" in staff.get(reverse(LIST)).content.decode()
    chosen = {"action": "delete_selected", "_selected_action": [token.pk], "post": "yes"}
    staff.post(reverse(LIST), chosen)
    assert not Token.objects.exists()
    assert AuditEntry.objects.get(action="deleted").details["user"] == {"from": "mira", "to": None}


@pytest.mark.parametrize("odd", [{"name": ""}, {"days": "3651"}, {"days": "x"}, {"name": "x" * 101}])
def test_odd_tokens_are_not_made(odd: dict[str, str], mira: Client) -> None:
    answer = mira.post(reverse(ADD), {"name": "n", "days": "30", **odd})
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert not Token.objects.exists()


def test_tokens_are_not_edited(mira: Client) -> None:
    make(mira)
    page = reverse("admin:core_token_change", args=[Token.objects.get().pk])
    assert "nightly" in mira.get(page).content.decode()
    assert mira.post(page, {"name": "other"}).status_code == 403


def test_only_staff_have_tokens(client: Client) -> None:
    client.force_login(User.objects.create_user("reader"))
    assert client.get(reverse(ADD)).status_code == 302


def test_last_use_is_written_once_an_hour(mira: Client, django_assert_num_queries: AssertNumQueries) -> None:
    secret = make(mira)
    assert Token.objects.get().last_used_at is None
    ask(secret)
    first = Token.objects.get().last_used_at
    assert first is not None
    # The token with its user; the permissions of the user and of their groups.
    with django_assert_num_queries(3):
        ask(secret)
    assert Token.objects.get().last_used_at == first
    long_ago = first - datetime.timedelta(hours=1)
    Token.objects.update(last_used_at=long_ago)
    ask(secret)
    assert Token.objects.get().last_used_at > long_ago  # type: ignore[operator]


def test_one_that_ended_is_refused_and_shown_as_ended(mira: Client) -> None:
    secret = make(mira)
    Token.objects.update(expiry=timezone.now() - datetime.timedelta(seconds=1))
    assert ask(secret).status_code == 401
    assert Token.objects.get().has_ended
    assert '<td class="field-state">ended</td>' in mira.get(reverse(LIST)).content.decode()


def test_tokens_of_those_who_left_are_refused(mira: Client) -> None:
    secret = make(mira)
    User.objects.filter(username="mira").update(is_active=False)
    assert ask(secret).status_code == 401


def test_bytes_that_are_no_text_are_no_token() -> None:
    answer = Client().post(IMPORTS, "{}", content_type="application/json", HTTP_AUTHORIZATION="Bearer \xff\xfe")
    assert answer.status_code in {400, 401}


def test_command_notes_whom_it_made_a_token_for(mira: Client, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_token", "mira", name="by hand")
    entry = AuditEntry.objects.get(noun="token")
    assert (entry.door, entry.details["user"]["to"]) == ("command", "mira")
    assert capsys.readouterr().out.strip() not in str(entry.details)
