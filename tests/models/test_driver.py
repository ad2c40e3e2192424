"""What is sent as it is stored is the same however the database is asked for it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from core.models import Conference, Revision
from core.models.prepared import Prepared

pytestmark = pytest.mark.django_db(transaction=True)
of_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")


@pytest.fixture
def by_the_driver(tokyo: Conference, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """The transcript, asked for past cursors: an error where Django's are asked."""
    connection.ensure_connection()

    def ask() -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(Prepared, "asked", lambda *_: pytest.fail("Django was asked."))
            return Revision.objects.document_of(tokyo.slug)

    return ask


def test_it_is_the_same_text(tokyo: Conference, by_the_driver: Callable[[], Any]) -> None:
    sha256, document = by_the_driver()
    stored = Revision.objects.get()
    assert (sha256, document) == (stored.sha256, stored.document.encode())
    assert not document.isascii(), "or this tells nothing of how it is encoded"
    watched: list[str] = []
    with connection.execute_wrapper(lambda run, sql, *asked: (watched.append(sql), run(sql, *asked))[1]):
        assert Revision.objects.document_of(tokyo.slug) == (sha256, document)
    assert len(watched) == 1, "who watches what is asked sees this as well"
    with transaction.atomic():
        assert Revision.objects.document_of(tokyo.slug) == (sha256, document)
        Revision.objects.update(withdrawn_at="2026-01-01T00:00Z")
        assert Revision.objects.document_of(tokyo.slug) is None, "a transaction sees its own"
        transaction.set_rollback(True)
    assert Revision.objects.document_of(tokyo.slug) == (sha256, document)
    assert by_the_driver() == (sha256, document), "as before"


def test_what_is_null_or_not_there_is_none(tokyo: Conference) -> None:
    found = Revision.objects.document_of(tokyo.slug)
    assert found is not None
    assert Revision.objects.document_of(tokyo.slug, unless=found[0]) == (found[0], None)
    for slug in ("nothing", "%s", "'", tokyo.slug.upper()):
        assert Revision.objects.document_of(slug) is None


@of_postgresql
@pytest.mark.parametrize(
    "lose",
    [
        pytest.param("ROLLBACK", id="psycopg throws away what is prepared"),
        pytest.param("DEALLOCATE ALL", id="somebody else does"),
        pytest.param("ALTER TABLE core_revision ALTER COLUMN sha256 TYPE varchar(65)", id="a migration alters it"),
    ],
)
def test_what_was_prepared_and_is_no_more_is_prepared_anew(
    lose: str, tokyo: Conference, by_the_driver: Callable[[], Any]
) -> None:
    before = by_the_driver()
    try:
        with connection.cursor() as cursor:
            cursor.execute(lose)
        assert Revision.objects.document_of(tokyo.slug) == before
        assert by_the_driver() == before
    finally:
        if lose.startswith("ALTER"):
            with connection.cursor() as cursor:
                cursor.execute(lose.replace("65", "64"))


@of_postgresql
def test_a_connection_that_was_lost_is_made_anew(tokyo: Conference, by_the_driver: Callable[[], Any]) -> None:
    before, lost = by_the_driver(), connection.connection.info.backend_pid
    other: Any = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [lost])
    other.close()
    assert Revision.objects.document_of(tokyo.slug) == before
    assert connection.connection.info.backend_pid != lost


@of_postgresql
def test_where_connections_are_shared_nothing_is_prepared(by_the_driver: Callable[[], Any]) -> None:
    connection.connection.prepare_threshold = None  # as with PGBOUNCER
    assert by_the_driver() is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'texts%%'")
        assert cursor.fetchone() == (0,)
    connection.close()
