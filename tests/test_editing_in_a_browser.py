"""A briefing from its text to its third revision, as an editor takes it there in a real browser."""

import base64
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django_otp.oath import TOTP
from pytest_django.live_server_helper import LiveServer

from core.models import Conference

CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]

PLAYED = """Harbor Town
May 3, 2024
MODERATOR: Good afternoon, everyone. We begin with the minister.
MINISTER BERG: Thank you. We have agreed on the harbor. It opens on Freitag, and the ferries will run from there.
MODERATOR: We have time for questions. Anna Lind, Harbor News.
QUESTION: Minister Berg, when will the ferries run? And who is going to pay for the new quay?
MINISTER BERG: The ferries will run from Friday. The city pays for the quay, as it always has.
MODERATOR: Thank you. That is all for today.
"""


@pytest.fixture
def browser(live_server: LiveServer, db: None) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    User.objects.create_superuser("ada", password="a-good-password")
    User.objects.create_superuser("bob", password="a-good-password")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def open_as(browser: Any, live_server: LiveServer) -> Callable[..., Any]:
    """A page of the admin, for somebody who has logged in; whatever goes wrong in its scripts is an error here."""

    def log_in(name: str, **options: Any) -> Any:
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.wrong = []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.goto("/admin/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill("a-good-password")
        follow(page.get_by_role("button", name="Log in"))
        assert page.url.endswith("/admin/")
        return page

    return log_in


def follow(control: Any) -> None:
    """Press what leads to a page, and wait for that page: what is read next is not what stood there before."""
    with control.page.expect_navigation():
        control.click()


class Editor:
    """What an editor does on the page of a conference."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def turn(self, position: int) -> Any:
        return self.page.locator(".turns .rows > .turn").nth(position - 1)

    def text(self, position: int) -> Any:
        return self.turn(position).get_by_label("Text of the turn")

    def select(self, position: int, words: str) -> None:
        """As with the mouse: from the first to the last of those words."""
        area = self.text(position)
        area.focus()
        area.evaluate(
            "(area, words) => { const at = area.value.indexOf(words); if (at < 0) throw words;"
            " area.setSelectionRange(at, at + words.length); }",
            words,
        )

    def press(self, position: int, name: str) -> None:
        """A button beside a turn that saves the page."""
        follow(self.turn(position).get_by_role("button", name=name).first)
        self.must_be_saved()

    def save(self, name: str = "Save and continue editing") -> None:
        follow(self.page.get_by_role("button", name=name, exact=True).last)
        self.must_be_saved()

    def must_be_saved(self) -> None:
        assert self.page.locator(".errorlist, .errornote, .messagelist .error").all_inner_texts() == []
        assert self.page.wrong == []


def import_text(page: Any, text: str, **said: str) -> None:
    page.goto("/admin/core/conference/import/")
    page.get_by_label("Text", exact=False).first.fill(text)
    for name, value in said.items():
        page.locator(f"[name={name}]").fill(value)
    follow(page.get_by_role("button", name="Preview"))
    follow(page.get_by_role("button", name="Import as draft"))
    page.wait_for_url("**/change/")


def supply_what_is_missing(editor: Editor, limit: int = 60) -> None:
    """Follow the links of the list of what is missing, one after the other, until there is none."""
    page = editor.page
    for _ in range(limit):
        lacks = page.locator(".flow .lacks a")
        if not lacks.count():
            return
        lack = lacks.first
        where = lack.get_attribute("href")
        if "#warning-" in where:
            for box in page.locator(".warnings input").all():
                box.check()
            editor.save()
        elif "#question-" in where:
            lack.click()
            row = page.locator(where)
            row.get_by_role("button", name="Change").click()
            page.get_by_label("Open: put to nobody in particular").check()
            follow(page.get_by_role("button", name="Save the question"))
        elif "/participant/" in where:
            conference = page.url
            follow(lack)
            page.locator("[name=unnamed]").check()
            follow(page.get_by_role("button", name="Save", exact=True).last)
            editor.must_be_saved()
            page.goto(conference)
        else:
            raise AssertionError(f"The list asks for more than this test knows: {lack.inner_text()}")
    raise AssertionError("More is missing than ought to be")


def take_through(page: Any, text: str, *, speech: int, cut: str, asking: str, typo: tuple[str, str]) -> None:
    """`speech` is the position of a turn that is cut before the words `cut`; `asking` are words of a turn that ask;
    `typo` is corrected in the end."""
    editor = Editor(page)
    import_text(page, text, title="A briefing", slug="a-briefing", date="2024-05-03", place="Here", source_name="Them")

    # A speaker is corrected.
    count = page.locator(".turns .rows > .turn").count()
    select = editor.turn(1).get_by_label("Participant")
    before = select.input_value()
    select.focus()
    names = select.locator("option").all()
    other = next(each.get_attribute("value") for each in names if each.get_attribute("value") not in {"", before})
    select.select_option(other)
    editor.save()
    assert editor.turn(1).get_by_label("Participant").input_value() == other

    # A turn is split at the cursor.
    editor.select(speech, cut)
    editor.press(speech, "Split at cursor")
    assert page.locator(".turns .rows > .turn").count() == count + 1
    assert editor.text(speech + 1).input_value().startswith(cut)

    # Words become a question, put to somebody.
    position = next(n for n in range(1, count + 2) if asking in editor.text(n).input_value())
    editor.select(position, asking)
    editor.turn(position).get_by_role("button", name="Make the selected words a question").click()
    page.locator("#ask-panel").get_by_role("checkbox").first.check()
    follow(page.get_by_role("button", name="Save the question"))
    editor.must_be_saved()
    assert asking in editor.turn(position).locator(".asks q").all_inner_texts()

    # Another turn answers it.
    answering = position + 1
    editor.turn(answering).get_by_role("button", name="This turn answers…").click()
    page.locator("#answer-panel label").filter(has_text=f": {asking}").get_by_role("checkbox").check()
    follow(page.get_by_role("button", name="Save the answer"))
    editor.must_be_saved()
    assert asking in editor.turn(answering).locator(".answers q").all_inner_texts()

    # Nobody sees it before it is published; then the API gives it.
    api = "/api/v1/conferences/a-briefing/transcript/"
    assert page.request.get(api, headers={"Cookie": ""}).status == 404
    supply_what_is_missing(editor)
    editor.save("Save and publish")
    public = page.request.get(api).json()
    assert public["revision"] == 1
    question = next(each for each in public["questions"] if each["excerpt"] == asking)
    answering_turn = public["turns"][answering - 1]["id"]
    assert answering_turn in [each["turn"] for each in question["answers"]]
    assert question["addressees"][0]["response"] in {"answered", "answered_by_other"}

    # A typo is corrected: revision 2.
    wrong, right = typo
    place = next(n for n in range(1, count + 2) if wrong in editor.text(n).input_value())
    area = editor.text(place)
    area.fill(area.input_value().replace(wrong, right, 1))
    page.locator("#id_note").fill("A typo.")
    editor.save()
    public = page.request.get(api).json()
    assert public["revision"] == 2
    assert right in public["turns"][place - 1]["text"]

    # Both are compared, and the first restored as the third.
    follow(page.get_by_role("link", name="Revisions and comparison"))
    assert page.locator(".diff del").first.inner_text().strip() == wrong
    assert page.locator(".diff ins").first.inner_text().strip() == right
    page.get_by_label("Revision", exact=True).select_option("1")
    follow(page.get_by_role("button", name="Restore…"))
    assert page.locator(".diff del").first.inner_text().strip() == right
    follow(page.get_by_role("button", name="Restore revision 1"))
    page.get_by_text("Revision 1 is restored, as revision 3.").wait_for()
    public = page.request.get(api).json()
    assert public["revision"] == 3
    assert wrong in public["turns"][place - 1]["text"]
    assert page.wrong == []


def test_a_briefing_is_taken_from_its_text_to_its_third_revision(open_as: Any) -> None:
    take_through(
        open_as("ada"),
        PLAYED,
        speech=2,
        cut="It opens on",
        asking="who is going to pay for the new quay?",
        typo=("Freitag", "Friday"),
    )


def test_a_real_briefing_is_taken_from_its_text_to_its_third_revision(open_as: Any, corpus: Path) -> None:
    text = (corpus / "texts" / "eu-borrell-2022.txt").read_text()
    take_through(
        open_as("ada"),
        text,
        speech=1,
        cut="As President Biden and European Commission",
        asking="why isn’t the EU raising the same alarm as the Americans?",
        typo=("spigot", "tap"),
    )


def test_two_editors_save_the_same_conference(open_as: Any) -> None:
    mine, theirs = Editor(open_as("ada")), Editor(open_as("bob"))
    import_text(mine.page, PLAYED, title="A briefing", slug="a-briefing")
    theirs.page.goto(mine.page.url)
    theirs.text(2).fill("What Bob has typed.")
    theirs.save()
    mine.text(2).fill("What Ada has typed.")
    mine.text(6).fill("More of Ada.")
    follow(mine.page.get_by_role("button", name="Save and continue editing").last)
    told = mine.page.get_by_role("region", name="Somebody else saved this while you had it open")
    assert "bob" in told.inner_text()
    assert "Bob" in "".join(told.locator(".compared del").all_inner_texts())
    assert mine.text(2).input_value() == "What Ada has typed."
    assert mine.text(6).input_value() == "More of Ada."
    theirs.page.reload()
    assert theirs.text(2).input_value() == "What Bob has typed."
    mine.save()
    assert mine.text(2).input_value() == "What Ada has typed."


def test_leaving_with_unsaved_words_asks_first(tokyo: Conference, open_as: Any) -> None:
    page = open_as("ada")
    page.goto(f"/admin/core/conference/{tokyo.pk}/change/")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    editor = Editor(page)
    page.wait_for_load_state("load")
    editor.turn(3).get_by_role("button", name="Down", exact=True).click()
    page.evaluate("setTimeout(() => { location.href = '/admin/'; })")
    page.wait_for_event("dialog") if not asked else None
    assert asked == ["beforeunload"]
    assert page.url.endswith("/change/")


def test_turns_are_moved_and_inserted_on_the_page_and_saved_together(tokyo: Conference, open_as: Any) -> None:
    page = open_as("ada")
    page.goto(f"/admin/core/conference/{tokyo.pk}/change/")
    editor = Editor(page)
    first, second, third = (editor.text(n).input_value() for n in (1, 2, 3))
    editor.turn(1).get_by_role("button", name="Down", exact=True).press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Down"
    assert "Turn 1 is turn 2 of 26 now" in page.get_by_role("status").inner_text()
    editor.turn(2).get_by_role("button", name="Insert after").click()
    made = editor.turn(3)
    made.get_by_label("Text of the turn").fill("Said in between.")
    made.get_by_label("Kind").select_option("remarks")
    made.get_by_label("Participant").focus()
    made.get_by_label("Participant").select_option(index=1)
    editor.save()
    assert [editor.text(n).input_value() for n in (1, 2, 3, 4)] == [second, first, "Said in between.", third]
    assert page.request.get("/api/v1/conferences/tokyo-2plus2-2024/transcript/").json()["revision"] == 2


def test_without_javascript_turns_are_moved_and_joined(tokyo: Conference, open_as: Any) -> None:
    page = open_as("ada", java_script_enabled=False)
    page.goto(f"/admin/core/conference/{tokyo.pk}/change/")
    editor = Editor(page)
    first, second = editor.text(1).input_value(), editor.text(2).input_value()
    editor.press(1, "Down")
    assert [editor.text(n).input_value() for n in (1, 2)] == [second, first]
    editor.press(1, "Join with next")
    assert editor.text(1).input_value() == f"{second}\n{first}"


def test_long_title_and_what_is_missing_are_read_without_a_stroke(open_as: Any) -> None:
    page = open_as("ada")
    import_text(page, PLAYED, title="A briefing on the harbor " * 7, slug="a-briefing")
    title, tools = (page.locator(each).bounding_box() for each in ("#content > h2", ".object-tools"))
    assert title["y"] + title["height"] <= tools["y"]
    follow(page.get_by_role("button", name="Save and publish"))
    missing = page.locator(".messagelist li li").first
    assert missing.evaluate("each => getComputedStyle(each).backgroundImage") == "none"  # no sign of success


@pytest.mark.parametrize("width", [1280, 420])
def test_pages_have_no_serious_fault_for_who_cannot_see_or_point(tokyo: Conference, open_as: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_as("ada")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/admin/core/conference/{tokyo.pk}/change/")
    editor = Editor(page)
    editor.select(8, "It’s great")
    editor.turn(8).get_by_role("button", name="Make the selected words a question").click()
    assert faults(Axe().run(page)) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#ask-panel").get_by_role("button", name="Cancel").click()
    editor.turn(8).get_by_role("button", name="This turn answers…").click()
    assert faults(Axe().run(page)) == []
    for name in ("revisions", "preview"):
        page.goto(f"/admin/core/conference/{tokyo.pk}/{name}/")
        assert faults(Axe().run(page)) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_second_factor_is_set_up_by_who_cannot_see_or_point(tokyo: Conference, open_as: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, width = open_as("ada"), 420
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/admin/")
    follow(page.get_by_role("link", name="Second factor"))
    assert page.get_by_role("img", name="QR code of the secret below").bounding_box()["width"] > 150
    secret = page.locator("ol code").inner_text()
    for code in (lambda: "000000", lambda: code_from(secret)):
        assert faults(Axe().run(page)) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("textbox", name="Code").fill(code())
        follow(page.get_by_role("button", name="Turn it on"))
        page.wait_for_timeout(1_100)  # a wrong code makes the next wait for a second
    page.get_by_text("The second factor is on.").wait_for()
    assert faults(Axe().run(page)) == []
    recovery = re.search(r"\b(?:[a-z2-7]{4}-){3}[a-z2-7]{4}\b", page.inner_text("#content"))[0]
    follow(page.get_by_role("link", name="I have them"))
    page.goto("/admin/second-factor/")
    assert faults(Axe().run(page)) == []
    page.context.clear_cookies()
    page.goto("/admin/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("a-good-password")
    follow(page.get_by_role("button", name="Log in"))
    assert faults(Axe().run(page)) == []
    page.get_by_role("textbox", name="Code").fill(recovery)  # no code of an app is good twice in its half minute
    follow(page.get_by_role("button", name="Go on"))
    page.get_by_role("button", name="Log out").wait_for()


def code_from(secret: str) -> str:
    """What an app that was given the secret shows now."""
    totp = TOTP(base64.b32decode(secret.replace(" ", "")))
    totp.time = time.time()
    return f"{totp.token():06}"


def faults(results: Any) -> list[str]:
    """What is serious and ours: not what Django's own breadcrumbs (underlined nowhere in the admin) and its
    autocompletes (a search without a label) bring along."""
    return [
        f"{each['id']}: {node['html'][:200]}"
        for each in results.response["violations"]
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
        if not re.search(r"\.breadcrumbs|select2", str(node["target"]))
    ]
