"""The stages in order, from a text to the record of a conference and the doubts about it."""

import datetime
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from core.parsing.askers import askers
from core.parsing.decoding import MAXIMUM_BYTES
from core.parsing.doubts import Doubt, Notebook
from core.parsing.errors import ParseError
from core.parsing.kinds import kinds
from core.parsing.links.answers import link_answers
from core.parsing.links.questions import Question, find_questions
from core.parsing.links.roster import make_roster
from core.parsing.plain import plain_words
from core.parsing.scene import Introduction, Speaker, Turn
from core.parsing.speakers import full_names, matching, roles, speakers
from core.parsing.speakers.office_names import name_offices
from core.parsing.speakers.wrong_labels import mend_labels
from core.parsing.turns import header
from core.parsing.turns.annotations import find_annotations
from core.parsing.turns.header import Header
from core.parsing.turns.lines import line_starts
from core.parsing.turns.names import LabelKind
from core.parsing.turns.places import country_of
from core.parsing.turns.turns import Division, divide
from core.parsing.words import titles, word_set
from core.records import (
    AddresseeRecord,
    AnswerRecord,
    ConferenceRecord,
    IntroductionRecord,
    OrganizationRecord,
    ParticipantRecord,
    PersonRecord,
    QuestionRecord,
    SourceRecord,
    TurnRecord,
    WarningRecord,
)
from core.vocabulary import Basis, Role, TurnKind

_PREFERENCE = (Basis.LABEL, Basis.OWN_WORDS, Basis.CALL, Basis.ANSWER_WORDS)
_SLUG_DATE = re.compile(r"(?<!\d)((?:18|19|20)\d\d-[01]\d-[0-3]\d)(?!\d)")
_SPANISH = word_set("que los las una por para con como pero este esta muy nosotros")
_ENGLISH = word_set("the and that with this have for are you our will")


@dataclass(frozen=True, slots=True)
class ParsedTranscript:
    """The record of one conference as far as its transcript tells, and what a person should look at."""

    record: ConferenceRecord
    warnings: tuple[WarningRecord, ...]
    is_whole: bool = False  # a record that was one already, with its ids and links: there is nothing to propose


def parse(
    text: str,
    *,
    slug: str = "",
    encoding: str = "utf-8",
    people: Sequence[PersonRecord] = (),
    organizations: Sequence[OrganizationRecord] = (),
    new_id: Callable[[], UUID] = uuid7,
) -> ParsedTranscript:
    """Read a transcript. Raises ParseError, with the problem in the reader's words, where it cannot be one.

    The spans of turns and of nobody's parts tile `text` exactly. `slug` names the record, and gives its date
    where it holds one and the text does not. Known `people` and `organizations` are matched, never invented:
    everybody else is proposed by name and title alone. `encoding` is the one the text was decoded from; the
    source's hash is that of `text.encode(encoding)`. Time grows linearly with the text.
    """
    data = _check(text, encoding)
    notebook = Notebook(line_starts(text))
    division = divide(text, notebook)
    front = text[: text.find(division.header[0].text)] if division.header else text[: division.turns[0].start]
    head = header.read_header(front, division.header, division.trailer)
    head = _date_from_name(head, slug, notebook)
    turns = _make_turns(division)
    cast = speakers.find_speakers(turns, notebook)
    full_names.complete_names(cast, turns, head)
    name_offices(cast, turns, head, text, notebook)
    roles.give_roles(cast, turns)
    roles.mark_outlets(cast, turns)
    mend_labels(turns, notebook)
    askers.find_askers(turns, cast, notebook)
    kinds.give_kinds(turns, notebook)
    questions = find_questions(turns, make_roster(cast, turns), notebook)
    link_answers(turns, questions, notebook)
    matching.match_people(cast, people, turns, notebook)
    matching.match_organizations(cast, organizations)
    _warn_of_unknown(turns, notebook)
    record = _Writer(turns, cast, questions, new_id).record(
        slug,
        head,
        division,
        SourceRecord(
            text=text, sha256=hashlib.sha256(data).hexdigest(), encoding=encoding, url=head.url, parts=division.parts
        ),
        people,
        organizations,
    )
    return ParsedTranscript(record, notebook.warnings())


