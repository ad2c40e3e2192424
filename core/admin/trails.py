"""The way from the page of a row to what the audit trail says of it."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse

from core.auditing import key_of
from core.models import Conference, Organization, Person


def trail_of(**narrowed: str) -> str:
    """The address of the audit trail, narrowed by lookups."""
    return f"{reverse('admin:core_auditentry_changelist')}?{urlencode(narrowed)}"


def trail_of_row(row: models.Model) -> str:
    """All that was done to a row, under whichever slug; of a conference, to all that hangs on it. One query."""
    if isinstance(row, Conference):
        return trail_of(conference__in=_listed([row.slug, *row.former_slugs.values_list("slug", flat=True)]))
    keys = [key_of(row)]
    if isinstance(row, (Person, Organization)):
        keys += row.merged.values_list("slug", flat=True)
    return trail_of(noun__exact=str(row._meta.verbose_name), key__in=_listed(keys))


def _listed(keys: Iterable[str]) -> str:
    return ",".join(keys)
