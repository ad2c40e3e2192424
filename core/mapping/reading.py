"""Rows to records."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models

from core.models import (
    Addressee,
    Annotation,
    Answer,
    Conference,
    Introduction,
    Organization,
    OrganizationName,
    Participant,
    Person,
    PersonName,
    SourceText,
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
    """The record of a conference as its rows stand, in 13 queries however long it is.

    Participants come in the order in which they were added; everything else in the order of the transcript;
    people, organizations and hosts by slug.
    """
    hosts = list(conference.hosts.order_by("slug"))
    participants = list(conference.participants.select_related("person", "organization"))
    people = {p.person.pk: p.person for p in participants if p.person}
    organizations = {o.pk: o for o in [*hosts, *(p.organization for p in participants if p.organization)]}
    models.prefetch_related_objects(list(people.values()), "names")
    models.prefetch_related_objects(list(organizations.values()), "names")
    introductions = _introductions(conference)
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
        source=_source(conference),
        organizations=tuple(
            _organization_record(each) for each in sorted(organizations.values(), key=lambda each: each.slug)
        ),
        people=tuple(_person_record(each) for each in sorted(people.values(), key=lambda each: each.slug)),
        participants=tuple(_participant_record(each, introductions[each.pk]) for each in participants),
        turns=_turns(conference),
        questions=_questions(conference),
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


def _source(conference: Conference) -> SourceRecord:
    stored = SourceText.objects.get(conference=conference)
    parts = conference.source_parts.order_by("start").values_list("kind", "start", "end")
    return SourceRecord(
        text=stored.text,
        encoding=stored.encoding,
        sha256=stored.sha256,
        media_type=stored.media_type,
        original=bytes(stored.original),
        name=conference.source_name,
        url=conference.source_url,
        licence=conference.source_licence,
        parts=tuple(PartRecord(kind=PartKind(kind), start=start, end=end) for kind, start, end in parts),
    )


def _participant_record(row: Participant, introductions: list[IntroductionRecord]) -> ParticipantRecord:
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
        introductions=tuple(introductions),
    )


# What there may be thousands of comes as plain values: an instance of each row, and a manager for what hangs on it,
# took most of the time that reading took.


def _introductions(conference: Conference) -> dict[int, list[IntroductionRecord]]:
    """By the key of the participant."""
    found: dict[int, list[IntroductionRecord]] = defaultdict(list)
    rows = Introduction.objects.filter(conference=conference).order_by("turn__position", "start")
    for participant, turn, start, excerpt, basis, name, outlet in rows.values_list(
        "participant", "turn__uid", "start", "excerpt", "basis", "name", "outlet"
    ):
        found[participant].append(
            IntroductionRecord(turn=turn, start=start, excerpt=excerpt, basis=Basis(basis), name=name, outlet=outlet)
        )
    return found


def _turns(conference: Conference) -> tuple[TurnRecord, ...]:
    annotations: dict[int, list[AnnotationRecord]] = defaultdict(list)
    printed = Annotation.objects.filter(turn__conference=conference).order_by("turn", "start")
    for turn, kind, start, excerpt in printed.values_list("turn", "kind", "start", "excerpt"):
        annotations[turn].append(AnnotationRecord(kind=AnnotationKind(kind), start=start, text=excerpt))
    rows = conference.turns.order_by("position").values_list(
        "pk", "uid", "position", "kind", "participant__uid", "label", "delivery_note", "text", "spans", "basis"
    )
    return tuple(
        TurnRecord(
            id=uid,
            position=position,
            kind=TurnKind(kind),
            participant=participant,
            label=label,
            delivery_note=delivery_note,
            text=text,
            spans=tuple((start, end) for start, end in spans),
            annotations=tuple(annotations[key]),
            basis=Basis(basis),
        )
        for key, uid, position, kind, participant, label, delivery_note, text, spans, basis in rows
    )


def _questions(conference: Conference) -> tuple[QuestionRecord, ...]:
    addressees = _addressees(conference)
    answers = _answers(conference)
    rows = conference.questions.order_by("turn__position", "start").values_list(
        "pk", "uid", "turn__uid", "start", "excerpt", "basis", "open"
    )
    return tuple(
        QuestionRecord(
            id=uid,
            turn=turn,
            start=start,
            excerpt=excerpt,
            basis=Basis(basis),
            open=is_open,
            addressees=tuple(addressees[key]),
            answers=tuple(answers[key]),
        )
        for key, uid, turn, start, excerpt, basis, is_open in rows
    )


def _addressees(conference: Conference) -> dict[int, list[AddresseeRecord]]:
    """By the key of the question."""
    found: dict[int, list[AddresseeRecord]] = defaultdict(list)
    rows = Addressee.objects.filter(conference=conference).order_by("question", "position")
    for question, participant, words, basis in rows.values_list("question", "participant__uid", "words", "basis"):
        found[question].append(AddresseeRecord(participant=participant, words=words, basis=Basis(basis)))
    return found


def _answers(conference: Conference) -> dict[int, list[AnswerRecord]]:
    """By the key of the question."""
    found: dict[int, list[AnswerRecord]] = defaultdict(list)
    rows = Answer.objects.filter(conference=conference).order_by("turn__position", "pk")
    for question, uid, turn, start, excerpt, judgement, basis in rows.values_list(
        "question", "uid", "turn__uid", "start", "excerpt", "judgement", "basis"
    ):
        found[question].append(
            AnswerRecord(
                id=uid,
                turn=turn,
                start=start,
                excerpt=excerpt,
                judgement=Judgement(judgement) if judgement else None,
                basis=Basis(basis),
            )
        )
    return found
