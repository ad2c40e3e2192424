"""A member of staff who may do everything, signed in, and the Tokyo record, loaded once for the tests of a file."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.models import Conference, Participant, SourceText, Turn
from tests.admin.browser import Fields, form_of

Save = Callable[..., Any]


@pytest.fixture(autouse=True)
def static_files_are_looked_up_when_asked_for(settings: Any) -> None:
    """Not all listed anew for the client of each test."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction that holds the Tokyo record; each test makes and undoes its own changes inside of it."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        call_command("loaddata", "tokyo-2plus2-2024", verbosity=0)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture
def tokyo(loaded: None, db: None) -> Conference:
    return Conference.objects.get(slug="tokyo-2plus2-2024")


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_superuser("editor")


@pytest.fixture
def staff(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def page(staff: Client) -> Callable[[Any], Fields]:
    """The untouched form of a row's page."""

    def open_page(row: Any) -> Fields:
        response = staff.get(address(row))
        assert response.status_code == 200
        return form_of(response)

    return open_page


@pytest.fixture
def save(staff: Client) -> Save:
    """Send a form to the page of a row, or the "add" page of a model; the answer."""

    def send(row: Any, fields: Fields, **values: Any) -> Any:
        return staff.post(address(row), {**fields, **values})

    return send


@pytest.fixture
def other(db: None) -> Conference:
    """A draft of another conference, with one turn."""
    conference = Conference.objects.create(slug="other", title="Another conference")
    SourceText.objects.create(conference=conference, text="", sha256="")
    participant = Participant.objects.create(conference=conference, name="A stranger")
    Turn.objects.create(conference=conference, position=1, kind="remarks", participant=participant, text="Hello.")
    return conference


def address(row: Any) -> str:
    if isinstance(row, type):
        return reverse(f"admin:core_{row._meta.model_name}_add")  # type: ignore[attr-defined]
    return reverse(f"admin:core_{row._meta.model_name}_change", args=[row.pk])


def everything() -> str:
    """All rows of the record, as text: what must not change when nobody changed anything."""
    from django.apps import apps

    rows = [row for model in apps.get_app_config("core").get_models() for row in model._default_manager.order_by("pk")]
    return str(serializers.serialize("json", rows, indent=1))
