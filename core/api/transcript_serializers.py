"""The shape of the transcript document, for the OpenAPI document: the transcript itself is stored, not built."""

from typing import ClassVar

from rest_framework import serializers

from core.api.serializers import (
    BASIS,
    EDITORIAL,
    OPEN,
    START,
    UNNAMED,
    AnnotationSerializer,
    ConferenceSerializer,
    IntroductionSerializer,
    NameSerializer,
    RecordSerializer,
    SpansField,
    TextOrNull,
    number,
    texts,
    word,
)
from core.vocabulary import Basis, Judgement, OrganizationKind, PartKind, Response, Role, TurnKind


class TranscriptConferenceSerializer(ConferenceSerializer):
    """As on its own, without what `include` can add."""

    participants = None  # type: ignore[assignment]
    includes: ClassVar[tuple[str, ...]] = ()


class TranscriptOrganizationSerializer(RecordSerializer):
    slug = serializers.SlugField(read_only=True)
    name = serializers.CharField(read_only=True)
    kind = word(OrganizationKind)
    country = TextOrNull(help_text="ISO 3166-1 alpha-2.")
    names = NameSerializer(many=True, read_only=True)
    external_ids = serializers.DictField(child=serializers.CharField(), read_only=True)
    editorial = texts(EDITORIAL)


class TranscriptPersonSerializer(RecordSerializer):
    slug = serializers.SlugField(read_only=True)
    name = serializers.CharField(read_only=True)
    sort_name = serializers.CharField(read_only=True)
    country = TextOrNull(help_text="ISO 3166-1 alpha-2.")
    names = NameSerializer(many=True, read_only=True)
    external_ids = serializers.DictField(child=serializers.CharField(), read_only=True)
    editorial = texts(EDITORIAL)


class TranscriptParticipantSerializer(RecordSerializer):
    id = serializers.UUIDField(read_only=True)
    role = word(Role)
    name = TextOrNull(help_text="Null for an unnamed speaker.")
    unnamed = serializers.BooleanField(read_only=True, help_text=UNNAMED)
    title = TextOrNull(help_text="Held that day.")
    person = serializers.SlugField(allow_null=True, read_only=True, help_text="Slug, in `people`.")
    organization = serializers.SlugField(allow_null=True, read_only=True, help_text="Slug, in `organizations`.")
    basis = word(Basis, help_text=BASIS)
    editorial = texts(EDITORIAL)
    introductions = IntroductionSerializer(many=True, read_only=True)


class TranscriptTurnSerializer(RecordSerializer):
    id = serializers.UUIDField(read_only=True)
    position = number("From 1.")
    kind = word(TurnKind)
    participant = serializers.UUIDField(read_only=True, help_text="In `participants`.")
    label = serializers.CharField(read_only=True, help_text="As printed.")  # type: ignore[assignment]
    delivery_note = TextOrNull(help_text="As printed, without brackets.")
    text = serializers.CharField(read_only=True, help_text="Paragraphs are parted by one line feed.")
    annotations = AnnotationSerializer(many=True, read_only=True)
    spans = SpansField(read_only=True, help_text="Where it stands in the source: [start, end) in code points.")
    basis = word(Basis, help_text="How its kind is known; `editor`: its speaker as well.")


class TranscriptAddresseeSerializer(RecordSerializer):
    participant = serializers.UUIDField(allow_null=True, read_only=True, help_text="Null: the words fit nobody.")
    words = TextOrNull(help_text="By which they were called.")
    basis = word(Basis, help_text=BASIS)
    response = word(Response)
    answered_in_place_by = serializers.ListField(
        child=serializers.UUIDField(),
        read_only=True,
        help_text="Who answered although the question was not put to them, where this addressee did not.",
    )


class TranscriptAnswerSerializer(RecordSerializer):
    id = serializers.UUIDField(read_only=True)
    turn = serializers.UUIDField(read_only=True, help_text="In `turns`.")
    participant = serializers.UUIDField(read_only=True, help_text="In `participants`.")
    start = number(START + " Null: the whole turn.", allow_null=True)
    excerpt = TextOrNull(help_text="Null: the whole turn.")
    judgement = word(Judgement, allow_null=True, help_text="An editor's; null until set.")
    basis = word(Basis, help_text=BASIS)


class TranscriptQuestionSerializer(RecordSerializer):
    id = serializers.UUIDField(read_only=True)
    turn = serializers.UUIDField(read_only=True, help_text="In `turns`.")
    start = number(START)
    excerpt = serializers.CharField(read_only=True, help_text="Exactly what is asked.")
    asker = serializers.UUIDField(read_only=True, help_text="In `participants`.")
    basis = word(Basis, help_text="How it is known to ask.")
    open = serializers.BooleanField(read_only=True, help_text=OPEN)
    addressees = TranscriptAddresseeSerializer(many=True, read_only=True)
    answers = TranscriptAnswerSerializer(many=True, read_only=True)


class SourcePartSerializer(RecordSerializer):
    """A part of the source that is nobody's speech."""

    kind = word(PartKind)
    start = number("In the source text, in code points from 0.")
    end = number("Half-open.")


class TranscriptSerializer(RecordSerializer):
    """The whole record of a conference; everything in it points at the rest by id."""

    conference = TranscriptConferenceSerializer(read_only=True)
    revision = number("The newest, from 1.")
    revised_at = serializers.DateTimeField(read_only=True)
    organizations = TranscriptOrganizationSerializer(many=True, read_only=True)
    people = TranscriptPersonSerializer(many=True, read_only=True)
    participants = TranscriptParticipantSerializer(many=True, read_only=True)
    turns = TranscriptTurnSerializer(many=True, read_only=True)
    questions = TranscriptQuestionSerializer(many=True, read_only=True)
    source_parts = SourcePartSerializer(
        many=True, read_only=True, help_text="With the turns' spans, these tile the source."
    )
