"""Pages that several people may have open at once: each is told what the others saved meanwhile."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse

from core import publishing
from core.admin.base import RecordAdmin
from core.admin.meanwhile import Difference, read_seen, rebase, seen_of
from core.auditing import key_of
from core.models import AuditEntry, Conference

# Of what others did meanwhile, the newest are listed.
MOST_LISTED = 20


@dataclass(slots=True)
class Sent:
    """What became of a form that was sent."""

    problem: str = ""  # why nothing is saved
    differences: list[Difference] = field(default_factory=list)
    others: list[AuditEntry] = field(default_factory=list)
    seen: dict[str, Any] | None = None  # what the page shows now
    act: Any = None  # what a button beside a turn did
    again: dict[str, Any] | None = None  # what was typed into a panel, to be shown again
    kept_open: bool = False  # its editor may not save it any more, but shall see what they typed


def sent(request: HttpRequest) -> Sent:
    state: Sent = request.__dict__.setdefault("_sent", Sent())
    return state


class RefusedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form that is not saved, whatever is in it."""

    problem = ""

    def full_clean(self) -> None:
        super().full_clean()
        self.add_error(None, self.problem)


class SharedAdmin(RecordAdmin):
    """A noun whose page is locked while it is saved, and compared with what its editor had seen."""

    change_form_template = "admin/core/change_form.html"

    def conferences_of(self, rows: Iterable[Any]) -> list[Conference]:
        """The conferences whose record holds one of `rows`."""
        return list(Conference.objects.filter(pk__in={row.conference_id for row in rows}))

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None
    ) -> HttpResponse:
        # In the transaction in which everything is saved.
        if request.method == "POST" and object_id is not None:
            row = self.get_object(request, unquote(object_id))
            if row is not None:
                publishing.lock(self.conferences_of([row]))
                row = self.get_object(request, unquote(object_id))
            if row is not None:
                self.receive(request, row)
        response: HttpResponse = super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        return response

    def receive(self, request: HttpRequest, row: Any) -> None:
        """Compare what was sent with what is stored; where somebody else changed it, nothing is saved."""
        if not self.has_change_permission(request, row):
            return
        state, seen, version = sent(request), read_seen(request.POST), self._version_of(row)
        if seen is None:
            state.problem = "The page was not sent whole, so nothing was saved. What was sent is shown: save it again."
            return
        if version is not None and seen["version"] == version:
            return
        form, formsets = self._untouched(request, row)
        data, differences = rebase(request.POST, seen, form, formsets)
        if not differences:
            return
        state.differences = differences
        state.others = self._entries_since(row, seen["audited"])
        state.seen = seen_of(form, formsets, version=version, audited=_newest_entry())
        state.problem = f"Nothing was saved yet: {_who(state.others)} changed this while you had it open."
        request.POST = data  # type: ignore[assignment]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        problem = sent(request).problem
        return type(form.__name__, (RefusedForm, form), {"problem": problem}) if problem else form

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        state = sent(request)
        if row is not None and self.has_change_permission(request, row):
            seen = state.seen
            if seen is None and request.method == "POST":
                seen = read_seen(request.POST)
            if seen is None:
                form, formsets = context["adminform"].form, [each.formset for each in context["inline_admin_formsets"]]
                if request.method == "POST":
                    form, formsets = self._untouched(request, row)
                seen = seen_of(form, formsets, version=self._version_of(row), audited=_newest_entry())
            context["seen"] = json.dumps(seen, separators=(",", ":"))
        context |= {"differences": state.differences, "others": state.others[:MOST_LISTED]}
        context["unsaved"] = request.method == "POST"
        return super().render_change_form(request, context, *args, **kwargs)

    def _version_of(self, row: Any) -> int | None:
        """The number of writes to the conference that a row belongs to, and to no other."""
        if isinstance(row, Conference):
            return row.version
        conference = getattr(row, "conference", None)
        return conference.version if conference is not None else None

    def _untouched(self, request: HttpRequest, row: Any) -> tuple[Any, list[Any]]:
        """The form and the inlines of a row as the page opens with them."""
        fields = [name for _, options in self.get_fieldsets(request, row) for name in _flat(options["fields"])]
        form = super().get_form(request, row, change=True, fields=fields)(instance=row)
        formsets = [
            formset(instance=row, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(request))
            for formset, inline in self.get_formsets_with_inlines(request, row)
        ]
        return form, formsets

    def _entries_since(self, row: Any, number: int) -> list[AuditEntry]:
        entries = AuditEntry.objects.filter(pk__gt=number).select_related("made_by")
        conference = row if isinstance(row, Conference) else getattr(row, "conference", None)
        if conference is not None:
            return list(entries.filter(conference=conference.slug))
        return list(entries.filter(noun=str(row._meta.verbose_name), key=key_of(row)))


def _flat(names: Iterable[Any]) -> list[str]:
    return [name for each in names for name in (each if isinstance(each, (list, tuple)) else [each])]


def _newest_entry() -> int:
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _who(entries: Iterable[AuditEntry]) -> str:
    names = list(dict.fromkeys(each.username or f"the {each.get_door_display().lower()}" for each in entries))
    return " and ".join(names) or "somebody else"
