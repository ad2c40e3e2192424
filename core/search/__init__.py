"""Full text over turns: one function to call, whichever the database.

A search looks at the newest LIMIT matches and no further: while there are no more, it counts and ranks all of them
exactly; above, it says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Left

from core.models import Turn
from core.models.prepared import Among, Keyed
from core.search import index
from core.search.facets import FACETS, Value, counted
from core.search.known import Known
from core.search.language import NothingToFindError, Query, read
from core.search.matching import looking_up, newest
from core.search.ranking import ranked
from core.search.showing import Passage, passages

__all__ = [
    "FACETS",
    "LIMIT",
    "ORDERINGS",
    "Hit",
    "Known",
    "NothingToFindError",
    "Passage",
    "Query",
    "Results",
    "Value",
    "keys",
    "nothing",
    "read",
    "search",
]

# How many matches are counted, ranked, told facets of, and can be seen page by page.
LIMIT = 1000
# How much of the beginning of a turn counts for its rank, in characters.
RANKED = 10_000
TO_RANK = Keyed(Turn.objects.order_by().values_list("pk", Left("text", RANKED)), "pk")
UNKNOWN = Known()
ORDERINGS = {"relevance": (), "date": ("conference__date", "pk"), "-date": ("-conference__date", "-pk")}


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn that was found, by its key, and the passage to show of it."""

    key: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found.

    `total` is the number of matches; unless it `is_exact`, there are more than these, and the order, the pages and
    the facets are of the newest `total` of them: those that were added last.
    """

    hits: list[Hit]
    total: int
    is_exact: bool
    facets: dict[str, list[Value]]


def keys(query: Query, among: models.QuerySet[Turn]) -> list[int]:
    """The keys of the newest LIMIT of the turns `among` that match, the newest first."""
    return newest(query, among, LIMIT, UNKNOWN)


def nothing(facets: Sequence[str] = ()) -> Results:
    """What is found when there is nothing to look for."""
    return Results(hits=[], total=0, is_exact=True, facets={name: [] for name in facets})


def search(
    query: Query,
    among: models.QuerySet[Turn],
    *,
    page: int = 1,
    size: int = 25,
    ordering: str = "relevance",
    facets: Sequence[str] = (),
    known: Known = UNKNOWN,
) -> Results:
    """Page `page`, from 1, of the turns `among` that match.

    `among` is who may find what, and all filters: start it from `published()` or `visible_to()`. `known` is
    what they have in common, so that they are found faster. Matches that rank
    the same come newest first. Costs the queries of `matching.newest`, one to rank or order, one for the page, and one
    for all facets.
    """
    matches = newest(query, among, LIMIT + 1, known)
    is_exact = len(matches) <= LIMIT
    matches = matches[:LIMIT]
    # Each is looked up by its key: SQLite would rather go through all conferences of some years.
    may_be_found = Turn.objects.using(among.db).filter(Exists(among.filter(pk=OuterRef("pk"))))
    found = may_be_found.filter(Among("pk", matches))
    if ordering == "relevance":
        # That they may be found is known; those of the page are asked again.
        order = ranked(dict(TO_RANK.by(matches, among.db)), query)
    with looking_up(among.db):
        if ordering != "relevance":
            order = list(found.order_by(*ORDERINGS[ordering]).values_list("pk", flat=True))
        order = order[(page - 1) * size : page * size]
        texts = may_be_found.filter(Among("pk", order)).order_by().values_list("pk", Left("text", index.MOST))
        shown = dict(texts) if order else {}
        told = counted(found, facets) if facets and matches else {name: [] for name in facets}
    # What was withdrawn between two queries is not there any more.
    order = [key for key in order if key in shown]
    return Results(
        hits=list(map(Hit, order, passages((shown[key] for key in order), query))),
        total=len(matches),
        is_exact=is_exact,
        facets=told,
    )
