"""What people and organizations have in common: a slug for ever, further names, a place in many records."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core import publishing
from core.admin.revising import RevisingAdmin, actor, note_of


class NamedAdmin(RevisingAdmin):
    fixed_fields = ["slug"]
    readonly_fields = ["merged_into"]
    prepopulated_fields = {"slug": ["name"]}
    list_filter = ["country", ("merged_into", admin.EmptyFieldListFilter)]

    def revise_after_save(self, request: HttpRequest, row: Any) -> None:
        publishing.revise_all_with(row, by=actor(request), note=note_of(request))
