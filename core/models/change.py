"""The change sequence: everything that happened to what is public, in one ever-growing numbered row."""

import functools
from typing import Any, Self

from django.db import models
from django.db.models import Max
from django.db.models.functions import Cast

from core.models import clock
from core.models.constraints import choices, one_of
from core.models.prepared import Prepared
from core.vocabulary import ChangeAction, ChangeNoun


@functools.cache
def _newest(model: Any) -> Prepared:
    name = [Cast(each, models.TextField()) for each in ("number", "made_at")]
    return Prepared(model._base_manager.order_by("-number").values_list(*name)[:1])


class ChangeQuerySet(models.QuerySet[Any]):
    def newest_number(self) -> int:
        """The clock of the public site; 0 before anything was public. One query."""
        return int(self.aggregate(newest=Max("number"))["newest"] or 0)

    def was_told(self, noun: ChangeNoun, slug: str) -> bool:
        """Whether the public ever knew something by that slug. One query."""
        return self.filter(noun=noun, slug=slug).exists()

    def stands(self, noun: ChangeNoun, slug: str) -> bool:
        """Whether the public knows something by that slug, as far as it was told. One query."""
        last = self.filter(noun=noun, slug=slug).order_by("-number").values_list("action", flat=True).first()
        return last in {ChangeAction.CREATED, ChangeAction.CHANGED}

    def get_by_natural_key(self, noun: str, slug: str, action: str, made_at: str) -> Any:
        found = self.filter(noun=noun, slug=slug, action=action, made_at=made_at).order_by("number").first()
        if found is None:
            raise self.model.DoesNotExist
        return found

    def after(self, number: int) -> Self:
        """What happened since, in the order of the sequence."""
        return self.filter(number__gt=number).order_by("number")


class ChangeManager(models.Manager.from_queryset(ChangeQuerySet)):  # type: ignore[misc]
    def newest(self) -> clock.Newest:
        """What the newest entry is called in no other state of the database: its number, and when it was made, as
        the database writes it. One query, or a part in one that another thread asked since this was called."""
        return clock.newest(_newest(self.model), self.db)


class Change(models.Model):
    """One entry. It points at nothing by foreign key: it outlives what it is about.

    `publishing.changes.append` alone writes entries, so that numbers become visible in their order.
    """

    number = models.BigAutoField(primary_key=True)
    made_at = models.DateTimeField()
    action = models.CharField(max_length=20, choices=choices(ChangeAction))
    noun = models.CharField(max_length=20, choices=choices(ChangeNoun))
    slug = models.CharField(max_length=100)
    revision = models.PositiveIntegerField(null=True, help_text="Of a conference: the one that this made")
    parts = models.JSONField(
        default=dict,
        help_text='Of a changed conference: {"turns": {"changed": [id, ...], "deleted": [id, ...]}, ...}',
    )
    merged_into = models.CharField(max_length=100, blank=True, help_text="The slug that stands for this one now")

    objects = ChangeManager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action=ChangeAction.MERGED.value) ^ models.Q(merged_into=""),
                name="change_merged_into_another",
            ),
            one_of("action", ChangeAction, "change_action_is_known"),
            one_of("noun", ChangeNoun, "change_noun_is_known"),
        ]
        indexes = [models.Index(fields=["noun", "slug", "number"], name="change_by_subject")]

    def __str__(self) -> str:
        return f"{self.number}: {self.noun} {self.slug} {self.action}"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (self.noun, self.slug, self.action, self.made_at.isoformat())
