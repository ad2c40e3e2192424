"""Participants, and the words that introduce them."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from core.admin.base import StackedRows
from core.admin.belonging import BelongingForm, BelongingFormSet
from core.admin.deciding import DecidingForm
from core.admin.quoting import QuotingForm
from core.admin.revising import RevisingAdmin
from core.models import Introduction, Participant


class IntroductionForm(QuotingForm, BelongingForm):
    parent = "participant"


class IntroductionRows(StackedRows):
    model = Introduction
    form = IntroductionForm
    formset = BelongingFormSet
    fields = ["turn", "excerpt", "start", "name", "outlet", "basis"]
    autocomplete_fields = ["turn"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("turn")


@admin.register(Participant)
class ParticipantAdmin(RevisingAdmin):
    form = DecidingForm
    fields = ["conference", "role", "name", "unnamed", "title", "person", "organization", "basis", "editorial"]
    fixed_fields = ["conference"]
    autocomplete_fields = ["conference", "person", "organization"]
    inlines = [IntroductionRows]
    list_display = ["__str__", "role", "title", "organization", "person", "conference"]
    list_filter = [
        "role",
        "basis",
        ("person", admin.EmptyFieldListFilter),
        ("organization", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["conference", "person", "organization"]
    date_hierarchy = "conference__date"
    search_fields = [
        "name",
        "title",
        "role",
        "person__name",
        "organization__name",
        "conference__title",
        "conference__slug",
    ]
    ordering = ["-conference__date", "conference", "id"]


@admin.register(Introduction)
class IntroductionAdmin(RevisingAdmin):
    form = IntroductionForm
    fields = ["participant", "turn", "excerpt", "start", "name", "outlet", "basis"]
    autocomplete_fields = ["participant", "turn"]
    list_display = ["excerpt", "participant", "basis", "turn", "conference"]
    list_filter = ["basis"]
    list_select_related = ["conference", "participant", "turn"]
    date_hierarchy = "conference__date"
    search_fields = ["excerpt", "name", "outlet", "participant__name", "conference__title", "conference__slug"]
    ordering = ["-conference__date", "conference", "turn__position", "start", "id"]
