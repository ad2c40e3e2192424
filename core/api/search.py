"""GET /api/v1/search/: full text over turns."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from core import search
from core.api.errors import BadParameters
from core.api.fields import WorkedOut
from core.api.filters import DAYS, SearchFilters
from core.api.parameters import chosen, refuse_unknown
from core.api.representing import representing
from core.api.schema import examples
from core.api.serializers import ParticipantSummarySerializer, RecordSerializer, problems, word
from core.models import Conference, Participant, Turn
from core.vocabulary import TurnKind

LONGEST_QUERY = 200
PAGE_SIZE, LARGEST_PAGE_SIZE = 25, 100
QUERY = {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY, "pattern": "^[^\\u0000]+$"}
HOW_TO_ASK = (
    "Words, all of which must occur, in any of their forms: `negotiate` finds “negotiations”, `elan` finds “élan”."
    ' `"..."`: words that follow each other. `negotiat*`: the beginning of a word, of three letters or more.'
    ' `-word` and `-"..."`: must not occur. `OR` between two: one of them. Chinese, Japanese and Korean are'
    " found within any word. Whatever else is typed parts words."
)
EVERY_FACET = "true"


class PassageSerializer(serializers.Serializer[Any]):
    """The part of the turn's text in which most of what was looked for stands. All in code points."""

    start = serializers.IntegerField(min_value=0, help_text="Where it begins in the turn's text.")
    text = serializers.CharField()
    marks = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(min_value=0), min_length=2, max_length=2),
        help_text="What was looked for: ranges [start, end) of `text`.",
    )
    html = serializers.CharField(help_text="The same, escaped, with what was looked for in <mark>.")


class SearchedConferenceSerializer(RecordSerializer):
    slug = serializers.SlugField(read_only=True)
    title = serializers.CharField(read_only=True)
    date = serializers.DateField(read_only=True)


class HitSerializer(RecordSerializer):
    """A turn that was found."""

    id = serializers.UUIDField(source="uid", read_only=True)
    conference = SearchedConferenceSerializer(read_only=True)
    position = serializers.IntegerField(read_only=True, min_value=0, help_text="In the conference, from 1.")
    kind = word(TurnKind)
    participant = ParticipantSummarySerializer(read_only=True)
    label = serializers.CharField(read_only=True, help_text="As printed.")  # type: ignore[assignment]
    passage = WorkedOut(PassageSerializer(), help_text="To show.")


class FacetValueSerializer(serializers.Serializer[Any]):
    value = serializers.CharField(help_text="What to give to the filter; a year: to `date_after` and `date_before`.")
    name = serializers.CharField(help_text="What to show.")
    count = serializers.IntegerField(min_value=1)


class ResultsSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last.")
    previous = serializers.URLField(allow_null=True, help_text="The page before; null on the first.")
    page = serializers.IntegerField(min_value=1)
    count = serializers.IntegerField(min_value=0, max_value=search.LIMIT, help_text="Of all pages.")
    exact = serializers.BooleanField(
        help_text=(
            f"Whether `count` is all there is, and all is ranked. False: there are more than these {search.LIMIT:,},"
            " and ordering, pages and facets are of the newest of them, those that were added last."
        )
    )
    notice = serializers.CharField(
        allow_null=True, help_text="Why nothing could be looked for: there is no word in `q`. Null when there is."
    )
    facets = serializers.DictField(
        child=FacetValueSerializer(many=True),
        allow_null=True,
        help_text="By name, the ten most frequent values; null unless asked for.",
    )
    results = HitSerializer(many=True)


def _filter_parameters() -> list[OpenApiParameter]:
    return [
        OpenApiParameter(name, each.schema, description=each.label) for name, each in SearchFilters.base_filters.items()
    ]


