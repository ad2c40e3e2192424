"""People: somebody in the world, whichever conferences they took part in."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from core.models.base import SlugQuerySet, sees_drafts
from core.models.constraints import choices, one_of
from core.models.validators import (
    validate_country,
    validate_external_ids,
    validate_field_names,
    validate_language,
    validate_slug,
)
from core.vocabulary import NameKind


class PersonQuerySet(SlugQuerySet):
    def published(self) -> Self:
        """Those who take part in a published conference."""
        from core.models import Participant

        return self.filter(Exists(Participant.objects.published().filter(person=OuterRef("pk"))), merged_into=None)

    def visible_to(self, reader: Any) -> Self:
        """What `reader` (a user, or None) may see; nobody sees those who were merged into others."""
        return self.filter(merged_into=None) if sees_drafts(reader) else self.published()

    def with_counts(self) -> Self:
        """Adds, counting what is public: `conference_count`, `turn_count`, `asked_count` (questions they asked),
        `addressed_count` (questions put to them) and `unanswered_count` (of those, the ones without an answer of
        their own)."""
        return self.annotate(
            conference_count=Coalesce("total__conferences", 0),
            turn_count=Coalesce("total__turns", 0),
            asked_count=Coalesce("total__asked", 0),
            addressed_count=Coalesce("total__addressed", 0),
            unanswered_count=Coalesce("total__unanswered", 0),
        )


class Person(models.Model):
    slug = models.CharField(max_length=100, unique=True, validators=[validate_slug])
    name = models.CharField(max_length=200, help_text="As an English reader writes it: Yoko Kamikawa")
    sort_name = models.CharField(max_length=200, blank=True, help_text="Kamikawa, Yoko")
    country = models.CharField(max_length=2, blank=True, validators=[validate_country], help_text="ISO 3166-1 alpha-2")
    external_ids = models.JSONField(
        default=dict,
        blank=True,
        validators=[validate_external_ids],
        help_text='By scheme: {"wikidata": "Q42"}',
    )
    editorial = models.JSONField(
        "supplied by an editor",
        default=list,
        blank=True,
        validators=[validate_field_names],
        help_text="Names of the fields that no transcript says.",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "id"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                name="person_not_merged_into_itself",
            ),
        ]
        permissions = [("merge_person", "Can merge two people")]
        # In the orders of the lists, without those who were merged: a page is read from its first row on. A whole
        # index of `merged_into` would be what SQLite takes instead, and then sorts.
        indexes = [
            models.Index(fields=["merged_into"], condition=~Q(merged_into=None), name="person_by_merged_into"),
            models.Index(fields=["sort_name", "id"], condition=Q(merged_into=None), name="person_by_sort_name"),
            models.Index(fields=["name", "id"], condition=Q(merged_into=None), name="person_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class PersonNameQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, person: str, text: str) -> Any:
        return self.get(person__slug=person, text=text)


class PersonName(models.Model):
    """A further name: in another script, an alias, a former one."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=35, blank=True, validators=[validate_language], help_text="BCP 47")
    kind = models.CharField(max_length=20, choices=choices(NameKind), default=NameKind.ALIAS)

    objects = PersonNameQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "text"], name="person_name_once"),
            one_of("kind", NameKind, "person_name_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str]:
        return (self.person.slug, self.text)
