"""Organizations: governments, ministries, media outlets, international bodies."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from core.models.base import SlugQuerySet, of_published, sees_drafts
from core.models.constraints import choices, one_of
from core.models.validators import (
    validate_country,
    validate_external_ids,
    validate_field_names,
    validate_language,
    validate_slug,
)
from core.vocabulary import NameKind, OrganizationKind


class OrganizationQuerySet(SlugQuerySet):
    def published(self) -> Self:
        """Those that host, or are spoken for in, a published conference."""
        from core.models import Conference, Participant

        spoken_for = Participant.objects.published().filter(organization=OuterRef("pk"))
        hosted = Conference.hosts.through._default_manager.filter(of_published(), organization=OuterRef("pk"))
        return self.filter(Exists(spoken_for) | Exists(hosted), merged_into=None)

    def visible_to(self, reader: Any) -> Self:
        """What `reader` (a user, or None) may see; nobody sees those who were merged into others."""
        return self.filter(merged_into=None) if sees_drafts(reader) else self.published()

    def with_counts(self) -> Self:
        """Adds, counting what is public: `hosted_count` (conferences), `participant_count` (people who spoke for
        it, a conference each) and `asked_count` (questions they asked)."""
        return self.annotate(
            hosted_count=Coalesce("total__hosted", 0),
            participant_count=Coalesce("total__participants", 0),
            asked_count=Coalesce("total__asked", 0),
        )


class Organization(models.Model):
    slug = models.CharField(max_length=100, unique=True, validators=[validate_slug])
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=choices(OrganizationKind), default=OrganizationKind.OTHER)
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

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            one_of("kind", OrganizationKind, "organization_kind_is_known"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                name="organization_not_merged_into_itself",
            ),
        ]
        permissions = [("merge_organization", "Can merge two organizations")]
        # In the orders of the lists, without those who were merged: a page is read from its first row on. A whole
        # index of `merged_into` would be what SQLite takes instead, and then sorts.
        indexes = [
            models.Index(fields=["merged_into"], condition=~Q(merged_into=None), name="organization_by_merged_into"),
            models.Index(fields=["name", "id"], condition=Q(merged_into=None), name="organization_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class OrganizationNameQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, organization: str, text: str) -> Any:
        return self.get(organization__slug=organization, text=text)


class OrganizationName(models.Model):
    """A further name: in another script, an alias, a former one."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=35, blank=True, validators=[validate_language], help_text="BCP 47")
    kind = models.CharField(max_length=20, choices=choices(NameKind), default=NameKind.ALIAS)

    objects = OrganizationNameQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "text"], name="organization_name_once"),
            one_of("kind", NameKind, "organization_name_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str]:
        return (self.organization.slug, self.text)
