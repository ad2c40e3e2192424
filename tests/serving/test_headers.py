"""What browsers are told, on every kind of answer, and what is refused unread."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings

from core.models import Conference
from tests.api.conftest import checked_problem

PAGES = ["/api/docs/", "/api/redoc/", "/admin/login/", "/admin/", "/admin/core/conference/import/"]
DATA = ["/api/v1/conferences/", "/api/schema/", "/api/v1/nothing/", "/nothing", "/favicon.ico"]


@pytest.fixture
def client(tokyo: Conference) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("editor"))
    return client


def directives(answer: Any) -> dict[str, list[str]]:
    return {name: rest for name, *rest in (each.split() for each in answer["Content-Security-Policy"].split(";"))}


@pytest.mark.parametrize("path", PAGES + DATA)
def test_every_answer_says_what_browsers_may_do_with_it(client: Client, path: str) -> None:
    answer = client.get(path)
    policy = directives(answer)
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["form-action"] in (["'self'"], ["'none'"])
    scripts = policy.get("script-src", [])
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"} & set(scripts)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"]
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_written_into_it(client: Client, path: str) -> None:
    text = client.get(path).content.decode()
    for opening, inside in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
        assert "src=" in opening or "application/json" in opening, inside[:80]
    assert not re.search(r"<[^>]+\son[a-z]+=", text), "a handler in an attribute"
    assert "javascript:" not in text


def test_tls_is_said_to_last() -> None:
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000):
        plain = Client().get("/api/v1/people/")
        assert (plain.status_code, plain["Location"]) == (301, "https://testserver/api/v1/people/")
        health = Client().get("/healthz")
        assert health.status_code == 200


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "FOO", "PROPFIND", "X" * 300])
@pytest.mark.parametrize("path", ["/api/v1/turns/", "/admin/", "/", "/api/docs/", "/nothing"])
def test_a_method_nobody_knows_is_refused(client: Client, method: str, path: str) -> None:
    answer = client.generic(method, path)
    checked_problem(answer, 405)
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_in_a_header_is_refused(client: Client, header: str) -> None:
    for method in (client.get, client.post):
        answer = method("/api/v1/turns/", headers={header: "DELETE"})
        assert header.lower() in checked_problem(answer, 400)["detail"].lower()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"CONTENT_LENGTH": "60000001"}, 413),
        ({"CONTENT_LENGTH": "9" * 400}, 413),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
    ],
)
def test_a_body_that_is_too_large_or_of_unknown_length_is_refused_unread(
    client: Client, sent: dict[str, str], status: int
) -> None:
    for path in ("/api/v1/imports/", "/admin/login/"):
        checked_problem(client.get(path, **sent), status)  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["evil.example", "transcripts.example.evil.example", "a b", "", "[::1", "x" * 5_000])
def test_a_host_that_is_not_ours_is_refused(host: str) -> None:
    client = Client(raise_request_exception=False)
    for path in ("/api/v1/archives/", "/admin/"):
        with override_settings(SECURE_SSL_REDIRECT=True):
            checked_problem(client.get(path, headers={"host": host}), 400)
    assert client.get("/healthz", headers={"host": host}).status_code == 200
