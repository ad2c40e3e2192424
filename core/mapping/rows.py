"""The rows that a record is made of, unsaved; who writes them supplies the keys of what they point at."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from core.models import (
    Conference,
    Organization,
    OrganizationName,
    Person,
    PersonName,
)
from core.records import ConferenceRecord, NameRecord, OrganizationRecord, PersonRecord

# Keys by id; those of the rows themselves where they are known (`keys`), and of what the rows point at.
Keys = Mapping[UUID, int]
NONE: Keys = {}
# A row's values by the names of its columns.
Row = dict[str, Any]


def conference_fields(record: ConferenceRecord) -> dict[str, Any]:
    """All that the record says of the conference itself, but for its slug."""
    return {
        "title": record.title,
        "date": record.date,
        "starts_at": record.starts_at,
        "timezone": record.timezone,
        "place": record.place,
        "country": record.country,
        "source_name": record.source.name,
        "source_url": record.source.url,
        "source_licence": record.source.licence,
        "editorial": list(record.editorial),
    }


def source_text_fields(record: ConferenceRecord) -> dict[str, Any]:
    return {
        "text": record.source.text,
        "encoding": record.source.encoding,
        "sha256": record.source.sha256,
        "media_type": record.source.media_type,
        "original": record.source.original,
    }


def person(record: PersonRecord) -> Person:
    return Person(sort_name=record.sort_name, **_known_fields(record))


def organization(record: OrganizationRecord) -> Organization:
    return Organization(kind=record.kind, **_known_fields(record))


def _known_fields(record: PersonRecord | OrganizationRecord) -> dict[str, Any]:
    return {
        "slug": record.slug,
        "name": record.name,
        "country": record.country,
        "external_ids": dict(record.external_ids),
        "editorial": list(record.editorial),
    }


def person_names(person: Person, names: Iterable[NameRecord]) -> Iterator[PersonName]:
    for each in names:
        yield PersonName(person=person, text=each.text, language=each.language, kind=each.kind)


def organization_names(organization: Organization, names: Iterable[NameRecord]) -> Iterator[OrganizationName]:
    for each in names:
        yield OrganizationName(organization=organization, text=each.text, language=each.language, kind=each.kind)


def languages(conference: Conference, record: ConferenceRecord) -> Iterator[Row]:
    for position, tag in enumerate(record.languages, start=1):
        yield {"conference_id": conference.pk, "position": position, "tag": tag}


def source_parts(conference: Conference, record: ConferenceRecord) -> Iterator[Row]:
    for part in record.source.parts:
        yield {"conference_id": conference.pk, "kind": part.kind, "start": part.start, "end": part.end}


def participants(
    conference: Conference,
    record: ConferenceRecord,
    people: Mapping[str, Person],
    organizations: Mapping[str, Organization],
    keys: Keys = NONE,
) -> Iterator[Row]:
    for each in record.participants:
        yield {
            "id": keys.get(each.id),
            "uid": each.id,
            "conference_id": conference.pk,
            "role": each.role,
            "name": each.name,
            "unnamed": each.unnamed,
            "title": each.title,
            "person_id": people[each.person].pk if each.person else None,
            "organization_id": organizations[each.organization].pk if each.organization else None,
            "basis": each.basis,
            "editorial": list(each.editorial),
        }


def turns(conference: Conference, record: ConferenceRecord, participants: Keys, keys: Keys = NONE) -> Iterator[Row]:
    for each in record.turns:
        yield {
            "id": keys.get(each.id),
            "uid": each.id,
            "conference_id": conference.pk,
            "position": each.position,
            "kind": each.kind,
            "participant_id": participants[each.participant],
            "label": each.label,
            "delivery_note": each.delivery_note,
            "text": each.text,
            "spans": [list(span) for span in each.spans],
            "basis": each.basis,
        }


def annotations(record: ConferenceRecord, turns: Keys) -> Iterator[Row]:
    for turn in record.turns:
        for each in turn.annotations:
            yield {"turn_id": turns[turn.id], "kind": each.kind, "start": each.start, "excerpt": each.text}


def introductions(conference: Conference, record: ConferenceRecord, participants: Keys, turns: Keys) -> Iterator[Row]:
    for participant in record.participants:
        for each in participant.introductions:
            yield {
                "conference_id": conference.pk,
                "participant_id": participants[participant.id],
                "turn_id": turns[each.turn],
                "start": each.start,
                "excerpt": each.excerpt,
                "basis": each.basis,
                "name": each.name,
                "outlet": each.outlet,
            }


def questions(conference: Conference, record: ConferenceRecord, turns: Keys, keys: Keys = NONE) -> Iterator[Row]:
    for each in record.questions:
        yield {
            "id": keys.get(each.id),
            "uid": each.id,
            "conference_id": conference.pk,
            "turn_id": turns[each.turn],
            "start": each.start,
            "excerpt": each.excerpt,
            "basis": each.basis,
            "open": each.open,
        }


def addressees(conference: Conference, record: ConferenceRecord, questions: Keys, participants: Keys) -> Iterator[Row]:
    for question in record.questions:
        for position, each in enumerate(question.addressees, start=1):
            yield {
                "conference_id": conference.pk,
                "question_id": questions[question.id],
                "position": position,
                "participant_id": participants[each.participant] if each.participant else None,
                "words": each.words,
                "basis": each.basis,
            }


def answers(
    conference: Conference, record: ConferenceRecord, questions: Keys, turns: Keys, keys: Keys = NONE
) -> Iterator[Row]:
    for question in record.questions:
        for each in question.answers:
            yield {
                "id": keys.get(each.id),
                "uid": each.id,
                "conference_id": conference.pk,
                "question_id": questions[question.id],
                "turn_id": turns[each.turn],
                "start": each.start,
                "excerpt": each.excerpt,
                "judgement": each.judgement,
                "basis": each.basis,
            }
