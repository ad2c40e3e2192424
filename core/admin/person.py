"""People and their names."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin

from core.admin.base import TabularRows
from core.admin.naming import NamedAdmin
from core.models import Conference, Person, PersonName


class PersonNameRows(TabularRows):
    model = PersonName
    verbose_name = "further name"


@admin.register(Person)
class PersonAdmin(NamedAdmin):
    fields = ["name", "slug", "sort_name", "country", "external_ids", "editorial", "merged_into"]
    inlines = [PersonNameRows]
    list_display = ["name", "sort_name", "country", "slug", "merged_into"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "sort_name", "slug", "names__text"]

    def conferences_of(self, rows: Iterable[Any]) -> list[Conference]:
        return list(Conference.objects.filter(participants__person__in=[row.pk for row in rows]).distinct())
