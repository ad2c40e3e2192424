"""The documentation pages, in a real browser."""

import shutil

import pytest
from pytest_django.live_server_helper import LiveServer

from core.models import Conference

CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.mark.once
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
@pytest.mark.parametrize(
    ("path", "shows"),
    [("/api/docs/", "/api/v1/conferences/"), ("/api/redoc/", "Press conferences and their whole transcripts.")],
)
def test_a_documentation_page_shows_the_api_and_asks_no_other_host(
    live_server: LiveServer, tokyo: Conference, path: str, shows: str
) -> None:
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    errors: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(live_server.url + path)
        page.get_by_text(shows).first.wait_for(timeout=30_000)
        browser.close()
    assert errors == []
    elsewhere = [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))]
    assert elsewhere == []
