"""Two people, or two organizations, that are one: what will move is shown first, then one is merged into the other."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import identity
from core.admin.choosing import RowField, RowSelect, is_key
from core.admin.pages import own_page
from core.admin.revising import RevisingAdmin, actor, may_revise, note_of
from core.identity import IdentityError, Plan
from core.models import Participant

if TYPE_CHECKING:
    _Admin = RevisingAdmin
else:
    _Admin = object


@dataclass(frozen=True, slots=True)
class _Pair:
    kept: Any
    gone: Any


class MergePages(_Admin):
    """The pages on which the rows of a noun are merged, and the action that leads there from the list."""

    actions = ["merge_selected"]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"core.merge_{self.opts.model_name}")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        name = f"core_{self.opts.model_name}_merge"
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    @admin.action(description="Merge the two selected…", permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) == 2:
            return HttpResponseRedirect(merge_page(self.model, *keys))
        self.message_user(request, "Select two: the one that stays and the one that is merged into it.", messages.ERROR)
        return None

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks for the other one; then shows what will move; then, when that is sent, moves it."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404(f"There is no such {self.opts.verbose_name}.")
        if not self.has_merge_permission(request):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else request.GET
        if "with" not in sent:
            return self._ask(request, row, self._other_form(row))
        form = self._other_form(row, sent)
        if not form.is_valid():
            return self._ask(request, row, form)
        other = form.cleaned_data["with"]
        pair = _Pair(other, row) if sent.get("stays") == str(other.pk) else _Pair(row, other)
        if request.method == "POST":
            done = self._merge(request, pair)
            if done is not None:
                return done
        return self._show(request, row, pair)

    def _other_form(self, row: Any, sent: Any = None) -> forms.Form:
        field = Participant._meta.get_field(str(self.opts.model_name))
        select = RowSelect(field, self.admin_site)
        others = self.model._default_manager.filter(merged_into=None).exclude(pk=row.pk)
        noun = self.opts.verbose_name
        form = forms.Form(sent if sent is None or is_key(sent.get("with")) else {})
        form.fields["with"] = RowField(
            others,
            widget=select,
            label=f"The other {noun}",
            error_messages={
                "required": f"Choose the other {noun}.",
                "invalid_choice": f"There is no such {noun}, or it was merged into another already.",
            },
        )
        return form

    def _merge(self, request: HttpRequest, pair: _Pair) -> HttpResponse | None:
        """None when nothing was done; a message says why."""
        keep_name = "keep_name" in request.POST
        try:
            if not may_revise(request) and identity.plan_merge(pair.gone, pair.kept).revised:
                raise PermissionDenied("You may not change what is public.")
            plan = identity.merge(
                pair.gone,
                pair.kept,
                by=actor(request),
                note=note_of(request),
                keep_name=keep_name,
                seen=request.POST.get("seen" if keep_name else "seen_without_name", ""),
            )
        except IdentityError as error:
            self.message_user(request, str(error), messages.ERROR)
            return None
        self.log_change(request, pair.kept, f"{plan.gone} was merged into it.")
        self.message_user(request, self._said(pair, plan), messages.SUCCESS)
        return HttpResponseRedirect(self._page_of(pair.kept))

    def _said(self, pair: _Pair, plan: Plan) -> SafeString:
        nouns = self.opts.verbose_name_plural
        return format_html(
            '{} is merged into <a href="{}">{}</a>. {}, {} and {} moved; {}. <a href="{}">/{}/{}/</a> leads to'
            ' <a href="{}">/{}/{}/</a> now.',
            pair.gone.name,
            self._page_of(pair.kept),
            pair.kept.name,
            counted(len(plan.participants), "participant"),
            counted(len(plan.hosted), "conference it hosted", "conferences it hosted"),
            counted(len(plan.names), "name"),
            counted(len(plan.revised), "published conference names it", "published conferences name it"),
            self._page_of(pair.gone),
            nouns,
            plan.gone,
            self._page_of(pair.kept),
            nouns,
            plan.kept,
        )

    def _ask(self, request: HttpRequest, row: Any, form: forms.Form) -> HttpResponse:
        context = {"title": f"Merge with another {self.opts.verbose_name}", "form": form, "media": form.media}
        return self.page(request, row, "merge_with", context)

    def _show(self, request: HttpRequest, row: Any, pair: _Pair) -> HttpResponse:
        plan = identity.plan_merge(pair.gone, pair.kept)
        without = identity.plan_merge(pair.gone, pair.kept, keep_name=False)
        swapped = f"{merge_page(self.model, pair.kept.pk, pair.gone.pk)}&stays={pair.gone.pk}"
        context = {
            "title": f"Merge two {self.opts.verbose_name_plural}",
            "pair": pair,
            "pages": {"kept": self._page_of(pair.kept), "gone": self._page_of(pair.gone)},
            "plan": plan,
            "names": [name for name in plan.names if name != pair.gone.name],
            "name_moves": pair.gone.name in plan.names,
            "seen": plan.digest,
            "seen_without_name": without.digest,
            "swapped": swapped,
            "other": pair.gone if pair.kept.pk == row.pk else pair.kept,
            "may": not plan.revised or may_revise(request),
            "note": note_of(request) if request.method == "POST" else "",
        }
        return self.page(request, row, "merge", context)

    def page(self, request: HttpRequest, row: Any, name: str, context: dict[str, Any]) -> HttpResponse:
        """A page of its own about `row`, or about all rows where that is None."""
        beside = {} if row is None else {"original_page": self._page_of(row)}
        return own_page(self, request, f"core/named/{name}", row=row, **{**context, **beside})

    def _page_of(self, row: Any) -> str:
        return reverse(f"admin:core_{self.opts.model_name}_change", args=[row.pk])


def merge_page(model: type[models.Model], kept: int, gone: int) -> str:
    """The address of the page that shows what merging the two would do."""
    return f"{reverse(f'admin:core_{model._meta.model_name}_merge', args=[kept])}?with={gone}"


def counted(number: int, one: str, many: str = "") -> str:
    """1 name, 2 names."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
