"""What somebody else saved while a page was open: nothing is saved over unseen, and nobody's words are lost.

A page carries a digest of every value that it shows (`seen_of`). When it is sent, each field is one of: untouched
by its editor, whose digest it still has; changed by its editor; and, where the stored value has another digest by
now, changed by somebody else. `rebase` lays what the editor typed over what is stored now, says where the two
differ, and leaves it to the editor to save that.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import Truncator

from core.comparing import compare_words
from core.comparing.words import Piece

SEEN = "_seen"
# Fields of inlines that say which row it is, not what it says.
BOOKKEEPING = {"DELETE", "ORDER"}

# What a browser sends of a field: values, by what their names have behind the name of the field.
Sent = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that somebody else changed. `pieces` lead from what is stored now to what was typed."""

    where: str
    anchor: str
    what: str
    pieces: list[Piece] = field(default_factory=list)


def as_sent(bound: forms.BoundField) -> Sent:
    """What a browser sends of a field that nobody touched."""
    outer: Any = bound.field.widget
    widget: Any = getattr(outer, "widget", outer)  # some are wrapped
    value = bound.value()
    if hasattr(widget, "decompress"):
        parts = widget.decompress(value)
        return {
            suffix: [_line(each.format_value(part))]
            for suffix, each, part in zip(widget.widgets_names, widget.widgets, parts, strict=True)
        }
    if isinstance(widget, forms.CheckboxInput):
        return {"": ["on"] if value else []}
    if isinstance(value, (list, tuple, set)):
        return {"": sorted(map(str, value))}
    shown = widget.format_value(value)
    return {"": [_line(shown[0] if isinstance(shown, list) else shown)]}


def sent_of(bound: forms.BoundField, name: str, data: QueryDict) -> Sent:
    """What the browser did send, under `name`."""
    return {suffix: sorted(_line(each) for each in data.getlist(f"{name}{suffix}")) for suffix in as_sent(bound)}


