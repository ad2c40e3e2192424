"""Writing turns: their words and speakers, their order, one made of two and two of one."""

from typing import Any, ClassVar

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core import auditing, editing
from core.api import views
from core.api.errors import Refusal, wrong
from core.api.serializers import START, TurnSerializer
from core.api.strict import StrictSerializer, Text, Uid, Whole, Word, slug
from core.api.writing.belonging import BelongingViewSet, decide, found, place_of
from core.models import Annotation, Conference, Turn
from core.vocabulary import AnnotationKind, AuditAction, TurnKind

LONGEST_TEXT = 1_000_000


class AnnotationInputSerializer(StrictSerializer):
    kind = Word(AnnotationKind)
    start = Whole(required=False, help_text=START + " Without it, the words must occur once.")
    text = Text(max_length=1_000, help_text="As printed.")


class TurnToChangeSerializer(StrictSerializer):
    kept: ClassVar[tuple[str, ...]] = ("spans", "basis", "questions", "answers")
    fixed: ClassVar[tuple[str, ...]] = ("id", "conference")

    position = Whole(min_value=1, required=False, help_text="Where it shall stand, from 1; those between move up.")
    kind = Word(TurnKind, required=False)
    participant = Uid(required=False, help_text="Who speaks: the id of a participant of the conference.")
    label = Text(max_length=300, allow_blank=True, required=False, help_text="As printed.")  # type: ignore[assignment]
    delivery_note = Text(
        max_length=300, allow_blank=True, allow_null=True, required=False, help_text="As printed, without brackets."
    )
    text = Text(
        max_length=LONGEST_TEXT,
        required=False,
        help_text="Paragraphs are parted by one line feed. What is quoted of it follows its words.",
    )
    annotations = AnnotationInputSerializer(many=True, required=False, help_text="All of them.")


class TurnToMakeSerializer(TurnToChangeSerializer):
    fixed: ClassVar[tuple[str, ...]] = ()

    id = Uid(required=False, help_text="A UUID of your own; without it, the service gives one.")
    conference = slug()
    position = Whole(min_value=1, required=False, help_text="Those from there on move down; without it, at the end.")
    kind = Word(TurnKind)
    participant = Uid(help_text="Who speaks: the id of a participant of the conference.")
    text = Text(max_length=LONGEST_TEXT, help_text="Paragraphs are parted by one line feed.")


class CutSerializer(StrictSerializer):
    at = Whole(min_value=1, help_text="Where the second turn begins: in the text, in code points from 0.")


class PlaceSerializer(StrictSerializer):
    position = Whole(min_value=1, help_text="Where the turn shall stand, from 1.")


class DividedSerializer(serializers.Serializer[Any]):
    first = TurnSerializer()
    second = TurnSerializer()


