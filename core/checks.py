"""System checks of what the database must bring along beside its tables."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from core.models import Turn, excerpts
from core.search import index


@register(Tags.database)
def excerpt_triggers_are_present(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """core.E001: the triggers that keep excerpts true are missing although their tables are there."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        tables = set(connection.introspection.table_names())
        if not {*excerpts.QUOTING, Turn._meta.db_table} <= tables or "django_migrations" not in tables:
            continue
        if missing := excerpts.missing_triggers(connection):
            problems.append(
                Error(
                    f"The database {alias!r} lacks triggers that keep excerpts true: {', '.join(missing)}.",
                    hint="A migration that rebuilt a table forgot to make them again: see core/models/excerpts.py.",
                    id="core.E001",
                )
            )
    return problems


@register(Tags.database)
def search_index_is_present(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """core.E002: what keeps the search index true is missing although the table of turns is there."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        tables = set(connection.introspection.table_names())
        if not {Turn._meta.db_table, "django_migrations"} <= tables or not _is_migrated(connection):
            continue
        if missing := index.missing(connection):
            problems.append(
                Error(
                    f"The database {alias!r} lacks parts of the search index, or has old ones: {', '.join(missing)}.",
                    hint="Run manage.py rebuild_search. A migration that rebuilt a table forgot it: see"
                    " core/search/index.py.",
                    id="core.E002",
                )
            )
    return problems


def _is_migrated(connection: BaseDatabaseWrapper) -> bool:
    """Whether the migration that makes the index has been applied; before, nothing is missing."""
    return ("core", index.MADE_BY) in MigrationRecorder(connection).applied_migrations()
