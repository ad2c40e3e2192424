"""The audit trail, to look at: nobody edits it."""

from django.contrib import admin

from core.admin.base import ReadOnlyAdmin
from core.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    fields = ["made_at", "username", "door", "action", "noun", "key", "name", "conference", "note", "details"]
    list_display = ["made_at", "username", "door", "action", "noun", "name", "conference", "note"]
    list_filter = ["door", "action", "noun"]
    date_hierarchy = "made_at"
    search_fields = ["username", "key", "name", "conference", "note"]
