"""Revisions: the whole record of a conference as it stood after one change to a public conference."""

import functools
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, When

from core.models.conference import Conference
from core.models.prepared import Given, Prepared
from core.vocabulary import Status


@functools.cache
def _document(model: Any) -> Prepared:
    known = Given("known", models.CharField())
    newest = model._default_manager.published().newest().filter(conference__slug=Given("slug", models.CharField()))
    document = Case(When(sha256=known, then=None), default="document")
    return Prepared(newest.order_by().values_list("sha256", document)[:1])


class RevisionQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        """Those that may be read: of a published conference, and not withdrawn with it earlier."""
        return self.filter(conference__status=Status.PUBLISHED, withdrawn_at=None)

    def newest(self) -> Self:
        """The one of each conference that says what it says now."""
        return self.filter(number=F("conference__revision"))

    def document_of(self, slug: str, unless: str = "") -> tuple[str, bytes | None] | None:
        """The SHA-256 and the document, in UTF-8, that a conference's transcript is to everybody now; without the
        document when its SHA-256 is `unless`. None where there is none. One query, without the cost of putting it
        together."""
        rows = _document(self.model).texts({"slug": slug, "known": unless}, self.db)  # type: ignore[arg-type]
        if not rows:
            return None
        sha256, document = rows[0]
        assert sha256 is not None
        return sha256.decode(), document

    def get_by_natural_key(self, conference: str, number: int) -> Any:
        return self.get(conference__slug=conference, number=number)


class Revision(models.Model):
    """`document` is the transcript as JSON, byte for byte what the API answers; `sha256` its hash and ETag."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    document = models.TextField()
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="Nobody may read it since")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["conference", "number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revision_number_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.conference}, revision {self.number}"

    def natural_key(self) -> tuple[str, int]:
        return (self.conference.slug, self.number)
