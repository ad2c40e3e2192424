"""Who did what when: every door notes each of its writes here, in the transaction of the write."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from core.models import AuditEntry, Conference
from core.vocabulary import AuditAction, Door


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes, and through which door. Without a user: whoever runs a command."""

    user: User | None
    door: Door


LONGEST_NOTE = 500  # characters, of an audit entry and of a revision

COMMAND_LINE = Actor(None, Door.COMMAND)


def note(
    action: AuditAction,
    row: models.Model,
    *,
    by: Actor,
    conference: Conference | None = None,
    details: Mapping[str, Any] | None = None,
    note: str = "",
) -> AuditEntry:
    """Append an entry about `row`, which hangs on `conference` if that is given. One query.

    `details` says what was changed, in JSON types: {"title": {"from": "...", "to": "..."}} for fields.
    """
    made = entry(action, row, by=by, conference=conference, details=details, note=note)
    made.save()
    return made


def entry(
    action: AuditAction,
    row: models.Model,
    *,
    by: Actor,
    conference: Conference | None = None,
    details: Mapping[str, Any] | None = None,
    note: str = "",
) -> AuditEntry:
    """The same entry, unsaved: for those who write many at once."""
    if conference is None and isinstance(row, Conference):
        conference = row
    return AuditEntry(
        made_at=timezone.now(),
        made_by=by.user,
        username=by.user.get_username() if by.user else "",
        door=by.door,
        action=action,
        noun=str(row._meta.verbose_name),
        key=key_of(row),
        name=str(row)[:200],
        conference=conference.slug if conference else "",
        details=dict(details or {}),
        note=note[:LONGEST_NOTE],
    )


def key_of(row: models.Model) -> str:
    """By what the public knows a row: its slug or id; what is never public, by its key."""
    return str(getattr(row, "slug", None) or getattr(row, "uid", None) or row.pk)
