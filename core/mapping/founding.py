"""Many records of conferences that the database lacks to rows, at a fraction of the time that one by one takes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

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
    copy,
    reserve_keys,
)
from core.records import ConferenceRecord


@transaction.atomic
def write_new(
    records: Sequence[ConferenceRecord], standing: Iterable[Mapping[str, Any]] | None = None
) -> list[Conference]:
    """The rows of the records, as drafts, in their order; or with the columns of each conference that `standing` gives,
    which are the business of those who publish.

    Costs some 20 queries and time and memory in proportion to the records: give it some 50 at once. People and
    organizations that the database knows already stay as they stand. Raises django.db.IntegrityError, with nothing
    written, when a slug or an id is taken, and when a record contradicts itself.
    """
    conferences = Conference.objects.bulk_create(
        Conference(slug=record.slug, **rows.conference_fields(record), **stands)
        for record, stands in zip(records, standing or [{}] * len(records), strict=True)
    )
    pairs = list(zip(conferences, records, strict=True))
    # Turns take most of the time. Others who name somebody new of these wait until it is sure that these are written:
    # so whom they name is written after what takes long, and keys hold until the end of the transaction.
    participants = _keys(Participant, [each.id for record in records for each in record.participants])
    turns = _keys(Turn, [each.id for record in records for each in record.turns])
    copy(Turn, (row for pair in pairs for row in rows.turns(*pair, participants, turns)))
    copy(
        SourceText,
        ({"conference_id": conference.pk, **rows.source_text_fields(record)} for conference, record in pairs),
    )
    organizations = write_organizations(each for record in records for each in record.organizations)
    people = write_people(each for record in records for each in record.people)
    hosting = Conference.hosts.through
    copy(
        hosting,
        (
            {"conference_id": conference.pk, "organization_id": organizations[slug].pk}
            for conference, record in pairs
            for slug in record.hosts
        ),
    )
    copy(ConferenceLanguage, (row for pair in pairs for row in rows.languages(*pair)))
    copy(SourcePart, (row for pair in pairs for row in rows.source_parts(*pair)))
    copy(
        Participant,
        (row for pair in pairs for row in rows.participants(*pair, people, organizations, participants)),
    )
    copy(Annotation, (row for _, record in pairs for row in rows.annotations(record, turns)))
    copy(Introduction, (row for pair in pairs for row in rows.introductions(*pair, participants, turns)))
    questions = _keys(Question, [each.id for record in records for each in record.questions])
    copy(Question, (row for pair in pairs for row in rows.questions(*pair, turns, questions)))
    copy(Addressee, (row for pair in pairs for row in rows.addressees(*pair, questions, participants)))
    copy(Answer, (row for pair in pairs for row in rows.answers(*pair, questions, turns)))
    return conferences


def _keys(model: Any, ids: Sequence[UUID]) -> dict[UUID, int]:
    return dict(zip(ids, reserve_keys(model, len(ids)), strict=True))
