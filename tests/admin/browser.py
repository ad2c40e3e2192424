"""What a browser does with a page of the admin: reads its form, and sends it as HTML says."""

import re
from html.parser import HTMLParser
from typing import Any

Fields = dict[str, list[str]]


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: Fields = {}
        self._area = self._select = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._inside = given.get("id", "").endswith("_form")
        elif not self._inside:
            return
        elif tag == "input" and name and given.get("type") not in {"submit", "button"}:
            if given.get("type") == "checkbox":
                if "checked" in given:
                    self.fields.setdefault(name, []).append(given.get("value", "on"))
                return
            # An input drops line feeds.
            self.fields.setdefault(name, []).append(re.sub(r"[\r\n]", "", given.get("value", "")))
        elif tag == "textarea":
            self._area = name
            self.fields[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self.fields.setdefault(self._select, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # The first line feed belongs to the markup; the others are sent as CRLF.
            text = self.fields[self._area][0].removeprefix("\n")
            self.fields[self._area][0] = re.sub(r"\r\n|\r|\n", "\r\n", text)
            self._area = ""


def form_of(response: Any) -> Fields:
    """The form of a page as it would be sent when nobody touched it."""
    form = _Form()
    form.feed(response.content.decode())
    return {name: values for name, values in form.fields.items() if "__prefix__" not in name}


def prefix_of(fields: Fields, rows: str, key: int) -> str:
    """The prefix of an inline's row, by the row's key: "turns-3-"."""
    return next(
        name.removesuffix("id")
        for name, values in fields.items()
        if re.fullmatch(rf"{rows}-\d+-id", name) and values == [str(key)]
    )


def add_row(fields: Fields, rows: str, **values: Any) -> None:
    """Another row in an inline, as its "Add another" link makes it."""
    number = int(fields[f"{rows}-TOTAL_FORMS"][0])
    fields[f"{rows}-TOTAL_FORMS"] = [str(number + 1)]
    for name, value in values.items():
        fields[f"{rows}-{number}-{name}"] = [str(value)]


def errors_of(response: Any) -> str:
    """Everything the page finds wrong, in one text."""
    parts = re.findall(r'<ul class="errorlist.*?</ul>', response.content.decode(), re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", part) for part in parts)
