"""What a conference said when: compared, restored, and previewed."""

import html
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from core import identity, publishing
from core.models import AuditEntry, Conference, Person, SourceText
from tests.admin.browser import form_of, prefix_of
from tests.admin.conftest import everything


def page_of(conference: Conference, name: str) -> str:
    return reverse(f"admin:core_conference_{name}", args=[conference.pk])


@pytest.fixture
def corrected(page: Any, save: Any, tokyo: Conference) -> Conference:
    """The Tokyo record in two revisions."""
    turn = tokyo.turns.get(position=3)
    fields = page(tokyo)
    text = turn.text.replace("Minister", "<b>Ministre</b>", 1)
    response = save(tokyo, fields, **{prefix_of(fields, "turns", turn.pk) + "text": text, "_note": "In <French>."})
    assert response.status_code == 302
    tokyo.refresh_from_db()
    return tokyo


@pytest.fixture
def clerk(db: None) -> Client:
    """Somebody who may look, and no more."""
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_conference", "view_turn"]))
    client = Client()
    client.force_login(user)
    return client


def test_the_newest_two_are_compared_with_the_changed_words_marked(staff: Client, corrected: Conference) -> None:
    content = staff.get(page_of(corrected, "revisions")).content.decode()
    assert "From revision 1 to revision 2" in content
    assert re.findall(r"<del>(.*?)</del>", content) == ["Minister "]
    assert "".join(re.findall(r"<ins>(.*?)</ins>", content)) == escape("<b>Ministre</b> ")
    assert "Turn 3 (" in content
    assert "In &lt;French&gt;." in content


def test_the_same_revision_twice_says_the_same(staff: Client, corrected: Conference) -> None:
    response = staff.get(page_of(corrected, "revisions"), {"from": "1", "to": "1"})
    assert "They say the same." in response.content.decode()


@pytest.mark.parametrize("number", ["3", "0", "-1", "x", "9" * 30, "²"])
def test_an_impossible_revision_is_told(staff: Client, corrected: Conference, number: str) -> None:
    response = staff.get(page_of(corrected, "revisions"), {"from": number, "to": "2"})
    assert response.status_code == 200
    if number in {"3", "0"}:
        assert f"There is no revision {number}: they go from 1 to 2." in response.content.decode()


def test_what_would_change_is_shown_and_then_restored_as_a_new_one(
    staff: Client, corrected: Conference, editor: User
) -> None:
    before = json.loads(corrected.revisions.get(number=1).document)["turns"]
    rows = everything()
    asked = staff.get(page_of(corrected, "restore"), {"revision": "1"})
    assert re.findall(r"<ins>(.*?)</ins>", asked.content.decode()) == ["Minister "]
    assert everything() == rows
    staff.post(page_of(corrected, "restore"), {**form_of(asked), "_note": "Back."})
    revision = corrected.revisions.get(number=3)
    assert json.loads(revision.document)["turns"] == before
    assert (revision.made_by, revision.note) == (editor, "Back.")
    assert AuditEntry.objects.filter(action="restored", made_by=editor).count() == 1


def test_an_editor_is_told_which_revision_an_edit_made(staff: Client, corrected: Conference) -> None:
    said = f"The public sees it now, as revision 2 of {corrected}."
    assert said in html.unescape(staff.get(page_of(corrected, "change")).content.decode())


def test_what_is_said_of_the_conference_itself_is_shown_and_restored_too(staff: Client, tokyo: Conference) -> None:
    with publishing.revising(tokyo):
        Conference.objects.filter(pk=tokyo.pk).update(place="Kyoto")
    asked = staff.get(page_of(tokyo, "restore"), {"revision": "1"})
    changed = asked.content.decode().rpartition("diff-heading")[2]
    assert "<del>Kyoto</del>" in changed
    assert "<ins>Tokyo</ins>" in changed
    staff.post(page_of(tokyo, "restore"), form_of(asked))
    tokyo.refresh_from_db()
    assert (tokyo.place, tokyo.revision) == ("Tokyo", 3)


