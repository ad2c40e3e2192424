"""Records to rows and rows to records: the one module that knows both."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import F

from core.models import (
    Addressee,
    Annotation,
    Answer,
    Conference,
    ConferenceLanguage,
    Introduction,
    Organization,
    OrganizationName,
    Participant,
    Person,
    PersonName,
    Question,
    SourcePart,
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

# Positions that stand while the turns of a conference are laid anew are moved out of the way by this much.
OUT_OF_THE_WAY = 1_000_000


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
            name=conference.source_name,
            url=conference.source_url,
            licence=conference.source_licence,
            parts=tuple(
                PartRecord(kind=PartKind(part.kind), start=part.start, end=part.end)
                for part in conference.source_parts.order_by("start")
            ),
        ),
        organizations=tuple(
            OrganizationRecord(
                slug=each.slug,
                name=each.name,
                kind=OrganizationKind(each.kind),
                country=each.country,
                names=_names(each.names.all()),
                external_ids=tuple(sorted(each.external_ids.items())),
                editorial=tuple(each.editorial),
            )
            for each in sorted(organizations.values(), key=lambda each: each.slug)
        ),
        people=tuple(
            PersonRecord(
                slug=each.slug,
                name=each.name,
                sort_name=each.sort_name,
                country=each.country,
                names=_names(each.names.all()),
                external_ids=tuple(sorted(each.external_ids.items())),
                editorial=tuple(each.editorial),
            )
            for each in sorted(people.values(), key=lambda each: each.slug)
        ),
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


def _names(rows: Iterable[PersonName | OrganizationName]) -> tuple[NameRecord, ...]:
    return tuple(NameRecord(text=row.text, language=row.language, kind=NameKind(row.kind)) for row in rows)


def _participant_record(row: Participant) -> ParticipantRecord:
    return ParticipantRecord(
        id=row.uid,
        role=Role(row.role),
        name=row.name,
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


@transaction.atomic
def write(record: ConferenceRecord) -> Conference:
    """Make the rows say what the record says; a conference with its slug is changed in place, its ids kept.

    People and organizations that the database knows already stay as they stand: they belong to every
    conference. Status and revisions are not touched: those are the business of `publishing`.

    Raises django.db.IntegrityError, with nothing written, when the record contradicts itself: an excerpt that
    does not occur in its turn, a position given twice, an id that is another conference's.
    """
    organizations = _write_organizations(record.organizations)
    people = _write_people(record.people)
    conference, _ = Conference.objects.update_or_create(
        slug=record.slug,
        defaults={
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
        },
    )
    conference.hosts.set(organizations[slug] for slug in record.hosts)
    conference.languages.all().delete()
    ConferenceLanguage.objects.bulk_create(
        ConferenceLanguage(conference=conference, position=position, tag=tag)
        for position, tag in enumerate(record.languages, start=1)
    )
    SourceText.objects.update_or_create(
        conference=conference,
        defaults={
            "text": record.source.text,
            "encoding": record.source.encoding,
            "sha256": record.source.sha256,
        },
    )
    conference.source_parts.all().delete()
    SourcePart.objects.bulk_create(
        SourcePart(conference=conference, kind=part.kind, start=part.start, end=part.end)
        for part in record.source.parts
    )
    _write_spoken(conference, record, people, organizations)
    return conference


def _write_organizations(records: Iterable[OrganizationRecord]) -> dict[str, Organization]:
    return _write_known(
        records,
        Organization,
        lambda each: {"kind": each.kind},
        lambda row, name: OrganizationName(organization=row, text=name.text, language=name.language, kind=name.kind),
    )


def _write_people(records: Iterable[PersonRecord]) -> dict[str, Person]:
    return _write_known(
        records,
        Person,
        lambda each: {"sort_name": each.sort_name},
        lambda row, name: PersonName(person=row, text=name.text, language=name.language, kind=name.kind),
    )


def _write_known(
    records: Iterable[Any],
    model: Any,
    own_fields: Callable[[Any], dict[str, Any]],
    name_row: Callable[[Any, NameRecord], models.Model],
) -> dict[str, Any]:
    """The rows of `records` by slug; those that the database lacks are created, with their names."""
    records = list(records)
    known: dict[str, Any] = model.objects.in_bulk([each.slug for each in records], field_name="slug")
    for each in records:
        if each.slug in known:
            continue
        row = known[each.slug] = model.objects.create(
            slug=each.slug,
            name=each.name,
            country=each.country,
            external_ids=dict(each.external_ids),
            editorial=list(each.editorial),
            **own_fields(each),
        )
        for name in each.names:
            name_row(row, name).save()
    return known


def _write_spoken(
    conference: Conference,
    record: ConferenceRecord,
    people: dict[str, Person],
    organizations: dict[str, Organization],
) -> None:
    """Participants, turns and all that quotes them.

    What quotes a turn is lifted off and laid again with its keys, because the database refuses at every moment
    an excerpt that its turn does not hold; participants and turns are changed where they stand.
    """
    question_keys = dict(conference.questions.values_list("uid", "pk"))
    answer_keys = dict(conference.answers.values_list("uid", "pk"))
    for lifted in (
        Addressee.objects.filter(conference=conference),
        Answer.objects.filter(conference=conference),
        Question.objects.filter(conference=conference),
        Introduction.objects.filter(conference=conference),
        Annotation.objects.filter(turn__conference=conference),
    ):
        lifted.delete()
    conference.turns.exclude(uid__in=[each.id for each in record.turns]).delete()
    conference.turns.update(position=F("position") + OUT_OF_THE_WAY)
    conference.participants.update(person=None)

    participants = _upsert(
        Participant,
        conference,
        [
            Participant(
                uid=each.id,
                conference=conference,
                role=each.role,
                name=each.name,
                title=each.title,
                person=people[each.person] if each.person else None,
                organization=organizations[each.organization] if each.organization else None,
                basis=each.basis,
                editorial=list(each.editorial),
            )
            for each in record.participants
        ],
        ["role", "name", "title", "person", "organization", "basis", "editorial"],
    )
    turns = _upsert(
        Turn,
        conference,
        [
            Turn(
                uid=each.id,
                conference=conference,
                position=each.position,
                kind=each.kind,
                participant_id=participants[each.participant],
                label=each.label,
                delivery_note=each.delivery_note,
                text=each.text,
                spans=[list(span) for span in each.spans],
                basis=each.basis,
            )
            for each in record.turns
        ],
        ["position", "kind", "participant", "label", "delivery_note", "text", "spans", "basis"],
    )
    conference.participants.exclude(uid__in=participants).delete()

    Annotation.objects.bulk_create(
        Annotation(turn_id=turns[turn.id], kind=each.kind, start=each.start, excerpt=each.text)
        for turn in record.turns
        for each in turn.annotations
    )
    Introduction.objects.bulk_create(
        Introduction(
            conference=conference,
            participant_id=participants[participant.id],
            turn_id=turns[each.turn],
            start=each.start,
            excerpt=each.excerpt,
            basis=each.basis,
            name=each.name,
            outlet=each.outlet,
        )
        for participant in record.participants
        for each in participant.introductions
    )
    questions = Question.objects.bulk_create(
        Question(
            pk=question_keys.get(each.id),
            uid=each.id,
            conference=conference,
            turn_id=turns[each.turn],
            start=each.start,
            excerpt=each.excerpt,
            basis=each.basis,
        )
        for each in record.questions
    )
    keys = {question.uid: question.pk for question in questions}
    Addressee.objects.bulk_create(
        Addressee(
            conference=conference,
            question_id=keys[question.id],
            position=position,
            participant_id=participants[each.participant] if each.participant else None,
            words=each.words,
            basis=each.basis,
        )
        for question in record.questions
        for position, each in enumerate(question.addressees, start=1)
    )
    Answer.objects.bulk_create(
        Answer(
            pk=answer_keys.get(each.id),
            uid=each.id,
            conference=conference,
            question_id=keys[question.id],
            turn_id=turns[each.turn],
            start=each.start,
            excerpt=each.excerpt,
            judgement=each.judgement,
            basis=each.basis,
        )
        for question in record.questions
        for each in question.answers
    )


def _upsert(
    model: type[Participant] | type[Turn], conference: Conference, rows: list[Any], fields: list[str]
) -> dict[UUID, int]:
    """Create the rows, or change in place those with their ids; the keys of the conference's rows by id."""
    foreign = model.objects.filter(uid__in=[row.uid for row in rows]).exclude(conference=conference)
    if taken := foreign.values_list("uid", flat=True).first():
        raise IntegrityError(f"The {model._meta.verbose_name} id {taken} is taken by another conference.")
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["uid"], update_fields=fields)
    return dict(model.objects.filter(conference=conference).values_list("uid", "pk"))
