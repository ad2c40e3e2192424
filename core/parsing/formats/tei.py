"""TEI transcripts of debates (Parla-CLARIN) to what is spoken in them; `core.exporting.tei` writes them too."""

import datetime
import re
from collections.abc import Iterator

import pycountry

from core.markup import XML
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

ID = f"{{{XML}}}id"
LANGUAGE = f"{{{XML}}}lang"
# What stands between utterances, or within one, without being said.
NOTED = {
    "gap": AnnotationKind.INAUDIBLE,
    "unclear": None,  # somebody's words all the same
    "vocal": AnnotationKind.OTHER,
    "kinesic": AnnotationKind.OTHER,
    "incident": AnnotationKind.OTHER,
    "pause": AnnotationKind.PAUSE,
    "note": AnnotationKind.OTHER,
}
KINDS = {each.value: each for each in AnnotationKind}
# How others say it.
WORDS = {"laughing": "laughter", "noise": "crosstalk", "interruption": "crosstalk", "exclamation": "crosstalk"}


def read_tei(root: Element, *, own: bool) -> Debate:
    """`own`: we wrote it, so that every space counts."""
    debate = Debate()
    _read_header(root, debate)
    for person in root.iterfind(".//{*}particDesc//{*}person"):
        debate.speakers[person.get(ID, "")] = _speaker(person, root)
    for body in root.iterfind(".//{*}text//{*}body"):
        debate.spoken += _spoken(body, debate, own=own)
    return debate


def _read_header(root: Element, debate: Debate) -> None:
    def words(*paths: str) -> str:
        found = (root.find(f".//{path}") for path in paths)
        return next((text for each in found if each is not None and (text := words_of(each))), "")

    debate.title = words("{*}titleStmt/{*}title[@type='main']", "{*}titleStmt/{*}title")
    dates = [
        each.get("when") or each.get("from") or ""
        for path in ("{*}settingDesc//{*}date", "{*}sourceDesc//{*}date", "{*}titleStmt/{*}meeting")
        for each in root.iterfind(f".//{path}")
    ]
    found = (re.match(r"\d{4}-\d{2}-\d{2}", each) for each in dates)
    debate.date = next((day for each in found if each and (day := _day(each[0]))), None)
    debate.place = words("{*}setting/{*}name[@type='place']", "{*}setting/{*}name[@type='city']")
    country = root.find(".//{*}setting/{*}name[@type='country']")
    key = country.get("key", "").upper() if country is not None else ""
    debate.country = key if len(key) == 2 and pycountry.countries.get(alpha_2=key) else ""
    tag = root.get(LANGUAGE, "")
    debate.languages = (tag,) if tag and tag != "und" else ()
    debate.source_name = words("{*}sourceDesc//{*}title")
    address = words("{*}sourceDesc//{*}idno[@type='URI']", "{*}sourceDesc//{*}idno[@type='URL']")
    debate.source_url = address if address.startswith(("http://", "https://")) else ""
    debate.source_licence = words("{*}availability/{*}licence")


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _speaker(person: Element, root: Element) -> Speaker:
    name = person.find("{*}persName")
    parts = [] if name is None else [*name.iterfind("{*}forename"), *name.iterfind("{*}surname")]
    affiliation = person.find("{*}affiliation")
    organization = ""
    if affiliation is not None and (pointed := references(affiliation.get("ref"))):
        found = next((each for each in root.iterfind(".//{*}org") if each.get(ID) == pointed[0]), None)
        full = found.find("{*}orgName") if found is not None else None
        organization = words_of(full) if full is not None else ""
    title = "" if affiliation is None else words_of(affiliation)
    return Speaker(
        name=" ".join(words_of(each) for each in parts) or ("" if name is None else words_of(name)),
        title=title,
        organization=organization,
        role=role_named(person.get("role") or title),
        id=uuid_in(person.get(ID)),
    )


def _spoken(element: Element, debate: Debate, *, own: bool) -> Iterator[Spoken | Aside]:
    """In the order of the document; the note of a speaker is the label of the utterance that follows."""
    label = ""
    for child in element:
        name = name_of(child)
        if name == "note" and child.get("type") == "speaker":
            label = exact_text(child) if own else words_of(child).rstrip(" :.—–-")
        elif name == "u":
            yield _utterance(child, label, debate, own=own)
            label = ""
        elif name in NOTED or name in {"head", "p", "stage"}:
            if text := words_of(child):
                yield Aside(text)
        elif len(child):
            yield from _spoken(child, debate, own=own)
        elif words_of(child):
            debate.unread[name] += 1


def _utterance(element: Element, label: str, debate: Debate, *, own: bool) -> Spoken:
    blocks = [each for each in element if name_of(each) in {"seg", "p", "ab"}]
    note = take_delivery_note(element)
    if not own and blocks and len(blocks) != len(element):
        blocks = list(_blocks(element))

    def noted(child: Element) -> Noted:
        return _noted(child, own=own)

    text, annotations = mixed(blocks or [element], noted, exact=own)
    analysis = references(element.get("ana"))
    kinds = {f"turn-kind.{each.value}": each for each in TurnKind}
    kind = next((kinds[each] for each in analysis if each in kinds), None)
    roles = {f"role.{each.value}": each for each in Role}
    role = next((roles[each] for each in analysis if each in roles), None)
    if not own:
        kind = next(
            (each for each in (TurnKind.QUESTION, TurnKind.ANSWER) if any(each.value in said for said in analysis)),
            None,
        )
        role = next((role_named(each) for each in analysis if role_named(each) is not Role.PRINCIPAL), Role.UNKNOWN)
    return Spoken(
        key=element.get(ID) or str(id(element)),
        speaker=(references(element.get("who")) or ("",))[0],
        text=text,
        kind=kind or TurnKind.REMARKS,
        role=role or Role.UNKNOWN,
        label=label,
        delivery_note=note,
        annotations=annotations,
        to=references(element.get("toWhom")),
        replies_to=references(element.get("corresp")),
        inner=tuple(each.get(ID) for each in element.iterdescendants() if each.get(ID)),
        id=uuid_in(element.get(ID)),
    )


def _blocks(element: Element) -> Iterator[Element]:
    """The paragraphs of an utterance in which other things stand between them: those join the paragraph before."""
    from lxml import etree

    paragraph = None
    for child in list(element):
        if name_of(child) in {"seg", "p", "ab"}:
            if paragraph is not None:
                yield paragraph
            paragraph = child
        else:
            if paragraph is None:
                paragraph = etree.Element("seg")
                paragraph.text = element.text
            paragraph.append(child)  # with what follows it
    if paragraph is not None:
        yield paragraph


def _noted(element: Element, *, own: bool) -> Noted:
    name = name_of(element)
    if NOTED.get(name) is None:
        return None
    said = element.get("reason") if name == "gap" else element.get("type")
    kind = KINDS.get(WORDS.get(said or "", said or ""), NOTED[name])
    printed = "".join(element.itertext())
    return kind or AnnotationKind.OTHER, printed if own or printed.strip() else (said or name)