class TurnWritingViewSet(BelongingViewSet, views.TurnViewSet):
    __doc__ = views.TurnViewSet.__doc__

    inputs = {
        "create": TurnToMakeSerializer,
        "partial_update": TurnToChangeSerializer,
        "destroy": None,
        "split": CutSerializer,
        "join": None,
        "move": PlaceSerializer,
    }
    outputs = {"split": DividedSerializer}
    permissions = {"split": "change_turn", "join": "change_turn", "move": "change_turn"}
    guarded = ("split", "join", "move")
    summaries = {
        "split": "Cut a turn in two",
        "join": "Join the next turn to a turn",
        "move": "Let a turn stand elsewhere",
    }

    def conference_for(self, values: dict[str, Any]) -> Conference:
        return self.visible_conference(values.pop("conference"))

    def make(self, conference: Conference, values: dict[str, Any]) -> Turn:
        annotations, position = values.pop("annotations", []), values.pop("position", None)
        last = conference.turns.count()
        if position is not None and position > last + 1:
            raise wrong("/position", f"A new turn can stand at 1 to {last + 1}, not at {position}.")
        values["participant"] = found(conference.participants.all(), values["participant"], "/participant")
        turn = editing.insert(Turn(conference=conference, **self.new_id(values), **values), position)
        annotate(turn, annotations)
        return turn

    def change(self, row: Turn, values: dict[str, Any]) -> None:
        change(row, values)

    def remove(self, row: Turn) -> None:
        editing.delete(row)

    @extend_schema(responses=DividedSerializer)
    @action(detail=True, methods=["post"])
    @transaction.atomic
    def split(self, request: Request, **kwargs: Any) -> Response:
        """Cuts a turn in two at an offset of its text. What is quoted of the second part goes with it; a quotation
        across the cut is a 409."""
        self.require_validator()
        note, values = self.note, self.read()
        with self.revising(self.get_object().conference, note) as conference:
            turn = self.matched()
            before = self.represent(turn)
            second = editing.split(turn, values["at"])
            self.note_change(turn, before, conference, note)
            auditing.note(AuditAction.CREATED, second, by=self.actor, conference=conference, note=note)
        first, etag = self.state(turn)
        return Response({"first": first, "second": self.represent(second)}, headers={"ETag": etag})

    @action(detail=True, methods=["post"])
    @transaction.atomic
    def join(self, request: Request, **kwargs: Any) -> Response:
        """Makes the next turn the last paragraph of this one. What is quoted of it goes with it; its label and speaker
        are dropped."""
        self.require_validator()
        self.read()
        note = self.note
        with self.revising(self.get_object().conference, note) as conference:
            turn = self.matched()
            before = self.represent(turn)
            following = conference.turns.filter(position=turn.position + 1).first()
            lost = auditing.contents_of(following) if following else {}
            editing.join(turn)
            self.note_change(turn, before, conference, note)
            assert following is not None, "or joining was refused"
            auditing.note(AuditAction.DELETED, following, by=self.actor, conference=conference, details=lost, note=note)
        return self.answer(turn)

    @action(detail=True, methods=["post"])
    @transaction.atomic
    def move(self, request: Request, **kwargs: Any) -> Response:
        """Lets a turn stand at another place; those between move up or down."""
        return self.partial_update(request, **kwargs)


def change(turn: Turn, values: dict[str, Any], pointer: str = "") -> None:
    """Let a turn say what the values say. Raises Refusal (400, 409), pointing at the field."""
    values = dict(values)
    position, text, annotations = (values.pop(name, None) for name in ("position", "text", "annotations"))
    if "participant" in values:
        participants = turn.conference.participants.all()
        values["participant"] = found(participants, values["participant"], f"{pointer}/participant")
    printed = {name: values.pop(name) for name in ("label", "delivery_note") if name in values}
    decide(turn, values)
    for name, value in printed.items():
        setattr(turn, name, value)
    turn.save()
    if annotations is not None:
        turn.annotations.all().delete()
    if text is not None and text != turn.text:
        try:
            editing.rewrite(turn, text)
        except editing.EditRefusedError as error:
            detail = str(error)
            raise Refusal(409, detail, [{"pointer": f"{pointer}/text", "detail": detail}]) from error
    if annotations is not None:
        annotate(turn, annotations, pointer)
    if position is not None and position != turn.position:
        try:
            editing.move(turn, position)
        except editing.EditRefusedError as error:
            raise wrong(f"{pointer}/position", str(error)) from error


def annotate(turn: Turn, annotations: list[dict[str, Any]], pointer: str = "") -> None:
    """Store what of the turn's text is not speech. Raises Refusal (400)."""
    starts: set[int] = set()
    for index, each in enumerate(annotations):
        here = f"{pointer}/annotations/{index}"
        start = place_of(each["text"], each.get("start"), turn.text, here, "text")
        if start in starts:
            raise wrong(f"{here}/start", f"Another annotation starts at {start}.")
        starts.add(start)
        Annotation.objects.create(turn=turn, kind=each["kind"], start=start, excerpt=each["text"])
