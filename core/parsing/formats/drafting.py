"""A document of somebody else's to a record: its speakers become participants, its utterances turns."""

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from uuid_utils.compat import uuid7

from core.parsing.doubts import Doubt
from core.parsing.formats.spoken import Aside, Debate, Speaker, Spoken
from core.parsing.plain import plain_words
from core.records import (
    AddresseeRecord,
    AnswerRecord,
    ConferenceRecord,
    IntroductionRecord,
    OrganizationRecord,
    ParticipantRecord,
    PartRecord,
    PersonRecord,
    QuestionRecord,
    SourceRecord,
    TurnRecord,
    WarningRecord,
)
from core.vocabulary import Basis, PartKind, Role, TurnKind

Named = TypeVar("Named", PersonRecord, OrganizationRecord)


@dataclass(slots=True)
class _Drafting:
    """What is known so far. The text of the source is what the document says, a paragraph a line."""

    debate: Debate
    people: dict[str, PersonRecord]  # by their names in plain letters
    organizations: dict[str, OrganizationRecord]
    participants: dict[str, ParticipantRecord] = field(default_factory=dict)  # by the key of the speaker
    turns: list[TurnRecord] = field(default_factory=list)
    parts: list[PartRecord] = field(default_factory=list)
    warnings: list[WarningRecord] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    length: int = 0
    line: int = 1

    def write(self, text: str) -> tuple[int, int]:
        start = self.length
        self.text.append(text)
        self.length += len(text)
        self.line += text.count("\n")
        return start, self.length


def drafted(
    debate: Debate,
    *,
    slug: str,
    people: Sequence[PersonRecord] = (),
    organizations: Sequence[OrganizationRecord] = (),
) -> tuple[ConferenceRecord, tuple[WarningRecord, ...]]:
    """The record that the document tells, with ids of its own, and what a person should look at.

    People and organizations are those of the same name; `question` elements are questions whole.
    """
    draft = _Drafting(debate, _by_name(people), _by_name(organizations))
    for name, count in debate.unread.items():
        message = f"<{name}>, {count} times, is not understood: its words are left out."
        draft.warnings.append(WarningRecord(code=Doubt.UNREAD_MARKUP, line=1, message=message))
    turn_of: dict[str, UUID] = {}
    spoken = []
    for each in debate.spoken:
        if isinstance(each, Aside):
            start, end = draft.write(f"{each.text}\n\n")
            draft.parts.append(PartRecord(kind=PartKind.NOTE, start=start, end=end))
        else:
            turn = _turn(each, draft)
            turn_of |= dict.fromkeys((each.key, *each.inner), turn.id)
            spoken.append((each, turn))
    questions = _questions(spoken, turn_of, draft)
    text = "".join(draft.text)
    linked = {each.person for each in draft.participants.values()}
    speaking_for = {each.organization for each in draft.participants.values()}
    record = ConferenceRecord(
        slug=slug,
        title=debate.title,
        date=debate.date,
        place=debate.place,
        country=debate.country,
        languages=debate.languages,
        source=SourceRecord(
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            name=debate.source_name,
            url=debate.source_url,
            licence=debate.source_licence,
            parts=tuple(draft.parts),
        ),
        organizations=tuple(each for each in organizations if each.slug in speaking_for),
        people=tuple(each for each in people if each.slug in linked),
        participants=tuple(draft.participants.values()),
        turns=tuple(draft.turns),
        questions=questions,
    )
    return record, tuple(sorted(draft.warnings, key=lambda each: (each.line, each.code)))


def _by_name(records: Sequence[Named]) -> dict[str, Named]:
    """By each of their names, but for names that several have."""
    found: dict[str, list[Named]] = defaultdict(list)
    for record in records:
        for name in _names(record):
            found[name].append(record)
    return {name: several[0] for name, several in found.items() if name and len(several) == 1}


def _names(record: PersonRecord | OrganizationRecord) -> set[str]:
    return {_plain(text) for text in (record.name, *(each.text for each in record.names))}


def _plain(name: str) -> str:
    return " ".join(plain_words(name))


def _turn(spoken: Spoken, draft: _Drafting) -> TurnRecord:
    line = draft.line
    listed = draft.debate.speakers.get(spoken.speaker)
    label = spoken.label or (listed.name if listed else spoken.speaker)
    span = draft.write(f"{label}: {spoken.text}\n\n" if label else f"{spoken.text}\n\n")
    turn = TurnRecord(
        id=uuid7(),
        position=len(draft.turns) + 1,
        kind=spoken.kind,
        participant=_participant(spoken.speaker or label, listed, spoken.role, draft).id,
        label=label,
        text=spoken.text,
        spans=(span,),
        annotations=spoken.annotations,
        basis=Basis.LABEL,
    )
    draft.turns.append(turn)
    if listed is None:
        message = f"{spoken.speaker or label!r} speaks, and is not in the file's list of people."
        draft.warnings.append(
            WarningRecord(code=Doubt.UNLISTED_SPEAKER, line=line, message=message, turn=turn.position)
        )
    elif listed.organization:
        _say_organization(spoken.speaker, listed.organization, turn, draft)
    return turn


def _participant(key: str, listed: Speaker | None, role: Role, draft: _Drafting) -> ParticipantRecord:
    standing = draft.participants.get(key)
    if standing is not None:
        if standing.role is Role.UNKNOWN and role is not Role.UNKNOWN:
            draft.participants[key] = standing = dataclasses.replace(standing, role=role)
        return standing
    name = listed.name if listed else key
    person = draft.people.get(_plain(name))
    known = person is not None and person.slug not in {each.person for each in draft.participants.values()}
    draft.participants[key] = ParticipantRecord(
        id=uuid7(),
        role=role if role is not Role.UNKNOWN or listed is None else listed.role,
        name=name,
        title=listed.title if listed else "",
        person=person.slug if person and known else None,
    )
    return draft.participants[key]


def _say_organization(key: str, name: str, turn: TurnRecord, draft: _Drafting) -> None:
    """Of whom nobody knows yet, the file's list of people says it, in words outside the turn as a label's are."""
    participant = draft.participants[key]
    if participant.organization is not None or participant.introductions:
        return
    known = draft.organizations.get(_plain(name))
    said = IntroductionRecord(turn=turn.id, start=0, excerpt="", basis=Basis.LABEL, outlet=name)
    draft.participants[key] = dataclasses.replace(
        participant, organization=known.slug if known else None, introductions=() if known else (said,)
    )


def _questions(
    spoken: Sequence[tuple[Spoken, TurnRecord]], turn_of: dict[str, UUID], draft: _Drafting
) -> tuple[QuestionRecord, ...]:
    answers: dict[UUID, list[AnswerRecord]] = defaultdict(list)
    for said, turn in spoken:
        for asking in dict.fromkeys(turn_of[key] for key in said.replies_to if key in turn_of):
            answers[asking].append(AnswerRecord(id=uuid7(), turn=turn.id, basis=Basis.LABEL))
    questions = []
    for said, turn in spoken:
        if turn.kind is not TurnKind.QUESTION or not turn.text.strip():
            continue
        addressees = [
            AddresseeRecord(
                participant=_participant(key, draft.debate.speakers[key], Role.UNKNOWN, draft).id, basis=Basis.LABEL
            )
            for key in dict.fromkeys(said.to)
            if key in draft.debate.speakers
        ]
        questions.append(
            QuestionRecord(
                id=uuid7(),
                turn=turn.id,
                start=0,
                excerpt=turn.text,
                basis=Basis.LABEL,
                addressees=tuple(addressees),
                answers=tuple(answers[turn.id]),
            )
        )
    return tuple(questions)
