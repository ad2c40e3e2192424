"""Widgets for pages that hold hundreds: written by Python, since a template for each takes most of the time of the
page."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminIntegerFieldWidget, AdminTextInputWidget
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.admin.verbatim import VerbatimText


class SwiftInput(Input):
    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        given = self.build_attrs(self.attrs, {**(attrs or {}), "type": self.input_type, "name": name})
        shown = self.format_value(value)
        if shown is not None:
            given["value"] = shown
        return format_html("<input{}>", flatatt(given))


class SwiftNumber(SwiftInput, AdminIntegerFieldWidget):
    pass


class SwiftHidden(SwiftInput, forms.HiddenInput):
    pass


class SwiftLine(SwiftInput, AdminTextInputWidget):
    """A single line; a text area for a value that holds a line feed, which an input would drop."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        if "\n" in str(value or ""):
            return SwiftText(self.attrs).render(name, value, attrs, renderer)
        return super().render(name, value, attrs, renderer)


class SwiftCheckbox(forms.CheckboxInput):
    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        given = self.build_attrs(self.attrs, {**(attrs or {}), "type": "checkbox", "name": name})
        return format_html("<input{}>", flatatt({**given, "checked": self.check_test(value)}))


class SwiftText(VerbatimText):
    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        # A browser drops the first line feed.
        return format_html(
            "<textarea{}>\n{}</textarea>", flatatt({**widget["attrs"], "name": name}), widget["value"] or ""
        )


class SwiftSelect(forms.Select):
    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        chosen = self.format_value(value)
        options = (
            (flatatt({"value": key, "selected": str(key) in chosen}), label) for key, label in self.options_of(chosen)
        )
        return format_html(
            "<select{}>{}</select>", flatatt(given), format_html_join("", "<option{}>{}</option>", options)
        )

    def options_of(self, chosen: list[str]) -> Any:
        return [(key or "", label) for key, label in self.choices]
