"""Write what was read as a draft."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DatabaseError, IntegrityError, connection, transaction

from core import mapping
from core.auditing import COMMAND_LINE, Actor, entry, note
from core.importing.metadata import Metadata
from core.importing.reading import preview
from core.importing.reconciling import reconcile
from core.models import AuditEntry, Conference, FormerSlug, ImportWarning, SourceText
from core.models.validators import validate_slug
from core.parsing.formats.record import read_record
from core.records import ConferenceRecord, WarningRecord
from core.vocabulary import AuditAction, Status

# Names the queue of those who import, among the advisory locks of a PostgreSQL database.
QUEUE = 7_263_910_448


class ImportRefusedError(Exception):
    """The file can be read, but may not be imported here; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: `outcome` is "created", "updated" or "unchanged"; `dropped` what the match could not keep."""

    conference: Conference
    outcome: str
    warnings: tuple[WarningRecord, ...] = ()
    dropped: tuple[str, ...] = ()
    new_people: tuple[str, ...] = ()
    new_organizations: tuple[str, ...] = ()


@transaction.atomic
def import_source(data: bytes, *, slug: str, metadata: Metadata | None = None, by: Actor = COMMAND_LINE) -> Imported:
    """Make a draft of a transcript, or bring the draft with that slug up to a corrected source.

    The same source again changes nothing, whatever its slug, unless metadata says more of the draft. Raises
    ParseError for what is no transcript, and ImportRefusedError for a slug that is not one or belongs to a
    conference that is not a draft; nothing is stored then.
    """
    _one_at_a_time()
    _check_slug(slug)
    read = preview(data, slug=slug, metadata=metadata)
    same = SourceText.objects.filter(sha256=read.record.source.sha256).select_related("conference").first()
    if same is not None and (metadata is None or same.conference.slug != slug):
        return Imported(same.conference, "unchanged")
    standing = _standing(slug)
    record = dataclasses.replace(read.record, slug=slug, title=read.record.title or _title(slug))
    dropped: tuple[str, ...] = ()
    if standing is not None:
        stood = mapping.read(standing)
        record, dropped = reconcile(stood, record)
        if record == stood:
            return Imported(standing, "unchanged")
    conference = _write(record)
    _write_warnings(conference, read.warnings)
    outcome = "created" if standing is None else "updated"
    made = {"dropped": dropped, "new_people": read.new_people, "new_organizations": read.new_organizations}
    details = {"outcome": outcome, **{name: list(each) for name, each in made.items() if each}}
    note(AuditAction.IMPORTED, conference, by=by, details=details)
    return Imported(
        conference=conference,
        outcome=outcome,
        warnings=read.warnings,
        dropped=dropped,
        new_people=read.new_people,
        new_organizations=read.new_organizations,
    )


@transaction.atomic
def import_record(text: str, *, by: Actor = COMMAND_LINE) -> Imported:
    """Make a draft of a record that another installation wrote as JSON, with its ids.

    Raises ParseError for what is no such record, and ImportRefusedError when its slug belongs to a conference that
    is not a draft, or an id of it to another conference; nothing is stored then.
    """
    _one_at_a_time()
    (record,) = mapping.with_merged([read_record(text)])
    _check_slug(record.slug)
    same = Conference.objects.select_for_update().filter(slug=record.slug).first()
    if same is not None and mapping.read(same) == record:
        return Imported(same, "unchanged")
    standing = _standing(record.slug)
    conference = _write(record)
    outcome = "created" if standing is None else "updated"
    note(AuditAction.IMPORTED, conference, by=by, details={"outcome": outcome})
    return Imported(conference, outcome)


@transaction.atomic
def import_new_records(
    records: Sequence[ConferenceRecord], *, by: Actor = COMMAND_LINE
) -> list[tuple[Conference, ConferenceRecord]]:
    """What `import_record` does with each once it is read, in some 30 queries for all of them; beside each draft what
    it says. Several such calls may be at work at once.

    For records of conferences that are not here: raises ImportRefusedError, and nothing is stored, when any of them
    cannot be imported or needs a look at what stands. Then import them one by one.
    """
    _none_but_records()
    records = mapping.with_merged(records)
    slugs = {record.slug for record in records}
    for slug in slugs:
        _check_form(slug)
    here = Conference.objects.filter(slug__in=slugs).exists() or FormerSlug.objects.filter(slug__in=slugs).exists()
    if here or len(slugs) < len(records):
        raise ImportRefusedError("Some of these conferences are here already, or among these twice.")
    try:
        with transaction.atomic():
            conferences = mapping.write_drafts(records)
    except DatabaseError as error:
        raise ImportRefusedError(f"These cannot be stored together: {error}") from error
    details = {"outcome": "created"}
    AuditEntry.objects.bulk_create(
        entry(AuditAction.IMPORTED, conference, by=by, details=details) for conference in conferences
    )
    return list(zip(conferences, records, strict=True))


def _one_at_a_time() -> None:
    """Wait until the imports before this one are committed: two that meet the same outlet for the first time would
    both make it, and one would be refused. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [QUEUE])


def _none_but_records() -> None:
    """Wait as above, but not for imports that wait like this: records name everybody by slugs of their own, and who
    meets somebody new at once with another import takes whom that has made."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [QUEUE])


def _check_form(slug: str) -> None:
    try:
        validate_slug(slug)
    except Exception as error:
        raise ImportRefusedError(
            f"{slug[:100]!r} is no slug: use lower-case letters, digits and single hyphens between them."
        ) from error


def _check_slug(slug: str) -> None:
    _check_form(slug)
    if former := FormerSlug.objects.filter(slug=slug).select_related("conference").first():
        now = former.conference.slug
        raise ImportRefusedError(f"{slug!r} is the former slug of {now!r}, and leads there: import under another.")


def _standing(slug: str) -> Conference | None:
    standing = Conference.objects.select_for_update().filter(slug=slug).first()
    if standing is not None and standing.status not in {Status.DRAFT, Status.IN_REVIEW}:
        raise ImportRefusedError(
            f"{slug!r} is {standing.status}: only a draft can be imported anew. Edit it, or import under another slug."
        )
    return standing


def _write(record: ConferenceRecord) -> Conference:
    try:
        with transaction.atomic():
            return mapping.write(record)
    except IntegrityError as error:
        raise ImportRefusedError(f"{record.slug!r} cannot be stored: {error}") from error


def _write_warnings(conference: Conference, warnings: tuple[WarningRecord, ...]) -> None:
    """The doubts of this import; those that a person has read already stay read."""
    read = {
        (each.code, each.message): (each.read_at, each.read_by_id)
        for each in conference.import_warnings.exclude(read_at=None)
    }
    turns = dict(conference.turns.values_list("position", "pk"))
    conference.import_warnings.all().delete()
    rows = []
    for each in warnings:
        read_at, read_by = read.get((each.code, each.message), (None, None))
        rows.append(
            ImportWarning(
                conference=conference,
                turn_id=turns.get(each.turn) if each.turn else None,
                code=each.code,
                line=each.line,
                message=each.message,
                read_at=read_at,
                read_by_id=read_by,
            )
        )
    ImportWarning.objects.bulk_create(rows)


def _title(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
