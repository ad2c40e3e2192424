"""How lists are read: from the first row of their order on, never all of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import Conference, Organization, Person

LISTS = {
    "person_by_sort_name": (Person, ("sort_name", "id")),
    "person_by_name": (Person, ("-name", "-id")),
    "organization_by_name": (Organization, ("name", "id")),
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere the plan depends on how many rows there are")
@pytest.mark.parametrize("index", LISTS)
def test_a_page_with_counts_is_read_by_indexes_alone(db: None, index: str) -> None:
    model, order = LISTS[index]
    rows: Any = model._default_manager.published()  # type: ignore[attr-defined]
    first, *nested = rows.with_counts().order_by(*order)[:26].explain().splitlines()
    assert first.endswith(f"USING INDEX {index}")
    assert nested
    assert not [step for step in nested if " SCAN " in step or "ORDER BY" in step]
    # To begin with what is published, for each row anew, took ten minutes in an archive of a thousand conferences.
    assert not [step for step in nested if "status=?" in step]


# By what participants are found, and the lists that are ordered by way of them.
FOUND = {
    "turns/?person=lloyd-austin": "participant_by_person",
    "turns/?organization=us-department-of-defense&ordering=-conference": "participant_by_organization",
    "turns/?role=staff": "participant_by_role",
    "turns/?role=press&kind=question": "participant_by_role",
    "questions/?outlet=jiji-press&response=answered": "participant_by_organization",
    "questions/?addressee=antony-blinken": "participant_by_person",
    "questions/?addressee=antony-blinken&response=unanswered&ordering=-conference": "participant_by_person",
    "answers/?person=lloyd-austin": "participant_by_person",
    "participants/?role=principal": "participant_by_role",
    "answers/?judgement=declined": "answer_by_judgement",
    "conferences/?ordering=title": "conference_by_title",
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere the plan depends on how many rows there are")
@pytest.mark.parametrize("path", FOUND)
def test_a_filtered_list_is_read_in_its_order(tokyo: Conference, path: str) -> None:
    steps = plan(path, lambda sql: sql.endswith("LIMIT 26"))
    # Whom or what the participants belong to is one row, looked up first.
    assert FOUND[path] in next(step for step in steps if " USING INTEGER PRIMARY KEY " not in step), steps
    assert not [step for step in steps[1:] if step.startswith("SCAN") or "FOR ORDER BY" in step], steps


# How many turns there are of a kind or a role is counted in the index alone.
@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere the plan depends on how many rows there are")
@pytest.mark.parametrize("path", ["turns/?kind=question&count=true", "turns/?role=press&count=true"])
def test_turns_are_counted_without_a_look_at_them(tokyo: Conference, path: str) -> None:
    steps = plan(path, lambda sql: sql.startswith("SELECT COUNT"))
    assert [step for step in steps if "COVERING INDEX turn_by_participant_and_kind" in step], steps


def plan(path: str, is_meant: Callable[[str], bool]) -> list[str]:
    """How SQLite goes about the one query of an answer that is meant."""
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(f"/api/v1/{path}").status_code == 200
    (sql,) = (each["sql"] for each in queries if is_meant(each["sql"]))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [each[3] for each in cursor.fetchall()]
