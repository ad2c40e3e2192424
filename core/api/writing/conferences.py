"""Writing conferences: whole ones, what they say of themselves, all turns at once, and their way to the public."""

import datetime
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from core import auditing, mapping, publishing
from core.api import views
from core.api.errors import Refusal, wrong
from core.api.representing import representing
from core.api.serializers import TurnSerializer
from core.api.strict import StrictSerializer, Text, Uid, Whole, line, line_or_null, slug
from core.api.writing import turns
from core.api.writing.base import WritingViewSet, taken
from core.api.writing.names import OrganizationToMakeSerializer, PersonToMakeSerializer, editorial
from core.api.writing.nested import (
    NestedParticipantSerializer,
    NestedQuestionSerializer,
    NestedTurnSerializer,
    record_of,
)
from core.api.writing.participants import named
from core.importing.metadata import DECIDED
from core.models import Conference, ConferenceLanguage, FormerSlug, ImportWarning, Organization, Turn
from core.models.validators import validate_country, validate_language, validate_timezone
from core.publishing import previews
from core.vocabulary import AuditAction

KEPT = (
    *("status", "revision", "version", "counts"),
    *("published_at", "published_by", "submitted_at", "submitted_by", "withdrawn_at", "withdrawn_by"),
)


class SourceInputSerializer(StrictSerializer):
    kept: ClassVar[tuple[str, ...]] = ("encoding", "sha256")
    fixed: ClassVar[tuple[str, ...]] = ("text",)

    name = line_or_null(200, required=False, help_text="Who published the transcript.")
    url = serializers.URLField(max_length=500, required=False, allow_null=True, allow_blank=True)
    licence = line_or_null(200, required=False)


class SourceToMakeSerializer(SourceInputSerializer):
    fixed: ClassVar[tuple[str, ...]] = ()

    text = Text(max_length=10_000_000, allow_blank=True, required=False, help_text="As it came; kept to the byte.")


class Moment(serializers.DateTimeField):
    """With its offset from UTC: a time without one says nothing."""

    def enforce_timezone(self, value: datetime.datetime) -> datetime.datetime:
        if value.tzinfo is None:
            raise serializers.ValidationError("Give the offset from UTC as well: 2024-07-28T17:05:00+09:00.")
        return super().enforce_timezone(value)


class ConferenceToChangeSerializer(StrictSerializer):
    kept: ClassVar[tuple[str, ...]] = (*KEPT, "participants")
    fixed: ClassVar[tuple[str, ...]] = ("slug", "organizations", "people", "turns", "questions")

    title = line(300, required=False)
    date = serializers.DateField(required=False, allow_null=True, help_text="Where it was held.")
    starts_at = Moment(required=False, allow_null=True)
    timezone = Text(max_length=50, required=False, allow_null=True, validators=[validate_timezone], help_text="IANA.")
    place = line_or_null(200, required=False)
    country = Text(
        max_length=2, required=False, allow_null=True, validators=[validate_country], help_text="ISO 3166-1 alpha-2."
    )
    languages = serializers.ListField(
        child=Text(max_length=35, validators=[validate_language]),
        required=False,
        max_length=50,
        help_text="BCP 47, the transcript's own first.",
    )
    hosts = serializers.ListField(child=slug(), required=False, max_length=100, help_text="Slugs of organizations.")
    source = SourceInputSerializer(required=False)  # type: ignore[assignment]
    editorial = editorial(list(DECIDED))

    def validate_languages(self, tags: list[str]) -> list[str]:
        return _once(tags)

    def validate_hosts(self, slugs: list[str]) -> list[str]:
        return _once(slugs)


class ConferenceToMakeSerializer(ConferenceToChangeSerializer):
    """A conference, with as much of its record as there is. Parts point at each other by id, or by their place."""

    kept: ClassVar[tuple[str, ...]] = KEPT
    fixed: ClassVar[tuple[str, ...]] = ()

    slug = slug()
    title = line(300)
    source = SourceToMakeSerializer(required=False)
    organizations = OrganizationToMakeSerializer(
        many=True, required=False, help_text="Those that are not known yet; who is known stays as they are."
    )
    people = PersonToMakeSerializer(
        many=True, required=False, help_text="Those who are not known yet; who is known stays as they are."
    )
    participants = NestedParticipantSerializer(many=True, required=False)
    turns = NestedTurnSerializer(many=True, required=False, help_text="In their order.")
    questions = NestedQuestionSerializer(many=True, required=False)


