"""The rows of an archive, noun by noun, as plain JSON objects; a conference's from the transcript that is stored."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

from core.models import Change, Organization, OrganizationName, Person, PersonName, Revision, SourceText

Row = dict[str, Any]

# How many transcripts are in memory at once.
CHUNK = 20


def transcripts() -> Iterator[Row]:
    """What every published conference says now, in the order in which they were added."""
    newest = Revision.objects.published().newest().order_by("conference_id")
    for document in newest.values_list("document", flat=True).iterator(chunk_size=CHUNK):
        yield json.loads(document)


def of_transcript(document: Row) -> dict[str, list[Row]]:
    """The rows that one conference gives to each file. Everything in a conference names it by its slug."""
    slug = {"conference": document["conference"]["slug"]}
    questions = document["questions"]
    return {
        "conferences": [document["conference"]],
        "participants": [{**slug, **each} for each in document["participants"]],
        "turns": [{**slug, **each} for each in document["turns"]],
        "questions": [
            {**slug, **{key: value for key, value in each.items() if key not in {"addressees", "answers"}}}
            for each in questions
        ],
        "addressees": [{**slug, "question": each["id"], **said} for each in questions for said in each["addressees"]],
        "answers": [{**slug, "question": each["id"], **answer} for each in questions for answer in each["answers"]],
    }


def people() -> Iterator[Row]:
    for person in (
        Person.objects.published().order_by("pk").prefetch_related("names", "merged").iterator(chunk_size=500)
    ):
        yield {**_named(person), "sort_name": person.sort_name}


def organizations() -> Iterator[Row]:
    rows = Organization.objects.published().order_by("pk").prefetch_related("names", "merged")
    for organization in rows.iterator(chunk_size=500):
        yield {**_named(organization), "kind": organization.kind}


def _named(row: Person | Organization) -> Row:
    names: list[PersonName | OrganizationName] = list(row.names.all())
    return {
        "slug": row.slug,
        "name": row.name,
        "country": row.country or None,
        "names": [{"text": each.text, "language": each.language or None, "kind": each.kind} for each in names],
        "external_ids": row.external_ids,
        "editorial": row.editorial,
        "formerly": sorted(each.slug for each in row.merged.all()),
    }


def sources() -> Iterator[Row]:
    """The text of each source as it came; `original` in base64 where what came was no plain text. `formerly` are
    the slugs that redirect to the conference."""
    rows = SourceText.objects.filter(conference__in=Revision.objects.published().newest().values("conference"))
    rows = rows.select_related("conference").prefetch_related("conference__former_slugs").order_by("conference_id")
    for source in rows.iterator(chunk_size=CHUNK):
        yield {
            "conference": source.conference.slug,
            "formerly": sorted(each.slug for each in source.conference.former_slugs.all()),
            "encoding": source.encoding,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "text": source.text,
            "original": base64.b64encode(source.original).decode() or None,
        }


def revisions() -> Iterator[Row]:
    """Every revision that may be read, each with the document that a citation of it sees."""
    rows = Revision.objects.published().select_related("conference").order_by("conference_id", "number")
    for revision in rows.iterator(chunk_size=CHUNK):
        yield {
            "conference": revision.conference.slug,
            "number": revision.number,
            "made_at": revision.made_at.isoformat(),
            "note": revision.note or None,
            "sha256": revision.sha256,
            "document": revision.document,
        }


def changes() -> Iterator[Row]:
    for change in Change.objects.order_by("number").iterator(chunk_size=1000):
        yield {
            "number": change.number,
            "made_at": change.made_at.isoformat(),
            "action": change.action,
            "noun": change.noun,
            "slug": change.slug,
            "revision": change.revision,
            "parts": change.parts,
            "merged_into": change.merged_into or None,
        }


# Files whose rows come from tables of their own.
APART: dict[str, Callable[[], Iterator[Row]]] = {
    "people": people,
    "organizations": organizations,
    "sources": sources,
    "revisions": revisions,
    "changes": changes,
}
# What a spreadsheet can hold; the others have rows that are documents.
TABLES = ("conferences", "people", "organizations", "participants", "turns", "questions", "addressees", "answers")