def test_only_what_would_change_is_shown(staff: Client, corrected: Conference) -> None:
    # Who was merged since stays merged: going back does not give their turns to a slug that only redirects.
    gone = Person.objects.get(slug="antony-blinken")
    identity.merge(gone, Person.objects.create(slug="a-blinken", name="A. Blinken"))
    content = staff.get(page_of(corrected, "restore"), {"revision": "1"}).content.decode()
    assert "Minister" in content
    assert "Blinken" not in content[content.index("diff-heading") :]
    same = staff.get(page_of(corrected, "restore"), {"revision": "2"}).content.decode()
    assert "They say the same." in same
    assert "Restore revision 2" not in same[same.index("diff-heading") :]


def test_what_was_changed_meanwhile_is_shown_first(staff: Client, corrected: Conference) -> None:
    asked = form_of(staff.get(page_of(corrected, "restore"), {"revision": "1"}))
    corrected.turns.filter(position=2).update(label="NEW")
    publishing.revise(corrected)
    response = staff.post(page_of(corrected, "restore"), {**asked, "_note": "Back."})
    content = response.content.decode()
    assert "Somebody changed the conference since this was shown" in content
    assert ">NEW<" in content
    assert 'value="Back."' in content
    assert corrected.revisions.count() == 3
    staff.post(page_of(corrected, "restore"), form_of(response))
    assert corrected.revisions.count() == 4


@pytest.mark.parametrize("number", ["7", "0", "-1", "x", "9" * 30, None])
def test_a_revision_that_is_not_there_is_not_restored(staff: Client, corrected: Conference, number: str | None) -> None:
    sent = {"seen": "2", **({"revision": number} if number else {})}
    for response in (
        staff.get(page_of(corrected, "restore"), sent, follow=True),
        staff.post(page_of(corrected, "restore"), sent, follow=True),
    ):
        assert f"has no revision {number if number == '7' else 0}" in response.content.decode()
    assert corrected.revisions.count() == 2


def test_who_may_only_look_compares_and_restores_nothing(clerk: Client, corrected: Conference) -> None:
    content = clerk.get(page_of(corrected, "revisions")).content.decode()
    assert "From revision 1 to revision 2" in content
    assert "restore_form" not in content
    for send in (clerk.get, clerk.post):
        assert send(page_of(corrected, "restore"), {"revision": "1", "seen": "2"}).status_code == 403
    assert corrected.revisions.count() == 2


@pytest.mark.parametrize("name", ["revisions", "restore", "preview"])
def test_strangers_get_neither_page(client: Client, tokyo: Conference, name: str) -> None:
    assert client.get(page_of(tokyo, name)).status_code == 302
    user = User.objects.create_user("nobody", is_staff=True)
    client.force_login(user)
    assert client.get(page_of(tokyo, name)).status_code == 403


@pytest.mark.parametrize("name", ["revisions", "restore", "preview"])
def test_pages_of_no_conference_are_not_found(staff: Client, db: None, name: str) -> None:
    assert staff.get(reverse(f"admin:core_conference_{name}", args=["7777"])).status_code in {302, 404}


def test_a_draft_has_no_revision_yet(staff: Client, other: Conference) -> None:
    assert "There is no revision yet" in staff.get(page_of(other, "revisions")).content.decode()


def test_preview_shows_a_draft_and_links_to_what_the_public_would_get(staff: Client, other: Conference) -> None:
    other.turns.update(text="Hello <script>alert(1)</script>.")
    content = staff.get(page_of(other, "preview")).content.decode()
    assert "Hello &lt;script&gt;alert(1)&lt;/script&gt;." in content
    link = re.search(r'href="(http[^"]*/api/v1/previews/[^"]*)"', content)
    assert link
    public = Client().get(link[1])
    assert public.status_code == 200
    assert public.json()["turns"][0]["text"] == "Hello <script>alert(1)</script>."


def test_preview_without_a_source_says_what_to_do(staff: Client, other: Conference) -> None:
    SourceText.objects.filter(conference=other).delete()
    response = staff.get(page_of(other, "preview"), follow=True)
    assert "import one" in response.content.decode()


def test_a_withdrawn_conference_is_not_restored(staff: Client, corrected: Conference) -> None:
    publishing.withdraw(corrected)
    assert "restore_form" not in staff.get(page_of(corrected, "revisions")).content.decode()
    assert staff.post(page_of(corrected, "restore"), {"revision": "1"}).status_code == 403
