"""What an answer says of each noun, field by field. Serializers list and decide nothing."""

from enum import StrEnum
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from core.api.fields import ExcerptOrWhole, RelatedTexts, WorkedOut
from core.models import Addressee, Answer, Conference, Participant, Question
from core.problems import PROBLEM_JSON
from core.records import AddresseeRecord, response_of
from core.vocabulary import (
    AnnotationKind,
    Basis,
    Judgement,
    NameKind,
    OrganizationKind,
    Response,
    Role,
    Status,
    TurnKind,
)

AnyField = serializers.Field[Any, Any, Any, Any]


class RecordSerializer(serializers.Serializer[Any]):
    # Read-only. The view's context says which keys are wanted (`only`), and which of `includes` beside them.
    # (No docstring: every serializer without its own would give it to the public as its description.)

    includes: ClassVar[tuple[str, ...]] = ()
    # The rows of a list that are not all of its relation, or not in the order of their model.
    related: ClassVar[dict[str, QuerySet[Any]]] = {}
    # What keys are worked out of, by `work_out`, which puts them into an answer.
    worked_out_of: ClassVar[dict[str, tuple[str, ...]]] = {}

    @staticmethod
    def work_out(answer: dict[str, Any]) -> None:
        return

    def get_fields(self) -> dict[str, AnyField]:
        fields = super().get_fields()
        including = self.context.get("including", self.includes)
        only = self.context.get("only") if self._is_outermost() else None
        return {
            name: field
            for name, field in fields.items()
            if (name in including if name in self.includes else only is None or name in only)
        }

    def _is_outermost(self) -> bool:
        around: Any = self.parent
        if isinstance(around, serializers.ListSerializer):
            around = around.parent
        return around is None


class TextOrNull(serializers.CharField):
    """A text that the database keeps as "" and the API as null when there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, read_only=True, **kwargs)

    def to_representation(self, value: str) -> str | None:  # type: ignore[override]
        return value or None


def word(words: type[StrEnum], **kwargs: Any) -> serializers.ChoiceField:
    """A word of a closed list."""
    return serializers.ChoiceField(choices=[(each.value, each.name) for each in words], read_only=True, **kwargs)


def number(help_text: str | None, **kwargs: Any) -> serializers.IntegerField:
    return serializers.IntegerField(read_only=True, min_value=0, help_text=help_text, **kwargs)


def texts(help_text: str) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), read_only=True, help_text=help_text)


EDITORIAL = "Names of the fields that an editor supplied because no transcript says them."
START = "In the turn's text, in code points from 0."
BASIS = "How this is known."
UNNAMED = "An editor has found that nobody knows their name."
OPEN = "An editor has found that it is put to nobody in particular."


class ReferenceSerializer(RecordSerializer):
    slug = serializers.SlugField(read_only=True)
    name = serializers.CharField(read_only=True)


class NameSerializer(RecordSerializer):
    text = serializers.CharField(read_only=True)
    language = TextOrNull(help_text="BCP 47")
    kind = word(NameKind)


class SourceSerializer(RecordSerializer):
    name = TextOrNull(source="source_name", help_text="Who published the transcript.")
    url = TextOrNull(source="source_url")
    licence = TextOrNull(source="source_licence")
    encoding = serializers.CharField(source="source_text.encoding", read_only=True)
    sha256 = serializers.CharField(source="source_text.sha256", read_only=True, help_text="Of the bytes, hexadecimal.")


class ConferenceCountsSerializer(RecordSerializer):
    participants = number(None, source="participant_count")
    turns = number(None, source="turn_count")
    questions = number(None, source="question_count")
    answers = number(None, source="answer_count")
    unanswered = number("Questions that somebody they were put to did not answer.", source="unanswered_count")


class ParticipantSummarySerializer(RecordSerializer):
    """Who, in one conference, in short."""

    id = serializers.UUIDField(source="uid", read_only=True)
    name = TextOrNull(help_text="Null for an unnamed speaker.")
    role = word(Role)
    title = TextOrNull(help_text="Held that day.")
    person = serializers.SlugField(source="person.slug", default=None, allow_null=True, read_only=True)
    organization = ReferenceSerializer(allow_null=True, read_only=True)


class ConferenceSerializer(RecordSerializer):
    includes: ClassVar[tuple[str, ...]] = ("participants",)
    related: ClassVar[dict[str, QuerySet[Any]]] = {
        "hosts": Conference.hosts.through.objects.order_by("organization__slug")
    }

    slug = serializers.SlugField(read_only=True)
    title = serializers.CharField(read_only=True)
    date = serializers.DateField(allow_null=True, read_only=True, help_text="Where it was held. Null in drafts only.")
    starts_at = serializers.DateTimeField(allow_null=True, read_only=True)
    timezone = TextOrNull(help_text="IANA.")
    place = TextOrNull()
    country = TextOrNull(help_text="ISO 3166-1 alpha-2.")
    languages = RelatedTexts("tag", help_text="BCP 47, the transcript's own first.")
    hosts = ReferenceSerializer(many=True, read_only=True)
    source = SourceSerializer(source="*", read_only=True)  # type: ignore[assignment]
    editorial = texts(EDITORIAL)
    status = word(Status)
    revision = number("The newest.")
    published_at = serializers.DateTimeField(allow_null=True, read_only=True, help_text="Null in drafts only.")
    counts = ConferenceCountsSerializer(source="*", read_only=True)
    participants = ParticipantSummarySerializer(many=True, read_only=True)


class PersonCountsSerializer(RecordSerializer):
    conferences = number(None, source="conference_count")
    turns = number(None, source="turn_count")
    asked = number("Questions they asked.", source="asked_count")
    addressed = number("Questions put to them.", source="addressed_count")
    unanswered = number("Of those, the ones without an answer of their own.", source="unanswered_count")


class ParticipationSerializer(RecordSerializer):
    """A person's part in a conference."""

    id = serializers.UUIDField(source="uid", read_only=True)
    conference = serializers.SlugField(source="conference.slug", read_only=True)
    role = word(Role)
    title = TextOrNull(help_text="Held that day.")
    organization = ReferenceSerializer(allow_null=True, read_only=True)


