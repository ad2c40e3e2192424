"""The door of the admin: guesses get nowhere, nobody can lock out a colleague, and nothing tells who exists."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tests.serving.conftest import Limit

LOGIN = "/admin/login/"
RIGHT = "a long and right password"


@pytest.fixture
def mira(db: None) -> User:
    return User.objects.create_superuser("mira", password=RIGHT)


def sign_in(client: Client, username: str, password: str, **sent: Any) -> Any:
    return client.post(f"{LOGIN}?next=/admin/", {"username": username, "password": password}, **sent)


def test_a_thousand_wrong_passwords_get_nowhere(mira: User, limit: Limit) -> None:
    limit(sign_in=(30, 3600))
    got = [sign_in(Client(), "mira", f"guess {number}").status_code for number in range(1_000)]
    assert got[:5] == [200] * 4 + [429]
    assert set(got[4:]) == {429}
    assert sign_in(Client(), "mira", RIGHT).status_code == 429, "not even the right one, from there"


def test_who_is_locked_out_is_told_for_how_long(mira: User) -> None:
    for _ in range(5):
        answer = sign_in(Client(), "mira", "wrong")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "not listened to for 15 minutes" in answer.content.decode()


def test_nobody_locks_out_a_colleague_elsewhere(mira: User) -> None:
    for _ in range(6):
        sign_in(Client(), "mira", "wrong", REMOTE_ADDR="192.0.2.66")
    assert sign_in(Client(), "mira", RIGHT, REMOTE_ADDR="192.0.2.66").status_code == 429
    assert sign_in(Client(), "mira", RIGHT).status_code == 302


def test_a_forged_address_does_not_help(mira: User) -> None:
    for number in range(8):
        answer = sign_in(Client(), "mira", "wrong", headers={"X-Forwarded-For": f"192.0.2.{number}"})
    assert answer.status_code == 429


def test_the_pause_ends(mira: User) -> None:
    from axes.models import AccessAttempt

    for _ in range(5):
        sign_in(Client(), "mira", "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(Client(), "mira", RIGHT).status_code == 302


def test_a_right_password_forgets_the_wrong_ones(mira: User) -> None:
    for _ in range(3):
        for _ in range(3):
            sign_in(Client(), "mira", "wrong")
        assert sign_in(Client(), "mira", RIGHT).status_code == 302


def test_the_answers_do_not_tell_whether_a_name_exists(mira: User) -> None:
    """Word for word the same, but for the name that was typed in and what is new in each form."""

    def said(name: str) -> list[tuple[int, str]]:
        answers = [sign_in(Client(), name, "wrong") for _ in range(7)]
        return [
            (each.status_code, "\n".join(line for line in each.content.decode().splitlines() if "csrf" not in line))
            for each in answers
        ]

    assert said("mira") == [(status, text.replace("nora", "mira")) for status, text in said("nora")]


def test_passwords_that_were_tried_are_not_kept(mira: User) -> None:
    from axes.models import AccessAttempt

    sign_in(Client(), "mira", "my other password")
    (attempt,) = AccessAttempt.objects.values()
    assert "my other password" not in str(attempt)


def test_the_session_is_another_after_signing_in(mira: User) -> None:
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    before = client.cookies["sessionid"].value
    assert sign_in(client, "mira", RIGHT).status_code == 302
    assert client.cookies["sessionid"].value != before
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\t//evil",
    ],
)
def test_next_leads_nowhere_else(mira: User, elsewhere: str) -> None:
    client = Client()
    answer = client.post(
        LOGIN, {"username": "mira", "password": RIGHT, "next": elsewhere}, query_params={"next": elsewhere}
    )
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert answer["Location"].startswith("/")


def test_a_form_from_elsewhere_is_refused(mira: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client, "mira", RIGHT).status_code == 403
