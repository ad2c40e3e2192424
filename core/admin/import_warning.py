"""What imports were not sure of, to be read."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core import auditing
from core.admin.base import ReadOnlyAdmin
from core.admin.revising import actor, editor
from core.models import Conference, ImportWarning, Turn
from core.models.base import count_of
from core.vocabulary import AuditAction


class ReadFilter(admin.SimpleListFilter):
    title = "reading"
    parameter_name = "read"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Unread"), ("yes", "Read")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Raises ValueError for what is neither; the list then comes unfiltered."""
        match self.value():
            case None:
                return queryset
            case "no" | "yes" as value:
                return queryset.filter(read_at__isnull=value == "no")
            case value:
                raise ValueError(f"{value!r} is neither yes nor no.")


@admin.register(ImportWarning)
class ImportWarningAdmin(ReadOnlyAdmin):
    """Nobody adds or edits one; whoever may change one may mark it as read."""

    fields = ["conference", "turn", "code", "line", "message", "read_at", "read_by"]
    list_display = ["message", "code", "line", "turn", "conference", "read_at", "read_by"]
    list_select_related = ["conference", "turn", "read_by"]
    list_filter = [ReadFilter, "code"]
    date_hierarchy = "conference__date"
    search_fields = ["message", "code", "conference__title", "conference__slug"]
    ordering = ["-conference__date", "conference", "line", "id"]
    actions = ["mark_as_read"]

    def has_mark_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.change_importwarning")

    @admin.action(description="Mark selected warnings as read", permissions=["mark"])
    def mark_as_read(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        number = mark_as_read(request, queryset)
        noun = "warning is" if number == 1 else "warnings are"
        self.message_user(request, f"{number} {noun} marked as read.", messages.SUCCESS)


@transaction.atomic
def mark_as_read(request: HttpRequest, warnings: models.QuerySet[Any]) -> int:
    """How many of `warnings` were unread. An entry in the audit trail for each conference."""
    unread: list[Any] = list(warnings.filter(read_at=None).select_related("conference"))
    ImportWarning.objects.filter(pk__in=[each.pk for each in unread]).update(
        read_at=timezone.now(), read_by=editor(request)
    )
    for conference in {each.conference for each in unread}:
        read = [str(each) for each in unread if each.conference_id == conference.pk]
        auditing.note(AuditAction.CHANGED, conference, by=actor(request), details={"import_warnings_read": read})
    return len(unread)


# The name of the checkboxes on the page of a conference.
READ_NOW = "read_warnings"


def marked_now(request: HttpRequest, conference: Conference) -> None:
    """Mark those as read that were ticked on the page of the conference. One query, or none."""
    ticked = [key for key in request.POST.getlist(READ_NOW) if key.isdecimal() and len(key) < 19]
    if ticked and request.user.has_perm("core.change_importwarning"):
        mark_as_read(request, ImportWarning.objects.filter(conference=conference, pk__in=ticked))


def panel(conference: Conference) -> SafeString:
    """The unread warnings of a conference, each with a link to its turn on the same page. One query."""
    before = Turn.objects.filter(conference=OuterRef("conference"), position__lt=OuterRef("turn__position"))
    warnings: Iterable[Any] = (
        ImportWarning.objects.filter(conference=conference, read_at=None)
        .select_related("turn")
        .annotate(turns_before=count_of(before))
    )
    rows = format_html_join(
        "",
        '<li id="warning-{}"><label><input type="checkbox" name="{}" value="{}"> <span class="where">line {}{}</span>'
        " {}</label> <code>{}</code></li>",
        (
            (
                each.pk,
                READ_NOW,
                each.pk,
                each.line,
                format_html(', <a href="#turns-{}">turn {}</a>', each.turns_before, each.turn.position)
                if each.turn
                else "",
                each.message,
                each.code,
            )
            for each in warnings
        ),
    )
    everything = reverse("admin:core_importwarning_changelist")
    return format_html(
        '<ul class="warnings">{}</ul><p>Tick what you have read, and save. '
        '<a href="{}?conference__id__exact={}">All warnings, read and unread</a></p>',
        rows,
        everything,
        conference.pk,
    )
