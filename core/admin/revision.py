"""Revisions, to look at: what a citation pins is never edited."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from core.admin.base import ReadOnlyAdmin
from core.models import Revision


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    fields = ["conference", "number", "made_at", "made_by", "note", "sha256", "document"]
    list_display = ["conference", "number", "made_at", "made_by", "note"]
    list_select_related = ["conference", "made_by"]
    list_filter = ["conference__status"]
    date_hierarchy = "made_at"
    search_fields = ["conference__title", "conference__slug", "note", "made_by__username", "sha256"]
    ordering = ["-made_at", "-id"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).defer("document")
