"""Two transcripts, as `core.exporting.transcript` makes them, compared part by part."""

from bisect import bisect_left
from dataclasses import asdict
from typing import Any

from core.comparing.words import compare_words

Document = dict[str, Any]

# Of the conference, what every revision has of its own, and what follows from the parts.
OWN = {"revision", "counts", "published_at", "status"}
# Long texts, whose words are compared.
TEXTS = {"text", "excerpt", "title"}


def compare(before: Document, after: Document) -> Document:
    """What is different, as plain JSON types. By noun, a list of what was `created`, `changed` or `deleted`, in the
    order in which it stands in the later transcript, then what is gone; nouns without any have an empty list.

    A part that is in both has `fields`: {name: {"before": ..., "after": ...}} and for texts `words`, a list of
    {"op": "equal" | "insert" | "delete", "text": ...}. A part that is in one only is there whole, as `part`.
    A turn that only moved is `changed` in its position; those that others pushed on are left out.
    """
    return {
        "conference": _fields(
            {key: value for key, value in before["conference"].items() if key not in OWN},
            {key: value for key, value in after["conference"].items() if key not in OWN},
        ),
        "organizations": _parts(before["organizations"], after["organizations"], "slug"),
        "people": _parts(before["people"], after["people"], "slug"),
        "participants": _parts(before["participants"], after["participants"], "id"),
        "turns": _turns(before["turns"], after["turns"]),
        "questions": _parts(_questions(before), _questions(after), "id"),
        "answers": _parts(_answers(before), _answers(after), "id"),
    }


def _questions(document: Document) -> list[Document]:
    return [{key: value for key, value in each.items() if key != "answers"} for each in document["questions"]]


def _answers(document: Document) -> list[Document]:
    return [{**answer, "question": each["id"]} for each in document["questions"] for answer in each["answers"]]


def _turns(before: list[Document], after: list[Document]) -> list[Document]:
    """Only turns that changed places among those that are in both have moved."""
    both = {each["id"] for each in before} & {each["id"] for each in after}
    rank_before = _ranks(before, both)
    rank_after = _ranks(after, both)
    moved = _moved([rank_before[key] for key in rank_after])
    stayed = {key for key in rank_after if rank_before[key] not in moved}
    found = []
    for part in _parts(before, after, "id"):
        if part["id"] in stayed and part["change"] == "changed":
            part["fields"].pop("position", None)
            if not part["fields"]:
                continue
        found.append(part)
    return found


def _ranks(turns: list[Document], both: set[str]) -> dict[str, int]:
    kept = [each["id"] for each in turns if each["id"] in both]
    return {key: rank for rank, key in enumerate(kept)}


def _moved(order: list[int]) -> set[int]:
    """The ranks that are not in the longest run that kept its order (patience sorting: n log n)."""
    ends: list[int] = []  # by length of a run, the smallest rank that ends one
    previous: dict[int, int | None] = {}
    for rank in order:
        place = bisect_left(ends, rank)
        previous[rank] = ends[place - 1] if place else None
        ends[place : place + 1] = [rank]
    kept: set[int] = set()
    rank_or_none = ends[-1] if ends else None
    while rank_or_none is not None:
        kept.add(rank_or_none)
        rank_or_none = previous[rank_or_none]
    return set(order) - kept


def _parts(before: list[Document], after: list[Document], key: str) -> list[Document]:
    old, new = {each[key]: each for each in before}, {each[key]: each for each in after}
    found: list[Document] = []
    for name, part in new.items():
        if name not in old:
            found.append({key: name, "change": "created", "fields": {}, "part": part})
        elif fields := _fields(old[name], part):
            found.append({key: name, "change": "changed", "fields": fields, "part": None})
    found += [
        {key: name, "change": "deleted", "fields": {}, "part": part} for name, part in old.items() if name not in new
    ]
    return found


def _fields(before: Document, after: Document) -> Document:
    fields: Document = {}
    for name in {**before, **after}:
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        fields[name] = {"before": one, "after": other}
        if name in TEXTS and isinstance(one, str) and isinstance(other, str):
            fields[name]["words"] = [asdict(piece) for piece in compare_words(one, other)]
    return fields