def _check(text: str, encoding: str) -> bytes:
    if not text.strip().strip("\ufeff"):
        raise ParseError("The text is empty.")
    if len(text) > MAXIMUM_BYTES:
        raise ParseError(f"The text has {len(text):,} characters; a transcript may have {MAXIMUM_BYTES:,} at most.")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ParseError(f"The text holds a NUL character in line {line}: it is binary, or was decoded wrongly.")
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise ParseError(f"The text holds a character in line {line} that {encoding} cannot write.") from error


def _make_turns(division: Division) -> list[Turn]:
    return [
        Turn(
            position=position,
            label=raw.label.printed,
            key=raw.label.key,
            note=raw.note,
            text="\n".join(raw.paragraphs),
            spans=raw.spans,
        )
        for position, raw in enumerate(division.turns, 1)
    ]


def _date_from_name(head: Header, slug: str, notebook: Notebook) -> Header:
    match = _SLUG_DATE.search(slug)
    if head.date is not None or not match:
        return head
    try:
        day = datetime.date.fromisoformat(match[1])
    except ValueError:
        return head
    notebook.warn(Doubt.DATE_FROM_NAME, 0, f"The text gives no date; {day} is from the name “{slug}”. Is it right?")
    return Header(head.title, day, head.starts_at, head.timezone, head.place, head.url, head.text)


def _warn_of_unknown(turns: Sequence[Turn], notebook: Notebook) -> None:
    for turn in turns:
        if not turn.text:
            notebook.warn(Doubt.EMPTY_TURN, turn.start, f"Nothing is said behind “{turn.label}”.", turn.position)
        if turn.role is Role.UNKNOWN:
            notebook.warn(Doubt.UNKNOWN_ROLE, turn.start, f"What is “{turn.label}” in this conference?", turn.position)
    asked = [each for each in turns if each.role is Role.PRESS and each.kind is TurnKind.QUESTION and each.speaker]
    _warn_of_unnamed([each for each in asked if each.speaker and not each.speaker.name], len(asked), notebook)
    warned: Speaker | None = None  # once for a row of questions: who asks the second is as sure as who asks the first
    for turn in asked:
        speaker = turn.speaker
        if speaker is None or not speaker.name or speaker.kind is not LabelKind.PRESS:
            warned = None
        elif any(each.turn in range(turn.position - 3, turn.position + 4) for each in speaker.introductions):
            warned = warned if speaker is warned else None
        elif speaker is not warned:
            warned = speaker
            notebook.warn(
                Doubt.ASSUMED_ASKER,
                turn.start,
                f"Taken to be {speaker.name}, who asked before. Is it somebody else?",
                turn.position,
            )


_MANY = 6  # questions


def _warn_of_unnamed(unnamed: Sequence[Turn], asked: int, notebook: Notebook) -> None:
    """One warning where a transcript names hardly anybody who asks, as those of the White House do not."""
    if len(unnamed) < _MANY or len(unnamed) * 2 < asked:
        for turn in unnamed:
            notebook.warn(Doubt.UNKNOWN_ASKER, turn.start, "Nobody says who asks.", turn.position)
        return
    numbers = ", ".join(str(each.position) for each in unnamed[1:])
    message = f"Nobody says who asks, here and in {len(unnamed) - 1} more of the {asked} questions: turns {numbers}."
    notebook.warn(Doubt.UNKNOWN_ASKER, unnamed[0].start, message, unnamed[0].position)


def _office(title: str) -> str:
    """A title as far as somebody holds it: "MR PRICE" says how he is called, not what he is."""
    return "" if all(word in titles.HONORIFICS for word in plain_words(title)) else title


