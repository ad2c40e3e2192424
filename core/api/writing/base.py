"""How everything is written: who may, against which state, in one transaction, with its revision and audit entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.http import parse_etags
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from core import auditing, publishing
from core.api.bodies import BoundedJSONParser
from core.api.errors import BadParameters, NotThere, Refusal
from core.api.representing import representing
from core.api.staff import StaffMay
from core.api.strict import StrictSerializer
from core.api.validators import etag_of
from core.api.views import RecordViewSet
from core.api.writing.schema import WritingSchema
from core.auditing import LONGEST_NOTE, Actor
from core.editing import EditRefusedError
from core.models import Conference
from core.vocabulary import AuditAction, Door

VERBS = {"create": "add", "partial_update": "change", "destroy": "delete"}


class StaffMayWrite(BasePermission):
    """Everybody reads what they may see; staff write under Django's permissions."""

    message = StaffMay.message

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS or view.action is None:
            return True
        user: Any = request.user
        return bool(user and user.is_authenticated and user.is_staff and user.has_perm(view.permission_needed()))


class WritingViewSet(RecordViewSet):
    """A resource that staff write as well. What a subclass must say: its `inputs`, and how a row is made, changed and
    removed."""

    parser_classes = (BoundedJSONParser,)
    permission_classes = (StaffMayWrite,)
    schema = WritingSchema()
    # What a body may hold, by action; None: nothing.
    inputs: ClassVar[dict[str, type[StrictSerializer] | None]]
    # What their answers hold that is not the resource; which of them make something, and which need `If-Match`.
    outputs: ClassVar[dict[str, Any]] = {}
    makes: ClassVar[tuple[str, ...]] = ("create",)
    guarded: ClassVar[tuple[str, ...]] = ()
    # The permissions that actions need which are not Django's own three.
    permissions: ClassVar[dict[str, str]] = {}

    def permission_needed(self) -> str:
        if self.action in self.permissions:
            return f"core.{self.permissions[self.action]}"
        return f"core.{VERBS[self.action]}_{self.queryset.model._meta.model_name}"

    def parameters(self) -> list[str]:
        return ["note"] if self.action in self.inputs else super().parameters()

    @property
    def actor(self) -> Actor:
        return Actor(self.reader, Door.API)

    @property
    def note(self) -> str:
        """Why, in the words of who writes: for the revision and the audit trail."""
        note: str = self.request.query_params.get("note", "")
        if len(note) > LONGEST_NOTE:
            raise BadParameters({"note": [f"This has {len(note)} characters; at most {LONGEST_NOTE} are possible."]})
        return note

    def read(self) -> dict[str, Any]:
        """What the body says. Raises ValidationError, naming each field that cannot be accepted."""
        return read_body(self.inputs[self.action], self.request.data)

    # What follows is one transaction each: `create`, `partial_update` and `destroy` are methods of a view whose
    # decorator ends with the commit, so that nothing is acknowledged that is not kept.

    @transaction.atomic
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        note, values = self.note, self.read()
        with self.revising(self.conference_for(values), note) as conference:
            row = self.make(conference, values)
            auditing.note(AuditAction.CREATED, row, by=self.actor, conference=conference, note=note)
        return self.answer(row, status=201)

    @transaction.atomic
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.require_validator()
        note, values = self.note, self.read()
        with self.revising(self.get_object().conference, note) as conference:
            row = self.matched()
            before = self.represent(row)
            self.change(row, values)
            self.note_change(row, before, conference, note)
        return self.answer(row)

    @transaction.atomic
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.require_validator()
        note = self.note
        with self.revising(self.get_object().conference, note) as conference:
            row = self.matched()
            auditing.note_deleted(row, by=self.actor, conference=conference, note=note)
            self.remove(row)
        return Response(status=204)

    def conference_for(self, values: dict[str, Any]) -> Conference:
        """The conference that a new row will hang on."""
        raise NotImplementedError

    def make(self, conference: Conference, values: dict[str, Any]) -> Any:
        raise NotImplementedError

    def change(self, row: Any, values: dict[str, Any]) -> None:
        raise NotImplementedError

    def remove(self, row: Any) -> None:
        row.delete()

    @contextmanager
    def revising(self, conference: Conference, note: str) -> Iterator[Conference]:
        """The conference, locked and as it stands; it is revised at the end."""
        with publishing.revising(conference, by=self.actor, note=note) as locked:
            if not locked:
                raise NotThere("conference", "slug", conference.slug)
            self.check_may_revise(locked[0].is_published)
            yield locked[0]

    def check_may_revise(self, is_public: bool) -> None:
        if is_public and not self.reader.has_perm("core.revise_conference"):
            raise PermissionDenied("You are not among the staff who may change what is public.")

    def require_validator(self) -> None:
        if not parse_etags(self.request.headers.get("If-Match", "")):
            raise Refusal(428, "Send the ETag that you got with what you want to change, as If-Match.")

    def get_object(self) -> Any:
        """The row that the address names, as it stands. Raises NotThere when who asks may not see it."""
        value = self.kwargs[self.lookup_url_kwarg or self.lookup_field]
        rows: Any = self.get_queryset()
        row = rows.visible_to(self.reader).filter(**{self.lookup_field: value}).first()
        if row is None:
            raise NotThere(self.noun, self.key, value)
        return row

    def matched(self) -> Any:
        """The row as it stands, if that is the state that `If-Match` names. Call it under the lock."""
        row = self.get_object()
        self.check_matches(row)
        return row

    def check_matches(self, row: Any) -> None:
        given = parse_etags(self.request.headers.get("If-Match", ""))
        if "*" not in given and self.state(row)[1] not in given:
            raise Refusal(412, "It was changed since you got it: get it again, and decide anew.")

    def represent(self, row: Any) -> dict[str, Any]:
        """What a detail says of the row now."""
        return self.state(row)[0]

    def state(self, row: Any) -> tuple[dict[str, Any], str]:
        """What a detail says of the row now, and its validator."""
        representation = representing(self.serializer_class, self.queryset.model, of_drafts=True)
        rows = self.visible(representation).filter(pk=row.pk)
        ((document, further),) = representation.rows(rows, *self.validated_by)
        return document, etag_of([document, *further])

    def note_change(
        self,
        row: Any,
        before: dict[str, Any],
        conference: Conference | None,
        note: str,
        after: dict[str, Any] | None = None,
    ) -> None:
        """Keep who changed what, from and to; of nothing changed, nothing. `after` is what the row says now, where
        that is known already."""
        after = self.represent(row) if after is None else after
        details = {name: {"from": before[name], "to": after[name]} for name in after if before.get(name) != after[name]}
        if details:
            auditing.note(AuditAction.CHANGED, row, by=self.actor, conference=conference, details=details, note=note)

    def answer(self, row: Any, status: int = 200) -> Response:
        """What the row says now, with its validator."""
        document, etag = self.state(row)
        headers = {"ETag": etag}
        if status == 201:
            key = self.lookup_url_kwarg or self.lookup_field
            value = getattr(row, self.lookup_field)
            headers["Location"] = reverse(f"{self.basename}-detail", kwargs={key: value}, request=self.request)
        return Response(document, status=status, headers=headers)

    def handle_exception(self, exc: Exception) -> Response:
        match exc:
            case ProtectedError() | RestrictedError():
                held = exc.protected_objects if isinstance(exc, ProtectedError) else exc.restricted_objects
                nouns = sorted({str(each._meta.verbose_name_plural) for each in held})
                exc = Refusal(409, f"It cannot be deleted: {', '.join(nouns)} point at it.")
            case IntegrityError():
                exc = Refusal(409, "This contradicts what is there: an id, a name or a place that is taken.")
            case EditRefusedError():
                exc = Refusal(409, str(exc))
            case publishing.StatusError() | publishing.NoSuchRevisionError():
                exc = Refusal(409, str(exc))
        return super().handle_exception(exc)


def read_body(kind: type[StrictSerializer] | None, data: Any) -> dict[str, Any]:
    """What a body of that kind says; without a kind there must be none."""
    serializer = (kind or StrictSerializer)(data=data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def taken(pointer: str, what: str) -> Refusal:
    return Refusal(409, "Something is taken.", [{"pointer": pointer, "detail": f"{what} is taken."}])
