"""GET /api/v1/changes/: what happened to what is public, in one numbered sequence; and as a feed."""

import re
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from core.api.errors import BadParameters
from core.api.parameters import refuse_unknown
from core.api.references import SlugFilter
from core.api.representing import representing
from core.api.serializers import RecordSerializer, TextOrNull, problems, word
from core.models import Change, Conference, Revision
from core.vocabulary import ChangeAction, ChangeNoun

PAGE = 100
LARGEST_PAGE = 1000
LARGEST_NUMBER = 2**63 - 1
FEED_ENTRIES = 50
AFTER = {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER, "default": 0}
PAGE_SIZE = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE}


class ChangedPartsSerializer(serializers.Serializer[Any]):
    """The ids of those parts that the revision created, changed or deleted."""

    created = serializers.ListField(child=serializers.UUIDField(), required=False)
    changed = serializers.ListField(child=serializers.UUIDField(), required=False)
    deleted = serializers.ListField(child=serializers.UUIDField(), required=False)


class ChangeSerializer(RecordSerializer):
    """Something public was created, changed, withdrawn, deleted or merged."""

    number = serializers.IntegerField(read_only=True, min_value=1, help_text="In the sequence; it only grows.")
    made_at = serializers.DateTimeField(read_only=True)
    action = word(ChangeAction)
    noun = word(ChangeNoun)
    slug = serializers.SlugField(read_only=True)
    revision = serializers.IntegerField(
        allow_null=True, read_only=True, help_text="Of a conference: the one that this made. Null where none was."
    )
    parts = serializers.DictField(
        child=ChangedPartsSerializer(),
        read_only=True,
        help_text=(
            "Of a changed conference: what of its `participants`, `turns`, `questions` and `answers` is different. Of"
            " one that is new, or gone, everything is: this is empty then."
        ),
    )
    merged_into = TextOrNull(help_text="The slug that stands for this one now.")


class ChangesSerializer(serializers.Serializer[Any]):
    newest = serializers.IntegerField(
        min_value=0,
        help_text="The newest number there is. Where it stays below `after`, that is a number of another record: begin"
        " anew, with an archive.",
    )
    next = serializers.URLField(
        help_text="Where to go on: with the next entries, or, when there are none yet, with those to come."
    )
    results = ChangeSerializer(many=True)


PROBLEMS = problems(
    {
        400: "A parameter or a value that is not possible; says what would be.",
        405: "Another method than those of this address.",
        406: "The format that was asked for is not to be had.",
    }
)


