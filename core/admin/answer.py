"""Answers: what responds to a question."""

from django.contrib import admin
from django.utils.text import Truncator

from core.admin.deciding import DecidingForm
from core.admin.quoting import QuotingForm
from core.admin.revising import RevisingAdmin
from core.models import Answer


class AnswerForm(QuotingForm, DecidingForm):
    """Without an excerpt: the whole turn."""

    parent = "question"


@admin.register(Answer)
class AnswerAdmin(RevisingAdmin):
    form = AnswerForm
    fields = ["question", "turn", "excerpt", "start", "judgement", "basis"]
    autocomplete_fields = ["question", "turn"]
    list_display = ["words", "speaker", "question_words", "judgement", "conference"]
    list_filter = ["judgement", "basis"]
    list_select_related = ["conference", "question", "turn__participant"]
    date_hierarchy = "conference__date"
    linked_by = ["turn__participant__person__id__exact", "turn__participant__organization__id__exact"]
    search_fields = [
        "excerpt",
        "turn__text",
        "turn__participant__name",
        "question__excerpt",
        "conference__title",
        "conference__slug",
    ]
    ordering = ["-conference__date", "conference", "turn__position", "start"]

    @admin.display(description="answer")
    def words(self, answer: Answer) -> str:
        return Truncator(answer.text).chars(120)

    @admin.display(ordering="turn__participant__name")
    def speaker(self, answer: Answer) -> str:
        return str(answer.turn.participant)

    @admin.display(description="question", ordering="question__excerpt")
    def question_words(self, answer: Answer) -> str:
        return Truncator(answer.question.excerpt).chars(120)
