"""The resources: each picks a queryset, a serializer, its filters and its orderings."""

import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from core import publishing
from core.api import files, filters, serializers, whole_lists
from core.api.errors import NotThere, refuse_many
from core.api.pagination import Key, KeysetPagination, Orderings, by_way, ordered, ordering_of
from core.api.parameters import chosen, refuse_unknown
from core.api.renderers import ProblemRenderer, RecordRenderer
from core.api.representing import Representation, representing
from core.api.staff import StaffMay
from core.api.summaries import Summaries
from core.api.transcript_serializers import TranscriptSerializer
from core.api.validators import etag_of
from core.models import (
    Answer,
    Conference,
    Organization,
    Participant,
    Person,
    Question,
    Revision,
    SourceText,
    Turn,
)
from core.models.base import sees_drafts
from core.vocabulary import Status


class RecordViewSet(viewsets.ReadOnlyModelViewSet[Any]):
    """A list and its details, of what the reader may see, with strict parameters."""

    pagination_class = KeysetPagination
    filters: ClassVar[type[filters.RecordFilterSet]]
    orderings: Orderings
    queryset: Any
    serializer_class: Any  # a RecordSerializer
    noun: ClassVar[str]
    key: ClassVar[str] = "id"  # as the public calls what `lookup_field` is called here
    # Columns that tell two states of a row apart which its answer does not show.
    validated_by: ClassVar[tuple[str, ...]] = ()
    # For the OpenAPI document: what further actions are called, and what can go wrong besides the usual.
    summaries: ClassVar[dict[str, str]] = {}
    problems: ClassVar[dict[int, tuple[str, str]]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action not in {None, "metadata"}:  # another method is what is wrong, or nothing
            refuse_unknown(request.query_params, self.parameters())

    def parameters(self) -> list[str]:
        """The query parameters of this action."""
        if self.action not in {"list", "retrieve", "whole_list"}:
            return []
        trimming = ["fields", *(["include"] if self.serializer_class.includes else [])]
        if self.action == "retrieve":
            return trimming
        if self.action == "whole_list":
            return [*self.filters.base_filters, "ordering", *trimming]
        return [*self.filters.base_filters, *KeysetPagination.parameters, *trimming]

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        representation = self.representation()
        pages: Any = self.paginator
        rows = self.filter_queryset(self.visible(representation))
        page = pages.page_of(representation, rows, request, self.orderings)
        return self.get_paginated_response(page)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        representation = self.representation()
        value = self.kwargs[self.lookup_url_kwarg or self.lookup_field]
        row = self.visible(representation).filter(**{self.lookup_field: value})[:1]
        found = representation.rows(row, *self.validated_by)
        if not found:
            raise NotThere(self.noun, self.key, value)
        ((document, further),) = found
        # Who may write gets what a write must bring as `If-Match`: it tells of the answer without parameters.
        staff = self.reader is not None and not request.query_params
        return Response(document, headers={"ETag": etag_of([document, *further])} if staff else None)

    @property
    def reader(self) -> Any:
        """Who has signed in; None: the public."""
        return self.request.user

    @extend_schema(responses=whole_lists.RESPONSES, parameters=[whole_lists.SUFFIX])
    def whole_list(self, request: Request, suffix: str) -> HttpResponseBase:
        """Every row that the list with these parameters has, on all of its pages, as a file that streams."""
        refuse_many(request)
        representation = self.representation()
        # Files are of what is public, whoever asks.
        queryset: Any = self.get_queryset()
        published = queryset.published()
        rows = self.filter_queryset(published.with_counts() if representation.counts else published)
        keys = self.orderings[ordering_of(request.query_params, self.orderings)]
        nouns = str(self.queryset.model._meta.verbose_name_plural)
        head = request.method == "HEAD"
        return whole_lists.whole_list(
            nouns, suffix, self.serializer_class, representation, rows, keys, only_headers=head
        )

    def representation(self) -> Representation | Summaries:
        """What makes the answer of a row, with the keys that `fields` and `include` ask for."""
        includes = self.serializer_class.includes
        query = self.request.query_params
        plain = [name for name in self.serializer_class._declared_fields if name not in includes]
        only = chosen(query, "fields", plain)
        return representing(
            self.serializer_for(self.reader),
            self.queryset.model,
            frozenset(chosen(query, "include", includes) or ()),
            None if only is None else frozenset(only),
            of_drafts=sees_drafts(self.reader),
        )

    def serializer_for(self, reader: Any) -> Any:
        return self.serializer_class

    def visible(self, representation: Representation | Summaries) -> QuerySet[Any]:
        """The rows that the reader may see, with the counts of each where they are shown."""
        queryset: Any = self.get_queryset()
        queryset = queryset.visible_to(self.reader)
        return queryset.with_counts() if representation.counts else queryset

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.filters(self.request.query_params, queryset, self.reader)
        found = asked.checked()
        if isinstance(asked, filters.OfConferences) and asked.way:
            self.orderings = by_way(self.orderings, filters.BY_WAY)
        return found

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        if isinstance(final, Response) and final.status_code < 400:
            final.content_type = "application/json"  # also when problem documents were asked for
        return final


class CitableViewSet(RecordViewSet):
    """What can be cited: as it stands in the newest revision of its conference."""

    citable: ClassVar[str]  # from a revision to the rows of this noun

    @extend_schema(responses=files.responses(files.CITATIONS), parameters=[files.suffix_parameter(files.CITATIONS)])
    def citation(self, request: Request, suffix: str, **kwargs: Any) -> HttpResponseBase:
        """How to cite this: pinned to the newest revision, which says the same for ever."""
        form = files.found(files.CITATIONS, suffix)
        value = kwargs[self.lookup_url_kwarg or self.lookup_field]
        newest = Revision.objects.published().newest().filter(**{self.citable: value})
        part = None if self.lookup_field == "slug" else value
        if (file := files.file_of(newest, form, suffix, request, part)) is None:
            raise NotThere(self.noun, self.key, value)
        return file


def of_conference(*keys: Key) -> Orderings:
    """Conferences in the order in which they were added or the other way round; within each, the transcript's."""
    return {
        "conference": (Key("conference_id"), *keys),
        "-conference": (Key("conference_id", descending=True), *keys),
    }


def conferences_by(day: str) -> Orderings:
    """The orderings of conferences, of which `day` is the column with their dates."""
    return {
        **dict(reversed(ordered("date", Key(day, datetime.date), Key("id")).items())),
        **ordered("title", Key("title", str), Key("id")),
    }


# A draft may have no date; then it comes as if held last.
WITH_DRAFTS = conferences_by("dated")


class ConferenceViewSet(CitableViewSet):
    """Press conferences."""

    queryset = Conference.objects.all()
    serializer_class = serializers.ConferenceSerializer
    filters = filters.ConferenceFilters
    orderings = conferences_by("date")
    noun = "conference"
    key = "slug"
    summaries = {
        "citation": "How to cite a conference",
        "transcript": "The whole record of a conference",
        "transcript_file": "The whole record of a conference as a file",
        "transcript_txt": "The source of a conference, to the byte",
    }
    problems = {403: ("Signed in, but not among the staff who may see this.", StaffMay.message)}
    validated_by = ("version",)  # by every write to any part of its record
    lookup_field = "slug"
    lookup_value_converter = "slug"

    def representation(self) -> Representation | Summaries:
        rows = super().representation()
        # What the public reads is stored; what staff see beyond it is not.
        return rows if rows.including or sees_drafts(self.reader) else Summaries(rows.only)

    def visible(self, representation: Representation | Summaries) -> QuerySet[Any]:
        queryset = super().visible(representation)
        if not sees_drafts(self.reader):
            return queryset
        self.orderings = WITH_DRAFTS
        return queryset.annotate(dated=Coalesce("date", datetime.date.max))

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        found = super().filter_queryset(queryset)
        if self.request.query_params.get("status", Status.PUBLISHED) != Status.PUBLISHED:
            if self.reader is None:
                raise NotAuthenticated
            if not sees_drafts(self.reader):
                raise PermissionDenied(StaffMay.message)
        return found

    citable = "conference__slug"

    @extend_schema(responses={(200, "application/json"): TranscriptSerializer, **files.responses(files.TRANSCRIPTS)})
    @action(detail=True, renderer_classes=[RecordRenderer, ProblemRenderer, *files.RENDERERS])
    def transcript(self, request: Request, slug: str) -> HttpResponseBase:
        """The whole record of a conference in one answer: participants, turns, questions, addressees, answers.

        Stored when it was last revised, and answered as it stands; by `Accept`, in one of the formats of files. Staff
        get of a draft what would be published now.
        """
        suffix = request.accepted_renderer.format
        if suffix in files.TRANSCRIPTS:
            return self.transcript_file(request, suffix, slug=slug)
        newest = Revision.objects.published().newest().filter(conference__slug=slug)
        document = newest.values_list("document", "sha256").first()
        if document is None:
            return HttpResponse(publishing.preview(self._draft(slug)), content_type="application/json")
        return HttpResponse(document[0], content_type="application/json", headers={"ETag": f'"{document[1]}"'})

    def _draft(self, slug: str) -> Conference:
        """Raises NotThere when nobody has written such a conference, or the reader may not know."""
        drafts = Conference.objects.filter(slug=slug, source_text__isnull=False)
        found: Conference | None = drafts.first() if sees_drafts(self.reader) else None
        if found is None:
            raise NotThere(self.noun, "slug", slug)
        return found

    @extend_schema(
        operation_id="conferences_transcript_file",
        responses=files.responses(files.TRANSCRIPTS),
        parameters=[files.suffix_parameter(files.TRANSCRIPTS)],
    )
    def transcript_file(self, request: Request, suffix: str, **kwargs: Any) -> HttpResponseBase:
        """The whole record of a conference as a file, in the format that the suffix names."""
        form = files.found(files.TRANSCRIPTS, suffix, "txt")
        newest = Revision.objects.published().newest().filter(conference__slug=kwargs["slug"])
        if (file := files.file_of(newest, form, suffix, request)) is None:
            raise NotThere(self.noun, "slug", kwargs["slug"])
        return file

    @extend_schema(
        operation_id="conferences_transcript_txt",
        responses={(200, "text/plain"): OpenApiResponse(str, description="The bytes as they were published.")},
    )
    def transcript_txt(self, request: Request, slug: str) -> HttpResponseBase:
        """The source of a conference as it came, to the byte; of one that came as HTML or Word, what it says."""
        visible = Conference.objects.visible_to(self.reader)
        source = SourceText.objects.filter(conference__in=visible, conference__slug=slug).first()
        if source is None:
            raise NotThere(self.noun, "slug", slug)
        return HttpResponse(
            source.content,
            content_type=f"text/plain; charset={source.encoding}",
            headers={"ETag": f'"{source.sha256}"', "Content-Disposition": f'inline; filename="{slug}.txt"'},
        )


class PersonViewSet(RecordViewSet):
    """People, whichever conferences they took part in."""

    queryset = Person.objects.all()
    serializer_class = serializers.PersonSerializer
    filters = filters.PersonFilters
    orderings = {
        **ordered("sort_name", Key("sort_name", str), Key("id")),
        **ordered("name", Key("name", str), Key("id")),
    }
    noun = "person"
    key = "slug"
    lookup_field = "slug"
    lookup_value_converter = "slug"

    def serializer_for(self, reader: Any) -> Any:
        return serializers.PersonForStaffSerializer if sees_drafts(reader) else self.serializer_class


class OrganizationViewSet(RecordViewSet):
    """Governments, ministries, media outlets, international bodies."""

    queryset = Organization.objects.all()
    serializer_class = serializers.OrganizationSerializer
    filters = filters.OrganizationFilters
    orderings = ordered("name", Key("name", str), Key("id"))
    noun = "organization"
    key = "slug"
    lookup_field = "slug"
    lookup_value_converter = "slug"


class ParticipantViewSet(RecordViewSet):
    """Who took part in which conference, and as what."""

    queryset = Participant.objects.all()
    serializer_class = serializers.ParticipantSerializer
    filters = filters.ParticipantFilters
    orderings = of_conference(Key("id"))
    noun = "participant"
    lookup_field = "uid"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"


class TurnViewSet(CitableViewSet):
    """What was said, a speaker at a time."""

    queryset = Turn.objects.all()
    serializer_class = serializers.TurnSerializer
    filters = filters.TurnFilters
    orderings = of_conference(Key("position"))
    noun = "turn"
    summaries = {"citation": "How to cite a turn"}
    citable = "conference__turns__uid"
    lookup_field = "uid"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"


class QuestionViewSet(CitableViewSet):
    """What was asked, of whom, and what it got."""

    queryset = Question.objects.all()
    serializer_class = serializers.QuestionSerializer
    filters = filters.QuestionFilters
    orderings = of_conference(Key("turn__position"), Key("start"))
    noun = "question"
    summaries = {"citation": "How to cite a question"}
    citable = "conference__questions__uid"
    lookup_field = "uid"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"


class AnswerViewSet(CitableViewSet):
    """What was answered, to which question, by whom."""

    queryset = Answer.objects.all()
    serializer_class = serializers.AnswerSerializer
    filters = filters.AnswerFilters
    orderings = of_conference(Key("turn__position"), Key("id"))
    noun = "answer"
    summaries = {"citation": "How to cite an answer"}
    citable = "conference__answers__uid"
    lookup_field = "uid"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"
