"""What cannot be imported in the admin is told there, and nothing is stored."""

import base64
from typing import Any

import pytest
from django.test import Client

from core.importing import MAXIMUM_BYTES
from core.models import Conference, Person
from tests.admin.browser import errors_of, form_of
from tests.admin.test_import import IMPORT, file, post_raw, sent_again, shown
from tests.importing.text import BRIEFING

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"  \r\n\t", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture (PNG)"),
        (b"\x00\x01\x02" * 99, "NUL"),
        (b"MODERATOR: a\0b", "NUL"),
        (b"caf\xe9 \xc3\xa9 MODERATOR: x", "mixes encodings"),
        (b"\xff\xfe\x00\xd8A\x00", "breaks at byte"),
        (b"Once upon a time there was no label.\n" * 20, ""),
        (b"a" * 100_000, ""),
    ],
)
def test_file_that_cannot_be_read_is_a_form_error_with_what_was_typed(content: bytes, said: str, staff: Client) -> None:
    response = staff.post(IMPORT, {"file": file(content), "title": "<Kept>", "country": "JP"})
    assert said in errors_of(response)
    assert errors_of(response)
    assert form_of(response)["title"] == ["<Kept>"]
    assert form_of(response)["kept"] == [""]
    assert not Conference.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "Paste the text of a transcript, or choose a file."),
        (b"no label at all", "label"),
        (b"MODERATOR: a\0b", "Null characters are not allowed."),
        (b"MODERATOR: \xed\xa0\x80", "not valid UTF-8"),
        (b"MODERATOR: \xff\xfe", "not valid UTF-8"),
        (b"<script>alert(1)</script>", "label"),
    ],
)
def test_text_that_cannot_be_read_is_a_form_error(text: bytes, said: str, staff: Client) -> None:
    response = post_raw(staff, text, title="Kept")
    assert said in errors_of(response)
    assert form_of(response)["title"] == ["Kept"]
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("field", ["file", "text"])
def test_fifty_megabytes_are_refused_in_words_with_what_was_typed(field: str, staff: Client) -> None:
    content = b"A: b\n" * 10_000_000
    if field == "file":
        response = staff.post(IMPORT, {"file": file(content), "title": "Kept"})
    else:
        response = post_raw(staff, content, title="Kept")
    assert "50,000,000 bytes; a transcript may have 20,000,000 at most" in errors_of(response)
    assert form_of(response)["title"] == ["Kept"]


def test_text_longer_than_a_form_of_django_may_be_is_previewed(staff: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert len(BRIEFING) * 4 // 3 > 500
    text = BRIEFING * 4
    seen = staff.post(IMPORT, {"text": text})
    again = staff.post(IMPORT, sent_again(seen, _again=""))
    assert "28 turns" in shown(again)
    assert base64.b64decode(form_of(again)["kept"][0]) == text.encode()
    assert MAXIMUM_BYTES == 20_000_000


def test_file_is_kept_when_something_else_is_wrong(staff: Client) -> None:
    wrong = {
        **{"slug": "No Slug", "date": "yesterday", "timezone": "Mars/Crater", "country": "XX", "languages": "en, q"},
        **{"source_url": "no address", "title": "x" * 301},
    }
    response = staff.post(IMPORT, {"file": file(BRIEFING.encode()), **wrong})
    for name, value in wrong.items():
        assert response.context["form"].errors[name]
        assert form_of(response)[name] == [value]
    assert "Bridge Briefing.txt" in shown(response)
    right = {**form_of(response), **dict.fromkeys(wrong, ""), "date": "2024-07-29", "languages": "en ja-Latn,en"}
    staff.post(IMPORT, sent_again(staff.post(IMPORT, right), _import=""))
    draft = Conference.objects.get()
    assert (str(draft.date), [each.tag for each in draft.languages.all()]) == ("2024-07-29", ["en", "ja-Latn"])


def test_what_is_wrong_on_the_preview_is_told_there(staff: Client) -> None:
    seen = staff.post(IMPORT, {"text": BRIEFING})
    response = staff.post(IMPORT, sent_again(seen, date="x", slug="-", _import=""))
    assert "Enter a valid date." in errors_of(response)
    assert "Use lower-case letters" in errors_of(response)
    assert "who pays for the bridge?" in shown(response)
    assert not Conference.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"kept": "no base64!"},
        {"kept": ""},
        {"label": "[" * 5000, "speaker": "x"},
        {"label": '"KING"', "speaker": "ada-okafor"},
        {"label": "7", "speaker": "ada-okafor"},
        {"speaker": []},
        {"slug": "\0"},
        {"kept_name": "\0"},
        {"title": "\0"},
    ],
)
def test_tampered_preview_is_answered_and_stores_nothing(odd: dict[str, Any], staff: Client) -> None:
    Person.objects.create(slug="ada-okafor", name="Ada Okafor")
    seen = staff.post(IMPORT, {"text": BRIEFING})
    assert staff.post(IMPORT, sent_again(seen, _again="", **odd)).status_code == 200
    assert not Conference.objects.exists()


def test_bodies_that_are_no_form_are_refused(staff: Client) -> None:
    for body, kind in [
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=y"),
        (b"--y\r\nContent-Disposition: form-data; name=text\r\n\r\nMODERATOR: a", "multipart/form-data; boundary=y"),
        (b"text=%ff", "application/x-www-form-urlencoded"),
        (b"[]", "application/json"),
    ]:
        assert staff.generic("POST", IMPORT, body, content_type=kind).status_code in {200, 400}
