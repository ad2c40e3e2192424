"""What all tests share: the Tokyo record and the corpus where it is at hand."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import zeal
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

from core.models import Conference, Turn

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("TRANSCRIPTS_CORPUS") or ROOT.parent / "shared" / "corpus")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the golden files anew instead of comparing")


class Undo(Exception):  # noqa: N818  (nothing has gone wrong)
    """Ends a transaction without leaving anything behind."""


@pytest.fixture(scope="session")
def tokyo_rows(django_db_setup: None, django_db_blocker: Any) -> list[tuple[type[models.Model], list[models.Model]]]:
    """What `loaddata` makes of the Tokyo record, table by table: read once, since it takes a while."""
    tables = [model for model in apps.get_app_config("core").get_models() if model._meta.label != "core.Token"]
    tables.append(Conference.hosts.through)
    rows = []
    with django_db_blocker.unblock(), suppress(Undo), transaction.atomic():
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
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in tokyo_rows]):
                cursor.execute(statement)
    return Conference.objects.get()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real transcripts, which only the project's own machines have."""
    if not CORPUS.is_dir():
        pytest.skip(f"the corpus of real transcripts is not at {CORPUS}")
    return CORPUS
