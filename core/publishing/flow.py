"""The way of a conference: draft, in review, published, withdrawn."""

import json
from typing import Any

from django.db import transaction

from core import auditing, counting
from core.auditing import COMMAND_LINE, Actor
from core.models import Conference, Revision
from core.publishing import changes
from core.publishing.readiness import NotReadyError, lacks
from core.publishing.revising import STANDING, now, store
from core.vocabulary import AuditAction, ChangeAction, Status


class StatusError(Exception):
    """A step that the status of the conference does not allow; the message says which it has."""


@transaction.atomic
def submit(conference: Conference, *, by: Actor = COMMAND_LINE, note: str = "") -> None:
    """Ask for a draft to be reviewed. Raises StatusError for what is no draft."""
    conference = _locked(conference, {Status.DRAFT}, "submitted for review")
    conference.status, conference.submitted_at, conference.submitted_by = Status.IN_REVIEW, now(), by.user
    _save(conference)
    auditing.note(AuditAction.SUBMITTED, conference, by=by, note=note)


@transaction.atomic
def return_to_draft(conference: Conference, *, by: Actor = COMMAND_LINE, note: str = "") -> None:
    """End a review without publishing. Raises StatusError for what is not in review."""
    conference = _locked(conference, {Status.IN_REVIEW}, "returned")
    conference.status, conference.submitted_at, conference.submitted_by = Status.DRAFT, None, None
    _save(conference)
    auditing.note(AuditAction.RETURNED, conference, by=by, note=note)


@transaction.atomic
def publish(conference: Conference, *, by: Actor = COMMAND_LINE, note: str = "") -> Revision:
    """Make the conference public, as its next revision.

    Raises StatusError when it is published already, and NotReadyError, with nothing changed, when it lacks
    something. What was withdrawn may be published again; the revisions that were withdrawn with it stay so.
    """
    conference = _locked(conference, {Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN}, "published")
    if missing := lacks(conference):
        raise NotReadyError(conference, missing)
    at = now()
    conference.status = Status.PUBLISHED
    conference.published_at, conference.published_by = conference.published_at or at, by.user
    conference.withdrawn_at = conference.withdrawn_by = None
    conference.version += 1
    revision = store(conference, ChangeAction.CREATED, at, before=None, by=by, note=note)
    auditing.note(AuditAction.PUBLISHED, conference, by=by, details={"revision": revision.number}, note=note)
    return revision


@transaction.atomic
def withdraw(conference: Conference, *, by: Actor = COMMAND_LINE, note: str = "") -> None:
    """Take the conference, all that hangs on it and its revisions from the public. Nothing is deleted.

    Raises StatusError for what is not published.
    """
    conference = _locked(conference, {Status.PUBLISHED}, "withdrawn")
    at = now()
    conference.status, conference.withdrawn_at, conference.withdrawn_by = Status.WITHDRAWN, at, by.user
    _save(conference)
    conference.revisions.filter(withdrawn_at=None).update(withdrawn_at=at)
    newest = conference.revisions.get(number=conference.revision)
    before = json.loads(newest.document)
    changes.append(changes.of_conference(conference, ChangeAction.WITHDRAWN, at, before=before, after=None))
    counting.count([conference])
    auditing.note(AuditAction.WITHDRAWN, conference, by=by, note=note)


@transaction.atomic
def delete(conference: Conference, *, by: Actor = COMMAND_LINE, note: str = "") -> None:
    """Delete the conference and all that hangs on it, published or not. What was ever public leaves a tombstone in
    the change sequence."""
    conference = _locked(conference, set(Status), "deleted")
    if conference.is_published:
        withdraw(conference, by=by, note=note)
    auditing.note(AuditAction.DELETED, conference, by=by, details=_lost_with(conference), note=note)
    was_public = conference.revision > 0
    conference.delete()
    if was_public:
        at = now()
        changes.append(changes.of_conference(conference, ChangeAction.DELETED, at, before=None, after=None))


def _lost_with(conference: Conference) -> dict[str, Any]:
    """The conference's own fields, and how many parts go with it."""
    nouns = ("participants", "turns", "questions", "answers", "revisions")
    parts = {noun: {"from": getattr(conference, noun).count(), "to": None} for noun in nouns}
    return {**auditing.contents_of(conference), **parts}


def _locked(conference: Conference, possible: set[Status], step: str) -> Conference:
    """The conference as it stands, nobody else writing to it. Raises StatusError if its status is none of those."""
    locked: Conference = Conference.objects.select_for_update().get(pk=conference.pk)
    if locked.status not in possible:
        status = locked.get_status_display().lower()
        raise StatusError(f"{locked} is {status}: it cannot be {step}.")
    return locked


def _save(conference: Conference) -> None:
    conference.version += 1
    conference.save(update_fields=STANDING)
