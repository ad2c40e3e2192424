"""People and organizations of records to rows, which belong to every conference."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, models

from core.mapping import rows
from core.models import Organization, OrganizationName, Person, PersonName, reserve_keys
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
    # In the order of their slugs: two who write some of the same never wait for each other.
    missing = [by_slug[slug] for slug in sorted(by_slug.keys() - known.keys())]
    if not missing:
        return known
    new: list[Any] = [row(each) for each in missing]
    for each, key in zip(new, reserve_keys(model, len(new)), strict=True):
        each.pk = key
    # Whom another transaction has just made is as that made them. SQLite has one writer at a time, and would ignore
    # whatever it refuses.
    model.objects.bulk_create(new, ignore_conflicts=connection.vendor == "postgresql")
    found = model.objects.in_bulk([each.slug for each in new], field_name="slug")
    made = {each.slug for each in new if found[each.slug].pk == each.pk}
    names_model.objects.bulk_create(
        name for each in missing if each.slug in made for name in names(found[each.slug], each.names)
    )
    return {**known, **found}
