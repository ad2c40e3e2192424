"""Import a transcript in the admin: a form, a preview, the draft's page."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries as AssertNumQueries

from core import publishing
from core.importing import import_source
from core.models import AuditEntry, Conference, Organization, Person, SourceText
from core.vocabulary import AuditAction, Door
from tests.admin.browser import Fields, errors_of, form_of
from tests.admin.conftest import address
from tests.importing.text import BRIEFING, CORRECTED, SHORTER
from tests.ready import ready

pytestmark = pytest.mark.django_db

IMPORT = "/admin/core/conference/import/"
DOUBTFUL = BRIEFING.replace("Anna Lee, Harbor Times. ", "").replace("Ms. Lee of the Harbor Times, please.", "Please.")
DOUBTFUL = DOUBTFUL.replace("Thank you, Anna. ", "")


def file(content: bytes, name: str = "Bridge Briefing.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def shown(response: Any) -> str:
    """The words of the page."""
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().replace("&#x27;", "'")).split())


def sent_again(response: Any, **values: Any) -> dict[str, Any]:
    """The form of the preview as a browser without JavaScript sends it."""
    fields: Fields = form_of(response)
    return {**fields, **values}


def draft_of(text: str = BRIEFING, slug: str = "bridge-briefing") -> Conference:
    return import_source(text.encode(), slug=slug).conference


def post_raw(client: Client, text: bytes, **values: str) -> Any:
    """A form whose text is sent as these very bytes."""
    fields = {"text": text} | {name: value.encode() for name, value in values.items()}
    parts = (
        b'--edge\r\nContent-Disposition: form-data; name="' + name.encode() + b'"\r\n\r\n' + value + b"\r\n"
        for name, value in fields.items()
    )
    body = b"".join(parts) + b"--edge--\r\n"
    return client.generic("POST", IMPORT, body, content_type="multipart/form-data; boundary=edge")


def told(response: Any) -> list[str]:
    return [str(each) for each in get_messages(response.wsgi_request)]


def test_page_is_reached_from_the_list_and_from_a_draft(staff: Client, other: Conference) -> None:
    assert f'href="{IMPORT}"' in staff.get("/admin/core/conference/").content.decode()
    again = reverse("admin:core_conference_reimport", args=[other.pk])
    assert f'href="{again}"' in staff.get(address(other)).content.decode()
    assert "Another conference" in shown(staff.get(again))
    assert 'name="slug"' not in staff.get(again).content.decode()


def test_pasted_text_becomes_a_draft_after_a_preview(staff: Client) -> None:
    form = form_of(staff.get(IMPORT))
    seen = staff.post(IMPORT, {**form, "text": BRIEFING.replace("\n", "\r\n"), "slug": "a-bridge", "title": "A bridge"})
    words = shown(seen)
    assert "7 turns" in words
    assert "Anna Lee" in words
    assert "Harbor Times" in words
    assert "Who pays" not in words
    assert "who pays for the bridge?" in words
    assert not Conference.objects.exists()
    response = staff.post(IMPORT, sent_again(seen, _import="Import as draft"))
    draft = Conference.objects.get()
    assert response.url == address(draft)
    assert (draft.slug, draft.title, draft.status, draft.editorial) == ("a-bridge", "A bridge", "draft", ["title"])
    assert draft.source_text.content == BRIEFING.encode()
    assert told(response) == [f"A bridge is imported as a draft: 7 turns, 2 questions, {_warnings(draft)}."]
    entry = AuditEntry.objects.get(conference="a-bridge")
    assert (entry.door, entry.action, entry.details["outcome"]) == (Door.ADMIN, AuditAction.IMPORTED, "created")
    history = staff.get(address(draft).replace("change", "history"), follow=True).content.decode()
    assert "imported" in history


def _warnings(draft: Conference) -> str:
    number = draft.import_warnings.count()
    return f"{number} warning{'' if number == 1 else 's'}"


@pytest.mark.parametrize(
    "content",
    [
        BRIEFING.replace("\n", "\r\n").encode(),
        ("\ufeff" + BRIEFING + "\n \t\n").encode(),
        ("\ufeff" + BRIEFING).encode("utf-16-le"),
        BRIEFING.replace("bridge", "caf\xe9 \x93quoted\x94".encode("latin-1").decode("cp1252")).encode("cp1252"),
        BRIEFING.replace("Okafor", "上川").replace("\n", "\u2028\n").encode(),
    ],
    ids=["crlf", "bom", "utf-16", "cp1252", "separators"],
)
def test_uploaded_bytes_survive_the_steps_exactly(content: bytes, staff: Client) -> None:
    seen = staff.post(IMPORT, {"file": file(content)})
    again = staff.post(IMPORT, sent_again(seen, _again="Preview again"))
    response = staff.post(IMPORT, sent_again(again, _import="Import as draft"))
    assert response.status_code == 302, errors_of(response)
    assert SourceText.objects.get().content == content
    assert Conference.objects.get().slug == "bridge-briefing"


def test_uploaded_document_is_kept_beside_its_text(staff: Client) -> None:
    lines = "".join(f"<p>{line}</p>\r\n" for line in BRIEFING.splitlines())
    content = f"<!DOCTYPE html><html><body>{lines}</body></html>".encode()
    seen = staff.post(IMPORT, {"file": file(content, "briefing.html")})
    assert "from text/html" in shown(seen)
    staff.post(IMPORT, sent_again(seen, _import="Import as draft"))
    assert bytes(SourceText.objects.get().original) == content


# Session, user, the names of people; people and organizations with their further names (4), their slugs (2); the
# slugs that are taken (2); whether the slug is one of a draft, and the source is there already.
def test_preview_takes_few_queries(staff: Client, django_assert_max_num_queries: AssertNumQueries) -> None:
    with django_assert_max_num_queries(13):
        staff.post(IMPORT, {"text": BRIEFING})
    long = BRIEFING.replace("MODERATOR: Thank you all.\n", BRIEFING.replace("Lee", "Kim")) * 20
    with django_assert_max_num_queries(13):
        staff.post(IMPORT, {"text": long})


def test_preview_shows_what_it_understood_beside_what_was_said(staff: Client) -> None:
    content = staff.post(IMPORT, {"text": DOUBTFUL}).content.decode()
    turn = re.search(r'<article class="turn question doubted" id="turn-2">.*?</article>', content, re.S)
    assert turn is not None
    words = " ".join(re.sub(r"<[^>]+>", " ", turn[0]).split())
    assert "QUESTION" in words
    assert "Minister Okafor, when will the bridge open?" in words
    assert "To Okafor" in words or "To Minister Okafor" in words
    assert ": answered" in words.replace(" :", ":")
    assert '<a href="#turn-3">Turn 3</a>' in turn[0]
    assert "unknown-asker" in words
    assert "line 2" in words
    assert '<a href="#turn-2">line 2, turn 2</a>' in content
    assert "Answers" in content[content.index('id="turn-3"') :]


def test_preview_folds_long_texts_and_loses_no_word(staff: Client) -> None:
    long = " ".join(f"word{n}" for n in range(2000))
    content = staff.post(IMPORT, {"text": BRIEFING.replace("on Friday", long)}).content.decode()
    assert "<details><summary>" in content
    assert long in re.sub(r"<summary>.*?</summary>|<[^>]+>", "", content)


def test_label_is_given_to_a_person_by_name_or_slug(staff: Client) -> None:
    Person.objects.create(slug="ada-okafor", name="Ada Okafor")
    seen = staff.post(IMPORT, {"text": BRIEFING})
    content = seen.content.decode()
    assert '<option value="ada-okafor">Ada Okafor</option>' in content
    fields = sent_again(seen, _again="Preview again")
    place = fields["label"].index('"MINISTER OKAFOR"')
    assert fields["speaker"] == [""] * 3
    for typed in ("ada okafor", "ada-okafor"):
        fields["speaker"] = ["", "", ""]
        fields["speaker"][place] = typed
        seen = staff.post(IMPORT, fields)
        assert not errors_of(seen)
        assert f'value="{typed}"' in seen.content.decode()
    staff.post(IMPORT, sent_again(seen, _import="Import as draft"))
    participant = Conference.objects.get().turns.get(position=3).participant
    assert participant.person is not None
    assert (participant.person.slug, participant.basis) == ("ada-okafor", "editor")


def test_label_is_given_to_somebody_new_by_a_full_name(staff: Client) -> None:
    seen = staff.post(IMPORT, {"text": BRIEFING})
    content = seen.content.decode()
    assert '<option value="Anna Lee">speaks here, new</option>' in content
    fields = sent_again(seen, _again="Preview again")
    fields["speaker"][fields["label"].index('"MINISTER OKAFOR"')] = "Ada N. Okafor"
    seen = staff.post(IMPORT, fields)
    assert not errors_of(seen)
    assert "Ada N. Okafor" in seen.content.decode().split("People to be added")[1].split("</p>")[0]
    staff.post(IMPORT, sent_again(seen, _import="Import as draft"))
    assert Conference.objects.get().turns.get(position=3).participant.person == Person.objects.get(slug="ada-n-okafor")


def test_a_name_nobody_has_is_shown_before_it_is_imported(staff: Client) -> None:
    fields = sent_again(staff.post(IMPORT, {"text": BRIEFING}), _import="Import as draft")
    fields["speaker"][fields["label"].index('"MINISTER OKAFOR"')] = "Ada  N. Okafor"
    seen = staff.post(IMPORT, fields)
    assert "Nobody is known as Ada N. Okafor: look at what this changes" in seen.content.decode()
    assert not Conference.objects.exists()
    staff.post(IMPORT, sent_again(seen, _import="Import as draft"))
    assert Conference.objects.get().participants.filter(name="Ada N. Okafor").exists()


def test_person_nobody_knows_is_told_and_nothing_is_imported(staff: Client) -> None:
    for slug in ("a-b", "a-b-2"):
        Person.objects.create(slug=slug, name="A B")
    seen = staff.post(IMPORT, {"text": BRIEFING, "slug": "x"})
    typed = ["<b>", "a b", ""]
    response = staff.post(IMPORT, sent_again(seen, speaker=typed, _import="Import as draft"))
    assert "There is no person with the name or slug &#x27;&lt;b&gt;&#x27;" in response.content.decode()
    assert "Several people have this name: a-b, a-b-2." in errors_of(response)
    assert form_of(response)["speaker"] == typed
    assert not Conference.objects.exists()


def test_corrected_source_updates_the_draft_and_tells_what_was_dropped(staff: Client) -> None:
    draft = draft_of()
    again = reverse("admin:core_conference_reimport", args=[draft.pk])
    seen = staff.post(again, {"file": file(SHORTER.encode())})
    assert "brings the draft" in shown(seen)
    response = staff.post(again, sent_again(seen, _import="Update the draft"))
    assert response.url == address(draft)
    assert draft.turns.count() == 4
    done, dropped = told(response)
    assert "is brought up to the new source: 4 turns" in done
    assert "<li>Turn 6 (MINISTER OKAFOR) is not in the new source.</li>" in dropped


def test_corrected_source_leaves_what_an_editor_changed_of_the_conference(staff: Client, page: Any, save: Any) -> None:
    draft = draft_of("Bridge briefing\nOslo, Norway\n\n" + BRIEFING)
    typed = {"title": "The bridge, again", "place": "", "source_name": "The city"}
    response = save(draft, page(draft), **typed, **{"languages-0-tag": "en-GB"})
    assert response.status_code == 302, errors_of(response)
    again = reverse("admin:core_conference_reimport", args=[draft.pk])
    seen = staff.post(again, {"text": "Bridge briefing\nOslo, Norway\n\n" + SHORTER})
    staff.post(again, sent_again(seen, _import="Update the draft"))
    draft.refresh_from_db()
    assert draft.turns.count() == 4
    assert {name: getattr(draft, name) for name in typed} == typed
    assert [each.tag for each in draft.languages.all()] == ["en-GB"]
    assert draft.editorial == ["languages", "place", "source", "title"]


def test_same_source_is_recognised_and_changes_nothing(staff: Client) -> None:
    draft = draft_of()
    seen = staff.post(IMPORT, {"text": BRIEFING, "slug": "another"})
    assert "This very source is imported already" in shown(seen)
    response = staff.post(IMPORT, sent_again(seen, _import="Import as draft"))
    assert response.url == address(draft)
    assert "nothing was changed" in told(response)[0]
    assert Conference.objects.count() == 1


def test_suggested_slug_never_falls_on_another_conference(staff: Client) -> None:
    draft_of()
    seen = staff.post(IMPORT, {"file": file(CORRECTED.encode())})
    assert form_of(seen)["slug"] == ["bridge-briefing-2"]
    for name, text, slug in [
        ("上川.txt", "", "transcript"),
        (f"{'x' * 150}.txt", "", "x" * 100),
        ("a/../b__C.d.txt", "", "b-cd"),
    ]:
        seen = staff.post(IMPORT, {"file": file(CORRECTED.encode(), name), "title": text})
        assert form_of(seen)["slug"] == [slug]
    assert form_of(staff.post(IMPORT, {"text": CORRECTED, "title": "The new bridge"}))["slug"] == ["the-new-bridge"]


def test_published_conference_is_not_imported_over(staff: Client) -> None:
    draft = draft_of()
    publishing.publish(ready(draft))
    again = reverse("admin:core_conference_reimport", args=[draft.pk])
    assert again not in staff.get(address(draft)).content.decode()
    assert "is published: only a draft" in told(staff.get(again))[0]
    response = staff.post(IMPORT, {"text": CORRECTED, "slug": "bridge-briefing"})
    assert "is published: only a draft can be imported anew" in errors_of(response)
    assert staff.get("/admin/core/conference/999/import/").status_code == 404


# Bad input


def test_markup_in_a_transcript_is_text(staff: Client) -> None:
    evil = BRIEFING.replace("Harbor Times", "<img src=x onerror=alert(1)>").replace("MINISTER", "</textarea><b>")
    seen = staff.post(IMPORT, {"text": evil, "title": "<i>"})
    staff.post(IMPORT, sent_again(seen, _import=""))
    draft = Conference.objects.get()
    for response in (seen, staff.get(address(draft))):
        content = response.content.decode()
        assert "<img src=x" not in content
        assert "</textarea><b>" not in content
        assert "<i>" not in content.replace("<i>not found", "").replace("<i>(", "")


def test_pages_hold_no_script_and_no_style_of_their_own(staff: Client) -> None:
    for response in (staff.get(IMPORT), staff.post(IMPORT, {"text": DOUBTFUL})):
        content = response.content.decode().split('id="content-main"')[1]
        assert not re.search(r"<script|<style|\son\w+=|\sstyle=|javascript:", content.split('id="footer"')[0])


# Who may


def test_import_needs_the_permission_to_add_or_to_change(client: Client, other: Conference) -> None:
    user = User.objects.create_user("writer", is_staff=True)
    client.force_login(user)
    again = reverse("admin:core_conference_reimport", args=[other.pk])
    assert client.get(IMPORT).status_code == client.post(again, {"text": BRIEFING}).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_conference"]))
    assert "is taken by a conference that you may not change" in errors_of(
        client.post(IMPORT, {"text": BRIEFING, "slug": "other"})
    )
    assert client.get(again).status_code == 403
    response = client.post(IMPORT, sent_again(client.post(IMPORT, {"text": BRIEFING, "slug": "new"}), _import=""))
    assert response.url == "/admin/"
    assert Conference.objects.filter(slug="new").exists()
    assert Client().get(IMPORT).status_code == 302


def test_import_needs_the_token_of_its_form(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    form = form_of(client.get(IMPORT))
    assert client.post(IMPORT, {"text": BRIEFING}).status_code == 403
    assert client.post(IMPORT, {**form, "text": BRIEFING}).status_code == 200


# Warnings


def test_organizations_and_people_of_a_preview_are_not_stored(staff: Client) -> None:
    words = shown(staff.post(IMPORT, {"text": BRIEFING}))
    assert "People to be added: Anna Lee, Paul Brandt" in words
    assert "Organizations to be added: Harbor Times, Radio North" in words
    assert not Person.objects.exists()
    assert not Organization.objects.exists()
