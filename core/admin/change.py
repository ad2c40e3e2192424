"""The change sequence, to look at: what the public was told."""

from django.contrib import admin

from core.admin.base import ReadOnlyAdmin
from core.models import Change


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    fields = ["number", "made_at", "action", "noun", "slug", "revision", "merged_into", "parts"]
    list_display = ["number", "made_at", "action", "noun", "slug", "revision"]
    list_filter = ["action", "noun"]
    date_hierarchy = "made_at"
    search_fields = ["slug"]
    ordering = ["-number"]
