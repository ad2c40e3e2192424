"""The record as Akoma Ntoso 3.0 (OASIS Standard, 29 August 2018): a debate of speeches, questions and answers.

`to` names the first of those a question is put to; all of them, and what answers it, stand in `otherAnalysis` in a
namespace of our own, with everything else that the standard has no place for.
"""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from core.exporting.akoma_ntoso_meta import meta, participant_ids, role_id
from core.exporting.elements import Element, make, write
from core.exporting.links import by_turn, spoken_to
from core.exporting.passages import Asked, Piece, passages
from core.exporting.publication import Publication
from core.markup import AKOMA_NTOSO
from core.records import AnnotationRecord, ConferenceRecord, TurnRecord
from core.vocabulary import AnnotationKind, TurnKind

SECTION = "dbsect_1"
# The element of each kind of turn; a reader finds the kind itself in `class`.
ELEMENTS = {TurnKind.QUESTION: "question", TurnKind.ANSWER: "answer"}
# Which of the standard's four types of remarks a kind of annotation is, where it is no phenomenon.
REMARKS = {
    AnnotationKind.INTERPRETATION: "translation",
    AnnotationKind.CORRECTION: "caption",
    AnnotationKind.OTHER: "caption",
    AnnotationKind.OFF_MIKE: "sceneDescription",
}
# Elements in which every space is part of the text.
WHOLE = ("p", "from", "heading", "docTitle", "span", "remark")


def akoma_ntoso(record: ConferenceRecord, publication: Publication) -> bytes:
    """The whole record as a document in UTF-8, valid against the OASIS schema; in time linear in its length."""
    apart: dict[UUID, tuple[AnnotationRecord, ...]] = {}
    section = _a("debateSection", eId=SECTION, name="pressConference")
    section.extend(_turns(record, apart))
    if not record.turns:
        section.append(_a("narrative", "Nothing was said.", eId=f"{SECTION}__narrative_1"))
    title = _a("p", _a("docTitle", record.title))
    if record.date:
        title.append(_a("docDate", record.date.isoformat(), date=record.date.isoformat()))
    debate = _a(
        "debate",
        meta(record, publication, apart),
        _a("preface", title),
        _a("debateBody", section),
        name="pressConference",
    )
    return write(_a("akomaNtoso", debate), whole=WHOLE)


def _a(name: str, /, *inside: Element | str, **attributes: str | None) -> Element:
    return make(f"{{{AKOMA_NTOSO}}}{name}", *inside, **attributes)


def _turns(record: ConferenceRecord, apart: dict[UUID, tuple[AnnotationRecord, ...]]) -> Iterator[Element]:
    """An element a turn; the annotations that none of its paragraphs can hold are put into `apart`."""
    ids = participant_ids(record)
    roles = {each.id: each.role for each in record.participants}
    asked, to = by_turn(record.questions), spoken_to(record)
    numbers: Counter[str] = Counter()
    for turn in record.turns:
        name = ELEMENTS.get(turn.kind, "speech")
        numbers[name] += 1
        own_id = f"{SECTION}__{name}_{numbers[name]}"
        cut = passages(turn, asked.get(turn.id, ()))
        apart[turn.id] = cut.apart
        yield _a(
            name,
            *([_a("from", turn.label)] if turn.label else ()),
            *_paragraphs(turn, cut.paragraphs, own_id),
            eId=own_id,
            GUID=str(turn.id),
            class_=turn.kind,
            by=f"#{ids[turn.participant]}",
            as_=f"#{role_id(roles[turn.participant])}",
            to=next((f"#{ids[each]}" for each in to.get(turn.id, ())), None),
        )


def _paragraphs(turn: TurnRecord, paragraphs: tuple[tuple[Piece, ...], ...], turn_id: str) -> Iterator[Element]:
    """The delivery note stands before the first, parted by a space."""
    note = [_a("remark", f"({turn.delivery_note})", type="translation", class_="delivery"), " "]
    spans = 0
    for number, pieces in enumerate(paragraphs, start=1):
        own_id = f"{turn_id}__p_{number}"
        inside: list[Element | str] = list(note) if number == 1 and turn.delivery_note else []
        for piece in pieces:
            spans += isinstance(piece, Asked)
            inside.append(_piece(piece, f"{turn_id}__span_{spans}"))
        yield _a("p", *inside, eId=own_id)


def _piece(piece: Piece, span_id: str) -> Element | str:
    if isinstance(piece, Asked):
        inside = (_piece(each, span_id) for each in piece.pieces)
        return _a("span", *inside, eId=span_id, GUID=str(piece.question.id), class_="question")
    if isinstance(piece, AnnotationRecord):
        if piece.kind is AnnotationKind.INAUDIBLE:
            return _a("omissis", piece.text, status="incomplete", class_=piece.kind)
        return _a("remark", piece.text, type=REMARKS.get(piece.kind, "phenomenon"), class_=piece.kind)
    return piece
