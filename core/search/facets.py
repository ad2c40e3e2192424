"""What there is among matches to narrow a search by, with counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from core.models import Turn

# A filter's name, and where a turn has the value of it and what that is called.
FACETS = {
    "kind": ("kind", "kind"),
    "role": ("participant__role", "participant__role"),
    "person": ("participant__person__slug", "participant__person__name"),
    "organization": ("participant__organization__slug", "participant__organization__name"),
    "conference": ("conference__slug", "conference__title"),
    "year": ("conference__date__year", "conference__date__year"),
}
# How many values of each are told: the most frequent.
TOLD = 10


@dataclass(frozen=True, slots=True)
class Value:
    """A value by which a search can be narrowed, what it is called, and how many of the matches have it."""

    value: str
    name: str
    count: int


def counted(turns: models.QuerySet[Turn], names: Sequence[str]) -> dict[str, list[Value]]:
    """The most frequent values among the turns, of each facet; equal ones by name. One query."""
    columns = list(dict.fromkeys(column for name in names for column in FACETS[name]))
    rows = list(turns.order_by().values(*columns))
    found: dict[str, list[Value]] = {}
    for name in names:
        value, called = FACETS[name]
        counts = Counter((row[value], row[called]) for row in rows if row[value] is not None)
        most = sorted(counts.items(), key=lambda each: (-each[1], str(each[0][1]), str(each[0][0])))
        found[name] = [Value(str(one), str(other), count) for (one, other), count in most[:TOLD]]
    return found
