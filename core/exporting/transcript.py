"""The record as the JSON document that the API answers as a conference's transcript."""

import dataclasses
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson

from core.records import (
    ConferenceRecord,
    NameRecord,
    ParticipantRecord,
    QuestionRecord,
    TurnRecord,
    response_of,
)

Document = dict[str, Any]

# Of every rendered document: what stands before the conference, and where that ends and goes on. No text says the same,
# since its quotation marks have a backslash before them.
BEGINNING, END, GOES_ON = '{"conference":', "}}", ',"revision":'


def transcript(record: ConferenceRecord, *, revision: int, revised_at: str, published_at: str) -> Document:
    """Everything the public may know of a conference, in one document of plain JSON types.

    Inside it, participants, turns and answers point at each other by id. The times are ISO 8601 texts.
    """
    turns = record.turns_by_id()
    return {
        "conference": conference(record, revision=revision, published_at=published_at),
        "revision": revision,
        "revised_at": revised_at,
        "organizations": [
            {
                "slug": each.slug,
                "name": each.name,
                "kind": each.kind,
                "country": each.country or None,
                "names": _names(each.names),
                "external_ids": dict(each.external_ids),
                "editorial": list(each.editorial),
            }
            for each in record.organizations
        ],
        "people": [
            {
                "slug": each.slug,
                "name": each.name,
                "sort_name": each.sort_name,
                "country": each.country or None,
                "names": _names(each.names),
                "external_ids": dict(each.external_ids),
                "editorial": list(each.editorial),
            }
            for each in record.people
        ],
        "participants": [_participant(each) for each in record.participants],
        "turns": [_turn(each) for each in record.turns],
        "questions": [_question(each, turns) for each in record.questions],
        "source_parts": [dataclasses.asdict(part) for part in record.source.parts],
    }


def render(document: Document) -> str:
    """The document as compact JSON text, without escaping what UTF-8 can say."""
    return orjson.dumps(document).decode()


def conference_in(text: str) -> Document:
    """What a rendered document, or a beginning of one, says of the conference itself.

    Raises ValueError when the beginning is too short to hold that.
    """
    if not text.startswith(BEGINNING):
        raise ValueError("No transcript begins like this.")
    end = text.index(END + GOES_ON, len(BEGINNING)) + len(END)
    said: Document = orjson.loads(text[len(BEGINNING) : end])
    return said


def conference(record: ConferenceRecord, *, revision: int, published_at: str) -> Document:
    names = {each.slug: each.name for each in record.organizations}
    turns = record.turns_by_id()
    return {
        "slug": record.slug,
        "title": record.title,
        "date": record.date.isoformat() if record.date else None,
        "starts_at": record.starts_at.isoformat().replace("+00:00", "Z") if record.starts_at else None,
        "timezone": record.timezone or None,
        "place": record.place or None,
        "country": record.country or None,
        "languages": list(record.languages),
        "hosts": [{"slug": slug, "name": names[slug]} for slug in record.hosts],
        "source": {
            "name": record.source.name or None,
            "url": record.source.url or None,
            "licence": record.source.licence or None,
            "encoding": record.source.encoding,
            "sha256": record.source.sha256,
        },
        "editorial": list(record.editorial),
        "status": "published",
        "revision": revision,
        "published_at": published_at,
        "counts": {
            "participants": len(record.participants),
            "turns": len(record.turns),
            "questions": len(record.questions),
            "answers": sum(len(question.answers) for question in record.questions),
            "unanswered": sum(_is_unanswered(question, turns) for question in record.questions),
        },
    }


def _answerers(question: QuestionRecord, turns: dict[UUID, TurnRecord]) -> list[UUID]:
    return list(dict.fromkeys(turns[answer.turn].participant for answer in question.answers))


def _is_unanswered(question: QuestionRecord, turns: dict[UUID, TurnRecord]) -> bool:
    answerers = _answerers(question, turns)
    return any(addressee.participant not in answerers for addressee in question.addressees)


def _names(names: Sequence[NameRecord]) -> list[Document]:
    return [{"text": name.text, "language": name.language or None, "kind": name.kind} for name in names]


def _participant(participant: ParticipantRecord) -> Document:
    return {
        "id": str(participant.id),
        "role": participant.role,
        "name": participant.name or None,
        "unnamed": participant.unnamed,
        "title": participant.title or None,
        "person": participant.person,
        "organization": participant.organization,
        "basis": participant.basis,
        "editorial": list(participant.editorial),
        "introductions": [
            {
                "turn": str(each.turn),
                "start": each.start,
                "excerpt": each.excerpt,
                "basis": each.basis,
                "name": each.name or None,
                "outlet": each.outlet or None,
            }
            for each in participant.introductions
        ],
    }


def _turn(turn: TurnRecord) -> Document:
    return {
        "id": str(turn.id),
        "position": turn.position,
        "kind": turn.kind,
        "participant": str(turn.participant),
        "label": turn.label,
        "delivery_note": turn.delivery_note or None,
        "text": turn.text,
        "annotations": [{"kind": each.kind, "start": each.start, "text": each.text} for each in turn.annotations],
        "spans": [list(span) for span in turn.spans],
        "basis": turn.basis,
    }


def _question(question: QuestionRecord, turns: dict[UUID, TurnRecord]) -> Document:
    answerers = _answerers(question, turns)
    asked = {each.participant for each in question.addressees}
    in_place = [str(each) for each in answerers if each not in asked]
    return {
        "id": str(question.id),
        "turn": str(question.turn),
        "start": question.start,
        "excerpt": question.excerpt,
        "asker": str(turns[question.turn].participant),
        "basis": question.basis,
        "open": question.open,
        "addressees": [
            {
                "participant": str(each.participant) if each.participant else None,
                "words": each.words or None,
                "basis": each.basis,
                "response": response_of(each, question.addressees, answerers),
                "answered_in_place_by": in_place if each.participant not in answerers else [],
            }
            for each in question.addressees
        ],
        "answers": [
            {
                "id": str(answer.id),
                "turn": str(answer.turn),
                "participant": str(turns[answer.turn].participant),
                "start": answer.start,
                "excerpt": answer.excerpt or None,
                "judgement": answer.judgement,
                "basis": answer.basis,
            }
            for answer in question.answers
        ],
    }
