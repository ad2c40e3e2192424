"""No public read keeps the database busy for longer than is allowed, or answers with more than is allowed."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from rest_framework.response import Response

from core.api import views
from core.models import Person
from core.serving import allowance
from tests.api.conftest import checked_problem

PEOPLE = "/api/v1/people/"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

pytestmark = pytest.mark.django_db(transaction=True)


def ask_endlessly(*args: Any, **kwargs: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ENDLESS)
        cursor.fetchall()


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.DATABASE_SECONDS = 1
    monkeypatch.setattr(views.PersonViewSet, "list", ask_endlessly)


def test_a_read_that_does_not_end_is_stopped(endless: None, anybody: Client) -> None:
    answer = anybody.get(PEOPLE)
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Retry-After"] == "1"
    assert answer["Cache-Control"] == "no-store"
    assert "too long" in answer.json()["detail"]


def test_the_connection_goes_on_being_good(endless: None, anybody: Client) -> None:
    assert anybody.get(PEOPLE).status_code == 503
    assert anybody.get("/api/v1/organizations/").status_code == 200
    assert Person.objects.count() == 0


def test_no_statement_begins_when_the_time_is_over(
    anybody: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DATABASE_SECONDS = 1
    hours = iter(range(0, 1_000_000, 3_600))
    monkeypatch.setattr(allowance.time, "monotonic", lambda: next(hours))
    assert anybody.get(f"{PEOPLE}?count=true").status_code == 503


def test_what_comes_before_the_first_statement_is_not_counted(
    anybody: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DATABASE_SECONDS = 1
    listing, hours = views.PersonViewSet.list, [0]

    def list_late(*args: Any, **kwargs: Any) -> Any:
        hours[0] += 3_600
        return listing(*args, **kwargs)

    monkeypatch.setattr(views.PersonViewSet, "list", list_late)
    monkeypatch.setattr(allowance.time, "monotonic", lambda: hours[0])
    assert anybody.get(PEOPLE).status_code == 200


def test_an_answer_that_is_too_large_is_not_sent(anybody: Client, settings: Any) -> None:
    settings.LARGEST_ANSWER, settings.DATABASE_SECONDS = 20, 0
    assert "more than 20 bytes" in checked_problem(anybody.get(PEOPLE), 400)["detail"]


def test_without_a_limit_nothing_is_stopped(anybody: Client, settings: Any) -> None:
    settings.DATABASE_SECONDS, settings.LARGEST_ANSWER = 0, 1_000_000
    assert anybody.get(PEOPLE).status_code == 200


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL is told how to plan")
def test_reads_are_planned_for_pages(anybody: Client, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.DATABASE_SECONDS = 1
    told: dict[str, str] = {}

    def ask_settings(*args: Any, **kwargs: Any) -> Response:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name IN ('jit', 'enable_mergejoin')")
            told.update(cursor.fetchall())
        return Response()

    monkeypatch.setattr(views.PersonViewSet, "list", ask_settings)
    assert anybody.get(PEOPLE).status_code == 200
    assert told == {"jit": "off", "enable_mergejoin": "off"}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only a server can take a connection away")
def test_a_connection_that_is_lost_before_it_was_told_its_limit_is_no_fault_of_ours(
    anybody: Client, settings: Any
) -> None:
    settings.DATABASE_SECONDS = 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        lost = cursor.fetchone()
    elsewhere: Any = connection.copy()
    with elsewhere.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", lost)
    elsewhere.close()
    assert "cannot be asked now" in checked_problem(anybody.get(PEOPLE), 503)["detail"]
    connection.close()  # as at the end of a request
    assert anybody.get(PEOPLE).status_code == 200
