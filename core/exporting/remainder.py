"""What neither Akoma Ntoso nor TEI has a place for, as one element in a namespace of our own.

What they have a place for (who speaks, the printed label, the words and what is no speech in them) is said there
and not here. `core.parsing.formats.remainder` puts the two together again.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from core.exporting.elements import Element, make, own
from core.markup import OWN
from core.records import (
    AnnotationRecord,
    ConferenceRecord,
    QuestionRecord,
    SourceRecord,
    TurnRecord,
    response_of,
)

# Fields of a turn that the formats say themselves.
SPOKEN = frozenset(["kind", "participant", "label", "delivery_note", "text", "annotations"])
# Characters in one element: a parser that bounds what it reads takes at most ten million bytes in a text.
LONGEST = 1_000_000


def remainder(record: ConferenceRecord, apart: Mapping[UUID, Iterable[AnnotationRecord]]) -> Element:
    """`<record>`, with the conference as its attributes. `apart` are annotations that stand in no text, by turn."""
    element = own("record", record, without={"source", "turns", "questions"})
    for turn in record.turns:
        element.append(_turn(turn, apart.get(turn.id, ())))
    turns = record.turns_by_id()
    for question in record.questions:
        element.append(_question(question, turns))
    element.append(_source(record.source))
    return element


def _turn(turn: TurnRecord, apart: Iterable[AnnotationRecord]) -> Element:
    element = own("turn", turn, without=SPOKEN)
    for annotation in apart:
        element.append(own("annotation", annotation))
    return element


def _question(question: QuestionRecord, turns: Mapping[UUID, TurnRecord]) -> Element:
    """With what it got from each of its addressees, which follows from the answers, for those who only read."""
    element = own("question", question)
    answerers = [turns[answer.turn].participant for answer in question.answers]
    addressed = element.findall(f"{{{OWN}}}addressee")
    for addressee, record in zip(addressed, question.addressees, strict=True):
        addressee.set("response", response_of(record, question.addressees, answerers).value)
    return element


def _source(source: SourceRecord) -> Element:
    """The text and the original in pieces; without them where the text is not at hand."""
    element = own("source", source, without={"text", "original"})
    for piece in _pieces(source.text):
        element.append(make(f"{{{OWN}}}text", piece))
    for piece in _pieces(base64.b64encode(source.original).decode()):
        element.append(make(f"{{{OWN}}}original", piece))
    return element


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), LONGEST):
        yield text[start : start + LONGEST]
