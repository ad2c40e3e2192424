"""The search box of lists in the admin: what was said is looked for as the public search does, drafts included."""

import functools
import operator
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from core import search
from core.admin.base import RecordAdmin
from core.admin.choosing import is_key
from core.models import Turn

# How many keys of each field, shared by the words: SQLite takes no more than 32,766 parameters.
NAMED = 10_000
MOST_WORDS = 50  # more than anybody types, and fewer than a database can hold in one condition


class SearchedBySpeech(RecordAdmin):
    """Rows are found by what was said in their turns, in the language of docs/search.md, and by `search_fields`.

    Both are looked up first, and the list asked for their keys: a join would be made for each of a million turns, in
    each of the list's queries. Of names and titles the newest that have the words count, up to NAMED.
    """

    said_in: ClassVar[str]  # from a row to its turns

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        rows, _ = super().get_search_results(request, queryset, "")
        if not search_term.strip():
            return rows, False
        turns, named = Turn.objects.all(), None
        conference = request.GET.get("conference", "")
        if "field_name" in request.GET and is_key(conference):  # an autocomplete, see base.py: few rows
            turns = turns.filter(conference=conference)
            named = models.Q(pk__in=super().get_search_results(request, queryset, search_term)[0].values("pk"))
        return rows.filter((named or self._named(search_term)) | self._heard(search_term, turns)), False

    def _named(self, search_term: str) -> models.Q:
        """Each word stands in one of the fields, as Django's own search has it."""
        words = list(dict.fromkeys(smart_split(search_term)))[:MOST_WORDS]
        having = (self._having(_unquoted(word), NAMED // len(words)) for word in words)
        return functools.reduce(operator.and_, having, models.Q())

    def _having(self, word: str, most: int) -> models.Q:
        related: dict[str, list[str]] = {}
        for field in self.search_fields:
            relation, _, name = field.rpartition("__")
            related.setdefault(relation, []).append(name)
        having = models.Q()
        for relation, names in related.items():
            stands = functools.reduce(operator.or_, (models.Q(**{f"{name}__icontains": word}) for name in names))
            having |= self._related(relation, stands, most) if relation else stands
        return having

    def _related(self, relation: str, stands: models.Q, most: int) -> models.Q:
        field: Any = self.opts.get_field(relation)
        keys = _newest(field.related_model._default_manager.filter(stands), most)
        if field.many_to_one:
            return models.Q(**{f"{relation}__in": keys})
        return models.Q(pk__in=_newest(self.model._default_manager.filter(**{f"{relation}__in": keys}), most))

    def _heard(self, search_term: str, turns: models.QuerySet[Turn]) -> models.Q:
        try:
            keys = search.keys(search.read(search_term), turns)
        except search.NothingToFindError:
            return models.Q()
        if self.said_in == "pk":
            return models.Q(pk__in=keys)
        return models.Q(
            pk__in=_newest(self.model._default_manager.filter(**{f"{self.said_in}__in": keys}), search.LIMIT)
        )


def _newest(rows: models.QuerySet[Any], most: int) -> list[int]:
    return list(rows.order_by("-pk").values_list("pk", flat=True).distinct()[:most])


def _unquoted(word: str) -> str:
    quoted = len(word) > 1 and word[0] in "\"'" and word[0] == word[-1]
    return unescape_string_literal(word) if quoted else word
