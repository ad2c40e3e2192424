"""The way from the page of a row to what the audit trail says of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from core.auditing import key_of
from core.models import Conference, Organization, Person

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin


class LedToTrail(_ModelAdmin):
    """The button "History" leads to what the audit trail says of a row: all doors, where Django's own list knows the
    admin's alone."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_view_permission(request, row):
            return super().history_view(request, object_id, extra_context)
        return HttpResponseRedirect(trail_of_row(row))


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
