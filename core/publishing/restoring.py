"""Going back to what an earlier revision said, as a new revision."""

import dataclasses
import json

from core import auditing, mapping
from core.auditing import COMMAND_LINE, Actor
from core.models import Conference, Organization, Person, Revision
from core.parsing.transcript import read_transcript
from core.publishing.flow import StatusError
from core.publishing.revising import revising
from core.records import ConferenceRecord
from core.vocabulary import AuditAction


class NoSuchRevisionError(Exception):
    """A number that no revision of the conference has."""


def restore(conference: Conference, number: int, *, by: Actor = COMMAND_LINE, note: str = "") -> Revision | None:
    """Make the record say again what revision `number` said, as the next revision; None when it says so already.

    The source text, and what is known of people and organizations beyond this conference, stay as they are; who
    was merged meanwhile stays merged. Raises StatusError when the conference is not published, and
    NoSuchRevisionError.
    """
    said = note or f"Restored revision {number}."
    with revising(conference, by=by, note=said) as (standing,):
        if not standing.is_published:
            raise StatusError(f"{standing} is {standing.get_status_display().lower()}: nothing of it is restored.")
        revision = standing.revisions.filter(number=number).first()
        if revision is None:
            raise NoSuchRevisionError(f"{standing} has no revision {number}: they go from 1 to {standing.revision}.")
        if revision.withdrawn_at is not None:
            raise StatusError(f"Revision {number} of {standing} was withdrawn: it is not restored.")
        newest = standing.revision
        mapping.write(_with_merged(read_transcript(json.loads(revision.document), mapping.read(standing).source)))
        auditing.note(AuditAction.RESTORED, standing, by=by, details={"revision": number}, note=note)
    return conference.revisions.filter(number__gt=newest).first()


def _with_merged(record: ConferenceRecord) -> ConferenceRecord:
    """The record with those who were merged meanwhile as who they are now. Two queries.

    A conference has a person once: of two participants who turned out to be one person, the second keeps only the
    name.
    """
    people = _merged(Person, [each.slug for each in record.people])
    organizations = _merged(Organization, [each.slug for each in record.organizations])
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
        hosts=tuple(dict.fromkeys(organizations.get(slug, slug) for slug in record.hosts)),
        people=tuple(dataclasses.replace(each, slug=people.get(each.slug, each.slug)) for each in record.people),
        organizations=tuple(
            dataclasses.replace(each, slug=organizations.get(each.slug, each.slug)) for each in record.organizations
        ),
        participants=tuple(participants),
    )


def _merged(model: type[Person] | type[Organization], slugs: list[str]) -> dict[str, str]:
    """By slug, the slug of the one that somebody was merged into."""
    rows = model._default_manager.filter(slug__in=slugs).exclude(merged_into=None)
    return dict(rows.values_list("slug", "merged_into__slug"))
