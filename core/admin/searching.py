"""The search box of lists in the admin: what was said is looked for as the public search does, drafts included."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest

from core import search
from core.admin.base import RecordAdmin
from core.admin.choosing import is_key
from core.models import Turn


class SearchedBySpeech(RecordAdmin):
    """Rows are found by what was said in their turns, in the language of docs/search.md, and by `search_fields`."""

    said_in: ClassVar[str]  # from a row to its turns

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        turns = Turn.objects.all()
        conference = request.GET.get("conference", "")
        if "field_name" in request.GET and is_key(conference):  # an autocomplete, see base.py
            turns = turns.filter(conference=conference)
        try:
            keys = search.keys(search.read(search_term), turns)
        except search.NothingToFindError:
            return found, may_repeat
        heard = self.model._default_manager.filter(**{f"{self.said_in}__in": keys})
        return queryset.filter(models.Q(pk__in=found.values("pk")) | models.Q(pk__in=heard.values("pk"))), False
