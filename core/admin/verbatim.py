"""Form fields that give a text back exactly as it was: outer white space kept, line feeds as line feeds."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.safestring import SafeString

# What fits on a line of the text column at the width that record.css gives it.
LINE_LENGTH = 90


class VerbatimField(forms.CharField):
    """Text as it was typed. HTML forms submit line feeds as CRLF; the record knows only line feeds."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class VerbatimText(AdminTextareaWidget):
    """A text area as tall as its text."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        lines = str(value or "").split("\n")
        rows = sum(1 + len(line) // LINE_LENGTH for line in lines)
        return super().get_context(name, value, {**(attrs or {}), "rows": rows, "cols": LINE_LENGTH})


class VerbatimLine(AdminTextInputWidget):
    """A single line; a text area for a value that holds a line feed, which an input would drop."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        if "\n" in str(value or ""):
            return VerbatimText(self.attrs).render(name, value, attrs, renderer)
        return super().render(name, value, attrs, renderer)
