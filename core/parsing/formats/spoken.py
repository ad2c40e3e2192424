"""What an XML transcript says, whichever format it is in: who speaks, and what is spoken in which order."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from core.markup import unescaped
from core.records import AnnotationRecord
from core.vocabulary import AnnotationKind, Role, TurnKind

Element = Any  # lxml brings no types

_SPACE = re.compile(r"[ \t\r\n]+")  # what XML calls white space; a no-break space stays
_OPENING = frozenset("([{-–—“‘'\"")
_BRACKETED = re.compile(r"[(\[（【].*[)\]）】]", re.DOTALL)
# Words in the names of roles, as other publishers have them.
_ROLES = (
    (Role.MODERATOR, re.compile(r"moderator|chair|speaker|president of the|presid(ing|ent)$", re.I)),
    (Role.PRESS, re.compile(r"press|journalist|reporter|correspondent|media", re.I)),
    (Role.INTERPRETER, re.compile(r"interpret|translator", re.I)),
    (Role.STAFF, re.compile(r"staff|operator|clerk|secretariat", re.I)),
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody of the document's list of people."""

    name: str = ""
    title: str = ""
    organization: str = ""  # its name
    role: Role = Role.UNKNOWN
    id: UUID | None = None  # in documents of ours


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance. `to` and `speaker` are keys of speakers, `replies_to` keys of utterances."""

    key: str
    speaker: str
    text: str
    kind: TurnKind = TurnKind.REMARKS
    role: Role = Role.UNKNOWN
    label: str = ""
    delivery_note: str = ""
    annotations: tuple[AnnotationRecord, ...] = ()
    to: tuple[str, ...] = ()
    replies_to: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()  # keys of what is within it
    id: UUID | None = None  # in documents of ours


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands between utterances and is nobody's speech: a heading, a scene."""

    text: str


@dataclass(slots=True)
class Debate:
    """A document, read. `unread` counts the elements that were not understood, by name."""

    title: str = ""
    date: datetime.date | None = None
    place: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    source_name: str = ""
    source_url: str = ""
    source_licence: str = ""
    speakers: dict[str, Speaker] = field(default_factory=dict)
    spoken: list[Spoken | Aside] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)


_DELIVERY = frozenset([("remark", "delivery"), ("note", "delivery")])


def take_delivery_note(element: Element) -> str:
    """Take the note on how something is said, and the space behind it, out of an element that begins with one, as ours
    do; without its brackets."""
    first = element[0] if len(element) and not (element.text or "").strip() else None
    if first is None or (name_of(first), first.get("class") or first.get("type")) not in _DELIVERY:
        return ""
    element.text = (first.tail or "")[1:]
    element.remove(first)
    return exact_text(first)[1:-1]


# What an element in the middle of words is: a kind of annotation and what is printed there, or nothing special.
Noted = tuple[AnnotationKind, str] | None


def name_of(element: Element) -> str:
    """Without its namespace."""
    return str(element.tag).rpartition("}")[2]


def words_of(element: Element) -> str:
    """All its text, spaces folded."""
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def exact_text(element: Element) -> str:
    """All its text as we wrote it."""
    return unescaped("".join(element.itertext()))


def role_named(text: str) -> Role:
    """What a role is that somebody else has named; unknown where no name is given."""
    return next((role for role, words in _ROLES if words.search(text)), Role.PRINCIPAL if text else Role.UNKNOWN)


def references(value: str | None) -> tuple[str, ...]:
    """The ids that an attribute points at: "#a #b", in some files without the number sign."""
    return tuple(each.removeprefix("#") for each in (value or "").split())


def uuid_in(text: str | None) -> UUID | None:
    """The UUID at the end of an id of ours."""
    try:
        return UUID((text or "")[-36:])
    except ValueError:
        return None


def mixed(
    elements: list[Element], noted: Callable[[Element], Noted], *, exact: bool
) -> tuple[str, tuple[AnnotationRecord, ...]]:
    """The paragraphs that the elements hold, as the text of a turn, and the annotations in it.

    `exact` keeps every space, as in documents of ours; else spaces are folded, as others lay them out as they like,
    paragraphs without a word are left out, and an annotation gets the brackets that it lacks.
    """
    text, annotations = "", []
    paragraphs = []
    start = 0
    for element in elements:
        pieces = list(_pieces(element, noted))
        joined = _exactly(pieces) if exact else _folded(pieces)
        paragraph = "".join(piece for _, piece in joined)
        if not paragraph and not exact:
            continue
        at = start
        for kind, piece in joined:
            if kind is not None and piece:
                annotations.append(AnnotationRecord(kind=kind, start=at, text=piece))
            at += len(piece)
        paragraphs.append(paragraph)
        start += len(paragraph) + 1
    text = "\n".join(paragraphs)
    return text, tuple(annotations)


Pieces = list[tuple[AnnotationKind | None, str]]


def _pieces(element: Element, noted: Callable[[Element], Noted]) -> Iterator[tuple[AnnotationKind | None, str]]:
    yield None, element.text or ""
    for child in element:
        if (found := noted(child)) is not None:
            yield found
        else:
            yield from _pieces(child, noted)
        yield None, child.tail or ""


def _exactly(pieces: Pieces) -> Pieces:
    return [(kind, unescaped(piece)) for kind, piece in pieces]


def _folded(pieces: Pieces) -> Pieces:
    """With a space between a word and an annotation that touch."""
    folded: Pieces = [(None, " ")]

    def add(kind: AnnotationKind | None, words: str) -> None:
        last_kind, last = folded[-1]
        if last.endswith(" "):
            words = words.lstrip(" ")
        elif words[:1].isalnum() if last_kind else kind and last[-1:] not in _OPENING:
            folded.append((None, " "))
        if words:
            folded.append((kind, words))

    for kind, piece in pieces:
        words = _SPACE.sub(" ", piece)
        if kind is None:
            add(None, words)
        elif words := words.strip():
            add(kind, words if _BRACKETED.fullmatch(words) else f"({words})")
    kind, words = folded.pop()
    folded.append((kind, words.rstrip(" ") if kind is None else words))
    return folded[1:] if len(folded) > 1 else []
