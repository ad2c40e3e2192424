"""Turns and the annotations in their texts."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator

from core import editing
from core.admin.answer import AnswerForm
from core.admin.base import StackedRows
from core.admin.belonging import BelongingFormSet
from core.admin.participant import IntroductionForm
from core.admin.question import QuestionForm
from core.admin.quoting import QuotingForm, TurnForm
from core.admin.revising import RevisingAdmin
from core.admin.searching import SearchedBySpeech
from core.editing.rewriting import BESIDE_THE_TEXT, lift, settle
from core.models import Annotation, Answer, Conference, Introduction, Question, Turn


class QuestionRows(StackedRows):
    model = Question
    form = QuestionForm
    formset = BelongingFormSet
    fields = ["excerpt", "start", "open", "basis"]
    show_change_link = True
    verbose_name_plural = "questions asked in this turn"


class AnswerRows(StackedRows):
    model = Answer
    form = AnswerForm
    formset = BelongingFormSet
    fields = ["question", "excerpt", "start", "judgement", "basis"]
    autocomplete_fields = ["question"]
    show_change_link = True
    verbose_name_plural = "answers given in this turn"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("question", "turn")


class AnnotationRows(StackedRows):
    model = Annotation
    form = QuotingForm
    fields = ["kind", "excerpt", "start"]


class IntroductionRows(StackedRows):
    model = Introduction
    form = IntroductionForm
    formset = BelongingFormSet
    fields = ["participant", "excerpt", "start", "name", "outlet", "basis"]
    autocomplete_fields = ["participant"]
    verbose_name_plural = "introductions in this turn"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("participant")


@admin.register(Turn)
class TurnAdmin(SearchedBySpeech, RevisingAdmin):
    said_in = "pk"
    form = TurnForm
    fields = ["conference", "position", "kind", "participant", "label", "delivery_note", "text", "basis", "spans"]
    fixed_fields = ["conference"]
    readonly_fields = ["spans"]
    autocomplete_fields = ["conference", "participant"]
    inlines = [QuestionRows, AnswerRows, AnnotationRows, IntroductionRows]
    list_display = ["position", "kind", "participant", "label", "words", "conference"]
    list_display_links = ["position", "words"]
    list_filter = ["kind", "participant__role", "basis"]
    list_select_related = ["conference", "participant"]
    date_hierarchy = "conference__date"
    linked_by = ["participant__person__id__exact", "participant__organization__id__exact"]
    search_fields = ["participant__name", "conference__title", "conference__slug"]
    ordering = ["-conference__date", "conference", "position"]

    @admin.display(description="words")
    def words(self, turn: Turn) -> str:
        return Truncator(turn.text).chars(120)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.beside = {
            inline.model
            for inline in self.get_inline_instances(request, obj)
            if inline.has_change_permission(request, obj)
        }
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if form.rewrites:
            lift([obj])
            obj.save(update_fields=BESIDE_THE_TEXT)
        else:
            super().save_model(request, obj, form, change)

    def delete_row(self, row: Any) -> None:
        row.refresh_from_db(fields=["position"])  # others may have gone before it
        editing.delete(row)

    def settle(self, request: HttpRequest, form: Any, formsets: Iterable[Any]) -> bool:
        if form.rewrites:
            beside = [
                (each._meta.model, each.instance.pk, each.cleaned_data["start"])
                for formset in formsets
                if formset.model in form.beside
                for each in formset.forms
                if each.instance.pk and each.cleaned_data.get("start") is not None
            ]
            settle([form.instance], [*form.moves, *beside])
        return bool(form.rewrites)


class AnnotationForm(QuotingForm):
    """An annotation on its own page, where the conference of its turn can't change."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        turn = cleaned.get("turn")
        if self.instance.pk and turn is not None:
            before = Turn.objects.get(pk=self.initial["turn"])
            if before.conference_id != turn.conference_id:
                self.add_error("turn", "The turn belongs to another conference.")
        return cleaned


@admin.register(Annotation)
class AnnotationAdmin(RevisingAdmin):
    form = AnnotationForm
    fields = ["turn", "kind", "excerpt", "start"]
    autocomplete_fields = ["turn"]
    list_display = ["excerpt", "kind", "turn", "conference"]
    list_filter = ["kind"]
    list_select_related = ["turn__conference"]
    date_hierarchy = "turn__conference__date"
    search_fields = ["excerpt", "turn__label", "turn__conference__title", "turn__conference__slug"]
    ordering = ["-turn__conference__date", "turn", "start"]

    @admin.display(ordering="turn__conference__title")
    def conference(self, annotation: Annotation) -> Conference:
        return annotation.turn.conference

    def conferences_of(self, rows: Iterable[Any]) -> list[Conference]:
        return list(Conference.objects.filter(turns__in=[row.turn_id for row in rows]).distinct())