class PersonSerializer(RecordSerializer):
    includes: ClassVar[tuple[str, ...]] = ("participations",)
    related: ClassVar[dict[str, QuerySet[Any]]] = {
        "participations": Participant.objects.published().order_by("conference__date", "id")
    }

    slug = serializers.SlugField(read_only=True)
    name = serializers.CharField(read_only=True)
    sort_name = serializers.CharField(read_only=True)
    country = TextOrNull(help_text="ISO 3166-1 alpha-2.")
    names = NameSerializer(many=True, read_only=True, help_text="In other scripts, and aliases.")
    external_ids = serializers.DictField(child=serializers.CharField(), read_only=True, help_text="By their scheme.")
    editorial = texts(EDITORIAL)
    counts = PersonCountsSerializer(source="*", read_only=True)
    participations = ParticipationSerializer(many=True, read_only=True)


class PersonForStaffSerializer(PersonSerializer):
    """With their parts in what is not public yet."""

    related: ClassVar[dict[str, QuerySet[Any]]] = {
        "participations": Participant.objects.order_by("conference__date", "id")
    }


class OrganizationCountsSerializer(RecordSerializer):
    hosted = number("Conferences.", source="hosted_count")
    participants = number("Who spoke for it, once a conference.", source="participant_count")
    asked = number("Questions they asked.", source="asked_count")


class OrganizationSerializer(RecordSerializer):
    slug = serializers.SlugField(read_only=True)
    name = serializers.CharField(read_only=True)
    kind = word(OrganizationKind)
    country = TextOrNull(help_text="ISO 3166-1 alpha-2.")
    names = NameSerializer(many=True, read_only=True, help_text="In other scripts, and aliases.")
    external_ids = serializers.DictField(child=serializers.CharField(), read_only=True, help_text="By their scheme.")
    editorial = texts(EDITORIAL)
    counts = OrganizationCountsSerializer(source="*", read_only=True)


