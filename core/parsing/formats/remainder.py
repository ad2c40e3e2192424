"""A document that we wrote, put together again: what its format says, and what stands in our own namespace."""

import dataclasses
import types
import typing
from typing import Any
from uuid import UUID

from core.markup import ONE_OF, unescaped
from core.parsing.errors import ParseError
from core.parsing.formats.record import check_references, read_plain
from core.parsing.formats.spoken import Debate, Element, Spoken, name_of
from core.records import ConferenceRecord, SourceRecord

MANY = {one: many for many, one in ONE_OF.items()}
# What our elements say for those who only read, and what follows from the rest.
DERIVED = frozenset(["response"])


def restored(debate: Debate, remainder: Element) -> ConferenceRecord:
    """The record as it was written. Raises ParseError where the two contradict each other."""
    said = _plain(remainder, ConferenceRecord)
    by_id = {each.id: each for each in debate.spoken if isinstance(each, Spoken)}
    speakers = {key: speaker.id for key, speaker in debate.speakers.items()}
    turns = said.setdefault("turns", [])
    for turn in turns:
        spoken = by_id.pop(_uuid(turn.get("id")), None)
        if spoken is None:
            raise ParseError(f"The turn {turn.get('id')!r} is told of, but nobody speaks it.")
        found = [{"kind": each.kind, "start": each.start, "text": each.text} for each in spoken.annotations]
        turn |= {
            "participant": str(speakers.get(spoken.speaker)),
            "kind": spoken.kind.value,
            "label": spoken.label,
            "delivery_note": spoken.delivery_note,
            "text": spoken.text,
            "annotations": sorted([*found, *turn.get("annotations", ())], key=lambda each: each["start"]),
        }
    if by_id:
        raise ParseError(f"The turn {next(iter(by_id))} is spoken, but not told of in the record.")
    record = read_plain(said)
    check_references(record)
    return record


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _plain(element: Element, kind: Any) -> dict[str, Any]:
    """An element of ours as the JSON object of a record of that kind."""
    hints = typing.get_type_hints(kind)
    said: dict[str, Any] = {
        name: _value(unescaped(text), hints.get(name)) for name, text in element.attrib.items() if name not in DERIVED
    }
    for child in element:
        name = name_of(child)
        if name == "external_id":
            said.setdefault("external_ids", []).append([unescaped(child.get("scheme", "")), _text(child)])
        elif name == "source" and "source" in hints:
            said["source"] = _plain(child, hints["source"])
        elif name in {"text", "original"} and name in hints:
            said[name] = said.get(name, "") + _text(child)
        elif MANY.get(name) in hints:
            (of, _) = typing.get_args(hints[MANY[name]])
            said.setdefault(MANY[name], []).append(_plain(child, of))
        else:
            raise ParseError(f"Line {child.sourceline}: {name!r} has no place in {name_of(element)!r}.")
    for field in dataclasses.fields(kind):
        if field.default is dataclasses.MISSING and types.NoneType in typing.get_args(hints[field.name]):
            said.setdefault(field.name, None)
    if kind is SourceRecord:
        said.setdefault("text", "")
    return said


def _text(element: Element) -> str:
    return unescaped(element.text or "")


def _value(text: str, hint: Any) -> Any:
    """An attribute as the JSON value that a field has; what cannot be one is left for `read_plain` to refuse."""
    if hint is bool:
        return {"true": True, "false": False}.get(text, text)
    if int in (hint, *typing.get_args(hint)):
        return int(text) if text.isascii() and text.isdigit() and len(text) < 11 else text
    if typing.get_origin(hint) is tuple:
        if typing.get_args(hint)[0] is str:
            return text.split()
        return [[_value(each, int) for each in span.split("-")] for span in text.split()]
    return text