@extend_schema(tags=["changes"])
class ChangesView(APIView):
    """The change sequence."""

    known_parameters: ClassVar[tuple[str, ...]] = ("after", "page_size", "noun", "slug")

    @extend_schema(
        operation_id="changes_list",
        summary="What changed since",
        parameters=[
            OpenApiParameter("after", AFTER, description="Entries with a greater number; 0: from the beginning."),
            OpenApiParameter("page_size", PAGE_SIZE, description="At most that many."),
            OpenApiParameter("noun", str, enum=[each.value for each in ChangeNoun], description="Only these."),
            OpenApiParameter("slug", SlugFilter.schema, description="Only what has, or had, this slug."),
        ],
        responses={200: ChangesSerializer, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        """What happened to what is public after the entry `after`, in the order in which it happened. Numbers become
        visible in their order: whoever follows `next`, again and again, misses nothing. An entry that something was
        withdrawn or deleted is all that is left of it: drop what you have of it."""
        refuse_unknown(request.query_params, self.known_parameters)
        after = _whole(request, "after", 0, 0, LARGEST_NUMBER)
        size = _whole(request, "page_size", PAGE, 1, LARGEST_PAGE)
        newest = Change.objects.newest_number()
        found = self._narrowed(Change.objects.after(after).filter(number__lte=newest), request)[:size]
        entries = [entry for entry, _ in representing(ChangeSerializer, Change).rows(found)]
        reached = entries[-1]["number"] if len(entries) == size else max(newest, after)
        query = request.query_params.copy()
        query["after"] = str(reached)
        return Response(
            {
                "newest": newest,
                "next": f"{reverse('changes', request=request)}?{query.urlencode()}",
                "results": entries,
            }
        )

    def _narrowed(self, entries: QuerySet[Any], request: Request) -> QuerySet[Any]:
        noun, slug = request.query_params.get("noun"), request.query_params.get("slug")
        if noun is not None:
            if noun not in list(ChangeNoun):
                possible = ", ".join(ChangeNoun)
                raise BadParameters({"noun": [f"{noun[:80]!r} is not possible. Possible: {possible}."]})
            entries = entries.filter(noun=noun)
        if slug is None:
            return entries
        if len(slug) > SlugFilter.schema["maxLength"] or not re.fullmatch(SlugFilter.schema["pattern"], slug):
            raise BadParameters({"slug": [f"{slug[:80]!r} is no slug: a-z, 0-9 and single hyphens between them."]})
        return entries.filter(slug=slug)


@extend_schema(tags=["changes"])
class FeedView(APIView):
    """The feed of conferences."""

    @extend_schema(
        operation_id="changes_feed",
        summary="A feed of new and corrected conferences",
        responses={
            (200, "application/atom+xml"): OpenApiResponse(str, description="Atom (RFC 4287)."),
            **problems(
                {
                    400: "This address takes no parameters.",
                    405: "Another method than those of this address.",
                }
            ),
        },
    )
    def get(self, request: Request) -> HttpResponseBase:
        """The conferences that were published or corrected last, each once, as an Atom feed (RFC 4287)."""
        refuse_unknown(request.query_params, ())
        site = request.build_absolute_uri("/")
        feed = Atom1Feed(
            title="Press conferences",
            link=reverse("conference-list", request=request),
            description=None,
            feed_url=request.build_absolute_uri(request.path),
            feed_guid=f"{site}api/v1/changes/feed.atom",
            language="en",
            author_name="Transcripts API",
        )
        for revision in _newest_revisions():
            conference = revision.conference
            again = revision.number > 1
            feed.add_item(
                title=_sayable(f"{conference.title} (corrected)" if again else conference.title),
                link=reverse("conference-detail", [conference.slug], request=request),
                description=_sayable(_summary(conference, revision)),
                unique_id=f"tag:{request.get_host().split(':')[0]},{conference.published_at:%Y}:{conference.slug}",
                pubdate=conference.published_at,
                updateddate=revision.made_at,
            )
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _newest_revisions() -> list[Revision]:
    """The newest of each published conference, those first that were made last. Two queries."""
    of_conferences = Change.objects.filter(noun=ChangeNoun.CONFERENCE)
    later = of_conferences.filter(slug=OuterRef("slug"), number__gt=OuterRef("number"))
    last = of_conferences.filter(~Exists(later), action__in=[ChangeAction.CREATED, ChangeAction.CHANGED])
    slugs = list(last.order_by("-number").values_list("slug", flat=True)[:FEED_ENTRIES])
    revisions = Revision.objects.published().newest().filter(conference__slug__in=slugs)
    found = {each.conference.slug: each for each in revisions.select_related("conference").defer("document")}
    return [found[slug] for slug in slugs if slug in found]


def _summary(conference: Conference, revision: Revision) -> str:
    held = ", ".join(part for part in (conference.place, str(conference.date)) if part)
    note = f" {revision.note}" if revision.note else ""
    return f"Held: {held}. Revision {revision.number}.{note}"


def _sayable(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return "".join(
        each if each in "\t\n" or (each >= " " and each not in "\ufffe\uffff") else "\ufffd" for each in text
    )


def _whole(request: Request, name: str, default: int, least: int, most: int) -> int:
    text = request.query_params.get(name, str(default))
    if text.isascii() and text.isdigit() and len(text) <= 19 and least <= int(text) <= most:
        return int(text)
    raise BadParameters({name: [f"{text[:80]!r} is not a whole number from {least} to {most}."]})
