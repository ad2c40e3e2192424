"""From which database a request is answered, and what is answered without one; for real in tests/operating."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection, connections, router, transaction
from django.test import Client

from core import publishing
from core.api import views, whole_lists
from core.models import Conference, Token
from core.serving import databases

TOKYO = "/api/v1/conferences/tokyo-2plus2-2024/"
REPLICAS = ("replica-1", "replica-2")
SAID = "cannot be asked now"

Break = Callable[..., None]


def gone() -> OperationalError:
    """As Django says that a connection is lost."""
    error, cause = OperationalError("gone"), sqlite3.OperationalError("unable to open database file")
    cause.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    error.__cause__ = cause
    return error


def add(alias: str, file: Path, **options: Any) -> None:
    """A database of this test's own. Django's tests forbid connections to those that they do not know."""
    of_sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": options}
    connections.settings[alias] = {**connections.settings["default"], **of_sqlite}
    added = connections[alias]
    added.ensure_connection = lambda: added.connect() if added.connection is None else None


def remove(alias: str) -> None:
    connections[alias].close()
    del connections[alias], connections.settings[alias]


@pytest.fixture
def down(monkeypatch: pytest.MonkeyPatch) -> Break:
    """`down("default")`: that database cannot be reached any more."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise gone()

    def break_down(*aliases: str) -> None:
        for alias in aliases:
            for way in ("ensure_connection", "cursor"):
                monkeypatch.setattr(connections[alias], way, fail)

    return break_down


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets time pass, for what rests."""
    now = [1000.0]
    monkeypatch.setattr(databases.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(databases, "_resting_until", {})

    def passes(seconds: float) -> None:
        now[0] += seconds

    return passes


@pytest.fixture
def replicas(tokyo: Conference, tmp_path: Path, settings: Any, clock: Any) -> Iterator[None]:
    """Two databases that hold the published Tokyo record; at the primary it was withdrawn since."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's own replicas are tried in tests/operating/test_replicas.py")
    for alias in REPLICAS:
        with sqlite3.connect(tmp_path / alias) as copy:
            connection.connection.backup(copy)
        copy.close()
        add(alias, tmp_path / alias)
    settings.DATABASE_ROUTERS = ["core.serving.databases.Router"]
    publishing.withdraw(tokyo)
    yield
    for alias in REPLICAS:
        remove(alias)


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of which database each answer of a conference was made, from now on."""
    asked: list[str] = []
    retrieve = views.ConferenceViewSet.retrieve

    def note(self: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(Conference.objects.all().db)
        return retrieve(self, *args, **kwargs)

    monkeypatch.setattr(views.ConferenceViewSet, "retrieve", note)
    return asked


def test_public_reads_take_turns_among_replicas(
    replicas: None, anybody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = counted(monkeypatch)
    assert {anybody.get(TOKYO).status_code for _ in range(4)} == {200}
    assert sorted(asked) == ["replica-1", "replica-1", "replica-2", "replica-2"]


@pytest.mark.parametrize(
    "path", ["search/?q=alliance", "turns/?count=true", "changes/", "changes/feed.atom", "archives/"]
)
def test_nothing_of_a_public_read_needs_the_primary(replicas: None, anybody: Client, down: Break, path: str) -> None:
    down("default")
    assert anybody.get(f"/api/v1/{path}").status_code == 200


def test_who_brings_a_token_or_a_session_reads_the_primary(replicas: None, anybody: Client) -> None:
    user = get_user_model().objects.create_user("reader")
    token = Token.objects.create(user, name="trial")[1]
    assert anybody.get(TOKYO, headers={"Authorization": f"Bearer {token}"}).status_code == 404
    anybody.cookies["sessionid"] = "whatever"
    assert anybody.get(TOKYO).status_code == 404


def test_a_transaction_reads_what_it_writes(replicas: None) -> None:
    with databases._reading_from("replica-1"):
        assert router.db_for_read(Conference) == "replica-1"
        assert router.db_for_write(Conference) == "default"
        with transaction.atomic():
            assert router.db_for_read(Conference) == "default"


def test_a_list_that_streams_is_made_of_one_database(
    replicas: None, anybody: Client, down: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_lists, "BATCH", 5)
    down("default")
    answer = anybody.get("/api/v1/turns.jsonl")
    assert len(b"".join(answer).splitlines()) == 26  # type: ignore[call-overload]


def test_a_replica_that_is_down_is_passed_over_and_asked_again_later(
    replicas: None, anybody: Client, down: Break, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, tried = counted(monkeypatch), []
    down("replica-1")
    fail = connections["replica-1"].ensure_connection
    monkeypatch.setattr(connections["replica-1"], "ensure_connection", lambda: (tried.append(1), fail()))
    assert {anybody.get(TOKYO).status_code for _ in range(6)} == {200}
    assert set(asked) == {"replica-2"}
    assert len(tried) == 1
    clock(databases.REST + 1)
    assert {anybody.get(TOKYO).status_code for _ in range(2)} == {200}
    assert len(tried) == 2


def test_without_any_replica_the_primary_answers(replicas: None, anybody: Client, down: Break) -> None:
    down(*REPLICAS)
    assert anybody.get(TOKYO).status_code == 404


def test_a_read_whose_replica_is_lost_meanwhile_begins_again(
    replicas: None, anybody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    retrieve, lost = views.ConferenceViewSet.retrieve, []

    def lose_the_first(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not lost:
            lost.append(Conference.objects.all().db)
            raise gone()
        return retrieve(self, *args, **kwargs)

    monkeypatch.setattr(views.ConferenceViewSet, "retrieve", lose_the_first)
    assert anybody.get(TOKYO).status_code == 200
    assert list(databases._resting_until) == lost


def test_what_is_kept_of_one_database_is_no_answer_of_another(
    kept_answers: None, replicas: None, down: Break, clock: Any
) -> None:
    anybody = Client(raise_request_exception=False)
    for _ in range(2):
        assert anybody.get(TOKYO).status_code == 200
    databases._lose("replica-1")
    databases._lose("replica-2")
    assert anybody.get(TOKYO).status_code == 404
    clock(databases.REST + 1)
    assert anybody.get(TOKYO).status_code == 200


def test_without_a_primary_writes_are_put_off(replicas: None, anybody: Client, down: Break) -> None:
    down("default")
    headers = {"Authorization": "Bearer whatever"}
    for answer in (
        anybody.post("/api/v1/imports/", {"text": "..."}, content_type="application/json", headers=headers),
        anybody.patch(TOKYO, {"title": "..."}, content_type="application/json", headers=headers),
    ):
        problem = checked_503(answer)
        assert "See first whether" in problem["detail"]
    assert SAID in checked_503(anybody.get(TOKYO, headers=headers))["detail"]


def test_without_a_primary_the_admin_says_so_on_a_page(anybody: Client, down: Break) -> None:
    anybody.cookies["sessionid"] = "whatever"
    down("default")
    for answer in (anybody.get("/admin/"), anybody.post("/admin/login/", {"username": "mira", "password": "x"})):
        assert answer.status_code == 503
        assert answer["Content-Type"].startswith("text/html")
        assert answer["Retry-After"] == "5"
        assert answer["Cache-Control"] == "no-store"
        assert "Not available now" in answer.content.decode()


def test_without_any_database_public_reads_are_put_off(replicas: None, anybody: Client, down: Break) -> None:
    down("default", *REPLICAS)
    for _ in range(2):
        assert SAID in checked_503(anybody.get(TOKYO))["detail"]


def test_readiness_tells_of_each_database(replicas: None, anybody: Client, down: Break) -> None:
    assert anybody.get("/readyz").json()["status"] == "ready"
    down("default", "replica-2")
    answer = anybody.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "impaired")
    told = answer.json()["databases"]
    assert told["primary"] == {"database": f"The database {SAID[:-4]}.", "migrations": None, "search_index": None}
    assert told["replica-1"] == {"database": "ok", "migrations": "ok", "search_index": "ok"}
    down("replica-1")
    assert anybody.get("/readyz").status_code == 503


def test_a_writer_that_waited_too_long_is_told_when_to_try_again(
    anybody: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite has one writer at a time: who waits longer than its limit gets what a lock really raises."""
    busy = sqlite3.connect(tmp_path / "busy")
    busy.execute("BEGIN IMMEDIATE")
    add("busy", tmp_path / "busy", timeout=0)

    def write(*args: Any, **kwargs: Any) -> None:
        with connections["busy"].cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE")

    monkeypatch.setattr(views.ConferenceViewSet, "retrieve", write)
    anybody.cookies["sessionid"] = "whatever"
    checked_503(anybody.get(TOKYO))
    remove("busy")
    busy.close()


def checked_503(answer: Any) -> Any:
    problem = answer.json()
    assert answer.status_code == problem["status"] == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Retry-After"] == "5"
    assert answer["Cache-Control"] == "no-store"
    return problem
