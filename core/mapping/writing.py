"""Records to rows."""

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
from core.records import ConferenceRecord, NameRecord, OrganizationRecord, PersonRecord

# Positions that stand while the turns of a conference are laid anew are moved out of the way by this much.
OUT_OF_THE_WAY = 1_000_000


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
            "media_type": record.source.media_type,
            "original": record.source.original,
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
                unnamed=each.unnamed,
                title=each.title,
                person=people[each.person] if each.person else None,
                organization=organizations[each.organization] if each.organization else None,
                basis=each.basis,
                editorial=list(each.editorial),
            )
            for each in record.participants
        ],
        ["role", "name", "unnamed", "title", "person", "organization", "basis", "editorial"],
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
            open=each.open,
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
