"""The way of a conference on its page: buttons for its steps, who took them when, and what is still missing."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core import publishing
from core.admin.pages import own_page
from core.admin.revising import RevisingAdmin, actor, note_of
from core.models import Conference, Participant, Question
from core.publishing import Lack
from core.vocabulary import Status

# What the button of a step is called, and the permission that it takes beside that to change the conference.
STEPS = {
    "submit": ("Save and submit for review", ""),
    "return": ("Save and return to draft", ""),
    "publish": ("Save and publish", "core.publish_conference"),
}
POSSIBLE = {
    Status.DRAFT: ("submit", "publish"),
    Status.IN_REVIEW: ("return", "publish"),
    Status.PUBLISHED: (),
    Status.WITHDRAWN: ("publish",),
}


class FlowAdmin(RevisingAdmin):
    """Conferences, which go from draft to public and back."""

    actions = ["publish_selected", "withdraw_selected"]

    def conferences_of(self, rows: Iterable[Any]) -> list[Conference]:
        return list(rows)

    def is_public(self, row: Any) -> bool:
        return bool(row.is_published)

    # The steps

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.publish_conference")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.withdraw_conference")

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """A button of the flow ends here: everything is saved, the transaction still open."""
        step = request.POST.get("_flow")
        if step is None:
            return super().response_change(request, obj)
        if step not in STEPS or (STEPS[step][1] and not request.user.has_perm(STEPS[step][1])):
            raise PermissionDenied
        obj.refresh_from_db()
        self._take(request, obj, step)
        return HttpResponseRedirect(_page_of(obj))

    def _take(self, request: HttpRequest, conference: Conference, step: str) -> None:
        by, note = actor(request), note_of(request)
        try:
            match step:
                case "submit":
                    publishing.submit(conference, by=by, note=note)
                    said = f"{conference} is saved and waits for its review."
                case "return":
                    publishing.return_to_draft(conference, by=by, note=note)
                    said = f"{conference} is saved and a draft again."
                case "publish":
                    revision = publishing.publish(conference, by=by, note=note)
                    said = f"{conference} is published as revision {revision.number}."
                case _:
                    publishing.withdraw(conference, by=by, note=note)
                    said = f"{conference} is withdrawn: nobody sees it any more."
        except publishing.StatusError as error:
            self.message_user(request, str(error), messages.INFO)
        except publishing.NotReadyError as error:
            intro = f"{conference} cannot be published yet."
            said = format_html("{}<ul>{}</ul>", intro, listed(error.lacks, _page_of(conference)))
            self.message_user(request, said, messages.ERROR)
        else:
            self.log_change(request, conference, said)
            self.message_user(request, said, messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("<path:object_id>/withdraw/", view, name="core_conference_withdraw"), *super().get_urls()]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks once more, and for a reason; then takes the conference from the public."""
        conference = self.get_object(request, object_id)
        if conference is None:
            raise Http404("There is no such conference.")
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            with transaction.atomic():
                self._take(request, conference, "withdraw")
            return HttpResponseRedirect(_page_of(conference))
        return own_page(self, request, "core/conference/withdraw", "Withdraw from the public", conference)

    @admin.action(description="Publish selected conferences", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for conference in queryset:
            with transaction.atomic():
                self._take(request, conference, "publish")

    @admin.action(description="Withdraw selected conferences", permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for conference in queryset:
            with transaction.atomic():
                self._take(request, conference, "withdraw")

    # The page

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        conference = kwargs.get("obj")
        if conference is not None:
            may_change = self.has_change_permission(request, conference)
            context["steps"] = [
                (step, label)
                for step, (label, permission) in STEPS.items()
                if step in POSSIBLE[Status(conference.status)]
                and may_change
                and (not permission or request.user.has_perm(permission))
            ]
            context["may_withdraw"] = conference.is_published and self.has_withdraw_permission(request)
            context["taken"] = _taken(conference)
            if not conference.is_published:
                context["lacks"] = listed(publishing.lacks(conference), "")
        return super().render_change_form(request, context, *args, **kwargs)

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

    @transaction.atomic
    def _delete(self, request: HttpRequest, rows: list[Any]) -> None:
        conferences = publishing.lock(rows)
        if any(each.is_published for each in conferences):
            raise PermissionDenied("A published conference must be withdrawn first.")
        for each in conferences:
            publishing.delete(each, by=actor(request))


def _page_of(conference: Conference) -> str:
    return reverse("admin:core_conference_change", args=[conference.pk])


def _taken(conference: Conference) -> list[tuple[str, Any, Any]]:
    """The steps that were taken: what, when, by whom."""
    steps = [
        ("Submitted for review", conference.submitted_at, conference.submitted_by),
        ("First published", conference.published_at, conference.published_by),
        ("Withdrawn", conference.withdrawn_at, conference.withdrawn_by),
    ]
    return [(what, at, by) for what, at, by in steps if at is not None]


def listed(lacks: Iterable[Lack], page: str) -> SafeString:
    """What is missing, each with a link to where it can be supplied; `page` is the address of the conference, or
    empty on that page itself."""
    return format_html_join("", '<li><a href="{}">{}</a></li>', ((_where(each, page), each.what) for each in lacks))


def _where(lack: Lack, page: str) -> str:
    row = lack.row
    if isinstance(row, Participant):
        return f"{reverse('admin:core_participant_change', args=[row.pk])}#id_{lack.field}"
    if isinstance(row, Question):
        return f"{page}#question-{row.pk}"
    if isinstance(row, Conference):
        match lack.field:
            case "source_text":
                return reverse("admin:core_conference_reimport", args=[row.pk])
            case "turns":
                return f"{page}#turns-group"
        return f"{page}#id_{lack.field}"
    return f"{page}#warning-{row.pk}"
