"""PostgreSQL knows how much there is, once a command has brought much more."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Turn, renew_statistics

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is told nothing")


def known() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = to_regclass('core_turn')")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_they_are_renewed_where_there_is_twice_as_much() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE core_turn CASCADE")  # a table that nobody has ever looked into
    call_command("loaddata", "tokyo-2plus2-2024", verbosity=0)
    assert known() == -1
    renew_statistics()
    assert known() == Turn.objects.count() > 0
    with CaptureQueriesContext(connection) as queries:
        renew_statistics()
    assert len(queries) == 1, "they are of now"
