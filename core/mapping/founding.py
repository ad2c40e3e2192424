"""Many records of conferences that the database lacks to rows, at a fraction of the time that one by one takes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from core.mapping import rows
from core.mapping.named import write_organizations, write_people
from core.models import (
    Addressee,
    Annotation,
    Answer,
    Conference,
    ConferenceLanguage,
    Introduction,
    Participant,
    Question,
    SourcePart,
    SourceText,
    Turn,
)
from core.records import ConferenceRecord


@transaction.atomic
def write_new(records: Sequence[ConferenceRecord]) -> list[Conference]:
    """The rows of the records, as drafts, in their order.

    Costs some 15 queries and time and memory in proportion to the records: give it some 50 at once. People and
    organizations that the database knows already stay as they stand. Raises django.db.IntegrityError, with nothing
    written, when a slug or an id is taken, and when a record contradicts itself.
    """
    organizations = write_organizations(each for record in records for each in record.organizations)
    people = write_people(each for record in records for each in record.people)
    conferences = Conference.objects.bulk_create(
        Conference(slug=record.slug, **rows.conference_fields(record)) for record in records
    )
    pairs = list(zip(conferences, records, strict=True))
    hosting = Conference.hosts.through
    hosting.objects.bulk_create(
        hosting(conference=conference, organization=organizations[slug])
        for conference, record in pairs
        for slug in record.hosts
    )
    ConferenceLanguage.objects.bulk_create(row for pair in pairs for row in rows.languages(*pair))
    SourceText.objects.bulk_create(
        SourceText(conference=conference, **rows.source_text_fields(record)) for conference, record in pairs
    )
    SourcePart.objects.bulk_create(row for pair in pairs for row in rows.source_parts(*pair))

    participants = _keys(
        Participant.objects.bulk_create(
            row for pair in pairs for row in rows.participants(*pair, people, organizations)
        )
    )
    turns = _keys(Turn.objects.bulk_create(row for pair in pairs for row in rows.turns(*pair, participants)))
    Annotation.objects.bulk_create(row for _, record in pairs for row in rows.annotations(record, turns))
    Introduction.objects.bulk_create(row for pair in pairs for row in rows.introductions(*pair, participants, turns))
    questions = _keys(Question.objects.bulk_create(row for pair in pairs for row in rows.questions(*pair, turns)))
    Addressee.objects.bulk_create(row for pair in pairs for row in rows.addressees(*pair, questions, participants))
    Answer.objects.bulk_create(row for pair in pairs for row in rows.answers(*pair, questions, turns))
    return conferences


def _keys(made: Iterable[Any]) -> dict[Any, int]:
    return {row.uid: row.pk for row in made}
