"""Every change of what is public is the next revision, in the transaction of the change."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from core import counting, mapping
from core.auditing import COMMAND_LINE, Actor
from core.exporting.transcript import render, transcript
from core.models import Change, Conference, Organization, Person, Revision
from core.publishing import changes
from core.vocabulary import ChangeAction, ChangeNoun

# Where a conference stands: the columns that nobody writes but this package.
STANDING = (
    "status",
    "revision",
    "version",
    "submitted_at",
    "submitted_by",
    "published_at",
    "published_by",
    "withdrawn_at",
    "withdrawn_by",
)


def lock(conferences: Iterable[Conference]) -> list[Conference]:
    """The conferences as they stand, nobody else writing to them until the transaction ends. One query.

    Always in the same order, so that two who lock several never wait for each other. A conference that is gone
    meanwhile is missing.
    """
    keys = [each.pk for each in conferences]
    return list(Conference.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


@contextmanager
def revising(*conferences: Conference, by: Actor = COMMAND_LINE, note: str = "") -> Iterator[list[Conference]]:
    """A transaction in which rows of the conferences may be written: they are locked when it begins and revised
    when it ends. Gives them as they stand once they are locked."""
    with transaction.atomic():
        locked = lock(conferences)
        yield locked
        for conference in locked:
            revise(conference, by=by, note=note)


@transaction.atomic
def revise(
    conference: Conference, *, by: Actor = COMMAND_LINE, note: str = "", moved: changes.Moved | None = None
) -> Revision | None:
    """Count the write, and store what the rows of a published conference say now as its next revision; `moved` is
    what its rows call by another slug than until now.

    Call it in the transaction that changed the rows. None, and no revision, when the conference is not published
    or says what its newest revision says.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    conference.version += 1
    newest = conference.revisions.get(number=conference.revision) if conference.is_published else None
    if newest is None or document(conference, newest.number, newest.made_at) == newest.document:
        conference.save(update_fields=["version"])
        return None
    return store(conference, ChangeAction.CHANGED, now(), before=newest, by=by, note=note, moved=moved)


def revise_all_with(
    named: Person | Organization, *, by: Actor = COMMAND_LINE, note: str = "", formerly: str = ""
) -> None:
    """Revise every published conference that names a person or organization which was just changed.

    `formerly` is the slug by which the public knew it, or somebody who is part of it now, until this transaction.
    """
    noun = ChangeNoun.PERSON if isinstance(named, Person) else ChangeNoun.ORGANIZATION
    moved = changes.Moved(noun, formerly, named.slug) if formerly else None
    with transaction.atomic():
        conferences = lock(Conference.objects.published().naming(named))
        stood = not moved or Change.objects.stands(noun, named.slug)
        if conferences and not stood:
            changes.append([Change(made_at=now(), action=ChangeAction.CREATED, noun=noun, slug=named.slug)])
        revised = [
            revision
            for conference in conferences
            if (revision := revise(conference, by=by, note=note, moved=moved)) is not None
        ]
        entries = []
        if revised and stood:
            entries.append(Change(made_at=now(), action=ChangeAction.CHANGED, noun=noun, slug=named.slug))
        if moved and conferences and Change.objects.was_told(noun, formerly):
            entries.append(moved.told(now()))
        changes.append(entries)


def preview(conference: Conference) -> str:
    """The transcript that the public would get if the conference were published, or revised, now. Stores nothing."""
    return document(conference, conference.revision + 1, now())


def document(conference: Conference, number: int, made_at: datetime.datetime) -> str:
    """The transcript as the rows say it, under that revision number."""
    return render(
        transcript(
            mapping.read(conference),
            revision=number,
            revised_at=iso(made_at),
            published_at=iso(conference.published_at or made_at),
        )
    )


def store(
    conference: Conference,
    action: ChangeAction,
    at: datetime.datetime,
    *,
    before: Revision | None,
    by: Actor,
    note: str,
    moved: changes.Moved | None = None,
) -> Revision:
    """Save where the conference stands, and make what its rows say the next revision, with its change entries.

    `before` is the revision that is public until now, if any.
    """
    conference.revision += 1
    conference.save(update_fields=STANDING)
    text = document(conference, conference.revision, at)
    revision = Revision.objects.create(
        conference=conference,
        number=conference.revision,
        document=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        made_at=at,
        made_by=by.user,
        note=note,
    )
    changes.append(
        changes.of_conference(
            conference,
            action,
            at,
            before=json.loads(before.document) if before else None,
            after=json.loads(text),
            moved=moved,
        )
    )
    counting.count([conference])
    return revision


def now() -> datetime.datetime:
    """In whole seconds: what every format that a revision passes through can say."""
    return timezone.now().replace(microsecond=0)


def iso(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
