"""System checks of what the database must bring along beside its tables."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from core.models import Turn, excerpts


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
