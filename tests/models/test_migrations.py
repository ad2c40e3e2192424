"""The database brings along what it should, and can be taken back and forth."""

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import connection

from core.models import Turn, excerpts


def errors() -> list[str]:
    return [message.id or "" for message in checks.run_checks(databases=["default"]) if message.level >= checks.ERROR]


@pytest.mark.django_db
@pytest.mark.parametrize("name", excerpts.trigger_names(connection.vendor))
def test_the_system_check_notices_a_dropped_trigger(name: str) -> None:
    assert errors() == []
    table = excerpts.QUOTED if name.endswith("remain") else name.split("_excerpt_")[0]
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    (error,) = [each for each in checks.run_checks(databases=["default"]) if each.id == "core.E001"]
    assert name in error.msg


@pytest.mark.django_db(transaction=True)
def test_migrating_to_nothing_and_back_gives_the_same_database() -> None:
    before = tables(), constraints()
    try:
        call_command("migrate", "core", "zero", verbosity=0)
        assert not any(name.startswith("core_") for name in connection.introspection.table_names())
        assert errors() == [], "without the tables there is nothing to miss"
    finally:
        call_command("migrate", "core", verbosity=0)
    assert (tables(), constraints()) == before
    assert excerpts.missing_triggers(connection) == []
    assert errors() == []


def tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def constraints() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        found = {
            model._meta.db_table: connection.introspection.get_constraints(cursor, model._meta.db_table)
            for model in {each.related_model or Turn for each in Turn._meta.get_fields() if each.is_relation} | {Turn}
        }
    # SQLite numbers the constraints that have no name of their own.
    return {
        table: sorted(str(sorted(each["columns"])) for each in of_table.values()) for table, of_table in found.items()
    }
