"""Changing a slug: the old one redirects, wherever the public ever saw it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from core import auditing, publishing
from core.auditing import COMMAND_LINE, Actor
from core.identity.locking import Named, lock
from core.identity.refusing import IdentityError
from core.models import Change, Conference, FormerSlug, Organization, Person
from core.models.validators import validate_slug
from core.vocabulary import AuditAction, ChangeNoun


@transaction.atomic
def rename(row: Conference | Person | Organization, slug: str, *, by: Actor = COMMAND_LINE, note: str = "") -> None:
    """Give `row` another slug. What the public knew by the old one redirects, and nobody else can have it.

    A slug that was never public is simply gone. Raises IdentityError for what is no slug, or is another's.
    """
    _check(slug)
    if isinstance(row, Conference):
        _rename_conference(row, slug, by, note)
    else:
        _rename_named(row, slug, by, note)


def _check(slug: str) -> None:
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise IdentityError(f"{slug[:100]!r} is no slug. {error.messages[0]}") from error
    if len(slug) > 100:
        raise IdentityError(f"A slug has at most 100 characters, and this has {len(slug)}.")


def _rename_conference(row: Conference, slug: str, by: Actor, note: str) -> None:
    locked = publishing.lock([row])
    if not locked:
        raise IdentityError(f"{row} is gone.")
    conference = locked[0]
    old = conference.slug
    if slug == old:
        return
    if Conference.objects.filter(slug=slug).exists():
        raise IdentityError(f"{slug!r} is the slug of another conference.")
    former = FormerSlug.objects.filter(slug=slug).select_related("conference").first()
    if former is not None and former.conference != conference:
        raise IdentityError(f"{slug!r} was the slug of {former.conference.slug!r}, and leads there.")
    if former is not None:
        former.delete()
    if conference.revision and Change.objects.was_told(ChangeNoun.CONFERENCE, old):
        FormerSlug.objects.create(conference=conference, slug=old)
    conference.slug = slug
    conference.save(update_fields=["slug"])
    said = note or f"{old} was renamed {slug}."
    publishing.revise(conference, by=by, note=said, moved=publishing.Moved(ChangeNoun.CONFERENCE, old, slug))
    _note(conference, old, by, note)
    row.slug = slug


def _rename_named(row: Named, slug: str, by: Actor, note: str) -> None:
    (named,), _ = lock(row)
    old, model = named.slug, type(named)
    if slug == old:
        return
    if named.merged_into is not None:
        raise IdentityError(f"{named} was merged into {named.merged_into}: its slug leads there.")
    holder = model.objects.filter(slug=slug).first()
    if holder is not None and holder.merged_into != named:
        raise IdentityError(f"{slug!r} is the slug of another {named._meta.verbose_name}.")
    if holder is not None:
        holder.delete()  # it was only a slug that leads here
    named.slug = slug
    named.save(update_fields=["slug"])
    noun = ChangeNoun.PERSON if isinstance(named, Person) else ChangeNoun.ORGANIZATION
    if Change.objects.was_told(noun, old):
        model.objects.create(slug=old, name=named.name, merged_into=named)
    publishing.revise_all_with(named, by=by, note=note or f"{old} was renamed {slug}.", formerly=old)
    _note(named, old, by, note)
    row.slug = slug


def _note(row: Conference | Person | Organization, old: str, by: Actor, note: str) -> None:
    auditing.note(AuditAction.CHANGED, row, by=by, details={"slug": {"from": old, "to": row.slug}}, note=note)
