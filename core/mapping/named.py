"""People and organizations of records to rows, which belong to every conference."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from core.mapping import rows
from core.models import Organization, OrganizationName, Person, PersonName
from core.records import OrganizationRecord, PersonRecord


def write_organizations(records: Iterable[OrganizationRecord]) -> dict[str, Organization]:
    """The rows of the records by slug; those that the database lacks are created, with their names."""
    return _write_known(records, Organization, rows.organization, OrganizationName, rows.organization_names)


def write_people(records: Iterable[PersonRecord]) -> dict[str, Person]:
    """The rows of the records by slug; those that the database lacks are created, with their names."""
    return _write_known(records, Person, rows.person, PersonName, rows.person_names)


def _write_known(
    records: Iterable[Any],
    model: Any,
    row: Callable[[Any], models.Model],
    names_model: Any,
    names: Callable[[Any, Any], Iterable[models.Model]],
) -> dict[str, Any]:
    by_slug = {each.slug: each for each in records}
    known: dict[str, Any] = model.objects.in_bulk(list(by_slug), field_name="slug")
    missing = [each for slug, each in by_slug.items() if slug not in known]
    made = model.objects.bulk_create(row(each) for each in missing)
    known.update((each.slug, each) for each in made)
    names_model.objects.bulk_create(name for each in missing for name in names(known[each.slug], each.names))
    return known
