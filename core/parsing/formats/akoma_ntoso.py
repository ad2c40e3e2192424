"""Akoma Ntoso debates to what is spoken in them; `core.exporting.akoma_ntoso` writes them too."""

import dataclasses
import datetime
from collections.abc import Iterator

import pycountry

from core.parsing.formats.spoken import (
    Aside,
    Debate,
    Element,
    Noted,
    Speaker,
    Spoken,
    exact_text,
    mixed,
    name_of,
    references,
    role_named,
    take_delivery_note,
    uuid_in,
    words_of,
)
from core.vocabulary import AnnotationKind, Role, TurnKind

KINDS = {"speech": TurnKind.REMARKS, "question": TurnKind.QUESTION, "answer": TurnKind.ANSWER}
# Between speeches.
ASIDES = frozenset(["heading", "subheading", "num", "scene", "narrative", "summary", "p", "recordedTime", "remark"])
# Blocks of a speech that are one paragraph each; others are as many as they hold.
PARAGRAPHS = frozenset(["p", "item", "td", "th", "caption"])
# What the standard's types of remarks are, where nothing says more.
REMARKS = {"translation": AnnotationKind.INTERPRETATION}


def read_akoma_ntoso(root: Element, *, own: bool) -> Debate:
    """`own`: we wrote it, so that every space counts and `class` says what the standard does not."""
    debate = Debate()
    _read_identification(root, debate)
    named = {each.get("eId") or each.get("id") or "": each for each in root.iterfind(".//{*}references/{*}*")}
    roles = {key: each.get("showAs", "") for key, each in named.items() if name_of(each) == "TLCRole"}
    for key, each in named.items():
        if name_of(each) == "TLCPerson":
            debate.speakers[key] = Speaker(name=each.get("showAs", ""), id=uuid_in(each.get("GUID")))
    for body in root.iterfind(".//{*}debateBody"):
        debate.spoken += _spoken(body, debate, roles, own=own, within=())
    return debate


def _read_identification(root: Element, debate: Debate) -> None:
    def value(path: str, attribute: str) -> str:
        found = root.find(f".//{path}")
        return found.get(attribute, "") if found is not None else ""

    title = root.find(".//{*}docTitle")
    debate.title = words_of(title) if title is not None else value("{*}FRBRWork/{*}FRBRalias", "value")
    try:
        debate.date = datetime.date.fromisoformat(value("{*}FRBRWork/{*}FRBRdate", "date")[:10])
    except ValueError:
        debate.date = None
    country = value("{*}FRBRWork/{*}FRBRcountry", "value").upper()
    debate.country = country if len(country) == 2 and pycountry.countries.get(alpha_2=country) else ""
    language = value("{*}FRBRExpression/{*}FRBRlanguage", "language").lower()
    known = pycountry.languages.get(alpha_3=language) if len(language) == 3 else None
    tag = getattr(known, "alpha_2", language if len(language) == 2 else "")
    debate.languages = (tag,) if tag else ()
    original = root.find(".//{*}references/{*}original")
    if original is not None:
        debate.source_name = original.get("showAs", "")
        address = original.get("href", "")
        debate.source_url = address if address.startswith(("http://", "https://")) else ""


def _spoken(
    element: Element, debate: Debate, roles: dict[str, str], *, own: bool, within: tuple[str, ...]
) -> Iterator[Spoken | Aside]:
    """In the order of the document. `within` are the questions asked before in the same container: what an `answer`
    there answers."""
    asked = within
    for child in element:
        name = name_of(child)
        if name in KINDS:
            said = _speech(child, name, debate, roles, own=own, asked=asked)
            if said.kind is TurnKind.QUESTION:
                asked = (said.key,)
            yield said
        elif name in ASIDES:
            if text := words_of(child):
                yield Aside(text)
        elif len(child):
            yield from _spoken(child, debate, roles, own=own, within=asked if name == "speechGroup" else ())
        elif words_of(child):
            debate.unread[name] += 1


def _speech(
    element: Element, name: str, debate: Debate, roles: dict[str, str], *, own: bool, asked: tuple[str, ...]
) -> Spoken:
    label = element.find("{*}from")
    blocks = list(_blocks(element))
    note = take_delivery_note(blocks[0]) if blocks else ""

    def noted(child: Element) -> Noted:
        return _noted(child, debate)

    text, annotations = mixed(blocks, noted, exact=own)
    speaker = (references(element.get("by")) or ("",))[0]
    role = (references(element.get("as")) or ("",))[0]
    listed = debate.speakers.get(speaker)
    if not own and listed is not None and not listed.title:
        debate.speakers[speaker] = dataclasses.replace(listed, title=roles.get(role, ""))
    kind = KINDS[name]
    if own and element.get("class") in {each.value for each in TurnKind}:
        kind = TurnKind(element.get("class"))
    return Spoken(
        key=element.get("eId") or element.get("id") or str(id(element)),
        speaker=speaker,
        text=text,
        kind=kind,
        role=role_named(roles.get(role, role)) if role else Role.UNKNOWN,
        label=_label(label, own=own),
        delivery_note=note,
        annotations=annotations,
        to=references(element.get("to")),
        replies_to=asked if name == "answer" else (),
        id=uuid_in(element.get("GUID")),
    )


def _label(element: Element, *, own: bool) -> str:
    if element is None:
        return ""
    return exact_text(element) if own else words_of(element).rstrip(" :.—–-")


def _blocks(element: Element) -> Iterator[Element]:
    """What is a paragraph of its own."""
    for child in element:
        name = name_of(child)
        if name in PARAGRAPHS or (name not in {"from", "num", "heading"} and not len(child)):
            yield child
        elif name not in {"from", "num", "heading"}:
            yield from _blocks(child)


def _noted(element: Element, debate: Debate) -> Noted:
    name = name_of(element)
    if name == "omissis":
        return AnnotationKind.INAUDIBLE, "".join(element.itertext()) or "(inaudible)"
    if name in {"remark", "scene"}:
        said = element.get("class", "")
        kinds = {each.value: each for each in AnnotationKind}
        kind = kinds.get(said) or REMARKS.get(element.get("type", ""), AnnotationKind.OTHER)
        return kind, "".join(element.itertext())
    return None
