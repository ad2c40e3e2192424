"""What the page that previews an import shows, in the order of the transcript."""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

from django.utils.text import Truncator

from core.admin.transcript_form import Speakers
from core.importing import Preview
from core.records import ConferenceRecord, ParticipantRecord, QuestionRecord, TurnRecord, WarningRecord, response_of
from core.vocabulary import Response

# Code points of a turn's text that are shown before the rest is folded.
UNFOLDED = 700
# Labels that can be given to a person; no transcript of a conference has that many.
MOST_LABELS = 300


@dataclass(frozen=True, slots=True)
class WarningShown:
    code: str
    line: int
    message: str
    words: str  # the line of the source
    turn: int | None


@dataclass(frozen=True, slots=True)
class AddresseeShown:
    name: str
    words: str
    response: Response

    @property
    def is_answered(self) -> bool:
        return self.response is Response.ANSWERED

    @property
    def outcome(self) -> str:
        return {Response.ANSWERED: "answered", Response.ANSWERED_BY_OTHER: "answered by somebody else"}.get(
            self.response, "no answer"
        )


@dataclass(frozen=True, slots=True)
class LinkShown:
    """Another turn, with some words."""

    turn: int
    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class QuestionShown:
    excerpt: str
    addressees: Sequence[AddresseeShown]
    answers: Sequence[LinkShown]


@dataclass(frozen=True, slots=True)
class TurnShown:
    position: int
    speaker: str
    role: str
    kind: str
    note: str
    label: str
    text: str
    rest: str  # folded
    questions: Sequence[QuestionShown]
    answered: Sequence[LinkShown]
    warnings: Sequence[WarningShown]

    @property
    def words_in_rest(self) -> int:
        return len(self.rest.split())


@dataclass(frozen=True, slots=True)
class LabelShown:
    label: str
    quoted: str  # in JSON: exact, whatever a browser does to white space
    turns: int
    speakers: Sequence[str]
    typed: str
    problem: str

    @property
    def others(self) -> int:
        """How many speakers are not shown."""
        return max(0, len(self.speakers) - 3)


@dataclass(frozen=True, slots=True)
class FactShown:
    name: str
    value: str
    is_said: bool  # by the editor


@dataclass(frozen=True, slots=True)
class PreviewShown:
    facts: Sequence[FactShown]
    counts: Sequence[tuple[int, str]]
    labels: Sequence[LabelShown]
    warnings: Sequence[WarningShown]
    turns: Sequence[TurnShown]
    new_people: Sequence[str]
    new_organizations: Sequence[str]
    found: dict[str, str]  # what the transcript says, by the name of the form's field

    @property
    def loose_warnings(self) -> list[WarningShown]:
        return [each for each in self.warnings if each.turn is None]


def shown(preview: Preview, speakers: Speakers) -> PreviewShown:
    record = preview.record
    warnings = _warnings(record, preview.warnings)
    turns = _Turns(record, warnings).shown()
    silent = sum(any(not each.is_answered for each in q.addressees) for turn in turns for q in turn.questions)
    counts = [
        (len(turns), "turn"),
        (len(record.participants), "speaker"),
        (len(record.questions), "question"),
        (silent, "question without an answer of somebody it was put to"),
        (len(warnings), "warning"),
    ]
    people = {each.slug: each.name for each in record.people}
    organizations = {each.slug: each.name for each in record.organizations}
    return PreviewShown(
        facts=_facts(record),
        counts=[(number, noun) for number, noun in counts if number or noun != counts[3][1]],
        labels=_labels(record, speakers),
        warnings=warnings,
        turns=turns,
        new_people=[people[slug] for slug in preview.new_people],
        new_organizations=[organizations[slug] for slug in preview.new_organizations],
        found=_found(record),
    )


def name_of(participant: ParticipantRecord | None) -> str:
    if participant is None:
        return "nobody here"
    return participant.name or f"Unnamed {participant.role}"


def _found(record: ConferenceRecord) -> dict[str, str]:
    source = record.source
    found = {
        "title": record.title,
        "date": record.date.isoformat() if record.date else "",
        "timezone": record.timezone,
        "place": record.place,
        "country": record.country,
        "languages": ", ".join(record.languages),
        "source_name": source.name,
        "source_url": source.url,
        "source_licence": source.licence,
    }
    return {name: value for name, value in found.items() if value}