@extend_schema(tags=["search"])
class SearchView(APIView):
    """Full text over turns."""

    own_parameters = ("q", "page", "page_size", "ordering", "facets")

    @extend_schema(
        operation_id="search_list",
        summary="Search what was said",
        parameters=[
            OpenApiParameter("q", QUERY, required=True, description=HOW_TO_ASK),
            OpenApiParameter(
                "page",
                {"type": "integer", "minimum": 1, "maximum": search.LIMIT, "default": 1},
                description="Which page, from 1.",
            ),
            OpenApiParameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE_SIZE, "default": PAGE_SIZE},
                description="How many a page holds.",
            ),
            OpenApiParameter(
                "ordering", str, enum=list(search.ORDERINGS), default="relevance", description="What comes first."
            ),
            OpenApiParameter(
                "facets",
                {
                    "type": "array",
                    "items": {"type": "string", "enum": [EVERY_FACET, *search.FACETS]},
                    "minItems": 1,
                    "uniqueItems": True,
                },
                explode=False,
                description="Also count these values among what was found, separated by commas; `true`: all.",
            ),
            *_filter_parameters(),
            OpenApiParameter(
                "If-None-Match",
                str,
                "header",
                description="The `ETag` of an earlier answer; 304 when this one would be the same.",
            ),
        ],
        responses={
            200: ResultsSerializer,
            **problems(
                {
                    400: "A parameter or a value that is not possible; says what would be.",
                    404: "There is no such page, or what a filter names is not public.",
                    405: "Another method than those of this address.",
                    406: "The format that was asked for is not to be had.",
                }
            ),
        },
        examples=[OpenApiExample("A phrase in the Tokyo record", examples().get("search_list"), response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """The turns in which the words of `q` stand, the most relevant first, each with the passage to show.

        A rare word is looked for everywhere. Of one that is found more than a thousand times, the newest thousand
        are counted, ranked and paged, and `exact` is false.
        """
        query = request.query_params
        refuse_unknown(query, [*self.own_parameters, *SearchFilters.base_filters])
        size = _whole(request, "page_size", PAGE_SIZE, LARGEST_PAGE_SIZE)
        page = _whole(request, "page", 1, search.LIMIT)
        ordering = query.get("ordering", "relevance")
        if ordering not in search.ORDERINGS:
            possible = ", ".join(search.ORDERINGS)
            raise BadParameters({"ordering": [f"{ordering[:80]!r} is not an ordering. Possible: {possible}."]})
        facets = chosen(query, "facets", [EVERY_FACET, *search.FACETS])
        if facets and EVERY_FACET in facets:
            facets = list(search.FACETS)
        filters = SearchFilters(query, Turn.objects.published())
        among = filters.checked()
        try:
            asked, notice = search.read(_asked(request)), None
            results = search.search(
                asked, among, page=page, size=size, ordering=ordering, facets=facets or (), known=_known(filters)
            )
        except search.NothingToFindError as error:
            notice, results = str(error), search.nothing(facets or ())
        if page > 1 and not results.hits:
            raise NotFound(f"This search has no page {page}.")
        links = {
            "next": _page(request, page + 1) if page * size < results.total else None,
            "previous": _page(request, page - 1) if page > 1 else None,
        }
        header = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
        return Response(
            {
                **links,
                "page": page,
                "count": results.total,
                "exact": results.is_exact,
                "notice": notice,
                "facets": None if facets is None else _facets(results),
                "results": _hits(results),
            },
            headers={"Link": header} if header else None,
        )


def _known(filters: SearchFilters) -> search.Known:
    """What filters that were checked say of every turn they let through."""
    given = {name: value for name, value in filters.form.cleaned_data.items() if value}
    participants = {name: given[name] for name in ("person", "organization", "role") if name in given}
    conferences = {column: given[name] for name, column in DAYS.items() if name in given}
    if "conference" in given:
        conferences["pk"] = given["conference"]
    return search.Known(
        kind=given.get("kind"),
        conferences=Conference.objects.filter(**conferences) if conferences else None,
        participants=Participant.objects.filter(**participants) if participants else None,
    )


def _asked(request: Request) -> str:
    text = request.query_params.get("q")
    if text is None:
        raise BadParameters({"q": ["'q' is missing: give a word to look for."]})
    if len(text) > LONGEST_QUERY:
        raise BadParameters({"q": [f"'q' has {len(text)} characters; give at most {LONGEST_QUERY}."]})
    return text


def _hits(results: search.Results) -> list[dict[str, Any]]:
    """In the order of the results. One query."""
    answers = representing(HitSerializer, Turn).by_key([hit.key for hit in results.hits])
    shown = [(answers[hit.key], hit.passage) for hit in results.hits if hit.key in answers]
    for answer, passage in shown:
        answer["passage"] = {
            "start": passage.start,
            "text": passage.text,
            "marks": passage.marks,
            "html": passage.html,
        }
    return [answer for answer, _ in shown]


def _facets(results: search.Results) -> dict[str, Any]:
    return {
        name: [{"value": each.value, "name": each.name, "count": each.count} for each in values]
        for name, values in results.facets.items()
    }


def _page(request: Request, number: int) -> str:
    return replace_query_param(request.build_absolute_uri(), "page", number)


def _whole(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name, str(default))
    if text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= most:
        return int(text)
    raise BadParameters({name: [f"{text[:80]!r} is not a whole number from 1 to {most}."]})