class IntroductionSerializer(RecordSerializer):
    """Words that say who somebody is. They may contradict each other; all are kept."""

    turn = serializers.UUIDField(source="turn.uid", read_only=True)
    start = number(START)
    excerpt = serializers.CharField(read_only=True)
    basis = word(Basis, help_text=BASIS)
    name = TextOrNull(help_text="The name those words give.")
    outlet = TextOrNull(help_text="The organization those words give.")


class ParticipantSerializer(RecordSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)
    conference = serializers.SlugField(source="conference.slug", read_only=True)
    role = word(Role)
    name = TextOrNull(help_text="As far as the conference tells; null for an unnamed speaker.")
    unnamed = serializers.BooleanField(read_only=True, help_text=UNNAMED)
    title = TextOrNull(help_text="Held that day.")
    person = serializers.SlugField(source="person.slug", default=None, allow_null=True, read_only=True)
    organization = ReferenceSerializer(allow_null=True, read_only=True)
    basis = word(Basis, help_text=BASIS)
    editorial = texts(EDITORIAL)
    introductions = IntroductionSerializer(many=True, read_only=True)


class AnnotationSerializer(RecordSerializer):
    """A span of the text that is not speech."""

    kind = word(AnnotationKind)
    start = number(START)
    text = serializers.CharField(source="excerpt", read_only=True, help_text="As printed.")


class TurnSummarySerializer(RecordSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)
    position = number("In the conference, from 1.")


class SpansField(serializers.ListField):
    """Half-open pairs of code points in the source text."""

    child = serializers.ListField(child=serializers.IntegerField(min_value=0), min_length=2, max_length=2)


class QuestionSummarySerializer(RecordSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)
    start = number(START)
    excerpt = serializers.CharField(read_only=True)


class AnswerSummarySerializer(RecordSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)
    question = serializers.UUIDField(source="question.uid", read_only=True)
    start = number(START + " Null: the whole turn.", allow_null=True)
    text = ExcerptOrWhole()


class TurnSerializer(RecordSerializer):
    includes: ClassVar[tuple[str, ...]] = ("questions", "answers")
    related: ClassVar[dict[str, QuerySet[Any]]] = {
        "questions": Question.objects.order_by("start"),
        "answers": Answer.objects.order_by("id"),
    }

    id = serializers.UUIDField(source="uid", read_only=True)
    conference = serializers.SlugField(source="conference.slug", read_only=True)
    position = number("In the conference, from 1.")
    kind = word(TurnKind)
    participant = ParticipantSummarySerializer(read_only=True)
    label = serializers.CharField(read_only=True, help_text="As printed.")  # type: ignore[assignment]
    delivery_note = TextOrNull(help_text="As printed, without brackets.")
    text = serializers.CharField(read_only=True, help_text="Paragraphs are parted by one line feed.")
    annotations = AnnotationSerializer(many=True, read_only=True)
    spans = SpansField(read_only=True, help_text="Where it stands in the source: [start, end) in code points.")
    basis = word(Basis, help_text="How its kind is known; `editor`: its speaker as well.")
    questions = QuestionSummarySerializer(many=True, read_only=True, help_text="Asked in this turn.")
    answers = AnswerSummarySerializer(many=True, read_only=True, help_text="What this turn answers.")


class AnswerToQuestionSerializer(RecordSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)
    turn = TurnSummarySerializer(read_only=True)
    participant = ParticipantSummarySerializer(source="turn.participant", read_only=True)
    start = number(START + " Null: the whole turn.", allow_null=True)
    text = ExcerptOrWhole(help_text="The excerpt, or the whole turn.")
    judgement = word(Judgement, allow_null=True, help_text="An editor's; null until set.")
    basis = word(Basis, help_text=BASIS)


