"""The content security policy, where it is enforced: no page of ours does what it forbids, and it does hold."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django.live_server_helper import LiveServer

from core.models import Conference
from tests.importing.text import BRIEFING
from tests.test_pages_in_a_browser import CHROMIUM, QUIET

PASSWORD = "a long and right password"
PAGES = [
    "/admin/",
    "/admin/core/conference/",
    "/admin/core/conference/?q=tokyo",
    "/admin/core/conference/add/",
    "/admin/core/person/",
    "/admin/core/turn/",
    "/admin/core/question/",
    "/admin/auth/user/",
    "/admin/password_change/",
    "/admin/nothing/",
    "/api/docs/",
    "/api/redoc/",
    "/api/v1/conferences/",
    "/api/v1/nothing/",
]

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed"),
]


@pytest.fixture
def violations() -> list[str]:
    return []


@pytest.fixture
def changing(tokyo: Conference) -> dict[str, str]:
    """The pages on which a row of each noun is changed. Looked up before there is a browser, whose thread may not."""
    rows = {
        "conference": tokyo.pk,
        "turn": tokyo.turns.values_list("pk", flat=True)[0],
        "participant": tokyo.participants.filter(person__isnull=False).values_list("pk", flat=True)[0],
    }
    return {noun: f"/admin/core/{noun}/{key}/change/" for noun, key in rows.items()}


@pytest.fixture
def page(live_server: LiveServer, changing: dict[str, str], violations: list[str]) -> Iterator[Any]:
    """A browser, signed in, that notes whatever the policy keeps it from doing."""
    from playwright.sync_api import sync_playwright

    User.objects.create_superuser("editor", password=PASSWORD)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        page.on("console", lambda said: violations.append(f"{page.url}: {said.text}") if _forbidden(said) else None)
        page.on("pageerror", lambda error: violations.append(f"{page.url}: {error}"))
        page.goto(f"{live_server.url}/admin/login/?next=/admin/")
        page.fill("#id_username", "editor")
        page.fill("#id_password", PASSWORD)
        with page.expect_navigation():
            page.click("input[type=submit]")
        assert page.url == f"{live_server.url}/admin/"
        yield page
        browser.close()


def _forbidden(said: Any) -> bool:
    return "Content Security Policy" in said.text or (said.type == "error" and "status of 404" not in said.text)


def test_no_page_does_what_the_policy_forbids(
    live_server: LiveServer, page: Any, changing: dict[str, str], violations: list[str]
) -> None:
    for path in [*PAGES, *changing.values()]:
        page.goto(live_server.url + path, wait_until="networkidle")
    assert violations == []


def test_choosing_in_the_admin_works_under_the_policy(
    live_server: LiveServer, page: Any, changing: dict[str, str], violations: list[str]
) -> None:
    page.goto(live_server.url + changing["participant"])
    page.locator(".field-person .select2-selection").click()
    page.locator(".select2-results__option", has_text="Blinken").wait_for(timeout=60_000)
    assert violations == []


def test_importing_works_under_the_policy(live_server: LiveServer, page: Any, violations: list[str]) -> None:
    page.goto(f"{live_server.url}/admin/core/conference/import/")
    page.fill("textarea", BRIEFING)
    page.locator("input[name=slug]").fill("noon-briefing")
    with page.expect_navigation(wait_until="networkidle"):
        page.locator("#content-main input[type=submit], #content-main button[type=submit]").first.click()
    assert "noon-briefing" in page.content()
    assert violations == []


def test_the_policy_holds(live_server: LiveServer, page: Any, violations: list[str]) -> None:
    page.goto(f"{live_server.url}/admin/")
    with page.expect_console_message(_forbidden, timeout=60_000):
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.struck = 1\">')")
    assert page.evaluate("window.struck") is None
    assert any("Content Security Policy" in each for each in violations)
