"""Remembering that two who look like one are two."""

from typing import Any

from django.db import transaction

from core import auditing
from core.auditing import COMMAND_LINE, Actor
from core.identity.locking import Named
from core.identity.refusing import IdentityError
from core.models import DistinctOrganizations, DistinctPeople, Organization, Person
from core.models.distinct import DistinctQuerySet
from core.vocabulary import AuditAction


def distinct(model: type[Person] | type[Organization]) -> DistinctQuerySet:
    """The pairs of people, or of organizations, that were told apart."""
    pairs: Any = (DistinctPeople if model is Person else DistinctOrganizations).objects.all()
    found: DistinctQuerySet = pairs
    return found


@transaction.atomic
def tell_apart(one: Named, other: Named, *, by: Actor = COMMAND_LINE, note: str = "") -> None:
    """Say that the two are not the same: they are not suggested as duplicates any more. Saying it twice is fine."""
    if one.pk == other.pk:
        raise IdentityError(f"{one} is one {one._meta.verbose_name}.")
    first, second = sorted([one, other], key=lambda each: each.pk)
    _, is_new = distinct(type(one)).get_or_create(first=first, second=second)
    if is_new:
        for row, another in ((one, other), (other, one)):
            details = {"not the same as": {"from": None, "to": f"{another} ({another.slug})"}}
            auditing.note(AuditAction.CHANGED, row, by=by, details=details, note=note)
