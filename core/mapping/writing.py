"""Records to rows."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from core.mapping import rows
from core.mapping.founding import write_new
from core.mapping.named import write_organizations, write_people
from core.mapping.standing_for import with_merged
from core.models import (
    Addressee,
    Annotation,
    Answer,
    Conference,
    ConferenceLanguage,
    FormerSlug,
    Introduction,
    Organization,
    Participant,
    Person,
    Question,
    SourcePart,
    SourceText,
    Turn,
    copy,
)
from core.records import ConferenceRecord

# Positions that stand while the turns of a conference are laid anew are moved out of the way by this much.
OUT_OF_THE_WAY = 1_000_000


@transaction.atomic
def write(record: ConferenceRecord) -> Conference:
    """Make the rows say what the record says; a conference with its slug is changed in place, its ids kept.

    People and organizations that the database knows already stay as they stand: they belong to every
    conference; for those that were merged into others, the others stand. Status and revisions are not touched:
    those are the business of `publishing`.

    Raises django.db.IntegrityError, with nothing written, when the record contradicts itself: an excerpt that
    does not occur in its turn, a position given twice, an id that is another conference's; and when its slug was
    another conference's, to which it redirects.
    """
    (record,) = with_merged([record])
    if former := FormerSlug.objects.filter(slug=record.slug).select_related("conference").first():
        raise IntegrityError(f"the slug leads to {former.conference.slug!r}, which had it before.")
    if not Conference.objects.filter(slug=record.slug).exists():
        for model, parts in ((Participant, record.participants), (Turn, record.turns)):
            _refuse_taken(model, [each.id for each in parts])
        (conference,) = write_drafts([record])
        return conference
    organizations = write_organizations(record.organizations)
    people = write_people(record.people)
    conference, _ = Conference.objects.update_or_create(slug=record.slug, defaults=rows.conference_fields(record))
    conference.hosts.set(organizations[slug] for slug in record.hosts)
    conference.languages.all().delete()
    copy(ConferenceLanguage, rows.languages(conference, record))
    SourceText.objects.update_or_create(conference=conference, defaults=rows.source_text_fields(record))
    conference.source_parts.all().delete()
    copy(SourcePart, rows.source_parts(conference, record))
    _write_spoken(conference, record, people, organizations)
    _refuse_merged([conference])
    return conference


@transaction.atomic
def write_drafts(records: Sequence[ConferenceRecord]) -> list[Conference]:
    """The rows of records with slugs that no conference has or had, as `write_new`; those they name stand for
    themselves (`with_merged`)."""
    conferences = write_new(records)
    _refuse_merged(conferences)
    return conferences


def _refuse_merged(conferences: Sequence[Conference]) -> None:
    """Once its participants are written, those they name cannot be merged before the commit; until then they can."""
    named = Q(person__merged_into__isnull=False) | Q(organization__merged_into__isnull=False)
    if Participant.objects.filter(named, conference__in=conferences).exists():
        raise IntegrityError("somebody it names was merged at this moment. Try again.")


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
        [Participant(**row) for row in rows.participants(conference, record, people, organizations)],
        ["role", "name", "unnamed", "title", "person", "organization", "basis", "editorial"],
    )
    turns = _upsert(
        Turn,
        conference,
        [Turn(**row) for row in rows.turns(conference, record, participants)],
        ["position", "kind", "participant", "label", "delivery_note", "text", "spans", "basis"],
    )
    conference.participants.exclude(uid__in=participants).delete()

    copy(Annotation, rows.annotations(record, turns))
    copy(Introduction, rows.introductions(conference, record, participants, turns))
    asked = Question.objects.bulk_create(
        Question(**row) for row in rows.questions(conference, record, turns, question_keys)
    )
    questions = {question.uid: question.pk for question in asked}
    copy(Addressee, rows.addressees(conference, record, questions, participants))
    Answer.objects.bulk_create(Answer(**row) for row in rows.answers(conference, record, questions, turns, answer_keys))


def _upsert(
    model: type[Participant] | type[Turn], conference: Conference, rows: list[Any], fields: list[str]
) -> dict[UUID, int]:
    """Create the rows, or change in place those with their ids; the keys of the conference's rows by id."""
    _refuse_taken(model, [row.uid for row in rows], but=conference)
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["uid"], update_fields=fields)
    return dict(model.objects.filter(conference=conference).values_list("uid", "pk"))


def _refuse_taken(model: Any, ids: list[UUID], but: Conference | None = None) -> None:
    taken = model.objects.filter(uid__in=ids).exclude(conference=but).values_list("uid", flat=True).first()
    if taken is not None:
        raise IntegrityError(f"The {model._meta.verbose_name} id {taken} is taken by another conference.")
