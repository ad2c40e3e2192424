"""Questions, and those they are put to."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator

from core.admin.answer import AnswerForm
from core.admin.base import StackedRows, TabularRows
from core.admin.belonging import BelongingFormSet, PositionedForm, PositionedFormSet
from core.admin.deciding import DecidingForm
from core.admin.quoting import QuotingForm
from core.admin.revising import RevisingAdmin
from core.models import Addressee, Answer, Question
from core.vocabulary import Response


class QuestionForm(QuotingForm, DecidingForm):
    parent = "turn"


class AddresseeForm(DecidingForm):
    parent = "question"


class AddresseeRowForm(PositionedForm, AddresseeForm):
    pass


class AddresseeFormSet(PositionedFormSet, BelongingFormSet):
    pass


class AddresseeRows(TabularRows):
    model = Addressee
    form = AddresseeRowForm
    formset = AddresseeFormSet
    fields = ["position", "participant", "words", "basis"]
    autocomplete_fields = ["participant"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("participant")


class AnswerRows(StackedRows):
    model = Answer
    form = AnswerForm
    formset = BelongingFormSet
    fields = ["turn", "excerpt", "start", "judgement", "basis"]
    autocomplete_fields = ["turn"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("turn")


@admin.register(Question)
class QuestionAdmin(RevisingAdmin):
    form = QuestionForm
    fields = ["turn", "excerpt", "start", "open", "basis"]
    autocomplete_fields = ["turn"]
    inlines = [AddresseeRows, AnswerRows]
    list_display = ["words", "asker", "addressed_to", "turn", "conference"]
    list_filter = ["addressees__participant__role", "answers__judgement", "basis"]
    list_select_related = ["conference", "turn__participant"]
    date_hierarchy = "conference__date"
    linked_by = ["turn__participant__person__id__exact", "turn__participant__organization__id__exact"]
    search_fields = ["excerpt", "turn__participant__name", "conference__title", "conference__slug"]
    ordering = ["-conference__date", "conference", "turn__position", "start"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        addressees = Addressee.objects.select_related("participant")
        return super().get_queryset(request).prefetch_related(models.Prefetch("addressees", addressees))

    @admin.display(description="question", ordering="excerpt")
    def words(self, question: Question) -> str:
        return Truncator(question.excerpt).chars(120)

    @admin.display(ordering="turn__participant__name")
    def asker(self, question: Question) -> str:
        return str(question.turn.participant)

    @admin.display(description="put to")
    def addressed_to(self, question: Question) -> str:
        return ", ".join(str(each) for each in question.addressees.all())


class ResponseFilter(admin.SimpleListFilter):
    title = "response"
    parameter_name = "response"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(each.value, each.value.replace("_", " ").capitalize()) for each in Response]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Raises ValueError for a response there is none of; the list then comes unfiltered."""
        value = self.value()
        return queryset.filter(pk__in=Addressee.objects.responding(Response(value))) if value else queryset


@admin.register(Addressee)
class AddresseeAdmin(RevisingAdmin):
    form = AddresseeForm
    fields = ["question", "position", "participant", "words", "basis"]
    autocomplete_fields = ["question", "participant"]
    list_display = ["__str__", "words", "question_words", "basis", "conference"]
    list_filter = [ResponseFilter, "basis"]
    list_select_related = ["conference", "participant", "question"]
    date_hierarchy = "conference__date"
    linked_by = ["participant__person__id__exact", "participant__organization__id__exact"]
    search_fields = ["participant__name", "words", "question__excerpt", "conference__title", "conference__slug"]
    ordering = ["-conference__date", "conference", "question__turn__position", "question__start", "position"]

    @admin.display(description="question", ordering="question__excerpt")
    def question_words(self, addressee: Addressee) -> str:
        return Truncator(addressee.question.excerpt).chars(120)
