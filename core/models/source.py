"""The source of a conference as it came, apart from the conference so that lists never carry it."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from core.models.conference import Conference
from core.models.constraints import choices, one_of
from core.vocabulary import PartKind


class SourceTextQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, conference: str) -> Any:
        return self.get(conference__slug=conference)


class SourceText(models.Model):
    """The text as it came; `content` is its bytes."""

    conference = models.OneToOneField(Conference, models.CASCADE, related_name="source_text")
    text = models.TextField()
    encoding = models.CharField(max_length=20, default="utf-8")
    sha256 = models.CharField("SHA-256", max_length=64, help_text="Of the text, in its encoding")
    media_type = models.CharField(max_length=100, default="text/plain", help_text="Of what came")
    original = models.BinaryField(default=bytes, blank=True, help_text="What came, where that was no plain text")

    objects = SourceTextQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="source_text_by_sha256")]

    def __str__(self) -> str:
        return f"Source of {self.conference}"

    def natural_key(self) -> tuple[str]:
        return (self.conference.slug,)

    @property
    def content(self) -> bytes:
        """The bytes that were published."""
        return self.text.encode(self.encoding)

    def clean(self) -> None:
        if hashlib.sha256(self.content).hexdigest() != self.sha256:
            raise ValidationError({"sha256": "This is not the SHA-256 of the text."})


class SourcePartQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, conference: str, start: int) -> Any:
        return self.get(conference__slug=conference, start=start)


class SourcePart(models.Model):
    """A part of the source that is nobody's speech. With the spans of the turns, these tile the source."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="source_parts", db_index=False)
    kind = models.CharField(max_length=20, choices=choices(PartKind))
    start = models.PositiveIntegerField(help_text="In code points, from 0")
    end = models.PositiveIntegerField()

    objects = SourcePartQuerySet.as_manager()

    class Meta:
        ordering = ["conference", "start"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "start"], name="source_part_start_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="source_part_not_empty"),
            one_of("kind", PartKind, "source_part_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}-{self.end}"

    def natural_key(self) -> tuple[str, int]:
        return (self.conference.slug, self.start)
