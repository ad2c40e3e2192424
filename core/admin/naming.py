"""What people and organizations have in common: a slug that redirects, further names, a place in many records."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db import models
from django.db.models import OuterRef
from django.http import HttpRequest
from django.urls import reverse

from core import publishing
from core.admin.duplicating import DuplicatePages
from core.admin.merging import MergePages
from core.admin.renaming import RenamePages
from core.admin.revising import RevisingAdmin, actor, note_of
from core.models import Addressee, Answer, Conference, Organization, Participant, Question, Turn
from core.models.base import count_of
from core.vocabulary import Response

# What became of the questions that were put to somebody.
RESPONSES = (
    ("of them answered", Response.ANSWERED),
    ("answered by somebody else", Response.ANSWERED_BY_OTHER),
    ("not answered", Response.UNANSWERED),
)


def _of_turns(model: Any, participants: models.QuerySet[Any]) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model.objects.filter(turn__participant__in=participants)
    return rows


def _list_of(model: type[models.Model], narrowed: dict[str, Any]) -> str:
    return f"{reverse(f'admin:core_{model._meta.model_name}_changelist')}?{urlencode(narrowed)}"


class NamedAdmin(DuplicatePages, MergePages, RenamePages, RevisingAdmin):
    change_form_template = "admin/core/named/change_form.html"
    fixed_fields = ["slug"]
    readonly_fields = ["merged_into"]
    prepopulated_fields = {"slug": ["name"]}
    list_filter = ["country", ("merged_into", admin.EmptyFieldListFilter)]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who was merged into another is a slug that redirects, and nothing else."""
        return super().has_change_permission(request, obj) and (obj is None or obj.merged_into_id is None)

    def revise_after_save(self, request: HttpRequest, row: Any) -> None:
        publishing.revise_all_with(row, by=actor(request), note=note_of(request))

    def said(self, row: Any) -> list[tuple[int, str, str]]:
        """What the record holds of a row, drafts included: how many, of what, and the list that shows them. One
        query, whose cost grows with what it finds."""
        name = str(self.opts.model_name)
        mine = Participant.objects.filter(**{name: OuterRef("pk")})
        theirs = Participant.objects.filter(**{name: OuterRef(OuterRef("pk"))}).values("pk")
        put_to = Addressee.objects.filter(participant__in=theirs)
        parts = [
            ("conferences took part in", Participant, name, {}, mine),
            ("turns", Turn, f"participant__{name}", {}, Turn.objects.filter(participant__in=theirs)),
            ("questions asked", Question, f"turn__participant__{name}", {}, _of_turns(Question, theirs)),
            ("answers given", Answer, f"turn__participant__{name}", {}, _of_turns(Answer, theirs)),
            ("times asked something", Addressee, f"participant__{name}", {}, put_to),
            *(
                (words, Addressee, f"participant__{name}", {"response": each.value}, put_to.responding(each))
                for words, each in RESPONSES
            ),
        ]
        if isinstance(row, Organization):
            hosted = Conference.hosts.through._default_manager.filter(organization=OuterRef("pk"))
            parts[:1] = [("times spoken for", *parts[0][1:]), ("conferences hosted", Conference, "hosts", {}, hosted)]
        counts = {f"count_{number}": count_of(rows) for number, (*_, rows) in enumerate(parts)}
        found = self.model._default_manager.filter(pk=row.pk).annotate(**counts).values_list(*counts).get()
        return [
            (count, words, _list_of(model, {f"{path}__id__exact": row.pk, **more}))
            for count, (words, model, path, more, _) in zip(found, parts, strict=True)
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        if row is not None:
            stands = row.merged_into_id is None
            context["may_merge"] = stands and self.has_merge_permission(request)
            context["stands"] = stands
            context["may_rename"] = self.has_change_permission(request, row)
            context["said"] = self.said(row) if stands else []
        return super().render_change_form(request, context, *args, **kwargs)
