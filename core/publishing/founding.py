"""Publishing many new conferences at once, as one by one would, at a fraction of the time."""

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from core import auditing, counting, mapping
from core.auditing import COMMAND_LINE, Actor
from core.exporting.transcript import render, transcript
from core.models import AuditEntry, Change, Conference, Organization, Person, Revision, copy
from core.publishing import changes
from core.publishing.revising import iso
from core.records import ConferenceRecord
from core.vocabulary import AuditAction, ChangeAction, ChangeNoun, Status


@transaction.atomic
def publish_new(
    records: Sequence[tuple[ConferenceRecord, datetime.datetime | None]], *, by: Actor = COMMAND_LINE, note: str = ""
) -> list[Conference]:
    """Make conferences of the records, each public since the moment beside it, as its first revision; without a moment,
    a draft.

    Those to be public must have what readiness asks for, and everything in the order in which `mapping.read` gives it:
    they are not read back. People and organizations must be known as the records say, or not at all. Some 30
    queries; raises django.db.IntegrityError, with nothing written, as `mapping.write_new` does.
    """
    told = Change.objects.newest_number()
    public = _public([record for record, at in records if at])
    standing = {"status": Status.PUBLISHED, "published_by": by.user, "revision": 1, "version": 1}
    conferences = mapping.write_new(
        [record for record, _ in records], [{**standing, "published_at": at} if at else {} for _, at in records]
    )
    made = zip(conferences, records, strict=True)
    published = [(conference, record, at) for conference, (record, at) in made if at]
    copy(Revision, (_revision(*each, by, note) for each in published))
    AuditEntry.objects.bulk_create(
        auditing.entry(AuditAction.PUBLISHED, each, by=by, details={"revision": 1}, note=note)
        if each.is_published
        else auditing.entry(AuditAction.CREATED, each, by=by, note=note)
        for each in conferences
    )
    _refer_to_what_is_there()
    changes.wait_in_the_queue()
    _learn(public, told)
    changes.append(entry for _, record, at in published for entry in _entries(record, at, public))
    counting.count(conference for conference, _, _ in published)
    return conferences


def _refer_to_what_is_there() -> None:
    """Let PostgreSQL look up now what foreign keys refer to: at the end of the transaction, all others would wait for
    it in the queue. SQLite has no queue, and would look up those of all that stands."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


def _revision(
    conference: Conference, record: ConferenceRecord, at: datetime.datetime, by: Actor, note: str
) -> dict[str, Any]:
    document = render(transcript(record, revision=1, revised_at=iso(at), published_at=iso(at)))
    return {
        "conference_id": conference.pk,
        "number": 1,
        "document": document,
        "sha256": hashlib.sha256(document.encode()).hexdigest(),
        "made_at": at,
        "made_by_id": by.user and by.user.pk,
        "note": note,
    }


def _public(records: Sequence[ConferenceRecord]) -> set[tuple[ChangeNoun, str]]:
    """Whom of the people and organizations in the records the public knows already."""
    people = {each.slug for record in records for each in record.people}
    organizations = {each.slug for record in records for each in record.organizations}
    known = Person.objects.published().filter(slug__in=people).values_list("slug", flat=True)
    found = {(ChangeNoun.PERSON, slug) for slug in known}
    known = Organization.objects.published().filter(slug__in=organizations).values_list("slug", flat=True)
    return found | {(ChangeNoun.ORGANIZATION, slug) for slug in known}


def _learn(public: set[tuple[ChangeNoun, str]], since: int) -> None:
    """What the public was told meanwhile, by those who stood before in the queue."""
    meanwhile = Change.objects.after(since).exclude(noun=ChangeNoun.CONFERENCE).values_list("noun", "slug", "action")
    for noun, slug, action in meanwhile:
        subject = (ChangeNoun(noun), slug)
        if action in {ChangeAction.CREATED, ChangeAction.CHANGED}:
            public.add(subject)
        else:
            public.discard(subject)


def _entries(record: ConferenceRecord, at: datetime.datetime, public: set[tuple[ChangeNoun, str]]) -> Iterable[Change]:
    """Those whom the public does not know yet, then the conference; adds them to `public`."""
    named = [(ChangeNoun.PERSON, each.slug) for each in record.people]
    named += [(ChangeNoun.ORGANIZATION, each.slug) for each in record.organizations]
    for noun, slug in named:
        if (noun, slug) not in public:
            public.add((noun, slug))
            yield Change(made_at=at, action=ChangeAction.CREATED, noun=noun, slug=slug)
    yield Change(made_at=at, action=ChangeAction.CREATED, noun=ChangeNoun.CONFERENCE, slug=record.slug, revision=1)
