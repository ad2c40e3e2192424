"""Kinds of fields that REST framework lacks; `core.api.representing` knows which columns each is made of."""

from typing import Any

from rest_framework import serializers


class RelatedTexts(serializers.ListField):
    """One column of the rows that hang on this one, as a list of texts."""

    child = serializers.CharField()

    def __init__(self, column: str, **kwargs: Any) -> None:
        self.column = column
        super().__init__(read_only=True, **kwargs)


class ExcerptOrWhole(serializers.CharField):
    """What an answer quotes of its turn, or the whole turn."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)


class WorkedOut(serializers.Field[Any, Any, Any, Any]):
    """What no column holds: the outermost serializer works it out of the rest of its answer (`work_out`)."""

    def __init__(self, shape: serializers.Field[Any, Any, Any, Any], **kwargs: Any) -> None:
        self.shape = shape
        super().__init__(read_only=True, **kwargs)