class CorrectedTurnSerializer(turns.TurnToChangeSerializer):
    fixed: ClassVar[tuple[str, ...]] = ("conference", "position")

    id = Uid()
    position = None  # type: ignore[assignment]


class CorrectionsSerializer(StrictSerializer):
    turns = CorrectedTurnSerializer(many=True, allow_empty=False, max_length=1_000)  # type: ignore[call-arg]

    def validate_turns(self, each: list[dict[str, Any]]) -> list[dict[str, Any]]:
        _once([turn["id"] for turn in each])
        return each


class CorrectedSerializer(serializers.Serializer[Any]):
    revision = serializers.IntegerField(help_text="The newest; 0 of what was never public.")
    turns = TurnSerializer(many=True)


class RevisionNumberSerializer(StrictSerializer):
    revision = Whole(min_value=1, help_text="What the record shall say again.")


class PreviewLinkSerializer(serializers.Serializer[Any]):
    url = serializers.URLField()
    expires_at = serializers.DateTimeField()


class ConferenceWritingViewSet(WritingViewSet, views.ConferenceViewSet):
    __doc__ = views.ConferenceViewSet.__doc__

    inputs = {
        "create": ConferenceToMakeSerializer,
        "partial_update": ConferenceToChangeSerializer,
        "destroy": None,
        "correct": CorrectionsSerializer,
        "publish": None,
        "withdraw": None,
        "submit": None,
        "return_to_draft": None,
        "restore": RevisionNumberSerializer,
        "preview_link": None,
    }
    outputs = {"correct": CorrectedSerializer, "preview_link": PreviewLinkSerializer}
    permissions = {
        "correct": "change_turn",
        "publish": "publish_conference",
        "withdraw": "withdraw_conference",
        "submit": "change_conference",
        "return_to_draft": "change_conference",
        "restore": "restore_conference",
        "preview_link": "view_conference",
    }
    guarded = ("correct",)
    summaries = {
        **views.ConferenceViewSet.summaries,
        "correct": "Correct many turns at once",
        "publish": "Make a conference public",
        "withdraw": "Take a conference from the public",
        "submit": "Ask for a draft to be reviewed",
        "return_to_draft": "End a review without publishing",
        "restore": "Let a conference say again what it said",
        "preview_link": "Make a link to a preview",
    }

    @transaction.atomic
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Makes a draft: of the conference alone, or of its whole record in one request, all or nothing."""
        note, values = self.note, self.read()
        for holders in (Conference.objects, FormerSlug.objects):
            if holders.filter(slug=values["slug"]).exists():
                raise taken("/slug", f"The slug {values['slug']!r}")
        record = record_of(values)
        # Two who make it at once: the second fails here, and changes nothing of what the first has made.
        conference = Conference.objects.create(slug=record.slug, title=record.title)
        conference = mapping.write(record)
        auditing.note(AuditAction.CREATED, conference, by=self.actor, note=note)
        publishing.revise(conference, by=self.actor, note=note)
        return self.answer(conference, status=201)

    @transaction.atomic
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.require_validator()
        note, values = self.note, self.read()
        with self.revising(self.get_object(), note):
            conference = self.matched()
            before = self.represent(conference)
            _change(conference, values)
            self.note_change(conference, before, conference, note)
        return self.answer(conference)

    @transaction.atomic
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Deletes the conference and all that hangs on it. What was public leaves a tombstone in the change
        sequence."""
        self.require_validator()
        note = self.note
        self._lock()
        conference = self.matched()
        if conference.is_published and not self.reader.has_perm("core.withdraw_conference"):
            raise PermissionDenied("You are not among the staff who may take something from the public.")
        publishing.delete(conference, by=self.actor, note=note)
        return Response(status=204)

    @extend_schema(responses=CorrectedSerializer, operation_id="conferences_turns_partial_update")
    @transaction.atomic
    def correct(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Corrects many turns in one transaction: all of them or none, and one revision."""
        self.require_validator()
        note, corrections = self.note, self.read()["turns"]
        with self.revising(self.get_object(), note):
            conference = self.matched()
            representation = representing(TurnSerializer, Turn, of_drafts=True)
            rows = Turn.objects.filter(conference=conference, uid__in=[each["id"] for each in corrections])
            standing = {row.uid: row for row in rows.select_related("conference", "participant")}
            before = {document["id"]: document for document, _ in representation.rows(rows)}
            for index, values in enumerate(corrections):
                turn = standing.get(values.pop("id"))
                if turn is None:
                    raise wrong(f"/turns/{index}/id", "This conference has no such turn.")
                turns.change(turn, values, f"/turns/{index}")
            documents = [document for document, _ in representation.rows(rows.order_by("position"))]
            for after in documents:
                uid = after["id"]
                self.note_change(standing[UUID(uid)], before[uid], conference, note, after)
        conference.refresh_from_db()
        body = {"revision": conference.revision, "turns": documents}
        return Response(body, headers={"ETag": self.state(conference)[1]})

    @action(detail=True, methods=["post"])
    def publish(self, request: Request, **kwargs: Any) -> Response:
        """Makes the conference public, as its next revision. What it lacks is a 409, each with its resource."""
        return self._step(publishing.publish)

    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        """Takes the conference, all that hangs on it and its revisions from the public. Nothing is deleted."""
        return self._step(publishing.withdraw)

    @action(detail=True, methods=["post"])
    def submit(self, request: Request, **kwargs: Any) -> Response:
        """Asks for a draft to be reviewed."""
        return self._step(publishing.submit)

    @action(detail=True, methods=["post"], url_path="return")
    def return_to_draft(self, request: Request, **kwargs: Any) -> Response:
        """Ends a review without publishing."""
        return self._step(publishing.return_to_draft)

    @action(detail=True, methods=["post"])
    def restore(self, request: Request, **kwargs: Any) -> Response:
        """Lets the record say again what an earlier revision said, as the next one."""
        number = self.read()["revision"]
        return self._step(lambda conference, **how: publishing.restore(conference, number, **how), bodiless=False)

    @extend_schema(responses=PreviewLinkSerializer)
    @action(detail=True, methods=["post"], url_path="preview-link")
    def preview_link(self, request: Request, **kwargs: Any) -> Response:
        """Makes a link by which somebody without a login sees, for some days, what the public would get."""
        self.read()
        conference = self.get_object()
        address = reverse("preview", kwargs={"token": previews.link_token(conference)}, request=request)
        until = timezone.now().replace(microsecond=0) + datetime.timedelta(days=settings.PREVIEW_DAYS)
        return Response(PreviewLinkSerializer({"url": address, "expires_at": until}).data)

    @transaction.atomic
    def _step(self, step: Callable[..., Any], *, bodiless: bool = True) -> Response:
        """One step of the conference's way; against the state of `If-Match`, if that is given."""
        note = self.note
        if bodiless:
            self.read()
        conference = self.get_object()
        if self.request.headers.get("If-Match"):
            self._lock()
            conference = self.matched()
        try:
            step(conference, by=self.actor, note=note)
        except publishing.NotReadyError as error:
            raise self._not_ready(conference, error) from error
        return self.answer(conference)

    def _lock(self) -> None:
        publishing.lock([self.get_object()])

    def _not_ready(self, conference: Conference, error: publishing.NotReadyError) -> Refusal:
        """Each lack, with the address of what lacks it."""
        errors = []
        for lack in error.lacks:
            row: Any = conference if isinstance(lack.row, ImportWarning) else lack.row
            noun = str(row._meta.verbose_name)
            key = {"slug": row.slug} if noun == "conference" else {"id": row.uid}
            resource = reverse(f"{noun}-detail", kwargs=key, request=self.request)
            errors.append({"resource": resource, "detail": lack.what})
        return Refusal(409, f"{conference} cannot be published yet.", errors)


def _once(values: list[Any]) -> list[Any]:
    if len(set(values)) < len(values):
        raise serializers.ValidationError("Something is given twice.")
    return values


def _change(conference: Conference, values: dict[str, Any]) -> None:
    values = dict(values)
    hosts, languages, source = (values.pop(name, None) for name in ("hosts", "languages", "source"))
    for name, value in (source or {}).items():
        values[f"source_{name}"] = value or ""
    for name, value in values.items():
        setattr(conference, name, value)
    if conference.is_published and conference.date is None:
        raise wrong("/date", "What is public has a date.")
    if values:
        conference.save(update_fields=list(values))
    if hosts is not None:
        rows: list[Organization] = []
        for index, host in enumerate(hosts):
            row = named(Organization, host, f"/hosts/{index}")
            if row in rows:
                raise wrong(f"/hosts/{index}", f"{host!r} was merged into {row.slug!r}, which is given already.")
            rows.append(row)
        conference.hosts.set(rows)
    if languages is not None:
        conference.languages.all().delete()
        ConferenceLanguage.objects.bulk_create(
            ConferenceLanguage(conference=conference, position=position, tag=tag)
            for position, tag in enumerate(languages, start=1)
        )
