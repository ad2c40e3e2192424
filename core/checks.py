"""System checks of what the database must bring along beside its tables."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from core.models import Turn, excerpts, totals
from core.search import index


@register(Tags.database)
def excerpt_triggers_are_present(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """core.E001: the triggers that keep excerpts true are missing although their tables are there."""
    return [
        Error(
            f"The database {alias!r} lacks triggers that keep excerpts true: {', '.join(missing)}.",
            hint="A migration that rebuilt a table forgot to make them again: see core/models/excerpts.py.",
            id="core.E001",
        )
        for alias, connection in _with_tables(databases, {*excerpts.QUOTING, Turn._meta.db_table})
        if (missing := excerpts.missing_triggers(connection))
    ]


@register(Tags.database)
def search_index_is_present(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """core.E002: what keeps the search index true is missing although the table of turns is there."""
    return [
        Error(
            f"The database {alias!r} lacks parts of the search index, or has old ones: {', '.join(missing)}.",
            hint="Run manage.py rebuild_search. A migration that rebuilt a table forgot it: see core/search/index.py.",
            id="core.E002",
        )
        for alias, connection in _with_tables(databases, {Turn._meta.db_table})
        if _is_migrated(connection) and (missing := index.missing(connection))
    ]


@register(Tags.database)
def total_triggers_are_present(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """core.E003: the triggers that add up counts are missing although their tables are there."""
    return [
        Error(
            f"The database {alias!r} lacks triggers that add up counts: {', '.join(missing)}.",
            hint="A migration that rebuilt a table forgot to make them again: see core/models/totals.py.",
            id="core.E003",
        )
        for alias, connection in _with_tables(databases, set(totals.SUMMED))
        if (missing := totals.missing_triggers(connection))
    ]


def _with_tables(databases: Sequence[str] | None, needed: set[str]) -> Iterator[tuple[str, BaseDatabaseWrapper]]:
    """The databases that are asked about, where migrations have made those tables."""
    for alias in databases or []:
        connection = connections[alias]
        if {*needed, "django_migrations"} <= set(connection.introspection.table_names()):
            yield alias, connection


def _is_migrated(connection: BaseDatabaseWrapper) -> bool:
    """Whether the migration that makes the index has been applied; before, nothing is missing."""
    return ("core", index.MADE_BY) in MigrationRecorder(connection).applied_migrations()
