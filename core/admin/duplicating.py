"""People, or organizations, who are probably one, pair by pair: merged, or told apart."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path

from core import identity
from core.admin.choosing import is_key
from core.admin.merging import MergePages, counted, merge_page
from core.admin.revising import actor, note_of
from core.identity import Suggestion
from core.models import Conference, Organization, Participant

if TYPE_CHECKING:
    _Admin = MergePages
else:
    _Admin = object

PAIRS_ON_A_PAGE = 25
SURE, LIKELY = 85, 65  # from which score on, see core/identity/likeness.py


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two of them, the one that is named more often first, each with what it is known by."""

    sides: tuple[tuple[Any, str], ...]
    suggestion: Suggestion
    merge: str

    @property
    def how_sure(self) -> str:
        if self.suggestion.score >= SURE:
            return "Almost surely one"
        return "Likely one" if self.suggestion.score >= LIKELY else "Perhaps one"


class DuplicatePages(_Admin):
    """The page on which rows that are probably one are listed."""

    change_list_template = "admin/core/named/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.duplicates_view)
        return [path("duplicates/", view, name=f"core_{self.opts.model_name}_duplicates"), *super().get_urls()]

    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        """All pairs, or those with the row that `of` names; and remembers of one that it is two."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self._asked_for(request)
        if request.method == "POST":
            self._tell_apart(request)
            return HttpResponseRedirect(request.get_full_path())
        pages = Paginator(identity.find_duplicates(self.model, row), PAIRS_ON_A_PAGE)
        page = pages.get_page(request.GET.get("p"))
        context = {
            "title": "Likely duplicates",
            "page": page,
            "numbers": list(pages.get_elided_page_range(page.number)),
            "pairs": self._pairs(list(page)),
            "of": row,
            "may_merge": self.has_merge_permission(request),
        }
        return self.page(request, row, "duplicates", context)

    def _asked_for(self, request: HttpRequest) -> Any:
        key = request.GET.get("of")
        if key is None:
            return None
        row = self.get_object(request, key) if is_key(key) else None
        if row is None:
            raise Http404(f"There is no such {self.opts.verbose_name}.")
        return row

    def _pairs(self, suggestions: list[Suggestion]) -> list[_Pair]:
        keys = {key for each in suggestions for key in (each.first, each.second)}
        rows = self.model._default_manager.prefetch_related("names").in_bulk(keys)
        times = self._times(keys)
        pairs = []
        for each in suggestions:
            both = sorted((each.first, each.second), key=lambda key: (-times[key], key))
            sides = tuple((rows[key], _known_by(rows[key], times[key])) for key in both)
            pairs.append(_Pair(sides, each, merge_page(self.model, *both)))
        return pairs

    def _times(self, keys: set[int]) -> Counter[int]:
        """How often each is named: as a participant or an outlet, and as a host."""
        name = str(self.opts.model_name)
        named = Participant.objects.filter(**{f"{name}__in": keys}).order_by()
        times = Counter(dict(named.values_list(name).annotate(times=Count("pk"))))
        if self.model is Organization:
            hosts = Conference.hosts.through._default_manager.filter(organization__in=keys).order_by()
            times.update(dict(hosts.values_list("organization").annotate(times=Count("pk"))))
        return times

    def _tell_apart(self, request: HttpRequest) -> None:
        if not self.has_merge_permission(request):
            raise PermissionDenied
        keys = [key for key in request.POST.getlist("apart") if is_key(key)]
        rows = list(self.model._default_manager.filter(pk__in=keys, merged_into=None).order_by("pk"))
        if len(rows) != 2:
            self.message_user(request, "One of the two is gone meanwhile: look again.", messages.ERROR)
            return
        identity.tell_apart(*rows, by=actor(request), note=note_of(request))
        said = f"{rows[0]} ({rows[0].slug}) and {rows[1]} ({rows[1].slug}) are two: nobody is asked about them again."
        self.message_user(request, said, messages.SUCCESS)


def _known_by(row: Any, times: int) -> str:
    """In one line, what tells a row from others of its name."""
    further = [each.text for each in row.names.all()]
    facts = [row.slug, row.country, *further[:4], counted(times, "time") + " in the record"]
    return ", ".join(fact for fact in facts if fact)
