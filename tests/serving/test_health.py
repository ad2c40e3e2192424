"""What load balancers and monitoring are told."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core.search import index
from core.serving import databases, health, metrics
from tests.api.conftest import checked_problem


@pytest.fixture(autouse=True)
def looked_up_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", set())
    monkeypatch.setattr(databases, "_resting_until", {})


def test_alive_asks_no_database(anybody: Client) -> None:
    """No `db` fixture: a query would fail this test."""
    answer = anybody.get("/healthz")
    assert answer.json() == {"status": "alive"}
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_when_everything_is_there(anybody: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    everything = {"database": "ok", "migrations": "ok", "search_index": "ok"}
    assert anybody.get("/readyz").json() == {"status": "ready", "databases": {"primary": everything}}
    with django_assert_num_queries(1):  # the index; migrations were found applied before
        assert anybody.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_without_the_search_index(anybody: Client) -> None:
    with connection.cursor() as cursor:
        for statement in index.drop_statements(connection.vendor):
            cursor.execute(statement)
    assert "search index" in checked_problem_with_instance(anybody.get("/readyz"), 503)["detail"]


@pytest.mark.django_db
def test_not_ready_without_migrations(anybody: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="core", name__startswith="0002").delete()
    answer = anybody.get("/readyz")
    problem = checked_problem_with_instance(answer, 503)
    assert "not applied" in problem["detail"]
    assert "core.0002" in problem["detail"]
    assert int(answer["Retry-After"]) > 0


@pytest.mark.django_db
def test_not_ready_without_a_database_and_says_nothing_of_where_it_is(
    anybody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise DatabaseError("connection to server at db.internal failed for user admin")

    monkeypatch.setattr(connection, "ensure_connection", fail)
    monkeypatch.setattr(connection, "cursor", fail)
    problem = checked_problem_with_instance(anybody.get("/readyz"), 503)
    assert problem["detail"] == "The database cannot be asked."


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_nothing_can_be_sent_there(anybody: Client, path: str) -> None:
    answer = anybody.post(path)
    checked_problem(answer, 405)
    assert answer["Allow"] == "GET, HEAD"


def checked_problem_with_instance(answer: Any, status: int) -> Any:
    """A 5xx says under which id we can find it."""
    problem = answer.json()
    assert answer.status_code == problem["status"] == status
    assert answer["Content-Type"] == "application/problem+json"
    assert problem["instance"] == f"urn:request:{answer['X-Request-Id']}"
    return problem


class TestMetrics:
    def test_closed_unless_a_token_is_set(self, anybody: Client) -> None:
        for sent in ({}, {"Authorization": "Bearer "}, {"Authorization": ""}):
            checked_problem(anybody.get("/metrics", headers=sent), 404)

    @pytest.mark.django_db
    def test_who_brings_the_token_gets_the_figures_of_all_processes(
        self, anybody: Client, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.METRICS_TOKEN, settings.RUNTIME_ROOT = "s3cret", tmp_path
        monkeypatch.setattr(metrics, "_metrics", None)
        monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
        for _ in range(3):
            anybody.get("/api/v1/people/")
        anybody.get("/api/v1/people/?colour=red")
        checked_problem(anybody.get("/metrics", headers={"Authorization": "Bearer wrong"}), 404)
        text = anybody.get("/metrics", headers={"Authorization": "Bearer s3cret"}).content.decode()
        assert 'transcripts_requests_total{method="GET",status="200",view="person-list"} 3.0' in text
        assert 'transcripts_requests_total{method="GET",status="400",view="person-list"} 1.0' in text
        assert 'transcripts_request_seconds_count{view="person-list"} 4.0' in text
        # A worker that takes this one's place counts on in its files.
        monkeypatch.setattr(metrics, "_metrics", None)
        monkeypatch.setattr(metrics, "_place", lambda folder: 0)
        anybody.get("/api/v1/people/")
        text = anybody.get("/metrics", headers={"Authorization": "Bearer s3cret"}).content.decode()
        assert 'status="200",view="person-list"} 4.0' in text

    def test_each_living_process_has_files_of_its_own(self, tmp_path: Any) -> None:
        assert [metrics._place(tmp_path) for _ in range(3)] == [0, 1, 2]
