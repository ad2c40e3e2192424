"""People and organizations that a transcript names and nobody knows yet, and labels that an editor explains."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from django.utils.text import slugify
from uuid_utils.compat import uuid7

from core.records import ConferenceRecord, OrganizationRecord, ParticipantRecord, PersonRecord
from core.vocabulary import Basis, OrganizationKind, Role

LONGEST_SLUG = 100  # as the models have it


def with_proposals(record: ConferenceRecord, taken_people: set[str], taken_organizations: set[str]) -> ConferenceRecord:
    """The record with a person for every full name, and an organization for every outlet, that is not known.

    A name of one word is too little to tell who it is. A slug that is taken, although nobody of that name was
    matched, and one that would be too long are left for an editor to decide.
    """
    people = {each.slug: each for each in record.people}
    organizations = {each.slug: each for each in record.organizations}
    participants: list[ParticipantRecord] = []
    present = {each.person for each in record.participants}
    for participant in record.participants:
        changed = participant
        slug = _slug(participant.name)
        full = len(participant.name.split()) > 1 and participant.role is not Role.UNKNOWN
        if participant.person is None and full and slug and slug not in taken_people and slug not in present:
            people[slug] = PersonRecord(slug=slug, name=participant.name, sort_name=_sorted(participant.name))
            changed = dataclasses.replace(changed, person=slug)
            present.add(slug)
        outlet = next((each.outlet for each in participant.introductions if each.outlet), "")
        slug = _slug(outlet)
        if participant.organization is None and slug and (slug in organizations or slug not in taken_organizations):
            organizations.setdefault(slug, OrganizationRecord(slug=slug, name=outlet, kind=OrganizationKind.MEDIA))
            changed = dataclasses.replace(changed, organization=slug)
        participants.append(changed)
    return dataclasses.replace(
        record,
        participants=tuple(participants),
        people=tuple(sorted(people.values(), key=lambda each: each.slug)),
        organizations=tuple(sorted(organizations.values(), key=lambda each: each.slug)),
    )


def _slug(name: str) -> str:
    """Empty when there is none."""
    slug = slugify(name)
    return slug if len(slug) <= LONGEST_SLUG else ""


def _sorted(name: str) -> str:
    """As in an English index; an editor puts right what is written the other way round."""
    *given, family = name.split()
    return f"{family}, {' '.join(given)}"


def with_speakers(record: ConferenceRecord, speakers: Mapping[str, PersonRecord | str]) -> ConferenceRecord:
    """The record with every turn under one of the labels spoken by whom the editor names: a known person, or the name
    of somebody else.

    Raises KeyError with a label that no turn has.
    """
    for label, person in speakers.items():
        record = _with_speaker(record, label, person)
    return record


def _with_speaker(record: ConferenceRecord, label: str, who: PersonRecord | str) -> ConferenceRecord:
    person = who if isinstance(who, PersonRecord) else None
    name = who if isinstance(who, str) else who.name
    labels: dict[UUID, set[str]] = defaultdict(set)
    for turn in record.turns:
        labels[turn.participant].add(turn.label)
    speaking = [each for each in record.participants if label in labels[each.id]]
    if not speaking:
        raise KeyError(label)
    first = next((each for each in record.participants if _is_who(each, person, name)), None)
    if first is None:
        alone = [each for each in speaking if labels[each.id] == {label}]
        first = alone[0] if alone else dataclasses.replace(speaking[0], id=uuid7(), introductions=())
        first = dataclasses.replace(first, person=None, name=name)
    named: ParticipantRecord = dataclasses.replace(
        first, person=person.slug if person else first.person, name=first.name or name, basis=Basis.EDITOR
    )
    turns = tuple(
        dataclasses.replace(turn, participant=named.id) if turn.label == label else turn for turn in record.turns
    )
    # Whoever spoke only under this label is this person, also where they are asked.
    same = {each.id for each in speaking if labels[each.id] == {label}}
    still = [each for each in record.participants if each.id not in same | {named.id}]
    introductions = tuple(
        dict.fromkeys(
            said for each in record.participants if each.id in same | {first.id} for said in each.introductions
        )
    )
    order = {each.id: index for index, each in enumerate(record.participants)}
    participants = sorted(
        [*still, dataclasses.replace(named, introductions=introductions)],
        key=lambda each: order.get(each.id, len(order)),
    )
    questions = []
    for question in record.questions:
        addressees = {
            (named.id if each.participant in same else each.participant or each.words): each
            for each in reversed(question.addressees)
        }
        questions.append(
            dataclasses.replace(
                question,
                addressees=tuple(
                    dataclasses.replace(each, participant=named.id) if each.participant in same else each
                    for each in reversed(addressees.values())
                ),
            )
        )
    people = {each.slug: each for each in record.people} | ({person.slug: person} if person else {})
    return dataclasses.replace(
        record,
        turns=turns,
        participants=tuple(participants),
        questions=tuple(questions),
        people=tuple(sorted(people.values(), key=lambda each: each.slug)),
    )


def _is_who(participant: ParticipantRecord, person: PersonRecord | None, name: str) -> bool:
    if person is not None:
        return participant.person == person.slug
    return participant.name.casefold() == name.casefold()
