"""/api/v1/imports/"""

import datetime
import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import Client

from core.models import Conference, Token
from tests.importing.text import BRIEFING, CORRECTED

pytestmark = pytest.mark.django_db
PATH = "/api/v1/imports/"
BODY = {"slug": "bridge-briefing", "text": BRIEFING, "date": "2024-07-29"}


@pytest.fixture
def editor() -> User:
    user = User.objects.create_user("mira", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_conference"))
    return user


@pytest.fixture
def bearer(editor: User) -> dict[str, str]:
    _, secret = Token.objects.create(editor, name="test")
    return {"Authorization": f"Bearer {secret}"}


def post(body: Any, headers: dict[str, str] | None = None, path: str = PATH, **kwargs: Any) -> Any:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    client = Client(raise_request_exception=False)
    return client.post(path, data, **{"content_type": "application/json", **kwargs}, headers=headers or {})


def test_staff_import_a_transcript_as_a_draft(bearer: dict[str, str]) -> None:
    answer = post(BODY, bearer)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["outcome"], body["conference"], body["date"]) == ("created", "bridge-briefing", "2024-07-29")
    assert [each["asker"] for each in body["questions"]] == ["Anna Lee", "Paul Brandt"]
    assert Conference.objects.get().status == "draft"
    assert post({**BODY, "text": CORRECTED}, bearer).json()["outcome"] == "updated"
    assert post({"slug": "another", "text": CORRECTED}, bearer).json()["outcome"] == "unchanged"
    assert Client().get("/api/v1/conferences/bridge-briefing/").status_code == 404


def test_a_dry_run_stores_nothing(bearer: dict[str, str]) -> None:
    answer = post(BODY, bearer, path=f"{PATH}?dry_run=true")
    assert (answer.status_code, answer.json()["outcome"]) == (200, "preview")
    assert "anna-lee" in answer.json()["new_people"]
    assert not Conference.objects.exists()


def test_a_session_of_the_admin_will_do_with_its_csrf_token(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(PATH, json.dumps(BODY), content_type="application/json").status_code == 403
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(PATH, json.dumps(BODY), content_type="application/json", headers={"X-CSRFToken": "a" * 32})
    assert answer.status_code == 201


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer", "Bearer a b", "Token x", "Basic bWlyYTp4"])
def test_a_wrong_token_is_nobodys(header: str) -> None:
    answer = post(BODY, {"Authorization": header})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"


def test_a_token_that_ended_is_refused(editor: User) -> None:
    _, secret = Token.objects.create(editor, name="old", expiry=datetime.timedelta(seconds=-1))
    assert post(BODY, {"Authorization": f"Bearer {secret}"}).status_code == 401


@pytest.mark.parametrize(("staff", "permitted"), [(False, True), (True, False)])
def test_staff_without_the_permission_and_others_with_it_may_not(staff: bool, permitted: bool) -> None:
    user = User.objects.create_user("noor", is_staff=staff)
    if permitted:
        user.user_permissions.add(Permission.objects.get(codename="add_conference"))
    _, secret = Token.objects.create(user, name="test")
    assert post(BODY, {"Authorization": f"Bearer {secret}"}).status_code == 403


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({**BODY, "text": ""}, 400, "/text"),
        ({**BODY, "slug": "Not A Slug"}, 400, "/slug"),
        ({**BODY, "status": "published"}, 400, "/status"),
        ({**BODY, "country": "ZZ"}, 400, "/country"),
        ({**BODY, "timezone": "Moon/Crater"}, 400, "/timezone"),
        ({**BODY, "languages": ["english"]}, 400, "/languages"),
        ({**BODY, "text": "a\0b"}, 400, "/text"),
        ({**BODY, "text": "\ud800"}, 400, "/text"),
        ({**BODY, "text": "No label anywhere, only prose."}, 422, "label"),
        ({**BODY, "speakers": {"KING": "nobody"}}, 422, "nobody"),
        ([], 400, "This is not an object."),
        ("{", 400, "not JSON"),
        ('{"slug": "a", "text": "b", "slug": "c"}', 400, "'slug' twice"),
        (b"\xff", 400, "not valid UTF-8"),
        ('{"slug": NaN}', 400, "NaN"),
        ("[" * 100_000, 400, ""),
        ('{"slug": ' + "9" * 5000 + "}", 400, ""),
    ],
)
def test_bad_bodies_are_problems_that_name_the_place(bearer: dict[str, str], body: Any, status: int, said: str) -> None:
    answer = post(body, bearer)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert said in answer.content.decode()
    assert not Conference.objects.exists()


def test_too_large_a_body_is_refused(bearer: dict[str, str]) -> None:
    assert post(b'{"text": "' + b"a" * 25_000_001 + b'"}', bearer).status_code == 413


def test_another_media_type_or_method_is_refused(bearer: dict[str, str]) -> None:
    unread = post(BODY, bearer, content_type="text/plain")
    assert unread.status_code == 415
    assert unread.json()["detail"] == "The body is of the type 'text/plain'. Possible: application/json."
    assert Client().get(PATH, headers=bearer).status_code == 405
    assert post(BODY, bearer, path=f"{PATH}?dry_run=maybe").status_code == 400
    assert post(BODY, bearer, path=f"{PATH}?dryrun=true").status_code == 400


def test_a_conference_that_is_no_draft_is_a_conflict(bearer: dict[str, str], tokyo: Conference) -> None:
    assert post({"slug": tokyo.slug, "text": BRIEFING}, bearer).status_code == 409


def test_make_token_prints_a_secret_that_is_not_in_the_database(
    editor: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_token", "mira", name="nightly")
    secret = capsys.readouterr().out.strip()
    token = Token.objects.get(name="nightly")
    assert secret not in {token.digest, token.token_key}
    assert post(BODY, {"Authorization": f"Bearer {secret}"}).status_code == 201
    with pytest.raises(CommandError, match="no active member of staff"):
        call_command("make_token", "nobody")
