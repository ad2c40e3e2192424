"""What rows of the record share: how they are found by their public identity."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from uuid_utils.compat import uuid7


def new_uid() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): ids made later sort later."""
    return uuid7()


def count_of(rows: models.QuerySet[Any]) -> Coalesce:
    """How many of `rows`, which name an outer row, there are: a number in that row, apart from every join."""
    counted = rows.order_by().annotate(everything=models.Value(1)).values("everything")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def of_published() -> Exists:
    """That the conference of a row is published, asked of each row once the rest has found it.

    A join would let SQLite begin with all that is published, for each row of whatever list it is nested in.
    """
    from core.models import Conference

    return Exists(Conference.objects.published().filter(pk=OuterRef("conference")))


def sees_drafts(reader: Any) -> bool:
    """Whether a user (or None) reads the record as staff do."""
    return bool(reader and reader.is_active and reader.is_staff and reader.has_perm("core.view_conference"))


class SlugQuerySet(models.QuerySet[Any]):
    """Rows that are known by a slug."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class UidQuerySet(models.QuerySet[Any]):
    """Rows that hang on a conference and are known by a UUIDv7."""

    def published(self) -> Self:
        """What everybody may see: all that hangs on a published conference."""
        return self.filter(of_published())

    def visible_to(self, reader: Any) -> Self:
        """What `reader` (a user, or None) may see: the same rule as for conferences."""
        return self.all() if sees_drafts(reader) else self.published()

    def get_by_natural_key(self, uid: str) -> Any:
        return self.get(uid=uid)


class Identified(models.Model):
    """A row with a public id that survives edits and a second import. The integer key stays inside."""

    uid = models.UUIDField("id", unique=True, default=new_uid, editable=False)

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        return (str(self.uid),)
