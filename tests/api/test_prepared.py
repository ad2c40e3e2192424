"""Queries that are put together once."""

from typing import Any

import pytest
from django.db import connection

from core.models import Organization
from core.models.prepared import Keyed
from tests.api.conftest import Api


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL looks long for the best way to answer")
def test_what_a_page_holds_is_planned_once_for_each_connection(api: Api) -> None:
    for size in (1, 2, 3):
        assert len(api.results(f"questions/?page_size={size}")) == size
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT substring(statement FROM ' FROM \"([a-z_]+)\"'), generic_plans + custom_plans"
            " FROM pg_prepared_statements ORDER BY 1"
        )
        asked = cursor.fetchall()
    assert asked == [("core_addressee", 3), ("core_answer", 3), ("core_question", 3)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL looks long for the best way to answer")
def test_what_parameters_name_is_looked_up_in_one_way(api: Api) -> None:
    slugs = [each["slug"] for each in api.results("people/")]
    for slug in slugs[:3]:
        api.results(f"questions/?addressee={slug}&conference=tokyo-2plus2-2024")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%UNION%core_person%UNION%core_conference%'"
        )
        assert cursor.fetchall() == [(3,)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="elsewhere nothing is kept that a migration could alter")
@pytest.mark.django_db(transaction=True)
def test_what_a_migration_alters_is_prepared_anew() -> None:
    names = Keyed(Organization.objects.values_list("name"), "pk")
    key = Organization.objects.create(slug="jiji-press", name="Jiji Press").pk
    assert names.by([key]) == [("Jiji Press",)]
    elsewhere: Any = connection.copy()  # whoever alters something forgets what they have prepared
    try:
        for length in (201, 200):
            with elsewhere.cursor() as cursor:
                cursor.execute(f"ALTER TABLE core_organization ALTER COLUMN name TYPE varchar({length})")
            assert names.by([key]) == [("Jiji Press",)]
    finally:
        elsewhere.close()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only a server can take a connection away")
@pytest.mark.django_db(transaction=True)
def test_what_is_asked_over_a_connection_that_was_lost_is_asked_again() -> None:
    names = Keyed(Organization.objects.values_list("name"), "pk")
    key = Organization.objects.create(slug="jiji-press", name="Jiji Press").pk
    lost = names.by([key]) and connection.connection.info.backend_pid
    elsewhere: Any = connection.copy()
    try:
        with elsewhere.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [lost])
    finally:
        elsewhere.close()
    assert names.by([key]) == [("Jiji Press",)]
    assert connection.connection.info.backend_pid != lost
