"""The newest turns that match.

No more is looked at than must be. To gather all 300,000 turns that hold a common word takes a second, so there is a
limit.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import EmptyResultSet
from django.db import connections, models

from core.models import Turn
from core.search import postgresql, sqlite
from core.search.known import Known
from core.search.language import Query


def newest(query: Query, among: models.QuerySet[Turn], limit: int, known: Known) -> list[int]:
    """The keys of the newest of the turns `among` that match, at most `limit`, the newest first. One query or a few."""
    try:
        if connections[among.db].vendor == "sqlite":
            return sqlite.newest(query, among, limit, known)
        return postgresql.newest(query, among, limit, known)
    except EmptyResultSet:  # what Django raises for queries that it knows to find nothing
        return []


@contextmanager
def looking_up(using: str) -> Iterator[None]:
    """While it lasts, rows that are asked for by their keys are looked up by them, with all that belongs to them. One
    query on PostgreSQL, none on SQLite, which does so anyway."""
    if connections[using].vendor == "sqlite":
        yield
    else:
        with postgresql.at_once(using):
            yield
