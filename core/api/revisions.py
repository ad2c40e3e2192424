"""Revisions: what a conference said when, and what is different between two."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import files
from core.api.errors import BadParameters, NotThere
from core.api.filters import RecordFilterSet
from core.api.pagination import Key, Orderings, ordered
from core.api.representing import Representation
from core.api.serializers import RecordSerializer, TextOrNull, number
from core.api.summaries import Summaries
from core.api.transcript_serializers import TranscriptSerializer
from core.api.views import RecordViewSet
from core.comparing import compare
from core.models import Change, Conference, Revision
from core.vocabulary import ChangeAction, ChangeNoun, Status

LARGEST_NUMBER = 2_147_483_647
NUMBERS = {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER}
NUMBER = OpenApiParameter("number", NUMBERS, "path", description="Of a revision, from 1.")


class GoneError(APIException):
    """What was public and is so no longer."""

    status_code = 410

    def __init__(self, what: str, how: str, at: datetime.datetime) -> None:
        super().__init__(f"{what} was {how} on {at.astimezone(datetime.UTC):%Y-%m-%d at %H:%M:%S} UTC.")


class RevisionSerializer(RecordSerializer):
    """The whole record of a conference as it stood after one change."""

    conference = serializers.SlugField(source="conference.slug", read_only=True)
    number = serializers.IntegerField(read_only=True, min_value=1, help_text="In the conference, from 1.")
    made_at = serializers.DateTimeField(read_only=True)
    note = TextOrNull(help_text="Why it was made, where somebody said so.")
    sha256 = serializers.CharField(read_only=True, help_text="Of the revision as this service gives it, hexadecimal.")


class PieceSerializer(RecordSerializer):
    """A stretch of text that both revisions have, or only one."""

    op = serializers.ChoiceField(choices=["equal", "insert", "delete"], read_only=True)
    text = serializers.CharField(read_only=True)


class DifferingFieldSerializer(RecordSerializer):
    before = serializers.JSONField(allow_null=True, read_only=True)
    after = serializers.JSONField(allow_null=True, read_only=True)
    words = PieceSerializer(
        many=True,
        read_only=True,
        required=False,
        help_text="Of texts. All pieces but the inserted make the text before, all but the deleted the text after.",
    )


class DifferingPartSerializer(RecordSerializer):
    """A part that only one of the revisions has, or that they tell differently."""

    id = serializers.UUIDField(read_only=True)
    change = serializers.ChoiceField(choices=["created", "changed", "deleted"], read_only=True)
    # REST framework takes declared fields out of the class: this hides nothing.
    fields = serializers.DictField(child=DifferingFieldSerializer(), read_only=True)  # type: ignore[assignment]
    part = serializers.DictField(
        allow_null=True, read_only=True, help_text="Whole, as in the transcript, where only one of them has it."
    )


class DifferingNameSerializer(DifferingPartSerializer):
    """The same of a person or an organization."""

    id = None  # type: ignore[assignment]
    slug = serializers.SlugField(read_only=True)


class DifferenceSerializer(RecordSerializer):
    """What is different between two revisions; lists are empty where nothing is."""

    before = number("The earlier revision.")
    after = number("The later revision.")
    conference = serializers.DictField(child=DifferingFieldSerializer(), read_only=True)
    organizations = DifferingNameSerializer(many=True, read_only=True)
    people = DifferingNameSerializer(many=True, read_only=True)
    participants = DifferingPartSerializer(many=True, read_only=True)
    turns = DifferingPartSerializer(many=True, read_only=True)
    questions = DifferingPartSerializer(many=True, read_only=True)
    answers = DifferingPartSerializer(many=True, read_only=True)


class RevisionFilters(RecordFilterSet):
    """None: the revisions of one conference are few."""


class RevisionViewSet(RecordViewSet):
    """What a conference said when."""

    queryset = Revision.objects.all()
    serializer_class = RevisionSerializer
    filters = RevisionFilters
    orderings: Orderings = dict(reversed(ordered("number", Key("number")).items()))
    noun = "revision"
    key = "number"
    lookup_field = "number"
    lookup_value_converter = "int"
    summaries = {
        "list": "List the revisions of a conference",
        "difference": "What is different between two revisions",
        "citation": "How to cite a revision",
        "transcript_file": "A revision as a file",
    }
    problems = {
        410: (
            "It was public, and was withdrawn or deleted.",
            "Revision 1 of 'atlantis-1969' was withdrawn on 2024-08-01 at 09:30:00 UTC.",
        ),
    }

    def get_queryset(self) -> QuerySet[Any]:
        return Revision.objects.published().filter(conference__slug=self.kwargs["slug"])

    def visible(self, representation: Representation | Summaries) -> QuerySet[Any]:
        """What was public: drafts have no revisions, and staff read withdrawn ones in the admin."""
        return self.get_queryset()

    def parameters(self) -> list[str]:
        if self.action == "list":
            return [each for each in super().parameters() if each != "include"]
        return ["since"] if self.action == "difference" else []

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The revisions of a conference, the newest first. 410 once the conference was withdrawn or deleted."""
        answer = super().list(request, *args, **kwargs)
        if not answer.data["results"]:
            self._raise_why_there_are_none()
        return answer

    @extend_schema(responses=TranscriptSerializer, parameters=[NUMBER])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """The whole record of a conference as it stood: what a citation of this revision saw, to the byte. 410 once
        it was withdrawn."""
        document, sha256 = self._document(self.kwargs["number"])
        return HttpResponse(document, content_type="application/json", headers={"ETag": f'"{sha256}"'})

    @extend_schema(
        operation_id="conferences_revisions_file",
        responses=files.responses(files.TRANSCRIPTS),
        parameters=[NUMBER, files.suffix_parameter(files.TRANSCRIPTS)],
    )
    def transcript_file(self, request: Request, suffix: str, **kwargs: Any) -> HttpResponseBase:
        """A revision as a file, in the format that the suffix names. 410 once it was withdrawn."""
        return self._file(files.TRANSCRIPTS, suffix)

    @extend_schema(
        responses=files.responses(files.CITATIONS), parameters=[NUMBER, files.suffix_parameter(files.CITATIONS)]
    )
    def citation(self, request: Request, suffix: str, **kwargs: Any) -> HttpResponseBase:
        """How to cite this revision. 410 once it was withdrawn."""
        return self._file(files.CITATIONS, suffix)

    @extend_schema(
        responses=DifferenceSerializer,
        parameters=[
            NUMBER,
            OpenApiParameter("since", NUMBERS, description="The earlier revision; without it, the one before."),
        ],
    )
    def difference(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What is different since an earlier revision, part by part, in texts word by word."""
        after = self.kwargs["number"]
        text = self._document(after)[0]
        before = self._since(after)
        earlier = text if before == after else self._document(before)[0]
        found = {"before": before, "after": after, **compare(json.loads(earlier), json.loads(text))}
        return Response(found)

    def _file(self, formats: Mapping[str, files.Format], suffix: str) -> HttpResponseBase:
        form, number = files.found(formats, suffix), self.kwargs["number"]
        if number > LARGEST_NUMBER:
            raise NotThere("revision of this conference", "number", number)
        file = files.file_of(self.get_queryset().filter(number=number), form, suffix, self.request)
        if file is None:
            self._document(number)  # says why there is none
            raise NotThere("revision of this conference", "number", number)
        return file

    def _since(self, after: int) -> int:
        text = self.request.query_params.get("since", str(max(after - 1, 1)))
        if not (text.isascii() and text.isdigit() and len(text) <= 10 and 1 <= int(text) <= LARGEST_NUMBER):
            raise BadParameters({"since": [f"{text[:80]!r} is not the number of a revision."]})
        if int(text) > after:
            raise NotThere(f"revision before {after}", "number", int(text))
        return int(text)

    def _document(self, number: int) -> tuple[str, str]:
        """The text of a revision and its hash: one query. Raises NotThere and GoneError."""
        if number <= LARGEST_NUMBER:
            rows = self.get_queryset().filter(number=number)
            found: tuple[str, str] | None = rows.values_list("document", "sha256").first()
            if found is not None:
                return found
            withdrawn = Revision.objects.filter(conference__slug=self.kwargs["slug"], number=number)
            at = withdrawn.exclude(withdrawn_at=None).values_list("withdrawn_at", flat=True).first()
            if at is not None:
                raise GoneError(f"Revision {number} of {self.kwargs['slug']!r}", "withdrawn", at)
        self._raise_why_there_are_none()
        raise NotThere("revision of this conference", "number", number)

    def _raise_why_there_are_none(self) -> None:
        """Raises GoneError when the conference was public once, NotThere when it never was. Says nothing when it is."""
        slug = self.kwargs["slug"]
        if Conference.objects.published().filter(slug=slug).exists():
            return
        newest = Change.objects.filter(noun=ChangeNoun.CONFERENCE, slug=slug).order_by("-number").first()
        if newest is None or newest.action == ChangeAction.MERGED:  # what was renamed redirects
            raise NotThere("conference", "slug", slug)
        raise GoneError(
            f"The conference {slug!r}",
            "deleted" if newest.action == ChangeAction.DELETED else Status.WITHDRAWN.value,
            newest.made_at,
        )
