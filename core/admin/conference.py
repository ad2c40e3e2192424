"""Conferences: the page on which a whole record is read and corrected."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from core import publishing
from core.admin.base import StackedRows, TabularRows
from core.admin.belonging import BelongingFormSet, PositionedForm, PositionedFormSet, TurnPositions
from core.admin.import_warning import marked_now, panel
from core.admin.importing import IMPORTABLE, TranscriptImports
from core.admin.quoting import TurnForm
from core.admin.revising import RevisingAdmin, actor
from core.editing.rewriting import lift, settle
from core.models import Answer, Conference, ConferenceLanguage, Participant, SourceText, Turn


class LanguageRows(TabularRows):
    model = ConferenceLanguage
    form = PositionedForm
    formset = PositionedFormSet
    verbose_name = "language"


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


@admin.register(Conference)
class ConferenceAdmin(TranscriptImports, RevisingAdmin):
    fieldsets = [
        (None, {"fields": ["title", "slug", "date", "starts_at", "timezone", "place", "country", "hosts"]}),
        ("Source", {"fields": ["source_name", "source_url", "source_licence", "source", "editorial"]}),
        ("Publication", {"fields": ["status", "revision", "published_at", "revisions"]}),
        ("Participants", {"fields": ["participants"]}),
    ]
    readonly_fields = ["source", "status", "revision", "published_at", "revisions", "participants", "unread"]
    fixed_fields = ["slug"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["hosts"]
    inlines = [LanguageRows, TurnRows]
    actions = ["publish_selected", "withdraw_selected"]
    list_display = ["title", "date", "place", "country", "status", "revision", "turns", "questions", "answers"]
    list_filter = ["status", "country", "languages__tag"]
    date_hierarchy = "date"
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

    @admin.action(description="Publish selected conferences", permissions=["change"])
    def publish_selected(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for conference in queryset:
            self._publish(request, conference)

    @admin.action(description="Withdraw selected conferences", permissions=["change"])
    def withdraw_selected(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for conference in queryset:
            self._withdraw(request, conference)

    # The page

    def conferences_of(self, rows: Iterable[Any]) -> list[Conference]:
        return list(rows)

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
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        marked_now(request, form.instance)

    @admin.display(description="to be read")
    def unread(self, conference: Conference) -> SafeString:
        return panel(conference)

    @admin.display(description="text as it came")
    def source(self, conference: Conference) -> str | SafeString:
        key = SourceText.objects.filter(conference=conference).values_list("pk", flat=True).first()
        return (
            format_html('<a href="{}">Read it</a>', reverse("admin:core_sourcetext_change", args=[key])) if key else "-"
        )

    @admin.display(description="history")
    def revisions(self, conference: Conference) -> SafeString:
        address = f"{reverse('admin:core_revision_changelist')}?conference__id__exact={conference.pk}"
        return format_html('<a href="{}">All revisions</a>', address)

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

    # Publishing

    def get_urls(self) -> list[URLPattern]:
        withdraw = path(
            "<path:object_id>/withdraw/",
            self.admin_site.admin_view(self.withdraw_view),
            name="core_conference_withdraw",
        )
        return [withdraw, *super().get_urls()]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Takes the conference from the public and leaves everything else on its page as it stands."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        conference = self.get_object(request, object_id)
        if conference is None:
            raise Http404("There is no such conference.")
        if not self.has_change_permission(request, conference):
            raise PermissionDenied
        self._withdraw(request, conference)
        return HttpResponseRedirect(reverse("admin:core_conference_change", args=[conference.pk]))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """The button "Save and publish" ends here: everything is saved, the transaction still open."""
        if "_publish" not in request.POST:
            return super().response_change(request, obj)
        self._publish(request, obj)
        return HttpResponseRedirect(reverse("admin:core_conference_change", args=[obj.pk]))

    def _publish(self, request: HttpRequest, conference: Conference) -> None:
        with transaction.atomic():
            if Conference.objects.published().filter(pk=conference.pk).exists():
                self.message_user(request, f"{conference} is published already.", messages.INFO)
                return
            try:
                revision = publishing.publish(conference, by=actor(request))
            except publishing.NotReadyError as error:
                self.message_user(request, str(error), messages.ERROR)
                return
            self.log_change(request, conference, f"Published as revision {revision.number}.")
        self.message_user(request, f"{conference} is published as revision {revision.number}.", messages.SUCCESS)

    def _withdraw(self, request: HttpRequest, conference: Conference) -> None:
        with transaction.atomic():
            if not Conference.objects.published().filter(pk=conference.pk).exists():
                self.message_user(request, f"{conference} is not published.", messages.INFO)
                return
            publishing.withdraw(conference)
            self.log_change(request, conference, "Withdrawn.")
        self.message_user(request, f"{conference} is withdrawn: nobody sees it any more.", messages.SUCCESS)

    # Deleting

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_published)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[Any], list[Any]]:
        """What goes with the conferences, in numbers: its thousands of rows would hide what matters."""
        conferences = list(self.get_queryset(request).filter(pk__in=[each.pk for each in objs]))
        listed: list[Any] = []
        for each in conferences:
            counts = ("participant", "turn", "question", "answer")
            listed += [
                str(each),
                [f"{getattr(each, noun + '_count')} {noun}s" for noun in counts]
                + [f"{each.revisions.count()} revisions"],
            ]
        perms_needed = set() if super().has_delete_permission(request) else {self.opts.verbose_name}
        published = [f"{each}: it is published. Withdraw it first." for each in conferences if each.is_published]
        return listed, {str(self.opts.verbose_name_plural): len(conferences)}, perms_needed, published

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete_queryset(request, Conference.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        with transaction.atomic():
            conferences = Conference.objects.filter(pk__in=queryset.values("pk")).select_for_update()
            if any(each.is_published for each in conferences):
                raise PermissionDenied("A published conference must be withdrawn first.")
            conferences.delete()