def _facts(record: ConferenceRecord) -> list[FactShown]:
    found, source = _found(record), record.source
    facts = [
        FactShown(label, found.get(name, ""), name.split("_")[0] in record.editorial)
        for name, label in (
            ("title", "Title"),
            ("date", "Date"),
            ("timezone", "Time zone"),
            ("place", "Place"),
            ("country", "Country"),
            ("languages", "Languages"),
            ("source_name", "Source"),
            ("source_url", "Source URL"),
            ("source_licence", "Source licence"),
        )
    ]
    if record.starts_at is not None:
        facts.insert(2, FactShown("Starts at", record.starts_at.isoformat(" ", "minutes"), False))
    size = f"{len(source.text):,} characters, {source.encoding}, from {source.media_type}"
    return [*facts, FactShown("Text", size, False)]


def _warnings(record: ConferenceRecord, warnings: Iterable[WarningRecord]) -> list[WarningShown]:
    """Each with the line that it is about, and the turn in which that line stands if it names none."""
    lines = record.source.text.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    spans = sorted((start, end, turn.position) for turn in record.turns for start, end in turn.spans)
    heads = [start for start, _, _ in spans]

    def turn_at(line: int) -> int | None:
        start, end = starts[line - 1], starts[min(line, len(lines))]
        index = bisect_right(heads, max(start, end - 1)) - 1
        return spans[index][2] if index >= 0 and spans[index][1] > start else None

    return [
        WarningShown(
            code=each.code,
            line=each.line,
            message=each.message,
            words=Truncator(lines[each.line - 1].strip()).chars(160) if each.line <= len(lines) else "",
            turn=each.turn or (turn_at(each.line) if each.line <= len(lines) else None),
        )
        for each in warnings
    ]


def _labels(record: ConferenceRecord, speakers: Speakers) -> list[LabelShown]:
    participants = record.participants_by_id()
    turns = Counter(turn.label for turn in record.turns)
    behind: dict[str, dict[UUID, str]] = defaultdict(dict)
    for turn in record.turns:
        participant = participants[turn.participant]
        title = f", {participant.title}" if participant.title else ""
        behind[turn.label][participant.id] = name_of(participant) + title
    return [
        LabelShown(
            label=label,
            quoted=json.dumps(label),
            turns=number,
            speakers=list(behind[label].values()),
            typed=speakers.typed.get(label, ""),
            problem=speakers.problems.get(label, ""),
        )
        for label, number in list(turns.items())[:MOST_LABELS]
    ]


class _Turns:
    def __init__(self, record: ConferenceRecord, warnings: Iterable[WarningShown]) -> None:
        self.record = record
        self.participants = record.participants_by_id()
        self.turns = record.turns_by_id()
        self.questions: dict[UUID, list[QuestionShown]] = defaultdict(list)
        self.answered: dict[UUID, list[LinkShown]] = defaultdict(list)
        self.warnings: dict[int | None, list[WarningShown]] = defaultdict(list)
        for warning in warnings:
            self.warnings[warning.turn].append(warning)
        for question in record.questions:
            self._link(question)

    def shown(self) -> list[TurnShown]:
        return [self._turn(turn) for turn in self.record.turns]

    def _link(self, question: QuestionRecord) -> None:
        answering = [self.turns[each.turn] for each in question.answers]
        answerers = {turn.participant for turn in answering}
        asking = self.turns[question.turn]
        self.questions[question.turn].append(
            QuestionShown(
                excerpt=question.excerpt,
                addressees=[
                    AddresseeShown(
                        name=name_of(self.participants[each.participant] if each.participant else None),
                        words=each.words,
                        response=response_of(each, question.addressees, answerers),
                    )
                    for each in question.addressees
                ],
                answers=[
                    self._link_to(turn, each.excerpt or turn.text)
                    for turn, each in zip(answering, question.answers, strict=True)
                ],
            )
        )
        for turn in dict.fromkeys(each.turn for each in question.answers):
            self.answered[turn].append(self._link_to(asking, question.excerpt))

    def _link_to(self, turn: TurnRecord, words: str) -> LinkShown:
        return LinkShown(turn.position, name_of(self.participants[turn.participant]), Truncator(words).chars(90))

    def _turn(self, turn: TurnRecord) -> TurnShown:
        participant = self.participants[turn.participant]
        cut = len(turn.text)
        if cut > UNFOLDED * 1.3:
            cut = max(turn.text.rfind(" ", 0, UNFOLDED), turn.text.rfind("\n", 0, UNFOLDED)) + 1 or UNFOLDED
        return TurnShown(
            position=turn.position,
            speaker=name_of(participant),
            role=participant.role,
            kind=turn.kind,
            note=turn.delivery_note,
            label=turn.label,
            text=turn.text[:cut],
            rest=turn.text[cut:],
            questions=self.questions[turn.id],
            answered=self.answered[turn.id],
            warnings=self.warnings[turn.position],
        )
