"""Writing people and organizations: they belong to every conference that names them."""

from typing import Any, ClassVar

from django.db import transaction
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import auditing, publishing
from core.api import views
from core.api.errors import NotThere
from core.api.serializers import EDITORIAL
from core.api.strict import FieldNames, StrictSerializer, Text, Word, line, line_or_null, slug
from core.api.writing.base import WritingViewSet, taken
from core.identity import IdentityError
from core.identity.locking import lock
from core.models import Conference, OrganizationName, Person, PersonName
from core.models.validators import validate_country, validate_language
from core.vocabulary import AuditAction, NameKind, OrganizationKind


class NameInputSerializer(StrictSerializer):
    text = line(200)
    language = Text(max_length=35, allow_null=True, required=False, validators=[validate_language], help_text="BCP 47")
    kind = Word(NameKind, required=False)


class IdentifiersField(serializers.DictField):
    child = line(200)

    def to_internal_value(self, data: Any) -> dict[str, str]:
        found: dict[str, str] = super().to_internal_value(data)
        if any(not scheme or len(scheme) > 100 for scheme in found):
            raise serializers.ValidationError("Name each scheme, in at most 100 characters.")
        return found


def editorial(fields: list[str]) -> FieldNames:
    return FieldNames(fields, help_text=EDITORIAL)


class NamedInputSerializer(StrictSerializer):
    kept: ClassVar[tuple[str, ...]] = ("counts", "participations")

    name = line(200)
    country = Text(
        allow_null=True, required=False, max_length=2, validators=[validate_country], help_text="ISO 3166-1 alpha-2."
    )
    names = NameInputSerializer(many=True, required=False, help_text="All of them: in other scripts, and aliases.")
    external_ids = IdentifiersField(required=False, help_text='By their scheme: {"wikidata": "Q42"}.')

    def validate_names(self, names: list[dict[str, Any]]) -> list[dict[str, Any]]:
        texts = [each["text"] for each in names]
        if len(set(texts)) < len(texts):
            raise serializers.ValidationError("A name is given twice.")
        return names


class PersonToMakeSerializer(NamedInputSerializer):
    slug = slug()
    sort_name = line_or_null(200, required=False, help_text="Kamikawa, Yoko")
    editorial = editorial(["name", "sort_name", "country", "names", "external_ids"])


class PersonToChangeSerializer(PersonToMakeSerializer):
    fixed: ClassVar[tuple[str, ...]] = ("slug",)

    slug = None  # type: ignore[assignment]
    name = line(200, required=False)


class OrganizationToMakeSerializer(NamedInputSerializer):
    slug = slug()
    kind = Word(OrganizationKind, required=False)
    editorial = editorial(["name", "kind", "country", "names", "external_ids"])


class OrganizationToChangeSerializer(OrganizationToMakeSerializer):
    fixed: ClassVar[tuple[str, ...]] = ("slug",)

    slug = None  # type: ignore[assignment]
    name = line(200, required=False)


class NamedWritingViewSet(WritingViewSet):
    """Rows that conferences name. To change one that is public revises every conference that names it."""

    name_rows: ClassVar[type[PersonName] | type[OrganizationName]]
    owner: ClassVar[str]

    @transaction.atomic
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        note, values = self.note, self.read()
        names = values.pop("names", [])
        if self.queryset.model.objects.filter(slug=values["slug"]).exists():
            raise taken("/slug", f"The slug {values['slug']!r}")
        if self.queryset.model is Person:
            values["sort_name"] = values.get("sort_name") or values["name"]
        row = self.queryset.model.objects.create(**values)
        self._name(row, names)
        auditing.note(AuditAction.CREATED, row, by=self.actor, note=note)
        return self.answer(row, status=201)

    @transaction.atomic
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.require_validator()
        note, values = self.note, self.read()
        row, _ = self._locked()
        before = self.represent(row)
        names = values.pop("names", None)
        for name, value in values.items():
            setattr(row, name, value)
        if isinstance(row, Person):
            row.sort_name = row.sort_name or row.name
        row.save()
        if names is not None:
            self.name_rows._default_manager.filter(**{self.owner: row}).delete()
            self._name(row, names)
        self.note_change(row, before, None, note)
        publishing.revise_all_with(row, by=self.actor, note=note)
        return self.answer(row)

    @transaction.atomic
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.require_validator()
        note = self.note
        row, conferences = self._locked()
        auditing.note_deleted(row, by=self.actor, note=note)
        row.delete()
        for conference in conferences:  # which it hosted
            publishing.revise(conference, by=self.actor, note=note)
        return Response(status=204)

    def _locked(self) -> tuple[Any, list[Conference]]:
        """The row in the state that `If-Match` names, and the conferences that name it; nobody else writes to them."""
        try:
            _, conferences = lock(self.get_object())
        except IdentityError as error:
            raise NotThere(self.noun, self.key, self.kwargs["slug"]) from error
        row = self.matched()
        self.check_may_revise(any(each.is_published for each in conferences))
        return row, conferences

    def _name(self, row: Any, names: list[dict[str, Any]]) -> None:
        for each in names:
            self.name_rows._default_manager.create(**{self.owner: row}, **each)


class PersonWritingViewSet(NamedWritingViewSet, views.PersonViewSet):
    __doc__ = views.PersonViewSet.__doc__

    inputs = {"create": PersonToMakeSerializer, "partial_update": PersonToChangeSerializer, "destroy": None}
    name_rows, owner = PersonName, "person"


class OrganizationWritingViewSet(NamedWritingViewSet, views.OrganizationViewSet):
    __doc__ = views.OrganizationViewSet.__doc__

    inputs = {
        "create": OrganizationToMakeSerializer,
        "partial_update": OrganizationToChangeSerializer,
        "destroy": None,
    }
    name_rows, owner = OrganizationName, "organization"
