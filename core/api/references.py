"""Parameters that name a row: the row is looked up, and must be one that the reader may see."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db import connections
from django.db.models import QuerySet, Value

from core.api.redirecting import FORMERLY, formerly
from core.models.base import sees_drafts
from core.models.prepared import Given, Prepared


class ReferenceField(forms.CharField):
    """A row that the reader may see, by its slug. The set of filters looks it up."""

    key = column = "slug"

    def __init__(self, *, model: Any, **kwargs: Any) -> None:
        self.model = model
        super().__init__(strip=False, **kwargs)

    def as_held(self, value: str, connection: Any) -> Any:
        """The value as that database holds it."""
        return self.model._meta.get_field(self.column).get_db_prep_value(value, connection)

    @classmethod
    def referred(cls, model: Any, name: str, reader: Any) -> list[QuerySet[Any]]:
        """Where to look for the row that is meant by what is given under that name, if `reader` may see it: at most
        one of them finds it."""
        value = Given(name, model._meta.get_field(cls.column))
        own = model.objects.visible_to(reader).filter(**{cls.column: value})
        nouns = str(model._meta.verbose_name_plural)
        return [own, formerly(nouns, value)] if nouns in FORMERLY else [own]


class IdReferenceField(ReferenceField):
    """A row that the reader may see, by its public id."""

    key, column = "id", "uid"

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(str(uuid.UUID(value)) if value else "")
        except ValueError as error:
            raise forms.ValidationError(f"{value[:80]!r} is not a UUID.") from error


class SlugFilter(django_filters.Filter):
    field_class = ReferenceField
    schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 100}

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "model": model})


class IdFilter(django_filters.Filter):
    field_class = IdReferenceField
    schema: ClassVar[dict[str, Any]] = {"type": "string", "format": "uuid"}

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "model": model})


Reference = tuple[str, type[ReferenceField], Any]  # a parameter, and a row of which model it names, in which way
_LOOKING_UP: dict[tuple[tuple[Reference, ...], bool], Prepared] = {}


def _looking_up(references: tuple[Reference, ...], reader: Any) -> Prepared:
    """Finds, by the name of each parameter, the key of the row that it refers to, if `reader` may see it."""
    asked = (references, sees_drafts(reader))
    if asked not in _LOOKING_UP:
        first, *further = (
            found.order_by().values_list(Value(name), "pk")
            for name, kind, model in references
            for found in kind.referred(model, name, reader)
        )
        _LOOKING_UP[asked] = Prepared(first.union(*further))
    return _LOOKING_UP[asked]


def keys_of(fields: Mapping[str, ReferenceField], values: Mapping[str, str], reader: Any) -> dict[str, int]:
    """By the names of the fields, the keys of the rows that their values name; nothing for what `reader` may not see.
    One query, which is put together once: that took half the time of a list."""
    looking_up = _looking_up(tuple((name, type(field), field.model) for name, field in fields.items()), reader)
    connection = connections[looking_up.db]
    return dict(looking_up.asked({name: field.as_held(values[name], connection) for name, field in fields.items()}))
