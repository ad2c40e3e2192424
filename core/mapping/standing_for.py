"""Who stands for those that were merged into others: records may still name them by their old slugs."""

import dataclasses
from collections.abc import Sequence

from core.models import Organization, Person
from core.records import ConferenceRecord


def with_merged(records: Sequence[ConferenceRecord]) -> list[ConferenceRecord]:
    """The records with those who were merged meanwhile as who they are now. Two queries.

    A conference has a person once: of two participants who turned out to be one person, the second keeps only the
    name.
    """
    people = standing_for(Person, list({each.slug for record in records for each in record.people}))
    named = {each.slug for record in records for each in record.organizations}
    organizations = standing_for(Organization, list(named))
    return [_as_they_stand(record, people, organizations) for record in records]


def _as_they_stand(record: ConferenceRecord, people: dict[str, str], organizations: dict[str, str]) -> ConferenceRecord:
    if not people and not organizations:
        return record
    taken: set[str] = set()
    participants = []
    for each in record.participants:
        person = people.get(each.person, each.person) if each.person else None
        participants.append(
            dataclasses.replace(
                each,
                person=None if person in taken else person,
                organization=organizations.get(each.organization, each.organization) if each.organization else None,
            )
        )
        if person:
            taken.add(person)
    return dataclasses.replace(
        record,
        hosts=tuple(sorted({organizations.get(slug, slug) for slug in record.hosts})),
        people=tuple(dataclasses.replace(each, slug=people.get(each.slug, each.slug)) for each in record.people),
        organizations=tuple(
            dataclasses.replace(each, slug=organizations.get(each.slug, each.slug)) for each in record.organizations
        ),
        participants=tuple(participants),
    )


def standing_for(model: type[Person] | type[Organization], slugs: list[str]) -> dict[str, str]:
    """By slug, the slug of the one that somebody was merged into; those who stand for themselves are left out."""
    rows = model._default_manager.filter(slug__in=slugs).exclude(merged_into=None)
    return dict(rows.values_list("slug", "merged_into__slug"))
