"""A password alone does not let in who has a second factor: not into the admin, and not into the API."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.models import AuditEntry, Conference
from tests.serving.conftest import Limit

LOGIN, CODE, FACTOR = "/admin/login/", "/admin/login/code/", "/admin/second-factor/"
RIGHT = "a long and right password"


@pytest.fixture
def mira(db: None) -> User:
    user = User.objects.create_user("mira", password=RIGHT, is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def code_of(user: User, ahead: int = 1) -> str:
    """What the app of the user shows now, or so many half minutes later: no code is good twice."""
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + ahead * device.step
    return f"{totp.token():06}"


def with_password(name: str = "mira") -> Client:
    """Somebody who has given the right password, and nothing else."""
    client = Client()
    answer = client.post(f"{LOGIN}?next=/admin/", {"username": name, "password": RIGHT})
    assert answer.status_code == 302
    return client


def set_up(client: Client, user: User) -> list[str]:
    """The recovery codes."""
    assert client.get(FACTOR).status_code == 200
    answer = client.post(FACTOR, {"code": code_of(user, ahead=0)})
    codes = re.findall(r"\b(?:[a-z2-7]{4}-){3}[a-z2-7]{4}\b", answer.content.decode())
    assert len(set(codes)) == 10
    return codes


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_it_is_set_up_with_a_code_and_asked_for_from_then_on(mira: User) -> None:
    elsewhere, client = with_password(), with_password()
    page = client.get(FACTOR).content.decode()
    assert "<svg" in page
    assert re.search(r"<code>(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", page)
    assert "is no code of now" in client.post(FACTOR, {"code": "000000"}).content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    set_up(client, mira)
    assert is_in(client), "the session that set it up has given it"
    assert not is_in(elsewhere), "another that was open has not"
    later = with_password()
    assert later.get("/admin/core/turn/", follow=True).redirect_chain[-1][0].startswith(CODE)
    assert later.post(CODE, {"code": code_of(mira), "next": "/admin/core/turn/"})["Location"] == "/admin/core/turn/"
    assert is_in(later)


def test_a_code_is_good_once(mira: User) -> None:
    set_up(with_password(), mira)
    code = code_of(mira)
    first, second = with_password(), with_password()
    first.post(CODE, {"code": code})
    second.post(CODE, {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_recovery_code_is_good_once_and_kept_as_a_hash(mira: User) -> None:
    codes = set_up(with_password(), mira)
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10
    assert not kept & {each.replace("-", "")[:16] for each in codes}
    first, second = with_password(), with_password()
    first.post(CODE, {"code": f" {codes[3].upper()} "})
    second.post(CODE, {"code": codes[3]})
    assert (is_in(first), is_in(second)) == (True, False)
    assert StaticToken.objects.count() == 9


def test_without_the_code_a_session_is_nobody_to_the_api(mira: User, tokyo: Conference) -> None:
    Conference.objects.create(slug="draft", title="Draft")
    client, draft = with_password(), "/api/v1/conferences/draft/"
    assert client.get(draft).status_code == 200
    set_up(with_password(), mira)
    assert client.get(draft).status_code == 404
    assert client.post("/api/v1/conferences/", {"slug": "x"}, content_type="application/json").status_code == 401
    client.post(CODE, {"code": code_of(mira)})
    assert client.get(draft).status_code == 200


def test_no_page_of_the_admin_is_open_without_the_code(mira: User) -> None:
    set_up(with_password(), mira)
    client = with_password()
    for name in ("index", "password_change", "core_token_add", "core_conference_changelist", "second_factor"):
        answer = client.get(reverse(f"admin:{name}"))
        assert answer.status_code == 302
        assert answer["Location"].startswith((LOGIN, CODE))
    assert client.post(reverse("admin:core_token_add"), {"name": "x", "days": "7"}).status_code == 302
    assert not mira.auth_token_set.exists()  # type: ignore[attr-defined]
    client.post(CODE, {"cancel": "1"})
    assert "_auth_user_id" not in client.session


def test_guessed_codes_get_nowhere(mira: User, limit: Limit) -> None:
    set_up(with_password(), mira)
    client = with_password()
    got = [client.post(CODE, {"code": f"{number:06}"}).status_code for number in range(200)]
    assert got[:5] == [200] * 4 + [429]
    assert set(got[5:]) == {429}
    assert client.post(CODE, {"code": code_of(mira)}).status_code == 429
    assert not is_in(client)


def test_who_knows_the_password_guesses_no_faster_from_many_addresses(mira: User) -> None:
    """Each wrong code doubles the wait for the next, wherever it comes from."""
    set_up(with_password(), mira)
    client = with_password()
    client.post(CODE, {"code": "1"}, REMOTE_ADDR="192.0.2.1")
    assert TOTPDevice.objects.filter(throttling_failure_count=1).update(throttling_failure_count=12) == 1
    client.post(CODE, {"code": code_of(mira)}, REMOTE_ADDR="192.0.2.2")
    assert not is_in(client), "an hour is not over"
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(hours=1))
    client.post(CODE, {"code": code_of(mira)}, REMOTE_ADDR="192.0.2.2")
    assert is_in(client)


def test_guessed_codes_have_the_limit_of_signing_in(mira: User, limit: Limit) -> None:
    set_up(with_password(), mira)
    limit(sign_in=(3, 3600))
    client = with_password()
    assert [client.post(CODE, {"code": "1"}).status_code for _ in range(3)] == [200, 200, 429]


def test_codes_that_were_tried_are_not_kept(mira: User) -> None:
    from axes.models import AccessAttempt

    set_up(with_password(), mira)
    with_password().post(CODE, {"code": "271828"})
    assert "271828" not in str(list(AccessAttempt.objects.values()))
    assert AccessAttempt.objects.get().username == "mira"


def test_it_is_renewed_and_removed_with_a_code_only(mira: User) -> None:
    client = with_password()
    old = set_up(client, mira)
    assert "is no code of now" in client.post(FACTOR, {"remove": "1", "code": "1"}).content.decode()
    assert TOTPDevice.objects.exists()
    new = client.post(FACTOR, {"renew": "1", "code": old[0]}).content.decode()
    assert not any(each in new for each in old)
    assert StaticToken.objects.count() == 10
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert client.post(FACTOR, {"remove": "1", "code": code_of(mira)}).status_code == 302
    assert not TOTPDevice.objects.exists()
    assert is_in(with_password())


def test_who_may_change_a_user_removes_a_lost_one_and_it_is_noted(mira: User) -> None:
    set_up(with_password(), mira)
    ada = User.objects.create_user("ada", password=RIGHT, is_staff=True)
    address = reverse("admin:auth_user_second_factor", args=[mira.pk])
    client = with_password("ada")
    assert client.post(address).status_code == 403
    ada.groups.add(Group.objects.get(name="Administrators"))
    assert address in client.get(reverse("admin:auth_user_change", args=[mira.pk])).content.decode()
    assert client.post(address).status_code == 302
    assert is_in(with_password())
    noted = AuditEntry.objects.order_by("pk").values_list("username", "name", "details")
    assert list(noted) == [
        ("mira", "mira", {"second_factor": {"from": None, "to": "on"}}),
        ("ada", "mira", {"second_factor": {"from": "on", "to": None}}),
    ]
    root = User.objects.create_superuser("root")
    assert client.post(reverse("admin:auth_user_second_factor", args=[root.pk])).status_code == 403


def test_where_everybody_needs_one_who_has_none_is_led_to_set_it_up(
    mira: User, settings: Any, tokyo: Conference
) -> None:
    settings.SECOND_FACTOR = "required"
    Conference.objects.create(slug="draft", title="Draft")
    client = with_password()
    for path in ("/admin/", "/admin/core/turn/", reverse("admin:core_token_add")):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain[-1][0] == FACTOR
        assert "Everybody among the staff needs" in answer.content.decode()
    assert client.get("/api/v1/conferences/draft/").status_code == 404
    set_up(client, mira)
    assert is_in(client)
    assert client.get("/api/v1/conferences/draft/").status_code == 200


def test_nobody_reads_the_secrets_in_the_admin(mira: User) -> None:
    User.objects.create_superuser("root", password=RIGHT)
    index = with_password("root").get("/admin/").content.decode()
    assert "otp" not in index.lower()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_next_leads_nowhere_else(mira: User, elsewhere: str) -> None:
    set_up(with_password(), mira)
    client = with_password()
    answer = client.post(f"{CODE}?next={elsewhere}", {"code": code_of(mira), "next": elsewhere})
    assert answer["Location"] == "/admin/"


def test_the_pages_are_never_kept_and_need_the_form_of_ours(mira: User) -> None:
    client = with_password()
    assert "no-store" in client.get(FACTOR)["Cache-Control"]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(mira)
    assert strict.post(FACTOR, {"code": "1"}).status_code == 403
