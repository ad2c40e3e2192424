"""The questions inside a turn of the press: exact excerpts, and whom each is put to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core.parsing.doubts import Doubt, Notebook
from core.parsing.links.addressing import Piece, read_pieces
from core.parsing.links.announcements import (
    leave_for_later,
    named_by_caller,
    not_the_one_spoken_of,
    put_off,
    put_to_caller,
)
from core.parsing.links.roster import Reference, Roster
from core.parsing.plain import plain
from core.parsing.scene import Speaker, Turn
from core.parsing.words import phrases
from core.vocabulary import Basis, Role, TurnKind

_ADDS = re.compile(r"\b(?:that|this|it|same|both|also|as well|too)\b.{0,30}(?:too|as well|also|one|same)?\W*$", re.I)
# "And, President Zelenskyy, welcome to Washington on this beautiful winter day." (White House, 21 December 2022)
_WELCOMES = re.compile(r"\bwelcome\b|\b(?:nice|good|great) to (?:see|have)\b", re.I)
_INTRODUCTORY = re.compile(
    r"^(?:thank(?:s| you)|hi|hello|hey|good (?:morning|afternoon|evening)|yes|okay|all right|sorry|gracias|"
    r"muchas gracias|buenos|buenas|muy buenos)\b.{0,60}$",
    re.I,
)


@dataclass(slots=True, eq=False)
class Call:
    """One of those a question is put to: the words that call them; no speaker where they fit nobody."""

    speaker: Speaker | None
    words: str
    basis: Basis = Basis.ADDRESS
    candidates: tuple[Speaker, ...] = ()


@dataclass(slots=True, eq=False)
class Question:
    """An exact excerpt `[start, end)` of a turn's text that asks one thing, or several of the same people."""

    turn: Turn
    start: int
    end: int
    calls: list[Call] = field(default_factory=list)
    answers: list["Response"] = field(default_factory=list)
    basis: Basis = Basis.CONTENT

    @property
    def excerpt(self) -> str:
        return self.turn.text[self.start : self.end]

    def is_put_to(self, speaker: Speaker | None) -> bool:
        return any(call.speaker is speaker for call in self.calls)


@dataclass(slots=True, eq=False)
class Response:
    """A turn that answers a question, or `[start, end)` of its text."""

    turn: Turn
    start: int | None = None
    end: int | None = None
    basis: Basis = Basis.ORDER


def find_questions(turns: Sequence[Turn], roster: Roster, notebook: Notebook) -> list[Question]:
    """All questions, in order. Every question turn holds at least one."""
    found: list[Question] = []
    announced: dict[int, tuple[Reference, ...]] = {}  # by index of a later turn: whom the asker said it is for
    for index, turn in enumerate(turns):
        if turn.kind is TurnKind.QUESTION:
            reader = _Reader(turns, index, roster, notebook)
            questions = reader.questions(announced.pop(index, ()))
            _go_on(found, questions)
            found += questions
            announced.update(reader.left_for_later)
    return found


# "But, Mr. President, with respect to Latin America —" "Yes." "— what are the circumstances" (White House, 15 July
# 2021)
_BROKEN_OFF = 3  # turns


def _go_on(before: Sequence[Question], questions: Sequence[Question]) -> None:
    """The rest of a question that was broken off is put to those whom its beginning called."""
    if not before or not questions or questions[0].calls or not phrases.CONTINUES.match(questions[0].turn.text):
        return
    begun, rest = before[-1], questions[0]
    if begun.turn.speaker is rest.turn.speaker and rest.turn.position - begun.turn.position < _BROKEN_OFF:
        rest.calls = [Call(call.speaker, "", Basis.ORDER) for call in begun.calls if call.speaker is not None]


