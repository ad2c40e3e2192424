"""A turn's paragraphs cut into speech, annotations and questions, as a tree of elements can hold them."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.records import AnnotationRecord, QuestionRecord, TurnRecord


@dataclass(frozen=True, slots=True)
class Asked:
    """The excerpt of a question, with the annotations in it."""

    question: QuestionRecord
    pieces: tuple[str | AnnotationRecord, ...]


Piece = str | AnnotationRecord | Asked
Passage = tuple[int, int, Any]  # [start, end) and the record of what is there


@dataclass(frozen=True, slots=True)
class Passages:
    """`apart` are the annotations that no tree can hold: those across paragraphs, or overlapping one before."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    apart: tuple[AnnotationRecord, ...]


def passages(turn: TurnRecord, questions: Iterable[QuestionRecord] = ()) -> Passages:
    """Every paragraph as its pieces, whose texts together are the paragraph's. Time is linear in the text, times the
    logarithm of what is found in it.

    A question is in no piece when its excerpt overlaps another's or an annotation, or spans paragraphs.
    """
    spans = list(_paragraph_spans(turn.text))
    noted = _disjoint(
        [(each.start, each.start + len(each.text), each) for each in turn.annotations],
        spans,
    )
    asked = [
        (start, end, question)
        for start, end, question in _disjoint(
            [(each.start, each.start + len(each.excerpt), each) for each in questions], spans
        )
        if not _cuts(start, end, noted)
    ]
    inside = {id(each) for _, _, each in noted}
    notes, asks = deque(noted), deque(asked)
    return Passages(
        tuple(tuple(_pieces(turn.text, start, end, asks, notes)) for start, end in spans),
        tuple(each for each in turn.annotations if id(each) not in inside),
    )


def _paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for paragraph in text.split("\n"):
        yield start, start + len(paragraph)
        start += len(paragraph) + 1


def _disjoint(found: list[Passage], spans: list[tuple[int, int]]) -> list[Passage]:
    """Those that lie within one paragraph, in order, without those that overlap one before."""
    starts = [start for start, _ in spans]
    kept: list[Passage] = []
    for start, end, each in sorted(found, key=lambda passage: passage[:2]):
        paragraph = spans[bisect_right(starts, start) - 1]
        if start < end <= paragraph[1] and (not kept or start >= kept[-1][1]):
            kept.append((start, end, each))
    return kept


def _cuts(start: int, end: int, noted: list[Passage]) -> bool:
    """Whether an end of [start, end) lies within one of the disjoint passages, or all of it does."""

    def within(offset: int) -> bool:
        before = bisect_right(noted, offset - 1, key=lambda passage: passage[0]) - 1
        return before >= 0 and noted[before][0] < offset < noted[before][1]

    return within(start) or within(end)


def _pieces(text: str, start: int, end: int, asked: deque[Passage], noted: deque[Passage]) -> Iterator[Any]:
    """What stands in [start, end); what it takes is gone from the queues."""
    while True:
        question = asked[0] if asked and asked[0][1] <= end else None
        note = noted[0] if noted and noted[0][1] <= end else None
        first = note if question is None or (note is not None and note[0] < question[0]) else question
        if first is None:
            break
        if first[0] > start:
            yield text[start : first[0]]
        if first is question:
            asked.popleft()
            yield Asked(first[2], tuple(_pieces(text, first[0], first[1], deque(), noted)))
        else:
            noted.popleft()
            yield first[2]
        start = first[1]
    if start < end:
        yield text[start:end]
