"""What a conference said when: compared, restored, and previewed."""

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from core import publishing
from core.models import AuditEntry, Conference, SourceText
from tests.admin.browser import prefix_of


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


def test_an_earlier_one_is_restored_as_a_new_one(staff: Client, corrected: Conference, editor: User) -> None:
    before = json.loads(corrected.revisions.get(number=1).document)["turns"]
    staff.post(page_of(corrected, "revisions"), {"restore": "1", "_note": "Back."})
    revision = corrected.revisions.get(number=3)
    assert json.loads(revision.document)["turns"] == before
    assert (revision.made_by, revision.note) == (editor, "Back.")
    assert AuditEntry.objects.filter(action="restored", made_by=editor).count() == 1


def test_a_revision_that_is_not_there_is_not_restored(staff: Client, corrected: Conference) -> None:
    response = staff.post(page_of(corrected, "revisions"), {"restore": "7"}, follow=True)
    assert "has no revision 7" in response.content.decode()
    assert corrected.revisions.count() == 2


def test_who_may_only_look_compares_and_restores_nothing(clerk: Client, corrected: Conference) -> None:
    content = clerk.get(page_of(corrected, "revisions")).content.decode()
    assert "From revision 1 to revision 2" in content
    assert "restore_form" not in content
    assert clerk.post(page_of(corrected, "revisions"), {"restore": "1"}).status_code == 403
    assert corrected.revisions.count() == 2


@pytest.mark.parametrize("name", ["revisions", "preview"])
def test_strangers_get_neither_page(client: Client, tokyo: Conference, name: str) -> None:
    assert client.get(page_of(tokyo, name)).status_code == 302
    user = User.objects.create_user("nobody", is_staff=True)
    client.force_login(user)
    assert client.get(page_of(tokyo, name)).status_code == 403


@pytest.mark.parametrize("name", ["revisions", "preview"])
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
    assert staff.post(page_of(corrected, "revisions"), {"restore": "1"}).status_code == 403