def _line(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")


def digest(sent: Sent) -> str:
    return hashlib.blake2b(json.dumps(sent, sort_keys=True).encode(), digest_size=6).hexdigest()


def fields_of(form: Any) -> Iterator[forms.BoundField]:
    """The fields that say something; all but those that name the row and its parent."""
    keys = {form._meta.model._meta.pk.name, getattr(getattr(form, "fk", None), "name", ""), *BOOKKEEPING}
    for name, each in form.fields.items():
        if name not in keys and not isinstance(each, forms.models.InlineForeignKeyField):
            yield form[name]


def seen_of(form: Any, formsets: Iterable[Any], *, version: int | None, audited: int) -> dict[str, Any]:
    """What the page shows, for when it comes back. `version` counts the writes to the conference, where there is
    one; `audited` is the newest entry of the audit trail."""
    return {
        "version": version,
        "audited": audited,
        "row": _digests(form),
        "rows": {
            formset.prefix: {str(each.instance.pk): _digests(each) for each in formset.initial_forms}
            for formset in formsets
        },
    }


def _digests(form: Any) -> dict[str, str]:
    return {bound.name: digest(as_sent(bound)) for bound in fields_of(form)}


def read_seen(data: QueryDict) -> dict[str, Any] | None:
    """None: the form does not come from one of our pages, or was broken on the way."""
    try:
        seen = json.loads(data.get(SEEN, ""))
        well_formed = isinstance(seen["row"], dict) and all(
            isinstance(row, dict) for rows in seen["rows"].values() for row in rows.values()
        )
        well_formed = well_formed and isinstance(seen["audited"], int) and 0 <= seen["audited"] < 2**63
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return seen if well_formed else None


def rebase(
    posted: QueryDict, seen: dict[str, Any], form: Any, formsets: Iterable[Any]
) -> tuple[QueryDict, list[Difference]]:
    """What was posted as if it had been typed into the page as it would open now, and what others changed on it.

    `form` and `formsets` are those of the row as it is stored, with nothing posted to them. Without a difference
    what was posted can be saved as it stands.
    """
    data = posted.copy()
    differences = list(_overlay(data, posted, form, "", "", seen["row"], "", f"id_{form.add_prefix('')}"))
    for formset in formsets:
        differences += _Rows(data, posted, formset, seen["rows"].get(formset.prefix, {})).lay()
    return data, differences


def _overlay(
    data: QueryDict, posted: QueryDict, form: Any, old: str, new: str, seen: dict[str, str], row: str, anchor: str
) -> Iterator[Difference]:
    """Put into `data`, with names beginning in `new`, what `posted` changed in the names that begin in `old`, and
    for the rest what is stored."""
    for bound in fields_of(form):
        stored, sent = as_sent(bound), sent_of(bound, f"{old}{bound.name}", posted)
        base = seen.get(bound.name)
        mine, theirs = digest(sent) != base, digest(stored) != base
        for suffix, values in (sent if mine else stored).items():
            data.setlist(f"{new}{bound.name}{suffix}", values)
        if not theirs or sent == stored or bound.name == "position":
            continue
        name = str(bound.label or bound.name).lower()
        where = f"{row}, {name}" if row else name.capitalize()
        if mine:
            what = "Changed by both. The field holds what you typed; struck out is what is stored now."
            yield Difference(where, anchor, what, compare_words(_shown(bound, stored), _shown(bound, sent)))
        else:
            yield Difference(where, anchor, f"The page now shows: {_short(_shown(bound, stored))}")


def _shown(bound: forms.BoundField, sent: Sent) -> str:
    """Values as one reads them: rows by name."""
    values = [value for each in sent.values() for value in each]
    each: Any = bound.field
    if hasattr(each, "queryset"):
        rows = each.queryset.filter(pk__in=[value for value in values if value.isdecimal()][:50])
        return ", ".join(map(str, rows)) or "(nobody)"
    if hasattr(each, "choices"):
        names = {str(key): str(name) for key, name in each.widget.choices}
        return ", ".join(names.get(value, value) for value in values)
    return " ".join(values)


def _short(words: str) -> str:
    return Truncator(words).chars(200) or "(nothing)"


class _Rows:
    """The rows of one inline, laid anew: those that are stored, then what was added on the page."""

    def __init__(self, data: QueryDict, posted: QueryDict, formset: Any, seen: dict[str, dict[str, str]]) -> None:
        self.data, self.posted, self.formset, self.seen = data, posted, formset, seen
        self.prefix: str = formset.prefix
        self.key: str = formset.model._meta.pk.name
        self.noun = str(formset.model._meta.verbose_name).capitalize()
        self.sent_at: dict[str, int] = {}
        self.added: list[int] = []
        for index in range(_whole(posted.get(f"{self.prefix}-TOTAL_FORMS"))):
            key = posted.get(f"{self.prefix}-{index}-{self.key}", "")
            if key:
                self.sent_at[key] = index
            else:
                self.added.append(index)

    def lay(self) -> Iterator[Difference]:
        for name in [name for name in self.data if name.startswith(f"{self.prefix}-")]:
            del self.data[name]
        shifted = moved = False
        standing = set()
        for index, form in enumerate(self.formset.initial_forms):
            key = str(form.instance.pk)
            standing.add(key)
            new, anchor = f"{self.prefix}-{index}-", f"{self.prefix}-{index}"
            row = f"{self.noun} “{_short(str(form.instance))}”"
            self.data[f"{new}{self.key}"] = key
            if key in self.sent_at and key in self.seen:
                old = f"{self.prefix}-{self.sent_at[key]}-"
                seen_at = self.seen[key].get("position")
                moved |= "position" in form.fields and digest(as_sent(form["position"])) != seen_at
                yield from _overlay(self.data, self.posted, form, old, new, self.seen[key], row, anchor)
                if f"{old}DELETE" in self.posted:
                    self.data[f"{new}DELETE"] = "on"
            else:
                shifted = True
                for bound in fields_of(form):
                    for suffix, values in as_sent(bound).items():
                        self.data.setlist(f"{new}{bound.name}{suffix}", values)
                yield Difference(row, anchor, "Added by somebody else.")
        stand = len(standing)
        for key, index in self.sent_at.items():
            if key not in standing:
                shifted = True
                yield self._gone(key, index)
        for number, index in enumerate(self.added):
            self._copy(index, stand + number)
        total = stand + len(self.added)
        for name, value in (("TOTAL", total), ("INITIAL", stand), ("MIN_NUM", 0), ("MAX_NUM", 1000)):
            self.data[f"{self.prefix}-{name}_FORMS"] = str(value)
        if (shifted or moved) and "position" in self.formset.form.base_fields:
            self._renumber(total)
        if moved and not shifted:
            yield Difference(f"{self.noun}s", f"{self.prefix}-group", "Put in another order by somebody else.")

    def _gone(self, key: str, index: int) -> Difference:
        """What was typed into a row that somebody deleted stays, as a row of its own."""
        form = self.formset.empty_form
        old = f"{self.prefix}-{index}-"
        base = self.seen.get(key, {})
        names = [bound.name for bound in fields_of(form) if bound.name != "position"]
        typed = any(digest(sent_of(form[name], f"{old}{name}", self.posted)) != base.get(name) for name in names)
        what = "Deleted by somebody else."
        if typed and f"{old}DELETE" not in self.posted:
            self.added.append(index)
            what = "Deleted by somebody else. What you typed stands at its place as a new one: keep it, or delete it."
        return Difference(f"{self.noun} that was number {index + 1}", f"{self.prefix}-group", what)

    def _copy(self, index: int, to: int) -> None:
        old, new = f"{self.prefix}-{index}-", f"{self.prefix}-{to}-"
        for name in self.posted:
            if name.startswith(old) and name != f"{old}{self.key}":
                self.data.setlist(new + name.removeprefix(old), self.posted.getlist(name))
        self.data[f"{new}{self.key}"] = ""

    def _renumber(self, total: int) -> None:
        """Two orders laid over each other hold places twice."""
        names = [f"{self.prefix}-{index}-position" for index in range(total)]
        last = total + 1
        names.sort(key=lambda name: _whole(self.data.get(name), last))
        for place, name in enumerate(names, start=1):
            self.data[name] = str(place)


def _whole(value: str | None, otherwise: int = 0) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 7 else otherwise
