"""Who did what when: every door notes each of its writes here, in the transaction of the write."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import models, router
from django.db.models.deletion import Collector
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

# What opens a door is not kept, gone or not; of what was changed, only that it was.
ANOTHER = {"to": "another"}
SECRET = {"password", "digest", "token_key", "key"}


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


def note_password(user: User, *, by: Actor) -> None:
    """That a password was changed, and neither of the two."""
    note(AuditAction.CHANGED, user, by=by, details={"password": ANOTHER})


def note_deleted(row: models.Model, *, by: Actor, conference: Conference | None = None, note: str = "") -> None:
    """Call it before the deletion: an entry about the row, and one about each row that will go with it. A query for
    each noun that may."""
    AuditEntry.objects.bulk_create(deletions([row], by=by, conference=conference, note=note))


def deletions(
    rows: Iterable[models.Model], *, by: Actor, conference: Conference | None = None, note: str = ""
) -> list[AuditEntry]:
    """What `note_deleted` notes of rows of one noun, unsaved. Raises ProtectedError and RestrictedError as their
    deletion would."""
    return [
        entry(AuditAction.DELETED, each, by=by, conference=conference, details=contents_of(each), note=note)
        for each in _with_what_goes(list(rows))
    ]


def contents_of(row: models.Model) -> dict[str, Any]:
    """What is lost with a row, as `details` have it."""
    lost = [
        each
        for each in row._meta.concrete_fields
        if not each.primary_key and each.name != "conference" and each.name not in SECRET
    ]
    return {each.name: {"from": plain(getattr(row, each.name)), "to": None} for each in lost}


def plain(value: Any) -> Any:
    """In JSON types; a row by its name and its public key."""
    if isinstance(value, models.Model):
        return f"{str(value)[:200]} ({key_of(value)})"
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return [plain(each) for each in value]
    if value is None or isinstance(value, (str, int, float, bool, dict)):
        return value
    return str(value)


def _with_what_goes(rows: list[models.Model]) -> Iterator[models.Model]:
    """The rows as they are stored, and all of ours that the database or Django would delete with them."""
    if not rows:
        return
    collector = Collector(using=router.db_for_write(type(rows[0])))
    collector.collect(rows)
    keys: dict[type[models.Model], set[Any]] = {type(rows[0]): set()}  # they come first
    for model, found in collector.data.items():
        keys.setdefault(model, set()).update(each.pk for each in found)
    for queryset in collector.fast_deletes:
        keys.setdefault(queryset.model, set()).update(queryset.values_list("pk", flat=True))
    for model, chosen in keys.items():
        if chosen and (model is type(rows[0]) or model._meta.app_label == "core"):
            pointing = [each.name for each in model._meta.concrete_fields if each.is_relation]
            yield from model._default_manager.filter(pk__in=chosen).select_related(*pointing).order_by("pk")
