"""Slugs by which the public knew a conference before it was renamed: they redirect, and nobody else gets them."""

from django.db import models

from core.models.conference import Conference
from core.models.validators import validate_slug


class FormerSlug(models.Model):
    """One of them. People and organizations have theirs as rows that are merged into them."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="former_slugs")
    slug = models.CharField(max_length=100, unique=True, validators=[validate_slug])

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.slug
