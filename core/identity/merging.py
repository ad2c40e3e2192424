"""Making one of two: everything that points at the one points at the other from then on."""

from typing import Any

from django.db import transaction
from django.db.models import F, Q

from core import auditing, publishing
from core.auditing import COMMAND_LINE, Actor
from core.identity.distinguishing import distinct
from core.identity.locking import Named, lock
from core.identity.plans import Plan, participants_of, plan_merge
from core.identity.refusing import IdentityError, SomethingNewError
from core.models import Conference, Organization
from core.vocabulary import AuditAction, NameKind


@transaction.atomic
def merge(
    gone: Named,
    kept: Named,
    *,
    by: Actor = COMMAND_LINE,
    note: str = "",
    keep_name: bool = True,
    seen: str | None = None,
) -> Plan:
    """Merge `gone` into `kept`, which gets everything that the plan says; the slug of `gone` redirects.

    Every published conference that names them gets its next revision. Raises IdentityError when something stands
    in the way, and SomethingNewError when the plan is not the one whose digest is `seen`.
    """
    (gone, kept), conferences = lock(gone, kept)
    plan = plan_merge(gone, kept, keep_name=keep_name)
    if plan.obstacles:
        raise IdentityError(" ".join(plan.obstacles))
    if seen is not None and seen != plan.digest:
        raise SomethingNewError("Something changed since this was shown. Look again at what will move.")
    participants_of(gone).update(**{gone._meta.model_name or "": kept})
    if isinstance(gone, Organization):
        _move_hosts(gone, kept)
    _move_names(gone, kept, plan)
    _take_fields(gone, kept, plan)
    gone.merged.update(merged_into=kept)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    _move_distinctions(gone, kept)
    drafts = [each.pk for each in conferences if not each.is_published]
    Conference.objects.filter(pk__in=drafts).update(version=F("version") + 1)
    said = note or f"{gone.slug} was merged into {kept.slug}."
    publishing.revise_all_with(kept, by=by, note=said[: auditing.LONGEST_NOTE], formerly=gone.slug)
    auditing.note(AuditAction.MERGED, gone, by=by, details=_details(plan), note=note)
    return plan


def _move_hosts(gone: Any, kept: Any) -> None:
    links = Conference.hosts.through._default_manager
    both = links.filter(organization=kept).values("conference")
    links.filter(organization=gone, conference__in=both).delete()
    links.filter(organization=gone).update(organization=kept)


def _move_names(gone: Any, kept: Any, plan: Plan) -> None:
    gone.names.filter(text__in=plan.names_there).delete()
    gone.names.update(**{gone._meta.model_name: kept})
    standing = set(kept.names.values_list("text", flat=True))
    for text in plan.names:
        if text not in standing:
            kept.names.create(text=text, kind=NameKind.ALIAS)


def _take_fields(gone: Any, kept: Any, plan: Plan) -> None:
    kept.external_ids = {**kept.external_ids, **plan.external_ids}
    for name, value in plan.taken.items():
        setattr(kept, name, value)
    moved = {*plan.taken, *(["external_ids"] if plan.external_ids else [])}
    kept.editorial += [name for name in gone.editorial if name in moved and name not in kept.editorial]
    kept.save()


def _move_distinctions(gone: Any, kept: Any) -> None:
    """Whom `gone` was told apart from, `kept` is told apart from."""
    pairs = distinct(type(gone))
    others = set()
    for first, second in pairs.filter(Q(first=gone) | Q(second=gone)).values_list("first_id", "second_id"):
        others.add(first if second == gone.pk else second)
    pairs.naming(gone).delete()
    pairs.bulk_create(
        [
            pairs.model(first_id=min(other, kept.pk), second_id=max(other, kept.pk))
            for other in sorted(others - {kept.pk})
        ],
        ignore_conflicts=True,
    )


def _details(plan: Plan) -> dict[str, Any]:
    return {
        "merged_into": {"from": None, "to": plan.kept},
        "participants": [f"{each.name} ({each.conference})" for each in plan.participants],
        "hosted": [each.name for each in plan.hosted],
        "names": list(plan.names),
        "external_ids": plan.external_ids,
        "taken": plan.taken,
        "lost": {name: lost for name, (_, lost) in plan.lost.items()},
        "redirects": list(plan.redirects),
    }
