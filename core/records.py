"""A whole conference as frozen dataclasses: the one form in which parsers, exporters and the database meet.

Offsets are code points, from 0; a span is half-open, `[start, end)`. Positions count from 1. `editorial`
lists the names of the fields that an editor supplied because the transcript does not say them.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from core.vocabulary import (
    AnnotationKind,
    Basis,
    Judgement,
    NameKind,
    OrganizationKind,
    PartKind,
    Response,
    Role,
    TurnKind,
)

Span = tuple[int, int]

# What a record written as JSON begins with: `exporting.record` writes it, `parsing.record` reads it.
JSON_FORMAT = "transcripts-api/record/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRecord:
    """A further name of a person or organization: another script, an alias, a former name."""

    text: str
    language: str = ""  # BCP 47, with a script where it matters: "ja", "ja-Latn"; "" when unknown
    kind: NameKind = NameKind.ALIAS


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """Somebody in the world."""

    slug: str
    name: str  # as an English reader writes it: "Yoko Kamikawa"
    sort_name: str = ""  # "Kamikawa, Yoko"
    country: str = ""  # ISO 3166-1 alpha-2
    names: tuple[NameRecord, ...] = ()
    external_ids: tuple[tuple[str, str], ...] = ()  # (scheme, value), sorted: ("wikidata", "Q...")
    editorial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRecord:
    """A government, ministry, media outlet or international body."""

    slug: str
    name: str
    kind: OrganizationKind = OrganizationKind.OTHER
    country: str = ""  # ISO 3166-1 alpha-2
    names: tuple[NameRecord, ...] = ()
    external_ids: tuple[tuple[str, str], ...] = ()
    editorial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionRecord:
    """Words of a turn that say who a participant is; sources may contradict each other, and all are kept.

    What the printed label says (an outlet: "Politico:") stands outside the turn's text: its excerpt is empty.
    """

    turn: UUID  # the turn whose text holds the excerpt
    start: int
    excerpt: str
    basis: Basis  # CALL, OWN_WORDS, ANSWER_WORDS or LABEL
    name: str = ""  # the name those words give, as printed
    outlet: str = ""  # the organization those words give, as printed


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRecord:
    """A person's, or an unnamed speaker's, part in this conference."""

    id: UUID
    role: Role
    name: str = ""  # as far as this conference tells: "Kamimura"; "" for an unnamed moderator
    unnamed: bool = False  # an editor has found that nobody knows their name
    title: str = ""  # held that day: "Secretary of State"
    person: str | None = None  # slug of a PersonRecord
    organization: str | None = None  # slug of an OrganizationRecord: whom they spoke for
    basis: Basis = Basis.LABEL  # how their identity is known
    introductions: tuple[IntroductionRecord, ...] = ()
    editorial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationRecord:
    """A span of a turn's text that is not speech. `text` is as printed, brackets included."""

    kind: AnnotationKind
    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRecord:
    """What one participant says until the next begins.

    `text` is the source's words with line wrapping undone: paragraphs are parted by one line feed, and hold
    none. `spans` are where the turn stands in the source, label and trailing white space included; more than
    one where something that is nobody's speech (a page header) interrupts it.
    """

    id: UUID
    position: int
    kind: TurnKind
    participant: UUID
    label: str  # as printed, without what parts it from the text (a colon, brackets, bold marks)
    delivery_note: str = ""  # as printed, without its brackets: "Via interpreter"
    text: str
    spans: tuple[Span, ...] = ()
    annotations: tuple[AnnotationRecord, ...] = ()
    basis: Basis = Basis.CONTENT  # how the kind is known; EDITOR: kind and participant

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeRecord:
    """One of those a question is put to, and the words that call them. No participant: the words fit nobody."""

    participant: UUID | None
    words: str = ""
    basis: Basis = Basis.ADDRESS


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord:
    """A turn, or an exact excerpt of it, as a response to a question. No start: the whole turn."""

    id: UUID
    turn: UUID
    start: int | None = None
    excerpt: str = ""
    judgement: Judgement | None = None
    basis: Basis = Basis.ORDER


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRecord:
    """One thing asked: an exact excerpt of a turn, those it is put to, and what answers it."""

    id: UUID
    turn: UUID
    start: int
    excerpt: str
    basis: Basis = Basis.CONTENT
    open: bool = False  # an editor has found that it is put to nobody in particular
    addressees: tuple[AddresseeRecord, ...] = ()
    answers: tuple[AnswerRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRecord:
    """A part of the source that is nobody's speech."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """Where the transcript was published, and its text as it came.

    `text.encode(encoding)` gives the bytes that came, and `sha256` is their hash in hexadecimal. Where it came as
    a document of another kind (HTML, Word), `original` keeps that to the byte, and `text` is what it says.
    """

    text: str
    sha256: str
    encoding: str = "utf-8"
    media_type: str = "text/plain"  # of what came
    original: bytes = b""  # empty for plain text, which `text` holds already
    name: str = ""
    url: str = ""
    licence: str = ""
    parts: tuple[PartRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceRecord:
    """One press conference, whole, with the people and organizations it speaks of."""

    slug: str
    title: str
    source: SourceRecord
    date: datetime.date | None = None  # local
    starts_at: datetime.datetime | None = None  # aware
    timezone: str = ""  # IANA
    place: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    languages: tuple[str, ...] = ()  # BCP 47, the transcript's own first
    hosts: tuple[str, ...] = ()  # slugs of OrganizationRecords
    editorial: tuple[str, ...] = ()
    organizations: tuple[OrganizationRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    participants: tuple[ParticipantRecord, ...] = ()
    turns: tuple[TurnRecord, ...] = ()
    questions: tuple[QuestionRecord, ...] = ()

    def participants_by_id(self) -> dict[UUID, ParticipantRecord]:
        return {participant.id: participant for participant in self.participants}

    def turns_by_id(self) -> dict[UUID, TurnRecord]:
        return {turn.id: turn for turn in self.turns}


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRecord:
    """Something a person should look at: what a parser was not sure of."""

    code: str  # a closed list of the parser's, kebab-case: "near-equal-label"
    line: int  # in the source, from 1
    message: str
    turn: int | None = None  # position


def tiles(record: ConferenceRecord) -> Iterator[Span]:
    """The spans of turns and of nobody's parts, in the order of the source."""
    spans = [span for turn in record.turns for span in turn.spans]
    spans += [(part.start, part.end) for part in record.source.parts]
    return iter(sorted(spans))


def tiling_gap(record: ConferenceRecord) -> int | None:
    """The first offset of the source that is in no span or in two; None when the spans tile it exactly."""
    reached = 0
    for start, end in tiles(record):
        if start != reached or end <= start:
            return min(start, reached)
        reached = end
    return None if reached == len(record.source.text) else reached


def response_of(
    addressee: AddresseeRecord, addressees: Iterable[AddresseeRecord], answerers: Collection[UUID]
) -> Response:
    """What a question got from one of its `addressees`; `answerers` are the participants who answered it.

    `answered_by_other` means that somebody to whom the question was not put answered in their place; a fellow
    addressee who answers does so for themselves.
    """
    if addressee.participant in answerers:
        return Response.ANSWERED
    asked = {each.participant for each in addressees}
    return Response.ANSWERED_BY_OTHER if set(answerers) - asked else Response.UNANSWERED
