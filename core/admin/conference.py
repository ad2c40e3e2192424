"""Conferences: the page on which a whole record is read and corrected."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.admin.base import TabularRows
from core.admin.belonging import PositionedForm, PositionedFormSet
from core.admin.exchanging import act, again
from core.admin.flowing import FlowAdmin
from core.admin.import_warning import marked_now, panel
from core.admin.importing import IMPORTABLE, TranscriptImports
from core.admin.renaming import RenamePages
from core.admin.revisions import RevisionPages
from core.admin.searching import SearchedBySpeech
from core.admin.sharing import sent
from core.admin.turn_rows import TurnRows
from core.importing.metadata import DECIDED
from core.models import Conference, ConferenceLanguage, Participant, SourceText, Turn


class LanguageRows(TabularRows):
    model = ConferenceLanguage
    form = PositionedForm
    formset = PositionedFormSet
    verbose_name = "language"


class LanguageFilter(admin.AllValuesFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "language"


@admin.register(Conference)
class ConferenceAdmin(SearchedBySpeech, TranscriptImports, RenamePages, RevisionPages, FlowAdmin):
    said_in = "turns"
    fieldsets = [
        (None, {"fields": ["title", "slug", "date", "starts_at", "timezone", "place", "country", "hosts"]}),
        ("Source", {"fields": ["source_name", "source_url", "source_licence", "source", "supplied"]}),
        ("Participants", {"fields": ["participants"]}),
    ]
    change_form_template = "admin/core/conference/change_form.html"
    readonly_fields = ["source", "participants", "unread", "supplied"]
    fixed_fields = ["slug"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["hosts"]
    inlines = [LanguageRows, TurnRows]
    list_display = ["title", "date", "place", "country", "status", "revision", "turns", "questions", "answers"]
    list_filter = ["status", "country", ("languages__tag", LanguageFilter)]
    date_hierarchy = "date"
    linked_by = ["hosts__id__exact"]
    search_fields = ["title", "slug", "place", "source_name", "participants__name", "hosts__name"]

    # The list

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        queryset: Any = super().get_queryset(request)
        counted: models.QuerySet[Any] = queryset.with_counts()
        return counted

    @admin.display(ordering="turn_count")
    def turns(self, conference: Any) -> int:
        return int(conference.turn_count)

    @admin.display(ordering="question_count")
    def questions(self, conference: Any) -> int:
        return int(conference.question_count)

    @admin.display(ordering="answer_count")
    def answers(self, conference: Any) -> int:
        return int(conference.answer_count)

    # The page

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """A conference that is not saved yet has no participants who could take a turn."""
        return [LanguageRows, TurnRows] if obj else [LanguageRows]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change=change, help_texts={"starts_at": "In UTC"}, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        may_mark = request.user.has_perm("core.change_importwarning")
        if obj and may_mark and obj.import_warnings.filter(read_at=None).exists():
            return [("Unread warnings of the import", {"fields": ["unread"]}), *fieldsets]
        return fieldsets

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        standing = kwargs.get("obj")
        importable = standing is not None and standing.status in IMPORTABLE
        context["may_reimport"] = importable and self.has_change_permission(request, standing)
        context["may_rename"] = standing is not None and self.has_change_permission(request, standing)
        if standing is not None:
            context |= self._exchanges(standing, context["inline_admin_formsets"])
            context["again"] = sent(request).again or again(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def _exchanges(self, conference: Conference, inlines: Iterable[Any]) -> dict[str, Any]:
        """Whom the questions of the page can be put to, and which its turns can answer."""
        turns = [
            form.instance
            for inline in inlines
            if inline.formset.model is Turn
            for form in inline.formset.initial_forms
            if form.instance.pk
        ]
        questions = []
        for turn in turns:
            for question in turn.questions.all():
                question.turn = turn
                questions.append(question)
        return {"participants": list(conference.participants.all()), "questions": questions}

    def settle(self, request: HttpRequest, form: Any, formsets: Iterable[Any]) -> bool:
        if not request.user.has_perm("core.change_turn"):
            return False
        done = sent(request).act = act(request, form.instance)
        return done is not None and done.done

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """After one of the buttons beside a turn the page opens at that turn; with what was typed into the panel, if
        it was refused."""
        done = sent(request).act
        if done is None:
            return super().response_change(request, obj)
        if done.done:
            self.message_user(request, done.said, messages.SUCCESS)
        else:
            self.message_user(request, f"Everything else is saved. {done.said}", messages.WARNING)
            sent(request).again = again(request)
            if sent(request).again:
                request.method, request.POST = "GET", QueryDict()
                return self._changeform_view(request, str(obj.pk), "", None)
        page = reverse("admin:core_conference_change", args=[obj.pk])
        return HttpResponseRedirect(f"{page}#turn-{done.turn}")

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        formsets = list(formsets)
        if change:
            self._decide(form, formsets)
        super().save_related(request, form, formsets, change)
        marked_now(request, form.instance)

    def _decide(self, form: Any, formsets: list[Any]) -> None:
        """What an editor changes of the conference is named in `editorial`, as is what one says when importing it. What
        was emptied was decided, too."""
        changed = {"source" if name.startswith("source_") else name for name in form.changed_data}
        if any(each.model is ConferenceLanguage and each.has_changed() for each in formsets):
            changed.add("languages")
        conference = form.instance
        if decided := (changed & set(DECIDED)) - set(conference.editorial):
            conference.editorial = sorted({*conference.editorial, *decided})
            conference.save(update_fields=["editorial"])

    @admin.display(description="to be read")
    def unread(self, conference: Conference) -> SafeString:
        return panel(conference)

    @admin.display(description="supplied by an editor")
    def supplied(self, conference: Conference) -> str:
        """What an import of a corrected source leaves alone."""
        return ", ".join(conference.editorial) or "-"

    @admin.display(description="text as it came")
    def source(self, conference: Conference) -> str | SafeString:
        key = SourceText.objects.filter(conference=conference).values_list("pk", flat=True).first()
        return (
            format_html('<a href="{}">Read it</a>', reverse("admin:core_sourcetext_change", args=[key])) if key else "-"
        )

    @admin.display
    def participants(self, conference: Conference) -> SafeString:
        rows: Iterable[Participant] = conference.participants.select_related("organization")
        items = format_html_join(
            "",
            '<li><a href="{}">{}</a>{}</li>',
            (
                (
                    reverse("admin:core_participant_change", args=[each.pk]),
                    str(each),
                    "".join(f", {detail}" for detail in (each.role, each.title, each.organization) if detail),
                )
                for each in rows
            ),
        )
        add = f"{reverse('admin:core_participant_add')}?conference={conference.pk}"
        return format_html('<ul>{}</ul><a href="{}">Add a participant</a>', items, add)