class _Reader:
    def __init__(self, turns: Sequence[Turn], index: int, roster: Roster, notebook: Notebook) -> None:
        self.turns = turns
        self.index = index
        self.turn = turns[index]
        self.roster = roster
        self.notebook = notebook
        self.calls_somebody = False
        self.left_for_later: dict[int, tuple[Reference, ...]] = {}

    def questions(self, announced: Sequence[Reference] = ()) -> list[Question]:
        """`announced` are those whom the asker's turn before said that this one is for."""
        pieces = read_pieces(self.turn, self.roster)
        put_off(self.turns, self.index, pieces, self.roster)
        if not announced:
            put_to_caller(self.turns, self.index, pieces)
        self.calls_somebody = any(piece.strong for piece in pieces)
        self.left_for_later = leave_for_later(self.turns, self.index, pieces, self.roster)
        segments = self._segments(pieces)
        questions = [self._question(segment) for segment in segments]
        for before, question in pairwise(questions):
            if not question.calls and before.calls and phrases.ORDINAL.match(plain(question.excerpt[:80])):
                # "And then just to clarify one thing you said earlier": to the one just called
                question.calls = [Call(call.speaker, "", Basis.ORDER) for call in before.calls]
        if self._is_read_out():
            questions = questions[-1:]
        if not any(question.calls for question in questions):
            for reference in announced or named_by_caller(self.turns, self.index, self.roster):
                for speaker in reference.speakers if reference.is_all else [self._choose(reference)]:
                    for question in questions:
                        self._add(question, Call(speaker, "", Basis.ORDER))
        if not any(question.calls for question in questions):
            for question in questions:
                if (other := not_the_one_spoken_of(question.excerpt, self.roster)) is not None:
                    self._add(question, Call(other, "", Basis.ORDER))
        return questions

    def _is_read_out(self) -> bool:
        return self.turn.role is Role.MODERATOR

    def _segments(self, pieces: list[Piece]) -> list[list[Piece]]:
        """Runs of sentences that ask the same people, each with a question in it."""
        if self.turn.role is Role.MODERATOR:
            first = next(
                (
                    n
                    for n, piece in enumerate(pieces)
                    if piece.asks or (piece.strong and phrases.READ_OUT.search(piece.text))
                ),
                0,
            )
            return [pieces[first:]]
        segments: list[list[Piece]] = []
        current: list[Piece] = []
        asks = False  # any of the current pieces
        for piece in pieces:
            starts = bool(current) and (
                (
                    self._changes(current, piece)
                    and (self._has_substance(current) or any(each.strong for each in current))
                )
                or (asks and bool(phrases.ORDINAL.match(plain(piece.text[:80]))))
            )
            if starts:
                segments.append(current)
                current, asks = [], False
            current.append(piece)
            asks = asks or piece.asks
        if current:
            segments.append(current)
        return self._merge(segments)

    @staticmethod
    def _changes(current: list[Piece], piece: Piece) -> bool:
        if not piece.strong:
            return False
        mine = {id(speaker) for reference in piece.strong for speaker in reference.speakers}
        theirs = {id(speaker) for each in current for reference in each.strong for speaker in reference.speakers}
        # "And I wouldn't mind, Mr. President, if you answer that one too." adds somebody to the question before
        if not piece.asks and not piece.announces and _ADDS.search(piece.text) and not _WELCOMES.search(piece.text):
            return False
        return mine != theirs

    @staticmethod
    def _has_substance(pieces: list[Piece]) -> bool:
        return any(piece.asks for piece in pieces) or sum(len(piece.text.split()) for piece in pieces) > 60

    def _merge(self, segments: list[list[Piece]]) -> list[list[Piece]]:
        """Announcements and thanks go with a neighbour that asks."""
        if not any(piece.asks for segment in segments for piece in segment):
            return [[piece for segment in segments for piece in segment]] if segments else []
        asking = [any(piece.asks for piece in segment) for segment in segments]
        called = {
            id(speaker)
            for segment, asks in zip(segments, asking, strict=True)
            if asks or self._requests(segment)
            for piece in segment
            for reference in piece.strong
            for speaker in reference.speakers
        }
        kept: list[list[Piece]] = []
        pending: list[Piece] = []
        for segment, asks in zip(segments, asking, strict=True):
            requests = not asks and self._requests(segment)
            if asks or requests:
                announced = {id(s) for piece in pending for reference in piece.strong for s in reference.speakers}
                own = {id(s) for piece in segment for reference in piece.strong for s in reference.speakers}
                is_lost = not announced <= called  # announced, and nowhere called by themselves
                if pending and (not own or announced == own or is_lost):
                    segment = [*pending, *segment]
                kept.append(segment)
                pending = []
            elif any(piece.strong for piece in segment) and any(piece.announces for piece in segment):
                pending = segment
            elif kept:
                kept[-1] = [*kept[-1], *segment]
                pending = []
            else:
                pending = [*pending, *segment] if not any(piece.strong for piece in pending) else segment
        if pending and kept:
            kept[-1] = [*kept[-1], *pending]
        return kept or [[piece for segment in segments for piece in segment]]

    @staticmethod
    def _requests(segment: list[Piece]) -> bool:
        """ "And for President Duda, I wanted to know if you think …": asks without a question mark."""
        text = plain(" ".join(piece.text for piece in segment))
        return any(piece.strong for piece in segment) and bool(phrases.ASKS.search(text)) and len(text.split()) > 12

    def _question(self, segment: list[Piece]) -> Question:
        trimmed = list(segment)
        while (
            len(trimmed) > 1
            and not trimmed[0].asks
            and not trimmed[0].strong
            and _INTRODUCTORY.match(plain(trimmed[0].text))
        ):
            trimmed.pop(0)
        while (
            len(trimmed) > 1
            and not trimmed[-1].asks
            and not trimmed[-1].strong
            and len(trimmed[-1].text) < 90
            and (phrases.CHATTER.match(plain(trimmed[-1].text)) or _INTRODUCTORY.match(plain(trimmed[-1].text)))
        ):
            trimmed.pop()
        question = Question(self.turn, trimmed[0].start, trimmed[-1].end)
        self._call(question, segment)
        return question

    def _call(self, question: Question, segment: list[Piece]) -> None:
        references = [(piece, reference) for piece in segment for reference in piece.strong]
        if not references:
            references = [(piece, reference) for piece in segment for reference in piece.weak]
            greeted = {id(speaker) for _, reference in references for speaker in reference.speakers}
            if len(greeted) > 1 and all(len(each.speakers) == 1 for _, each in references):
                references = []  # "Prime Minister Kishida, President Biden, nice to meet you.": greeted, and not asked
        for piece, reference in references:
            words = self.turn.text[piece.start + reference.start : piece.start + reference.end]
            if reference.is_all and self._is_pair(words) and len(reference.speakers) > 2:
                self._add_pair(question, segment, words)
            elif reference.is_all or (
                len(reference.speakers) > 1 and re.search(r"s$", words) and not reference.is_vocative
            ):
                for speaker in reference.speakers:
                    self._add(question, Call(speaker, words))
            elif len(reference.speakers) == 1:
                self._add(question, Call(reference.speakers[0], words))
            elif reference.speakers:
                chosen = self._choose(reference)
                self._add(question, Call(chosen, words, candidates=reference.speakers))
                self.notebook.warn(
                    Doubt.AMBIGUOUS_ADDRESSEE,
                    self.turn.start,
                    f"“{words}” fits {' and '.join(each.name or each.title for each in reference.speakers)}. "
                    f"Who is asked?",
                    self.turn.position,
                )
            elif reference.is_vocative and len(self.roster.speakers) > 1 and not self._is_known_otherwise(words):
                self._add(question, Call(None, words))
                self.notebook.warn(
                    Doubt.UNKNOWN_ADDRESSEE,
                    self.turn.start,
                    f"“{words}” fits no speaker. Who is asked?",
                    self.turn.position,
                )

    @staticmethod
    def _is_pair(words: str) -> bool:
        return bool(re.search(r"\b(?:both|two|either)\b", words, re.I))

    def _add_pair(self, question: Question, segment: list[Piece], words: str) -> None:
        """ "do you both share": two of more than two; those whom the question calls by name, if they are two."""
        named = {
            id(speaker)
            for piece in segment
            for reference in piece.strong
            if not reference.is_all
            for speaker in reference.speakers
        }
        if len(named) != 2:
            self._add(question, Call(None, words))
            self.notebook.warn(
                Doubt.AMBIGUOUS_ADDRESSEE,
                self.turn.start,
                f"“{words}” does not say which two. Who is asked?",
                self.turn.position,
            )

    @staticmethod
    def _add(question: Question, call: Call) -> None:
        if not any(each.speaker is call.speaker for each in question.calls):
            question.calls.append(call)

    def _is_known_otherwise(self, words: str) -> bool:
        return plain(words).startswith(("your", "sir"))

    def _choose(self, reference: Reference) -> Speaker:
        """Of several whom the words fit, the one who speaks next; else the first."""
        for turn in self.turns[self.index + 1 : self.index + 8]:
            if turn.role is Role.PRESS and turn.kind is TurnKind.QUESTION:
                break
            if turn.speaker in reference.speakers and turn.kind is TurnKind.ANSWER:
                return turn.speaker
        return reference.speakers[0]
