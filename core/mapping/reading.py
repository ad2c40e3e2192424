"""Rows to records."""

from collections.abc import Iterable

from django.db import models

from core.models import (
    Addressee,
    Answer,
    Conference,
    Introduction,
    Organization,
    OrganizationName,
    Participant,
    Person,
    PersonName,
    Question,
    SourceText,
    Turn,
)
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


def read(conference: Conference) -> ConferenceRecord:
    """The record of a conference as its rows stand, in 14 queries however long it is.

    Participants come in the order in which they were added; everything else in the order of the transcript;
    people, organizations and hosts by slug.
    """
    participants = list(
        conference.participants.select_related("person", "organization").prefetch_related(
            models.Prefetch(
                "introductions",
                Introduction.objects.select_related("turn").order_by("turn__position", "start"),
            )
        )
    )
    hosts = list(conference.hosts.order_by("slug"))
    people = {p.person.pk: p.person for p in participants if p.person}
    organizations = {o.pk: o for o in [*hosts, *(p.organization for p in participants if p.organization)]}
    models.prefetch_related_objects(list(people.values()), "names")
    models.prefetch_related_objects(list(organizations.values()), "names")
    source_text = SourceText.objects.get(conference=conference)
    return ConferenceRecord(
        slug=conference.slug,
        title=conference.title,
        date=conference.date,
        starts_at=conference.starts_at,
        timezone=conference.timezone,
        place=conference.place,
        country=conference.country,
        languages=tuple(language.tag for language in conference.languages.all()),
        hosts=tuple(host.slug for host in hosts),
        editorial=tuple(conference.editorial),
        source=SourceRecord(
            text=source_text.text,
            encoding=source_text.encoding,
            sha256=source_text.sha256,
            media_type=source_text.media_type,
            original=bytes(source_text.original),
            name=conference.source_name,
            url=conference.source_url,
            licence=conference.source_licence,
            parts=tuple(
                PartRecord(kind=PartKind(part.kind), start=part.start, end=part.end)
                for part in conference.source_parts.order_by("start")
            ),
        ),
        organizations=tuple(
            _organization_record(each) for each in sorted(organizations.values(), key=lambda each: each.slug)
        ),
        people=tuple(_person_record(each) for each in sorted(people.values(), key=lambda each: each.slug)),
        participants=tuple(_participant_record(each) for each in participants),
        turns=tuple(
            _turn_record(each)
            for each in conference.turns.select_related("participant")
            .prefetch_related("annotations")
            .order_by("position")
        ),
        questions=tuple(
            _question_record(each)
            for each in conference.questions.select_related("turn")
            .prefetch_related(
                models.Prefetch("addressees", Addressee.objects.select_related("participant")),
                models.Prefetch("answers", Answer.objects.select_related("turn").order_by("turn__position")),
            )
            .order_by("turn__position", "start")
        ),
    )


def known_people() -> list[PersonRecord]:
    """Everybody the database knows, but for those who were merged into others. Two queries."""
    return [_person_record(each) for each in Person.objects.filter(merged_into=None).prefetch_related("names")]


def known_organizations() -> list[OrganizationRecord]:
    """Every organization the database knows, but for those that were merged into others. Two queries."""
    rows = Organization.objects.filter(merged_into=None).prefetch_related("names")
    return [_organization_record(each) for each in rows]


def _person_record(row: Person) -> PersonRecord:
    return PersonRecord(
        slug=row.slug,
        name=row.name,
        sort_name=row.sort_name,
        country=row.country,
        names=_names(row.names.all()),
        external_ids=tuple(sorted(row.external_ids.items())),
        editorial=tuple(row.editorial),
    )


def _organization_record(row: Organization) -> OrganizationRecord:
    return OrganizationRecord(
        slug=row.slug,
        name=row.name,
        kind=OrganizationKind(row.kind),
        country=row.country,
        names=_names(row.names.all()),
        external_ids=tuple(sorted(row.external_ids.items())),
        editorial=tuple(row.editorial),
    )


def _names(rows: Iterable[PersonName | OrganizationName]) -> tuple[NameRecord, ...]:
    return tuple(NameRecord(text=row.text, language=row.language, kind=NameKind(row.kind)) for row in rows)


def _participant_record(row: Participant) -> ParticipantRecord:
    return ParticipantRecord(
        id=row.uid,
        role=Role(row.role),
        name=row.name,
        unnamed=row.unnamed,
        title=row.title,
        person=row.person.slug if row.person else None,
        organization=row.organization.slug if row.organization else None,
        basis=Basis(row.basis),
        editorial=tuple(row.editorial),
        introductions=tuple(
            IntroductionRecord(
                turn=each.turn.uid,
                start=each.start,
                excerpt=each.excerpt,
                basis=Basis(each.basis),
                name=each.name,
                outlet=each.outlet,
            )
            for each in row.introductions.all()
        ),
    )


def _turn_record(row: Turn) -> TurnRecord:
    return TurnRecord(
        id=row.uid,
        position=row.position,
        kind=TurnKind(row.kind),
        participant=row.participant.uid,
        label=row.label,
        delivery_note=row.delivery_note,
        text=row.text,
        spans=tuple((start, end) for start, end in row.spans),
        annotations=tuple(
            AnnotationRecord(kind=AnnotationKind(each.kind), start=each.start, text=each.excerpt)
            for each in row.annotations.all()
        ),
        basis=Basis(row.basis),
    )


def _question_record(row: Question) -> QuestionRecord:
    return QuestionRecord(
        id=row.uid,
        turn=row.turn.uid,
        start=row.start,
        excerpt=row.excerpt,
        basis=Basis(row.basis),
        open=row.open,
        addressees=tuple(
            AddresseeRecord(
                participant=each.participant.uid if each.participant else None,
                words=each.words,
                basis=Basis(each.basis),
            )
            for each in row.addressees.all()
        ),
        answers=tuple(
            AnswerRecord(
                id=each.uid,
                turn=each.turn.uid,
                start=each.start,
                excerpt=each.excerpt,
                judgement=Judgement(each.judgement) if each.judgement else None,
                basis=Basis(each.basis),
            )
            for each in row.answers.all()
        ),
    )
