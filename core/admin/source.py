"""The sources as they came, to look at: an edit would make them something else."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from core.admin.base import ReadOnlyAdmin
from core.models import SourcePart, SourceText


@admin.register(SourceText)
class SourceTextAdmin(ReadOnlyAdmin):
    fields = ["conference", "media_type", "encoding", "sha256", "as_it_came"]
    readonly_fields = ["as_it_came"]
    list_display = ["conference", "encoding", "sha256"]
    list_select_related = ["conference"]
    date_hierarchy = "conference__date"
    search_fields = ["conference__title", "conference__slug", "sha256", "text"]
    ordering = ["-conference__date", "-id"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).defer("text", "original")

    @admin.display(description="text")
    def as_it_came(self, source: SourceText) -> SafeString:
        return format_html('<pre class="source">{}</pre>', source.text)


@admin.register(SourcePart)
class SourcePartAdmin(ReadOnlyAdmin):
    fields = ["conference", "kind", "start", "end", "words"]
    readonly_fields = ["words"]
    list_display = ["conference", "kind", "start", "end", "words"]
    list_select_related = ["conference__source_text"]
    list_filter = ["kind"]
    date_hierarchy = "conference__date"
    search_fields = ["conference__title", "conference__slug"]
    ordering = ["-conference__date", "conference", "start"]

    @admin.display
    def words(self, part: SourcePart) -> str:
        return Truncator(part.conference.source_text.text[part.start : part.end]).chars(120)
