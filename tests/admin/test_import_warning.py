"""Warnings of an import, in the admin: on the page of their conference, and in a list of their own."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from core.models import Conference, ImportWarning
from tests.admin.browser import errors_of, form_of
from tests.admin.conftest import address
from tests.admin.test_import import DOUBTFUL, draft_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubted(db: None) -> Conference:
    draft = draft_of(DOUBTFUL)
    assert draft.import_warnings.exclude(turn=None).exists()
    draft.import_warnings.create(code="date-from-name", line=9, message="A doubt of no turn.")
    return draft


def test_unread_warnings_stand_on_the_page_of_their_conference(staff: Client, doubted: Conference) -> None:
    content = staff.get(address(doubted)).content.decode()
    for warning in doubted.import_warnings.all():
        assert warning.message in content.replace("&#x27;", "'")
        assert f"line {warning.line}" in content
        if warning.turn:
            assert f'<a href="#turns-{warning.turn.position - 1}">turn {warning.turn.position}</a>' in content


def test_ticked_warnings_are_read_by_the_editor_who_saves(
    page: Any, save: Any, staff: Client, editor: User, doubted: Conference
) -> None:
    first, second, *_ = doubted.import_warnings.all()
    response = save(doubted, page(doubted), read_warnings=[str(first.pk), "x", "9" * 30])
    assert response.status_code == 302, errors_of(response)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.read_by, second.read_at) == (editor, None)
    assert first.read_at is not None
    content = staff.get(address(doubted)).content.decode()
    assert f'name="read_warnings" value="{second.pk}"' in content
    assert f'name="read_warnings" value="{first.pk}"' not in content


def test_panel_is_gone_when_all_is_read(staff: Client, doubted: Conference) -> None:
    chosen = {"action": "mark_as_read", "_selected_action": [each.pk for each in doubted.import_warnings.all()]}
    response = staff.post("/admin/core/importwarning/", chosen)
    assert "marked as read" in told(response)[0]
    assert not ImportWarning.objects.filter(read_at=None).exists()
    assert "read_warnings" not in staff.get(address(doubted)).content.decode()


def test_warnings_are_filtered_by_whether_they_are_read(staff: Client, doubted: Conference) -> None:
    ImportWarning.objects.filter(pk=doubted.import_warnings.all()[0].pk).update(read_at="2024-07-30T00:00:00Z")
    number = doubted.import_warnings.count()
    for value, expected in [("no", number - 1), ("yes", 1), ("", number), ("x", number)]:
        response = staff.get("/admin/core/importwarning/", {"read": value} if value else {}, follow=True)
        assert response.context["cl"].result_count == expected


def test_reader_marks_nothing(client: Client, doubted: Conference) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__in=["view_importwarning", "change_conference"]))
    client.force_login(reader)
    assert "mark_as_read" not in client.get("/admin/core/importwarning/").content.decode()
    fields = form_of(client.get(address(doubted)))
    keys = [str(each.pk) for each in doubted.import_warnings.all()]
    assert client.post(address(doubted), {**fields, "read_warnings": keys}).status_code == 302
    assert not ImportWarning.objects.exclude(read_at=None).exists()
