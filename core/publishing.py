"""Publish, withdraw and revise: the only ways in which what the public sees of a conference changes."""

import datetime
import hashlib

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from core import mapping
from core.exporting.transcript import render, transcript
from core.models import Conference, Organization, Person, Revision
from core.vocabulary import Status


class NotReadyError(Exception):
    """A conference that lacks something it must have to be published; the message says what."""


@transaction.atomic
def publish(conference: Conference, *, by: User | None = None, note: str = "") -> Revision:
    """Make the conference public, as its next revision.

    Raises NotReadyError, with nothing changed, when it has no date, no source text or no turns.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    missing = [
        what
        for what, present in (
            ("a date", conference.date is not None),
            ("a source text", hasattr(conference, "source_text")),
            ("turns", conference.turns.exists()),
        )
        if not present
    ]
    if missing:
        raise NotReadyError(f"{conference} cannot be published: it lacks {' and '.join(missing)}.")
    now = _now()
    conference.published_at = conference.published_at or now
    conference.status = Status.PUBLISHED
    return _store(conference, _render(conference, conference.revision + 1, now), now, by, note)


@transaction.atomic
def withdraw(conference: Conference) -> None:
    """Take the conference, and all that hangs on it, from the public. Its revisions are kept."""
    Conference.objects.filter(pk=conference.pk, status=Status.PUBLISHED).update(status=Status.WITHDRAWN)


@transaction.atomic
def revise(conference: Conference, *, by: User | None = None, note: str = "") -> Revision | None:
    """Store what the rows of a published conference say now as its next revision.

    Call it in the transaction that changed the rows. None, and nothing stored, when the conference is not
    published or says what its newest revision says.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    if not conference.is_published:
        return None
    newest = conference.revisions.get(number=conference.revision)
    if _render(conference, newest.number, newest.made_at) == newest.document:
        return None
    now = _now()
    return _store(conference, _render(conference, newest.number + 1, now), now, by, note)


def revise_all_with(named: Person | Organization, *, by: User | None = None, note: str = "") -> None:
    """Revise every published conference that names a person or organization which was just changed."""
    conferences = Conference.objects.published()
    if isinstance(named, Person):
        conferences = conferences.filter(participants__person=named)
    else:
        conferences = conferences.filter(participants__organization=named) | conferences.filter(hosts=named)
    for conference in conferences.distinct():
        revise(conference, by=by, note=note)


def _render(conference: Conference, number: int, made_at: datetime.datetime) -> str:
    assert conference.published_at is not None
    return render(
        transcript(
            mapping.read(conference),
            revision=number,
            revised_at=_iso(made_at),
            published_at=_iso(conference.published_at),
        )
    )


def _now() -> datetime.datetime:
    """In whole seconds: what every format that a revision passes through can say."""
    return timezone.now().replace(microsecond=0)


def _iso(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def _store(conference: Conference, document: str, now: datetime.datetime, by: User | None, note: str) -> Revision:
    conference.revision += 1
    conference.save(update_fields=["status", "revision", "published_at"])
    return Revision.objects.create(
        conference=conference,
        number=conference.revision,
        document=document,
        sha256=hashlib.sha256(document.encode()).hexdigest(),
        made_at=now,
        made_by=by,
        note=note,
    )
