"""Choosing a row by typing a part of its name, among the rows of one conference where it is known which."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator

MOST = 2**63 - 1  # what a key can be; SQLite refuses more with an OverflowError


def is_key(value: object) -> bool:
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) <= 19 and int(text) <= MOST


if TYPE_CHECKING:

    class _Autocomplete(AutocompleteMixin, forms.Select): ...

else:
    _Autocomplete = AutocompleteMixin


class _KnownRows(_Autocomplete):
    """Offers the rows of `conference` only, if set. Rows in `known`, by key, are shown without a query."""

    conference: int | None = None
    known: Mapping[str, models.Model] = {}

    def get_url(self) -> str:
        url: str = super().get_url()
        return f"{url}?{urlencode({'conference': self.conference})}" if self.conference else url

    def optgroups(self, name: str, value: Iterable[Any], attrs: dict[str, Any] | None = None) -> Any:
        # What is no key at all, as anybody may put into a link to an "add" page, chooses nothing.
        chosen = [str(each) for each in value if is_key(each)]
        if len(chosen) != 1 or chosen[0] not in self.known:
            return super().optgroups(name, chosen, attrs)
        key = chosen[0]
        label = self.choices.field.label_from_instance(self.known[key])
        options = [self.create_option(name, key, label, True, 0)]
        if not self.is_required:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class RowSelect(_KnownRows, AutocompleteSelect):
    pass


class RowsSelect(_KnownRows, AutocompleteSelectMultiple):
    pass


class RowField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of one row. Rows in `known`, by key, are accepted without a query."""

    known: Mapping[str, models.Model] = {}

    def to_python(self, value: Any) -> Any:
        return self.known.get(str(value)) or super().to_python(value)

    def label_from_instance(self, obj: models.Model) -> str:
        return Truncator(str(obj)).chars(100)


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def clean(self, value: Any) -> Any:
        for each in value or []:
            if not is_key(each):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": each})
        return super().clean(value)