class _Writer:
    """Turns what was worked out into records."""

    def __init__(
        self, turns: Sequence[Turn], cast: Sequence[Speaker], questions: Sequence[Question], new_id: Callable[[], UUID]
    ) -> None:
        self.turns = turns
        self.questions = questions
        self.new_id = new_id
        order = {id(turn.speaker): turn.position for turn in reversed(turns)}
        self.cast = sorted((each for each in cast if id(each) in order), key=lambda each: order[id(each)])
        self.participants = {id(speaker): new_id() for speaker in self.cast}
        self.ids = {turn.position: new_id() for turn in turns}

    def record(
        self,
        slug: str,
        head: Header,
        division: Division,
        source: SourceRecord,
        people: Sequence[PersonRecord],
        organizations: Sequence[OrganizationRecord],
    ) -> ConferenceRecord:
        persons = {speaker.person for speaker in self.cast}
        slugs = {speaker.organization for speaker in self.cast}
        return ConferenceRecord(
            slug=slug,
            title=head.title,
            source=source,
            date=head.date,
            starts_at=head.starts_at,
            timezone=head.timezone,
            place=head.place,
            country=country_of(head.place),
            languages=_languages(source.text),
            organizations=tuple(each for each in organizations if each.slug in slugs),
            people=tuple(each for each in people if each.slug in persons),
            participants=tuple(self._participant(speaker) for speaker in self.cast),
            turns=tuple(self._turn(turn) for turn in self.turns),
            questions=tuple(self._question(question) for question in self.questions),
        )

    def _participant(self, speaker: Speaker) -> ParticipantRecord:
        return ParticipantRecord(
            id=self.participants[id(speaker)],
            role=speaker.role,
            name=speaker.name,
            title=_office(speaker.title),
            person=speaker.person,
            organization=speaker.organization,
            basis=speaker.basis,
            introductions=tuple(self._introductions(speaker)),
        )

    def _introductions(self, speaker: Speaker) -> Iterator[IntroductionRecord]:
        """The best first; one for each place of a turn. What a label says stands at no place, and makes room."""
        places: set[tuple[int, int]] = set()
        for said in sorted(
            speaker.introductions, key=lambda each: (_PREFERENCE.index(each.basis), each.turn, each.start)
        ):
            start = said.start
            if said.basis is Basis.LABEL:
                spoken = {each.start for each in speaker.introductions if each.turn == said.turn and each.excerpt}
                start = len(self.turns[said.turn - 1].text) if start in spoken else start
            elif not said.excerpt:
                continue
            if (said.turn, start) not in places:
                places.add((said.turn, start))
                yield self._introduction(said, start)

    def _introduction(self, said: Introduction, start: int) -> IntroductionRecord:
        return IntroductionRecord(
            turn=self.ids[said.turn],
            start=start,
            excerpt=said.excerpt,
            basis=said.basis,
            name=said.name,
            outlet=said.outlet,
        )

    def _turn(self, turn: Turn) -> TurnRecord:
        return TurnRecord(
            id=self.ids[turn.position],
            position=turn.position,
            kind=turn.kind,
            participant=self.participants[id(turn.speaker)],
            label=turn.label,
            delivery_note=turn.note,
            text=turn.text,
            spans=turn.spans,
            annotations=find_annotations(turn.text),
            basis=turn.basis,
        )

    def _question(self, question: Question) -> QuestionRecord:
        return QuestionRecord(
            id=self.new_id(),
            turn=self.ids[question.turn.position],
            start=question.start,
            excerpt=question.excerpt,
            basis=question.basis,
            addressees=tuple(
                AddresseeRecord(
                    participant=self.participants.get(id(call.speaker)) if call.speaker else None,
                    words=call.words,
                    basis=call.basis,
                )
                for call in question.calls
            ),
            answers=tuple(
                AnswerRecord(
                    id=self.new_id(),
                    turn=self.ids[response.turn.position],
                    start=response.start,
                    excerpt="" if response.start is None else response.turn.text[response.start : response.end],
                    basis=response.basis,
                )
                for response in question.answers
            ),
        )


def _languages(text: str) -> tuple[str, ...]:
    """English or Spanish, told by their commonest words; () for neither."""
    words = [word.strip(".,:;?!—…") for word in text[:20_000].lower().split()]
    english, spanish = (sum(map(common.__contains__, words)) for common in (_ENGLISH, _SPANISH))
    if max(english, spanish) * 60 < len(words):
        return ()
    return ("en",) if english >= spanish else ("es",)
