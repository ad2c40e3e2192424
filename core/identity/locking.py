"""Locks on people and organizations and on every conference that names them."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from core import publishing
from core.identity.refusing import IdentityError
from core.models import Conference, Organization, Person

Named = Person | Organization

# Somebody would have to add a participant at the very moment of each.
TRIES = 5


class _AnotherError(Exception):
    """A conference that names them since they were looked for."""


def lock(*rows: Named) -> tuple[list[Any], list[Conference]]:
    """The rows as they stand, in the order given, and all conferences that name them; until the transaction ends,
    nobody writes to either, or makes another conference name them.

    Conferences first, each kind by its key: the order of everybody who writes to a record, so that nobody waits for
    somebody who waits for them. Raises IdentityError for a row that is gone.
    """
    for _ in range(TRIES):
        try:
            with transaction.atomic():  # a savepoint: what it locked is let go with it
                return _locked(rows)
        except _AnotherError:
            continue
    raise IdentityError(f"Others write about {rows[0]} all the time. Try again.")


def _locked(rows: Sequence[Named]) -> tuple[list[Any], list[Conference]]:
    conferences = publishing.lock(naming(rows))
    keys = [row.pk for row in rows]
    locked = {
        row.pk: row for row in type(rows[0])._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    }
    if missing := [row for row in rows if row.pk not in locked]:
        raise IdentityError(f"{missing[0]} is gone.")
    if {each.pk for each in naming(rows)} - {each.pk for each in conferences}:
        raise _AnotherError
    return [locked[key] for key in keys], conferences


def naming(rows: Sequence[Named]) -> list[Conference]:
    """The conferences that name one of the rows, by key. A query for each."""
    found = {each.pk: each for row in rows for each in Conference.objects.naming(row)}
    return [found[key] for key in sorted(found)]
