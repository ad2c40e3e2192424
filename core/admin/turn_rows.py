"""The turns of a conference on its page: each with its whole text beside its few fields."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from core.admin.base import StackedRows
from core.admin.belonging import BelongingFormSet, PositionedForm, TurnPositions
from core.admin.choosing import RowField, is_key
from core.admin.quoting import TurnForm
from core.admin.swift import SwiftCheckbox, SwiftHidden, SwiftLine, SwiftNumber, SwiftSelect, SwiftText
from core.editing.rewriting import BESIDE_THE_TEXT, lift, quotes_by_turn, settle
from core.models import Addressee, Answer, Participant, Turn


class ParticipantSelect(SwiftSelect):
    """Holds only who is chosen: a hundred times all of them would be a page too heavy to open. The script of the page
    fills in the others when one is about to choose (see conference.js)."""

    known: dict[str, models.Model] = {}

    def __init__(self) -> None:
        super().__init__(attrs={"class": "participant"})

    def options_of(self, chosen: list[str]) -> list[tuple[str, str]]:
        key = next((each for each in chosen if is_key(each)), "")
        row = self.known.get(key) or (Participant.objects.filter(pk=key).first() if key else None)
        return [(key, str(row))] if row else [("", "Choose…")]


class TurnRowForm(PositionedForm, TurnForm):
    # Among those who take part in this conference, whom the page has loaded.
    looked_up = ("participant",)
    quotes_by_turn: Callable[[], dict[int, list[Any]]]

    def quotes(self) -> list[Any]:
        return self.quotes_by_turn()[self.instance.pk]

    def _post_clean(self) -> None:
        # A turn that nobody touched needs no queries to be checked again; a long conference has 150.
        if self.instance.pk is None or self.has_changed():
            super()._post_clean()


class _KeyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Which turn a row is: one of those that the page is made of, which are loaded."""

    rows: dict[str, Turn] = {}

    def to_python(self, value: Any) -> Any:
        return self.rows.get(str(value)) or super().to_python(value)


SWIFT: dict[str, type[forms.Widget]] = {
    "id": SwiftHidden,
    "conference": SwiftHidden,
    "position": SwiftNumber,
    "kind": SwiftSelect,
    "label": SwiftLine,
    "delivery_note": SwiftLine,
    "text": SwiftText,
    "DELETE": SwiftCheckbox,
}


def _like(widget: Any, swift: type[Any]) -> Any:
    """The swift widget with what Django has told the slow one."""
    made = swift(attrs=widget.attrs)
    made.is_required = widget.is_required
    if hasattr(widget, "choices"):
        made.choices = widget.choices
    return made


class TurnFormSet(TurnPositions, BelongingFormSet):
    """All turns of a conference, saved in as many queries as one."""

    @cached_property
    def known(self) -> dict[str, dict[str, models.Model]]:
        if not self.is_bound:
            return super().known
        # Also those who say nothing yet: somebody may have chosen them.
        participants = Participant.objects.filter(conference=self.instance)
        return {"participant": {str(each.pk): each for each in participants}}

    @cached_property
    def _quotes(self) -> dict[int, list[Any]]:
        return quotes_by_turn([form.instance for form in self.initial_forms if form.instance.pk])

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.quotes_by_turn = lambda: self._quotes
        key = form.fields["id"]
        if form.instance.pk:
            key.__class__ = _KeyField
            key.rows = {str(form.instance.pk): form.instance}
        for name, widget in SWIFT.items():
            if name in form.fields:
                form.fields[name].widget = _like(form.fields[name].widget, widget)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        if not commit:
            return super().save_existing(form, obj, commit)
        self._written.append(form)
        return obj

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        self._written: list[Any] = []
        saved = super().save_existing_objects(commit)
        names = {name for form in self._written for name in form.changed_data} & {*BESIDE_THE_TEXT} - {"position"}
        if self._written:
            # What an editor decided is known by them, see deciding.py.
            Turn.objects.bulk_update(saved, sorted({*names, "basis"}), batch_size=500)
        rewriting = [form for form in self._written if form.rewrites]
        quoted = lift([form.instance for form in rewriting])
        settle(quoted, [move for form in rewriting for move in form.moves])
        return saved


class TurnRows(StackedRows):
    model = Turn
    form = TurnRowForm
    formset = TurnFormSet
    template = "admin/core/conference/turns.html"
    fields = ["position", "kind", "participant", "label", "delivery_note", "links", "text"]
    readonly_fields = ["links"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        answers = Answer.objects.select_related("question__turn").order_by(
            "question__turn__position", "question__start"
        )
        return (
            super()
            .get_queryset(request)
            .select_related("participant")
            .prefetch_related(
                "questions",
                models.Prefetch("questions__addressees", Addressee.objects.select_related("participant")),
                models.Prefetch("answers", answers),
            )
            .order_by("position")
        )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "participant":
            return db_field.formfield(form_class=RowField, widget=ParticipantSelect())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "participant":  # without the buttons to add or change one
            return self.formfield_for_foreignkey(db_field, request, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="asks and answers")
    def links(self, turn: Turn) -> str | SafeString:
        """For whoever may only look."""
        if turn._state.adding:
            return "-"
        asked = [("question", each, "Asks", each.excerpt) for each in turn.questions.all()]
        given = [("answer", each, "Answers", each.question.excerpt) for each in turn.answers.all()]
        return format_html("<ul>{}</ul>", _linked([*asked, *given])) if asked or given else "-"


def _linked(rows: Iterable[tuple[str, Any, str, str]]) -> SafeString:
    return format_html_join(
        "",
        '<li>{} <a href="{}">{}</a></li>',
        (
            (verb, reverse(f"admin:core_{noun}_change", args=[row.pk]), Truncator(words).chars(60))
            for noun, row, verb, words in rows
        ),
    )
