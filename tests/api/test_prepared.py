"""Queries that are put together once."""

import pytest
from django.db import connection

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
