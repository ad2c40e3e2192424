"""Organizations and their names."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q

from core.admin.base import TabularRows
from core.admin.naming import NamedAdmin
from core.models import Conference, Organization, OrganizationName


class OrganizationNameRows(TabularRows):
    model = OrganizationName
    verbose_name = "further name"


@admin.register(Organization)
class OrganizationAdmin(NamedAdmin):
    fields = ["name", "slug", "kind", "country", "external_ids", "editorial", "merged_into"]
    inlines = [OrganizationNameRows]
    list_display = ["name", "kind", "country", "slug", "merged_into"]
    list_filter = ["kind", *NamedAdmin.list_filter]
    list_select_related = ["merged_into"]
    search_fields = ["name", "slug", "names__text"]

    def conferences_of(self, rows: Iterable[Any]) -> list[Conference]:
        keys = [row.pk for row in rows]
        return list(Conference.objects.filter(Q(participants__organization__in=keys) | Q(hosts__in=keys)).distinct())
