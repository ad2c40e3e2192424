"""A whole conference in one request: the body as a record, its references resolved and everything in it checked."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from uuid_utils.compat import uuid7

from core.api.errors import wrong
from core.api.strict import Flag, PartReference, StrictSerializer, Text, Uid, Whole, Word
from core.api.writing.answers import AnswerToChangeSerializer
from core.api.writing.base import taken
from core.api.writing.belonging import place_of, place_or_whole
from core.api.writing.participants import ParticipantToChangeSerializer
from core.api.writing.turns import LONGEST_TEXT, TurnToChangeSerializer
from core.mapping.standing_for import standing_for
from core.models import Answer, Organization, Participant, Person, Question, Turn
from core.records import (
    AddresseeRecord,
    AnnotationRecord,
    AnswerRecord,
    ConferenceRecord,
    NameRecord,
    OrganizationRecord,
    ParticipantRecord,
    PartRecord,
    PersonRecord,
    QuestionRecord,
    SourceRecord,
    TurnRecord,
)
from core.vocabulary import AnnotationKind, Basis, Judgement, NameKind, OrganizationKind, PartKind, Role, TurnKind

Values = Mapping[str, Any]


class NestedParticipantSerializer(ParticipantToChangeSerializer):
    fixed: ClassVar[tuple[str, ...]] = ("conference",)

    id = Uid(required=False, help_text="A UUID of your own; without it, the service gives one.")


class NestedTurnSerializer(TurnToChangeSerializer):
    fixed: ClassVar[tuple[str, ...]] = ("conference",)

    id = Uid(required=False, help_text="A UUID of your own; without it, the service gives one.")
    position = Whole(min_value=1, required=False, help_text="Its place in this list, from 1: nothing else is possible.")
    kind = Word(TurnKind)
    participant = PartReference(  # type: ignore[assignment]
        help_text="Who speaks: an id in `participants`, or a place there, from 1."
    )
    text = Text(max_length=LONGEST_TEXT, help_text="Paragraphs are parted by one line feed.")


class NestedAddresseeSerializer(StrictSerializer):
    kept: ClassVar[tuple[str, ...]] = ("basis", "response", "answered_in_place_by")

    participant = PartReference(allow_null=True, required=False, help_text="An id, or a place, in `participants`.")
    words = Text(
        max_length=300, allow_blank=True, allow_null=True, required=False, help_text="By which they were called."
    )


class NestedAnswerSerializer(AnswerToChangeSerializer):
    fixed: ClassVar[tuple[str, ...]] = ("question",)

    id = Uid(required=False, help_text="A UUID of your own; without it, the service gives one.")
    turn = PartReference(help_text="What answers: an id in `turns`, or a place there, from 1.")


class NestedQuestionSerializer(StrictSerializer):
    kept: ClassVar[tuple[str, ...]] = ("asker", "basis")

    id = Uid(required=False, help_text="A UUID of your own; without it, the service gives one.")
    turn = PartReference(help_text="What asks: an id in `turns`, or a place there, from 1.")
    start = Whole(required=False, allow_null=True, help_text="Without it, the words must occur once.")
    excerpt = Text(max_length=100_000, help_text="Exactly what is asked, of the turn's text.")
    open = Flag(required=False, help_text="It is put to nobody in particular.")
    addressees = NestedAddresseeSerializer(many=True, required=False)
    answers = NestedAnswerSerializer(many=True, required=False)


def record_of(values: Values) -> ConferenceRecord:
    """The record that the checked values of a body tell.

    Raises Refusal, pointing at the field: 400 for a reference to nothing and for words that are not where they are
    said to be, 409 for an id that is taken. Up to seven queries.
    """
    participants = _ids(values.get("participants", []), Participant, "/participants")
    turns = _ids(values.get("turns", []), Turn, "/turns")
    questions = values.get("questions", [])
    question_ids = _ids(questions, Question, "/questions")
    answers = [
        (f"/questions/{number}/answers/{index}", answer)
        for number, question in enumerate(questions)
        for index, answer in enumerate(question.get("answers", []))
    ]
    answer_ids = iter(_ids([each for _, each in answers], Answer, [pointer for pointer, _ in answers]))
    people, organizations = _named(values)
    turn_records = tuple(
        _turn(each, turns[index], index + 1, participants, f"/turns/{index}")
        for index, each in enumerate(values.get("turns", []))
    )
    question_records = tuple(
        _question(each, question_ids[index], turn_records, participants, answer_ids, f"/questions/{index}")
        for index, each in enumerate(questions)
    )
    _refuse_twice(question_records)
    return ConferenceRecord(
        slug=values["slug"],
        title=values["title"],
        date=values.get("date"),
        starts_at=values.get("starts_at"),
        timezone=values.get("timezone", ""),
        place=values.get("place", ""),
        country=values.get("country", ""),
        languages=tuple(values.get("languages", ())),
        hosts=tuple(values.get("hosts", ())),
        editorial=tuple(values.get("editorial", ())),
        source=_source(values.get("source", {})),
        people=people,
        organizations=organizations,
        participants=_participants(values.get("participants", []), participants),
        turns=turn_records,
        questions=question_records,
    )


def _refuse_twice(questions: Sequence[QuestionRecord]) -> None:
    asked = set()
    for number, question in enumerate(questions):
        if (question.turn, question.start) in asked:
            raise wrong(f"/questions/{number}", "Another question starts where this one does.")
        asked.add((question.turn, question.start))
        answering = set()
        for index, answer in enumerate(question.answers):
            if answer.turn in answering:
                raise wrong(f"/questions/{number}/answers/{index}/turn", "It answers this question already.")
            answering.add(answer.turn)


def _ids(parts: Sequence[Values], model: Any, pointers: str | list[str]) -> list[UUID]:
    """The id of each part: its own or a new one. Raises Refusal for one that is given twice or taken."""
    places = [f"{pointers}/{index}" for index in range(len(parts))] if isinstance(pointers, str) else pointers
    given = [each["id"] for each in parts if "id" in each]
    gone = set(model.objects.filter(uid__in=given).values_list("uid", flat=True)) if given else set()
    found = []
    for place, each in zip(places, parts, strict=True):
        uid = each.get("id") or uuid7()
        if uid in gone:
            raise taken(f"{place}/id", f"The id {uid}")
        gone.add(uid)
        found.append(uid)
    return found


def _referred(reference: UUID | int, ids: Sequence[UUID], pointer: str, noun: str) -> int:
    """The index of the part that is meant."""
    if isinstance(reference, int) and reference <= len(ids):
        return reference - 1
    if reference in ids:
        return ids.index(reference)
    raise wrong(pointer, f"There is no {noun} {reference} in this request.")


def _source(source: Values) -> SourceRecord:
    text = source.get("text", "")
    return SourceRecord(
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        name=source.get("name", ""),
        url=source.get("url", ""),
        licence=source.get("licence", ""),
        # Nobody has said which words of it are whose.
        parts=(PartRecord(kind=PartKind.NOTE, start=0, end=len(text)),) if text else (),
    )


def _named(values: Values) -> tuple[tuple[PersonRecord, ...], tuple[OrganizationRecord, ...]]:
    """Whom the conference speaks of: those of the body, and those that are known already."""
    wanted: dict[str, dict[str, str]] = {"people": {}, "organizations": {}}
    for index, host in enumerate(values.get("hosts", [])):
        wanted["organizations"].setdefault(host, f"/hosts/{index}")
    for index, each in enumerate(values.get("participants", [])):
        for noun, field in (("people", "person"), ("organizations", "organization")):
            if each.get(field):
                wanted[noun].setdefault(each[field], f"/participants/{index}/{field}")
    people: dict[str, Any] = {each["slug"]: _person(each) for each in values.get("people", [])}
    organizations: dict[str, Any] = {each["slug"]: _organization(each) for each in values.get("organizations", [])}
    for model, noun, told in ((Person, "people", people), (Organization, "organizations", organizations)):
        _refuse_repeated(values.get(noun, []), noun)
        missing = [slug for slug in wanted[noun] if slug not in told]
        known: dict[str, Any] = model._default_manager.in_bulk(missing, field_name="slug") if missing else {}
        for slug in missing:
            if slug not in known:
                raise wrong(wanted[noun][slug], f"There is no {model._meta.verbose_name} {slug!r}, here or known.")
            told[slug] = (PersonRecord if model is Person else OrganizationRecord)(slug=slug, name=known[slug].name)
    return tuple(people.values()), tuple(organizations.values())


def _refuse_repeated(parts: Sequence[Values], noun: str) -> None:
    seen: set[str] = set()
    for index, each in enumerate(parts):
        if each["slug"] in seen:
            raise wrong(f"/{noun}/{index}/slug", f"{each['slug']!r} is given twice.")
        seen.add(each["slug"])


def _person(values: Values) -> PersonRecord:
    return PersonRecord(sort_name=values.get("sort_name") or values["name"], **_names(values))


def _organization(values: Values) -> OrganizationRecord:
    return OrganizationRecord(kind=OrganizationKind(values.get("kind", OrganizationKind.OTHER)), **_names(values))


def _names(values: Values) -> dict[str, Any]:
    return {
        "slug": values["slug"],
        "name": values["name"],
        "country": values.get("country", ""),
        "names": tuple(
            NameRecord(
                text=each["text"],
                language=each.get("language", ""),
                kind=NameKind(each.get("kind", NameKind.ALIAS)),
            )
            for each in values.get("names", [])
        ),
        "external_ids": tuple(sorted(values.get("external_ids", {}).items())),
        "editorial": tuple(values.get("editorial", ())),
    }


def _participants(parts: Sequence[Values], ids: Sequence[UUID]) -> tuple[ParticipantRecord, ...]:
    named = [each["person"] for each in parts if each.get("person")]
    merged = standing_for(Person, named) if named else {}
    seen: set[str] = set()
    for index, each in enumerate(parts):
        if each.get("person"):
            person: str = merged.get(each["person"]) or each["person"]
            if person in seen:
                raise wrong(f"/participants/{index}/person", f"{person!r} takes part already: once is all.")
            seen.add(person)
    return tuple(
        ParticipantRecord(
            id=uid,
            role=Role(each.get("role", Role.UNKNOWN)),
            name=each.get("name", ""),
            unnamed=each.get("unnamed", False),
            title=each.get("title", ""),
            person=each.get("person") or None,
            organization=each.get("organization") or None,
            basis=Basis.EDITOR,
            editorial=tuple(each.get("editorial", ())),
        )
        for uid, each in zip(ids, parts, strict=True)
    )


def _turn(values: Values, uid: UUID, position: int, participants: Sequence[UUID], pointer: str) -> TurnRecord:
    if values.get("position", position) != position:
        raise wrong(f"{pointer}/position", f"This is turn {position} of the list: that is its position.")
    speaker = _referred(values["participant"], participants, f"{pointer}/participant", "participant")
    annotations: dict[int, AnnotationRecord] = {}
    for index, each in enumerate(values.get("annotations", [])):
        here = f"{pointer}/annotations/{index}"
        start = place_of(each["text"], each.get("start"), values["text"], here, "text")
        if start in annotations:
            raise wrong(f"{here}/start", f"Another annotation starts at {start}.")
        annotations[start] = AnnotationRecord(kind=AnnotationKind(each["kind"]), start=start, text=each["text"])
    return TurnRecord(
        id=uid,
        position=position,
        kind=TurnKind(values["kind"]),
        participant=participants[speaker],
        label=values.get("label", ""),
        delivery_note=values.get("delivery_note", ""),
        text=values["text"],
        annotations=tuple(annotations[start] for start in sorted(annotations)),
        basis=Basis.EDITOR,
    )


def _question(
    values: Values,
    uid: UUID,
    turns: Sequence[TurnRecord],
    participants: Sequence[UUID],
    answer_ids: Any,
    pointer: str,
) -> QuestionRecord:
    turn = turns[_referred(values["turn"], [each.id for each in turns], f"{pointer}/turn", "turn")]
    start = place_of(values["excerpt"], values.get("start"), turn.text, pointer, "excerpt")
    return QuestionRecord(
        id=uid,
        turn=turn.id,
        start=start,
        excerpt=values["excerpt"],
        basis=Basis.EDITOR,
        open=values.get("open", False),
        addressees=_addressees(values.get("addressees", []), participants, f"{pointer}/addressees"),
        answers=tuple(
            _answer(each, next(answer_ids), turns, f"{pointer}/answers/{index}")
            for index, each in enumerate(values.get("answers", []))
        ),
    )


def _addressees(parts: Sequence[Values], participants: Sequence[UUID], pointer: str) -> tuple[AddresseeRecord, ...]:
    found: list[AddresseeRecord] = []
    for index, each in enumerate(parts):
        here = f"{pointer}/{index}"
        uid = None
        if each.get("participant") is not None:
            uid = participants[_referred(each["participant"], participants, f"{here}/participant", "participant")]
            if uid in {other.participant for other in found}:
                raise wrong(f"{here}/participant", "It is put to them already.")
        elif not each.get("words"):
            raise wrong(here, "Say who they are, or the words by which they were called.")
        found.append(AddresseeRecord(participant=uid, words=each.get("words", ""), basis=Basis.EDITOR))
    return tuple(found)


def _answer(values: Values, uid: UUID, turns: Sequence[TurnRecord], pointer: str) -> AnswerRecord:
    turn = turns[_referred(values["turn"], [each.id for each in turns], f"{pointer}/turn", "turn")]
    excerpt = values.get("excerpt", "")
    judgement = values.get("judgement")
    return AnswerRecord(
        id=uid,
        turn=turn.id,
        start=place_or_whole(excerpt, values.get("start"), turn.text, pointer),
        excerpt=excerpt,
        judgement=Judgement(judgement) if judgement else None,
        basis=Basis.EDITOR,
    )
