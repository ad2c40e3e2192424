"""What all tests share: the Tokyo record, the corpus where it is at hand, and nothing left to chance."""

import importlib
import os
import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import zeal
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, models, transaction
from hypothesis import HealthCheck, settings

import core
from core.models import Conference, Turn

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("TRANSCRIPTS_CORPUS") or ROOT.parent / "shared" / "corpus")

# Made-up inputs are the same ones in every run, and how fast the machine is decides nothing.
settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the golden files anew instead of comparing")
    parser.addoption("--trial", action="store_true", help="let the tests of operating take minutes, in full size")
    parser.addoption("--cluster", action="store_true", help="try replicas on servers of their own, which takes minutes")
    parser.addoption(
        "--what-databases-decide", action="store_true", help="only tests that use a database, and are not marked once"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "once: uses a database, but which one makes no difference")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    load_everything()
    if not config.getoption("--what-databases-decide"):
        return
    wanted = [each for each in items if uses_a_database(each) and each.get_closest_marker("once") is None]
    config.hook.pytest_deselected(items=[each for each in items if each not in set(wanted)])
    items[:] = wanted


def load_everything() -> None:
    """Hypothesis tries the constants of every module that is loaded: load all, whichever tests ran before."""
    for module in pkgutil.walk_packages(core.__path__, "core."):
        importlib.import_module(module.name)
    importlib.import_module("transcripts_api.urls")


def uses_a_database(item: pytest.Item) -> bool:
    asked_for = {"db", "transactional_db", "django_db_setup", "tokyo_apart", "empty_apart"} & set(
        getattr(item, "fixturenames", ())
    )
    return bool(asked_for) or item.get_closest_marker("django_db") is not None


class Undo(Exception):  # noqa: N818  (nothing has gone wrong)
    """Ends a transaction without leaving anything behind."""


@pytest.fixture(scope="session")
def tokyo_rows(django_db_setup: None, django_db_blocker: Any) -> list[tuple[type[models.Model], list[models.Model]]]:
    """What `loaddata` makes of the Tokyo record, table by table: read once, since it takes a while."""
    # The database adds up the totals itself.
    left_out = {"core.Token", "core.PersonTotal", "core.OrganizationTotal"}
    tables = [model for model in apps.get_app_config("core").get_models() if model._meta.label not in left_out]
    tables.append(Conference.hosts.through)
    rows = []
    with django_db_blocker.unblock(), suppress(Undo), transaction.atomic():
        count_from_the_start(tables)  # PostgreSQL takes back no number that a test was given
        call_command("loaddata", "tokyo-2plus2-2024", verbosity=0)
        rows = [(model, list(model._default_manager.order_by("pk"))) for model in tables]
        raise Undo
    return rows


@pytest.fixture
def tokyo(db: None, tokyo_rows: list[tuple[type[models.Model], list[models.Model]]]) -> Conference:
    """The Tokyo record, as a user has loaded it."""
    with transaction.atomic(), zeal.zeal_ignore():
        # Turns before what quotes them; everything else is checked at the commit.
        for model, rows in sorted(tokyo_rows, key=lambda each: each[0] is not Turn):
            model._default_manager.bulk_create(rows)
        count_from_the_start([model for model, _ in tokyo_rows])
    return Conference.objects.get()


def count_from_the_start(tables: list[type[models.Model]]) -> None:
    """Let the next key of each table be the one after those that are in it."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests that do not come through Django's test client leave the test's connection open, as that client's do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def kept_answers(settings: Any) -> Iterator[None]:
    """Public answers are kept, as they are in production, by every client that is made from now on."""
    settings.KEEP_ANSWERS = True
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real transcripts, which only the project's own machines have."""
    if not CORPUS.is_dir():
        pytest.skip(f"the corpus of real transcripts is not at {CORPUS}")
    return CORPUS
