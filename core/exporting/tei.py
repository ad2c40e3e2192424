"""The record as TEI, as Parla-CLARIN customises it for debates: utterances with who speaks, to whom, and in answer to
what."""

from collections.abc import Iterator
from uuid import UUID

from core.exporting.elements import Element, make, write
from core.exporting.links import answered_by_turn, by_turn, spoken_to
from core.exporting.passages import Asked, Passages, Piece, passages
from core.exporting.publication import Publication
from core.exporting.tei_header import header, participant_id, role_id, turn_kind_id
from core.markup import TEI
from core.records import AnnotationRecord, ConferenceRecord, QuestionRecord, TurnRecord
from core.vocabulary import AnnotationKind

# The element of each kind of annotation, whose printed words it describes; the others are notes. `type` says the kind.
ELEMENTS = {
    AnnotationKind.INAUDIBLE: "gap",
    AnnotationKind.LAUGHTER: "vocal",
    AnnotationKind.CROSSTALK: "vocal",
    AnnotationKind.APPLAUSE: "kinesic",
    AnnotationKind.PAUSE: "incident",
    AnnotationKind.OFF_MIKE: "incident",
}
# Elements in which every space is part of the text.
WHOLE = ("u", "seg", "note", "head", "desc")


def tei(record: ConferenceRecord, publication: Publication) -> bytes:
    """The whole record as a document in UTF-8, valid against Parla-CLARIN; in time linear in its length."""
    asked = by_turn(record.questions)
    cut = {turn.id: passages(turn, asked.get(turn.id, ())) for turn in record.turns}
    body = _t("div", _t("head", record.title), type="debateSection")
    body.extend(_utterances(record, cut))
    root = _t(
        "TEI",
        header(record, publication, {turn: each.apart for turn, each in cut.items()}),
        _t("text", _t("body", body)),
        xml_id=f"conference.{record.slug}",
        xml_lang=record.languages[0] if record.languages else "und",
    )
    return write(root, whole=WHOLE)


def turn_id(turn: UUID) -> str:
    return f"turn.{turn}"


def question_id(question: UUID) -> str:
    return f"question.{question}"


def _t(name: str, /, *inside: Element | str, **attributes: str | None) -> Element:
    return make(f"{{{TEI}}}{name}", *inside, **attributes)


def _utterances(record: ConferenceRecord, cut: dict[UUID, Passages]) -> Iterator[Element]:
    """Each with the printed label before it. `corresp` points at the questions that it answers: at their words where
    those stand in one piece, else at the utterance that asks."""
    roles = {each.id: each.role for each in record.participants}
    answered, to = answered_by_turn(record.questions), spoken_to(record)
    pieces = {
        piece.question.id
        for each in cut.values()
        for paragraph in each.paragraphs
        for piece in paragraph
        if isinstance(piece, Asked)
    }

    def address(question: QuestionRecord) -> str:
        return f"#{question_id(question.id) if question.id in pieces else turn_id(question.turn)}"

    for turn in record.turns:
        if turn.label:
            yield _t("note", turn.label, type="speaker")
        yield _t(
            "u",
            *_note(turn),
            *(_t("seg", *map(_piece, paragraph)) for paragraph in cut[turn.id].paragraphs),
            xml_id=turn_id(turn.id),
            who=f"#{participant_id(turn.participant)}",
            toWhom=" ".join(f"#{participant_id(each)}" for each in to.get(turn.id, ())) or None,
            corresp=" ".join(map(address, answered.get(turn.id, ()))) or None,
            ana=f"#{role_id(roles[turn.participant])} #{turn_kind_id(turn.kind)}",
        )


def _note(turn: TurnRecord) -> Iterator[Element]:
    if turn.delivery_note:
        yield _t("note", f"({turn.delivery_note})", type="delivery")


def _piece(piece: Piece) -> Element | str:
    if isinstance(piece, Asked):
        return _t("seg", *map(_piece, piece.pieces), xml_id=question_id(piece.question.id), type="question")
    if isinstance(piece, AnnotationRecord):
        name = ELEMENTS.get(piece.kind)
        if name is None:
            return _t("note", piece.text, type=piece.kind)
        kind = {"reason": piece.kind.value} if name == "gap" else {"type": piece.kind.value}
        return _t(name, _t("desc", piece.text), **kind)
    return piece
