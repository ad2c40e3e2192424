"""The turns of a conference on its page: each with its whole text beside its few fields."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from core.admin.base import StackedRows
from core.admin.belonging import BelongingFormSet, PositionedForm, TurnPositions
from core.admin.quoting import TurnForm
from core.editing.rewriting import lift, settle
from core.models import Answer, Turn


class TurnRowForm(PositionedForm, TurnForm):
    def _post_clean(self) -> None:
        # A turn that nobody touched needs no queries to be checked again; a long conference has 150.
        if self.instance.pk is None or self.has_changed():
            super()._post_clean()


class TurnFormSet(TurnPositions, BelongingFormSet):
    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        if form.rewrites and commit:
            lift(obj)
            settle(obj, form.moves)
            return obj
        return super().save_existing(form, obj, commit)


class TurnRows(StackedRows):
    model = Turn
    form = TurnRowForm
    formset = TurnFormSet
    fields = ["position", "kind", "participant", "label", "delivery_note", "links", "text"]
    readonly_fields = ["links"]
    autocomplete_fields = ["participant"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .select_related("participant")
            .prefetch_related(
                "questions",
                models.Prefetch("answers", Answer.objects.select_related("question").order_by("question", "id")),
            )
            .order_by("position")
        )

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "participant" and field is not None:
            widget: Any = field.widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_delete_related = widget.can_view_related = False
        return field

    @admin.display(description="asks and answers")
    def links(self, turn: Turn) -> str | SafeString:
        if turn._state.adding:
            return "-"
        asked = [("question", each, "Asks", each.excerpt) for each in turn.questions.all()]
        given = [("answer", each, "Answers", each.question.excerpt) for each in turn.answers.all()]
        if not asked and not given:
            return "-"
        items = format_html_join(
            "",
            '<li>{} <a href="{}">{}</a></li>',
            (
                (verb, reverse(f"admin:core_{noun}_change", args=[row.pk]), Truncator(words).chars(60))
                for noun, row, verb, words in [*asked, *given]
            ),
        )
        return format_html("<ul>{}</ul>", items)
