"""What may be written, field by field: each takes one JSON type, and says what it would have taken."""

import uuid
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.models.validators import validate_slug

LARGEST_INTEGER = 2**31 - 1


class StrictSerializer(serializers.Serializer[Any]):
    # Refuses fields it does not know. (No docstring: it would be given to the public.)

    # Fields of the answer that nobody sets, and those that only who makes the row can set.
    kept: ClassVar[Iterable[str]] = ()
    fixed: ClassVar[Iterable[str]] = ()
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "This is not an object."}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := data.keys() - self.fields.keys()):
            raise serializers.ValidationError(
                {str(name)[:80]: [self._why_unknown(str(name))] for name in sorted(unknown)}
            )
        return super().to_internal_value(data)

    def _why_unknown(self, name: str) -> str:
        if name in self.kept:
            return "The service sets this; leave it out."
        if name in self.fixed:
            return "This is given when it is made, and stays; leave it out."
        return f"This is not a field here. Possible: {', '.join(self.fields)}."


class Text(serializers.CharField):
    """Kept to the character. With `allow_null`, null stands for none, which is kept as ""."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "This is not a text."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"trim_whitespace": False, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        value = super().run_validation(data)
        return "" if value is None else value


def line(length: int, **kwargs: Any) -> Text:
    """A text of one line, without white space around it."""
    return Text(max_length=length, trim_whitespace=True, **kwargs)


def line_or_null(length: int, **kwargs: Any) -> Text:
    return line(length, allow_null=True, allow_blank=True, **kwargs)


def slug(**kwargs: Any) -> Text:
    return Text(max_length=100, validators=[validate_slug], **kwargs)


class Whole(serializers.IntegerField):
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "This is not a whole number."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": LARGEST_INTEGER, **kwargs})

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if type(data) is not bool:
            raise serializers.ValidationError("This is neither true nor false.")
        return data


class Uid(serializers.UUIDField):
    def to_internal_value(self, data: Any) -> uuid.UUID:
        try:
            if isinstance(data, str) and len(data) == 36:
                return uuid.UUID(data)
        except ValueError:
            pass
        raise serializers.ValidationError("This is not a UUID.")


class Word(serializers.ChoiceField):
    """A word of a closed list."""

    def __init__(self, words: type[StrEnum], **kwargs: Any) -> None:
        super().__init__(choices=[(each.value, each.name) for each in words], **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or data not in self.choices:
            said = f"{data[:80]!r}" if isinstance(data, str) else "This"
            raise serializers.ValidationError(f"{said} is not possible. Possible: {', '.join(self.choices)}.")
        return data


@extend_schema_field({"oneOf": [{"type": "string", "format": "uuid"}, {"type": "integer", "minimum": 1}]})
class PartReference(serializers.Field[Any, Any, Any, Any]):
    """Another part of the same request: by its id, or by its place in the list there, from 1."""

    def to_internal_value(self, data: Any) -> uuid.UUID | int:
        if type(data) is int and 1 <= data <= LARGEST_INTEGER:
            return data
        try:
            if isinstance(data, str) and len(data) == 36:
                return uuid.UUID(data)
        except ValueError:
            pass
        raise serializers.ValidationError("This is neither an id nor a place in the list, from 1.")

    def to_representation(self, value: Any) -> Any:
        return value


class FieldNames(serializers.ListField):
    """Names of fields, each once."""

    child = Text(max_length=50)

    def __init__(self, possible: Iterable[str], **kwargs: Any) -> None:
        self.possible = tuple(possible)
        super().__init__(required=False, max_length=len(self.possible), **kwargs)

    def to_internal_value(self, data: Any) -> list[str]:
        names: list[str] = super().to_internal_value(data)
        for name in names:
            if name not in self.possible:
                raise serializers.ValidationError(f"{name!r} is not possible. Possible: {', '.join(self.possible)}.")
        return list(dict.fromkeys(names))
