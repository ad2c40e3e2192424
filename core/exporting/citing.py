"""Citations of a conference or of what was said in it, pinned to the revision that was read: CSL-JSON, BibTeX, RIS."""

import datetime
import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.exporting.publication import Publication
from core.exporting.speakers import names
from core.records import ConferenceRecord, ParticipantRecord

LONGEST_TITLE = 80  # characters of what was said
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Braces are counted even behind a backslash, so commands stand for them.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{each: f"\\{each}" for each in "%&$#_"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    name: str
    sort_name: str = ""  # "Kamikawa, Yoko"; "" for an organization, and where only one name is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What all the formats say."""

    key: str
    title: str
    within: str  # the title of the conference, of a part of it
    authors: tuple[Author, ...]
    date: datetime.date | None
    place: str
    publisher: str
    url: str
    revision: int
    language: str
    quoted: str


def citation(record: ConferenceRecord, publication: Publication, part: UUID | None = None) -> Citation:
    """Of the conference, or of the turn, question or answer with that id. Raises KeyError when it has none such."""
    key = f"{record.slug}-r{publication.revision}"
    authors = tuple(Author(name=each.name) for each in record.organizations if each.slug in record.hosts)
    title, within, quoted = record.title, "", ""
    if part is not None:
        turn, quoted = _passages(record)[part]
        speaker = record.participants_by_id()[record.turns_by_id()[turn].participant]
        key, authors = f"{key}-{part}", (_author(speaker, record),)
        title, within = _shortened(quoted), record.title
    return Citation(
        key=key,
        title=title,
        within=within,
        authors=authors,
        date=record.date,
        place=record.place,
        publisher=record.source.name,
        url=publication.pinned(record.slug, str(part) if part else ""),
        revision=publication.revision,
        language=record.languages[0] if record.languages else "",
        quoted=quoted,
    )


def _passages(record: ConferenceRecord) -> dict[UUID, tuple[UUID, str]]:
    """By the id of a turn, question or answer: the turn, and the words."""
    turns = record.turns_by_id()
    found = {turn.id: (turn.id, turn.text) for turn in record.turns}
    for question in record.questions:
        found[question.id] = (question.turn, question.excerpt)
        found |= {each.id: (each.turn, each.excerpt or turns[each.turn].text) for each in question.answers}
    return found


def _author(participant: ParticipantRecord, record: ConferenceRecord) -> Author:
    person = next((each for each in record.people if each.slug == participant.person), None)
    return Author(name=names(record)[participant.id], sort_name=person.sort_name if person else "")


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST_TITLE:
        return text
    return f"{text[:LONGEST_TITLE].rpartition(' ')[0] or text[:LONGEST_TITLE]}…"


def csl_json(cited: Citation) -> str:
    """A list of one item, as the schema of CSL 1.0.2 has it."""
    date = cited.date
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "speech" if cited.within else "event",
        "title": cited.title,
        "event-title": cited.within,
        "author": [_csl_name(each) for each in cited.authors],
        "issued": {"date-parts": [[date.year, date.month, date.day]]} if date else None,
        "event-place": cited.place,
        "publisher": cited.publisher,
        "URL": cited.url,
        "version": f"Revision {cited.revision}",
        "language": cited.language,
        "abstract": cited.quoted,
    }
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False, indent=1)


def _csl_name(author: Author) -> dict[str, str]:
    family, comma, given = author.sort_name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": author.name}


def bibtex(cited: Citation) -> str:
    """An entry for BibTeX and biblatex, in UTF-8."""
    date = cited.date
    authors = [_tex(each.sort_name) if ", " in each.sort_name else f"{{{_tex(each.name)}}}" for each in cited.authors]
    fields = {
        "title": f"{{{_tex(cited.title)}}}",
        "author": " and ".join(authors),
        "howpublished": _tex(cited.within),
        "year": str(date.year) if date else "",
        "address": _tex(cited.place),
        "publisher": _tex(cited.publisher),
        "url": cited.url,
        "note": f"Revision {cited.revision}",
        "language": _tex(cited.language),
        "abstract": _tex(cited.quoted),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if date:
        lines.append(f"  month = {_MONTHS[date.month - 1]},")
        lines.append(f"  date = {{{date.isoformat()}}},")
    return "\n".join((f"@misc{{{cited.key},", *lines, "}", ""))


def _tex(text: str) -> str:
    return re.sub(r"[\\{}~^%&$#_]", lambda found: _TEX[found[0]], " ".join(text.split()))


def ris(cited: Citation) -> str:
    """A record of RIS: a tag a line, and the lines ended as its specification says."""
    date = cited.date
    fields = [
        ("TY", "GEN"),
        ("ID", cited.key),
        ("TI", cited.title),
        ("T2", cited.within),
        *(("AU", each.sort_name or each.name) for each in cited.authors),
        ("PY", str(date.year) if date else ""),
        ("DA", f"{date:%Y/%m/%d}" if date else ""),
        ("CY", cited.place),
        ("PB", cited.publisher),
        ("UR", cited.url),
        ("N1", f"Revision {cited.revision}"),
        ("LA", cited.language),
        ("AB", cited.quoted),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\r\n".join((*lines, "ER  - ", ""))
