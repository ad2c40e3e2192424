"""Rows to plain JSON types, as the serializers say, at a fraction of their cost.

REST framework copies every field for every request and asks each value the long way round. What a serializer
lists is fixed when the service starts, so it is turned into a few plain functions once. The serializers stay the
one place that says what an answer holds, and the schema is made from them.
"""

import functools
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.db.models.manager import BaseManager
from rest_framework import serializers

from core.api.serializers import RecordSerializer, TextOrNull

Represent = Callable[[Any], Any]

# Fields whose values are JSON as the models hold them.
AS_THEY_ARE = (serializers.CharField, serializers.IntegerField, serializers.BooleanField, serializers.ChoiceField)


@functools.cache
def representing(
    serializer: type[RecordSerializer], including: frozenset[str] = frozenset(), only: frozenset[str] | None = None
) -> Callable[[Any], dict[str, Any]]:
    """What makes of a row what `serializer` says of it: with the keys of `including` beside the plain ones, or of
    those `only` some."""
    instance = serializer(context={"including": including, "only": only})
    keys = [(name, _of(field)) for name, field in instance.fields.items()]

    def represent(row: Any) -> dict[str, Any]:
        return {name: of(row) for name, of in keys}

    return represent


def _of(field: Any) -> Represent:
    """What makes of a row the value of one of its keys."""
    if isinstance(field, serializers.ListSerializer):
        return _many(_getter(field), _nested(field.child))
    if isinstance(field, RecordSerializer):
        return _one(_getter(field), _nested(field))
    if isinstance(field, serializers.SerializerMethodField):
        method: Represent = getattr(field.parent, field.method_name)
        return method
    if isinstance(field, TextOrNull):
        return _chained(_getter(field), lambda text: text or None)
    if isinstance(field, AS_THEY_ARE):
        return _getter(field)
    return _one(_getter(field), field.to_representation)


def _nested(serializer: Any) -> Represent:
    """A serializer inside another shows all of its plain keys and, as it has no context of its own, what the one
    around includes by the same name."""
    own: type[RecordSerializer] = type(serializer)
    return representing(own, frozenset(serializer.context.get("including", ())))


def _getter(field: Any) -> Represent:
    """The value that the field's source names; None from the first of its parts that is None."""
    if field.source == "*":
        return lambda row: row
    if "." not in field.source:
        return attrgetter(field.source)
    *path, last = (attrgetter(part) for part in field.source.split("."))

    def get(row: Any) -> Any:
        for part in path:
            row = part(row)
            if row is None:
                return None
        return last(row)

    return get


def _chained(get: Represent, make: Represent) -> Represent:
    return lambda row: make(get(row))


def _one(get: Represent, represent: Represent) -> Represent:
    def one(row: Any) -> Any:
        value = get(row)
        return None if value is None else represent(value)

    return one


def _many(get: Represent, represent: Represent) -> Represent:
    def many(row: Any) -> list[Any]:
        rows = get(row)
        return [represent(each) for each in (rows.all() if isinstance(rows, BaseManager) else rows)]

    return many
