"""Loading an archive into an empty installation, which then answers as the one that built it."""

import base64
import datetime
import hashlib
import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction

from core import auditing, counting, mapping
from core.bulk.building import iterate
from core.bulk.rows import Row
from core.bulk.standing import Archive, read_manifest
from core.models import (
    AuditEntry,
    Change,
    Conference,
    FormerSlug,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Revision,
    copy,
)
from core.parsing.formats.transcript import read_transcript
from core.records import ConferenceRecord, SourceRecord
from core.vocabulary import AuditAction, Status

# Conferences that are written at once.
BATCH = 50


class ArchiveError(Exception):
    """An archive that cannot be loaded; the message says why. Nothing was loaded."""


@transaction.atomic
def load(folder: Path, progress: Callable[[int], None] = lambda conferences: None) -> Archive:
    """Make the rows that an archive tells of, with its ids, revisions and change numbers.

    Raises ArchiveError when a file of it is missing or not what the manifest says, and when this installation holds
    a record already.
    """
    archive = _checked(folder)
    for model in (Conference, Person, Organization, Change):
        if model._default_manager.exists():
            nouns = model._meta.verbose_name_plural
            raise ArchiveError(f"There are {nouns} here already: an archive is loaded into an empty installation.")
    _load_named(iterate(folder / "people.jsonl.gz"), Person, PersonName, "person", "sort_name")
    _load_named(iterate(folder / "organizations.jsonl.gz"), Organization, OrganizationName, "organization", "kind")
    loaded = 0
    conferences = _conferences(folder)
    while batch := list(islice(conferences, BATCH)):
        _load_conferences(batch)
        loaded += len(batch)
        progress(loaded)
    _load_changes(iterate(folder / "changes.jsonl.gz"))
    return archive


def _checked(folder: Path) -> Archive:
    archive = read_manifest(folder)
    if archive is None:
        raise ArchiveError(f"There is no manifest in {folder}.")
    for each in archive.files:
        path = folder / each.name
        if not path.is_file():
            raise ArchiveError(f"{each.name} is missing.")
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != each.sha256:
                raise ArchiveError(f"{each.name} is not the file that the manifest tells of: its SHA-256 differs.")
    return archive


def _load_named(rows: Iterator[Row], model: Any, names: Any, owner: str, own_field: str) -> None:
    for row in rows:
        shared = {"name": row["name"], own_field: row[own_field]}
        made = model.objects.create(
            slug=row["slug"],
            country=row["country"] or "",
            external_ids=row["external_ids"],
            editorial=row["editorial"],
            **shared,
        )
        names.objects.bulk_create(
            names(**{owner: made}, text=each["text"], language=each["language"] or "", kind=each["kind"])
            for each in row["names"]
        )
        for slug in row["formerly"]:
            model.objects.create(slug=slug, merged_into=made, **shared)


def _conferences(folder: Path) -> Iterator[tuple[Row, list[Row]]]:
    """Each source with the revisions of its conference, which stand in the same order."""
    revisions = iterate(folder / "revisions.jsonl.gz")
    waiting: Row | None = next(revisions, None)
    for source in iterate(folder / "sources.jsonl.gz"):
        own = []
        while waiting is not None and waiting["conference"] == source["conference"]:
            own.append(waiting)
            waiting = next(revisions, None)
        yield source, own


def _load_conferences(batch: list[tuple[Row, list[Row]]]) -> None:
    """Each as its newest revision says, with all revisions. Some 30 queries.

    Nobody is named by a slug that was merged away: merging revises every public conference that names them.
    """
    documents = [json.loads(revisions[-1]["document"]) for _, revisions in batch]
    made = mapping.write_new(
        [_record(document, source) for document, (source, _) in zip(documents, batch, strict=True)],
        [
            {
                "status": Status.PUBLISHED,
                "revision": revisions[-1]["number"],
                "published_at": datetime.datetime.fromisoformat(document["conference"]["published_at"]),
            }
            for document, (_, revisions) in zip(documents, batch, strict=True)
        ],
    )
    loaded = list(zip(made, batch, strict=True))
    FormerSlug.objects.bulk_create(
        FormerSlug(conference=conference, slug=slug)
        for conference, (source, _) in loaded
        for slug in source["formerly"]
    )
    copy(
        Revision,
        (
            {
                "conference_id": conference.pk,
                "number": each["number"],
                "document": each["document"],
                "sha256": each["sha256"],
                "made_at": datetime.datetime.fromisoformat(each["made_at"]),
                "note": each["note"] or "",
            }
            for conference, (_, revisions) in loaded
            for each in revisions
        ),
    )
    counting.count(made)
    AuditEntry.objects.bulk_create(
        auditing.entry(AuditAction.IMPORTED, each, by=auditing.COMMAND_LINE, details={"revision": each.revision})
        for each in made
    )


def _record(document: Row, source: Row) -> ConferenceRecord:
    return read_transcript(
        document,
        SourceRecord(
            text=source["text"],
            sha256=source["sha256"],
            encoding=source["encoding"],
            media_type=source["media_type"],
            original=base64.b64decode(source["original"] or ""),
        ),
    )


def _load_changes(rows: Iterator[Row]) -> None:
    copy(
        Change,
        (
            {
                "number": row["number"],
                "made_at": datetime.datetime.fromisoformat(row["made_at"]),
                "action": row["action"],
                "noun": row["noun"],
                "slug": row["slug"],
                "revision": row["revision"],
                "parts": row["parts"],
                "merged_into": row["merged_into"] or "",
            }
            for row in rows
        ),
    )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Change]):
            cursor.execute(statement)
