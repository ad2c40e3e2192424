"""Going back to what an earlier revision said, as a new revision."""

import dataclasses
import json

from django.db import transaction

from core import auditing, mapping
from core.auditing import COMMAND_LINE, Actor
from core.models import Conference, Revision
from core.parsing.formats.transcript import read_transcript
from core.publishing.flow import StatusError
from core.publishing.revising import document, lock, now, revising
from core.vocabulary import AuditAction


class NoSuchRevisionError(Exception):
    """A number that no revision of the conference has."""


def restore(conference: Conference, number: int, *, by: Actor = COMMAND_LINE, note: str = "") -> Revision | None:
    """Make the record say again what revision `number` said, as the next revision; None when it says so already.

    The source text, and what is known of people and organizations beyond this conference, stay as they are; who
    was merged meanwhile stays merged. Raises StatusError when the conference is not published, and
    NoSuchRevisionError.
    """
    said = note or f"Restored revision {number}."
    with revising(conference, by=by, note=said) as (standing,):
        newest = standing.revision
        _say_again(standing, number)
        auditing.note(AuditAction.RESTORED, standing, by=by, details={"revision": number}, note=note)
    return conference.revisions.filter(number__gt=newest).first()


def restored(conference: Conference, number: int) -> str:
    """The transcript that `restore` would make, and raises what it would raise. What it writes is taken back."""
    with transaction.atomic():
        (standing,) = lock([conference])
        said = document(_say_again(standing, number), standing.revision + 1, now())
        transaction.set_rollback(True)
    return said


def _say_again(standing: Conference, number: int) -> Conference:
    """The conference as it then stands; `standing` is as it was."""
    if not standing.is_published:
        raise StatusError(f"{standing} is {standing.get_status_display().lower()}: nothing of it is restored.")
    revision = standing.revisions.filter(number=number).first()
    if revision is None:
        raise NoSuchRevisionError(f"{standing} has no revision {number}: they go from 1 to {standing.revision}.")
    if revision.withdrawn_at is not None:
        raise StatusError(f"Revision {number} of {standing} was withdrawn: it is not restored.")
    said_then = read_transcript(json.loads(revision.document), mapping.read(standing).source)
    return mapping.write(dataclasses.replace(said_then, slug=standing.slug))  # it may have had another
