"""The differences between two revisions, told for people: parts by their names instead of their keys."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

Document = dict[str, Any]

# By noun, what a part that came or went is shown by.
SHOWN = {"turns": "text", "questions": "excerpt", "answers": "excerpt"}


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that says something else; `words`, where its words are compared."""

    name: str
    before: str
    after: str
    words: list[dict[str, str]] | None


@dataclass(frozen=True, slots=True)
class Part:
    what: str
    change: str
    fields: list[Changed]
    said: str


def told(differences: Document, before: Document, after: Document) -> list[Part]:
    """In the order of the record. `before` and `after` are the transcripts that were compared."""
    names = {**_names(before), **_names(after)}
    parts = []
    if differences["conference"]:
        parts.append(Part("The conference", "changed", _fields(differences["conference"], names), ""))
    for noun, found in differences.items():
        if noun == "conference":
            continue
        for each in found:
            key = each.get("id") or each.get("slug")
            said = (each["part"] or {}).get(SHOWN.get(noun, "")) or ""
            what = names.get(key, f"{noun}: {key}")
            parts.append(Part(what, each["change"], _fields(each["fields"], names), said))
    return parts


def _names(document: Document) -> dict[str, str]:
    names = {each["slug"]: each["name"] for each in [*document["people"], *document["organizations"]]}
    for each in document["participants"]:
        names[each["id"]] = names.get(each["person"]) or each["name"] or f"An unnamed {each['role']}"
    turns = {each["id"]: each["position"] for each in document["turns"]}
    for each in document["turns"]:
        speaker = names.get(each["participant"]) or each["label"] or "somebody"
        names[each["id"]] = f"Turn {each['position']} ({speaker})"
    for question in document["questions"]:
        at = turns.get(question["turn"], "?")
        names[question["id"]] = f"Question in turn {at}, “{Truncator(question['excerpt']).chars(60)}”"
        for answer in question["answers"]:
            place = turns.get(answer["turn"], "?")
            names[answer["id"]] = f"Answer in turn {place} to “{Truncator(question['excerpt']).chars(60)}”"
    return names


def _fields(fields: Document, names: dict[str, str]) -> list[Changed]:
    return [
        Changed(
            name.replace("_", " "),
            _plain(each["before"], names),
            _plain(each["after"], names),
            each.get("words"),
        )
        for name, each in fields.items()
    ]


def _plain(value: Any, names: dict[str, str]) -> str:
    """As one reads it; keys by the names of what they stand for."""
    match value:
        case None | "" | []:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case str():
            return names.get(value, value)
        case list():
            return ", ".join(_plain(each, names) for each in value)
        case {"name": str(name)}:
            return name
        case {"participant": who, "words": words}:
            return names.get(who, "") or f"“{words}”"
        case _:
            return json.dumps(value, ensure_ascii=False)