class AddresseeSerializer(RecordSerializer):
    participant = ParticipantSummarySerializer(allow_null=True, read_only=True, help_text="Null: the words fit nobody.")
    words = TextOrNull(help_text="By which they were called.")
    basis = word(Basis, help_text=BASIS)
    response = WorkedOut(word(Response), help_text="What the question got from them.")
    answered_in_place_by = WorkedOut(
        ParticipantSummarySerializer(many=True),
        help_text="Who answered although the question was not put to them, where this addressee did not.",
    )


class QuestionSerializer(RecordSerializer):
    includes: ClassVar[tuple[str, ...]] = ("asking_turn",)
    related: ClassVar[dict[str, QuerySet[Any]]] = {
        "addressees": Addressee.objects.order_by("position"),
        "answers": Answer.objects.order_by("turn__position", "id"),
    }
    worked_out_of: ClassVar[dict[str, tuple[str, ...]]] = {"addressees": ("answers",)}

    @staticmethod
    def work_out(answer: dict[str, Any]) -> None:
        """What the question got from each addressee, by the rule of `records.response_of`."""
        if "addressees" not in answer:
            return
        by = {each["participant"]["id"]: each["participant"] for each in answer["answers"]}
        called = [AddresseeRecord(participant=(each["participant"] or {}).get("id")) for each in answer["addressees"]]
        asked = {each.participant for each in called}
        in_place = [participant for key, participant in by.items() if key not in asked]
        for addressee, mine in zip(answer["addressees"], called, strict=True):
            addressee["response"] = response_of(mine, called, by)
            addressee["answered_in_place_by"] = [] if mine.participant in by else in_place

    id = serializers.UUIDField(source="uid", read_only=True)
    conference = serializers.SlugField(source="conference.slug", read_only=True)
    turn = TurnSummarySerializer(read_only=True)
    start = number(START)
    excerpt = serializers.CharField(read_only=True, help_text="Exactly what is asked.")
    asker = ParticipantSummarySerializer(source="turn.participant", read_only=True)
    basis = word(Basis, help_text="How it is known to ask.")
    open = serializers.BooleanField(read_only=True, help_text=OPEN)
    addressees = AddresseeSerializer(many=True, read_only=True, help_text="Whom it was put to.")
    answers = AnswerToQuestionSerializer(many=True, read_only=True)
    asking_turn = TurnSerializer(source="turn", read_only=True, help_text="The whole turn.")


class AskedQuestionSerializer(RecordSerializer):
    id = serializers.UUIDField(source="uid", read_only=True)
    turn = TurnSummarySerializer(read_only=True)
    excerpt = serializers.CharField(read_only=True)


class AnswerSerializer(RecordSerializer):
    includes: ClassVar[tuple[str, ...]] = ("answering_turn",)

    id = serializers.UUIDField(source="uid", read_only=True)
    conference = serializers.SlugField(source="conference.slug", read_only=True)
    question = AskedQuestionSerializer(read_only=True)
    turn = TurnSummarySerializer(read_only=True)
    participant = ParticipantSummarySerializer(source="turn.participant", read_only=True)
    start = number(START + " Null: the whole turn.", allow_null=True)
    text = ExcerptOrWhole(help_text="The excerpt, or the whole turn.")
    judgement = word(Judgement, allow_null=True, help_text="An editor's; null until set.")
    basis = word(Basis, help_text=BASIS)
    answering_turn = TurnSerializer(source="turn", read_only=True, help_text="The whole turn.")


class ProblemErrorSerializer(serializers.Serializer[Any]):
    parameter = serializers.CharField(required=False, help_text="The query parameter that is wrong.")
    pointer = serializers.CharField(required=False, help_text="The field that is wrong (RFC 6901).")
    resource = serializers.URLField(required=False, help_text="The resource that lacks something.")
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ProblemErrorSerializer(many=True)  # type: ignore[assignment]
    instance = serializers.CharField(required=False, help_text="Of a 5xx: what to quote to us.")


def problems(meanings: dict[int, str]) -> dict[Any, OpenApiResponse]:
    """For the OpenAPI document: what each status means that an address answers with a problem."""
    return {(status, PROBLEM_JSON): OpenApiResponse(ProblemSerializer, meaning) for status, meaning in meanings.items()}
