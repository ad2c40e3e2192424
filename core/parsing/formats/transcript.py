"""The transcript that a revision stores, read back as a record; `core.exporting.transcript` wrote it."""

import dataclasses
import datetime
from typing import Any
from uuid import UUID

from core.records import (
    AddresseeRecord,
    AnnotationRecord,
    AnswerRecord,
    ConferenceRecord,
    IntroductionRecord,
    NameRecord,
    OrganizationRecord,
    ParticipantRecord,
    PartRecord,
    PersonRecord,
    QuestionRecord,
    SourceRecord,
    TurnRecord,
)
from core.vocabulary import (
    AnnotationKind,
    Basis,
    Judgement,
    NameKind,
    OrganizationKind,
    PartKind,
    Role,
    TurnKind,
)

Document = dict[str, Any]


def read_transcript(document: Document, source: SourceRecord) -> ConferenceRecord:
    """The record that the document tells; the text of the source, which it does not hold, is that of `source`."""
    conference = document["conference"]
    said = conference["source"]
    return ConferenceRecord(
        slug=conference["slug"],
        title=conference["title"],
        date=datetime.date.fromisoformat(conference["date"]) if conference["date"] else None,
        starts_at=datetime.datetime.fromisoformat(conference["starts_at"]) if conference["starts_at"] else None,
        timezone=conference["timezone"] or "",
        place=conference["place"] or "",
        country=conference["country"] or "",
        languages=tuple(conference["languages"]),
        hosts=tuple(each["slug"] for each in conference["hosts"]),
        editorial=tuple(conference["editorial"]),
        source=dataclasses.replace(
            source,
            name=said["name"] or "",
            url=said["url"] or "",
            licence=said["licence"] or "",
            parts=tuple(
                PartRecord(kind=PartKind(each["kind"]), start=each["start"], end=each["end"])
                for each in document["source_parts"]
            ),
        ),
        organizations=tuple(
            OrganizationRecord(kind=OrganizationKind(each["kind"]), **_named(each))
            for each in document["organizations"]
        ),
        people=tuple(PersonRecord(sort_name=each["sort_name"], **_named(each)) for each in document["people"]),
        participants=tuple(_participant(each) for each in document["participants"]),
        turns=tuple(_turn(each) for each in document["turns"]),
        questions=tuple(_question(each) for each in document["questions"]),
    )


def _named(named: Document) -> Document:
    """What people and organizations have in common."""
    return {
        "slug": named["slug"],
        "name": named["name"],
        "country": named["country"] or "",
        "names": tuple(
            NameRecord(text=each["text"], language=each["language"] or "", kind=NameKind(each["kind"]))
            for each in named["names"]
        ),
        "external_ids": tuple(sorted(named["external_ids"].items())),
        "editorial": tuple(named["editorial"]),
    }


def _participant(participant: Document) -> ParticipantRecord:
    return ParticipantRecord(
        id=UUID(participant["id"]),
        role=Role(participant["role"]),
        name=participant["name"] or "",
        unnamed=participant["unnamed"],
        title=participant["title"] or "",
        person=participant["person"],
        organization=participant["organization"],
        basis=Basis(participant["basis"]),
        editorial=tuple(participant["editorial"]),
        introductions=tuple(
            IntroductionRecord(
                turn=UUID(each["turn"]),
                start=each["start"],
                excerpt=each["excerpt"],
                basis=Basis(each["basis"]),
                name=each["name"] or "",
                outlet=each["outlet"] or "",
            )
            for each in participant["introductions"]
        ),
    )


def _turn(turn: Document) -> TurnRecord:
    return TurnRecord(
        id=UUID(turn["id"]),
        position=turn["position"],
        kind=TurnKind(turn["kind"]),
        participant=UUID(turn["participant"]),
        label=turn["label"],
        delivery_note=turn["delivery_note"] or "",
        text=turn["text"],
        spans=tuple((start, end) for start, end in turn["spans"]),
        annotations=tuple(
            AnnotationRecord(kind=AnnotationKind(each["kind"]), start=each["start"], text=each["text"])
            for each in turn["annotations"]
        ),
        basis=Basis(turn["basis"]),
    )


def _question(question: Document) -> QuestionRecord:
    return QuestionRecord(
        id=UUID(question["id"]),
        turn=UUID(question["turn"]),
        start=question["start"],
        excerpt=question["excerpt"],
        basis=Basis(question["basis"]),
        open=question["open"],
        addressees=tuple(
            AddresseeRecord(
                participant=UUID(each["participant"]) if each["participant"] else None,
                words=each["words"] or "",
                basis=Basis(each["basis"]),
            )
            for each in question["addressees"]
        ),
        answers=tuple(
            AnswerRecord(
                id=UUID(each["id"]),
                turn=UUID(each["turn"]),
                start=each["start"],
                excerpt=each["excerpt"] or "",
                judgement=Judgement(each["judgement"]) if each["judgement"] else None,
                basis=Basis(each["basis"]),
            )
            for each in question["answers"]
        ),
    )
