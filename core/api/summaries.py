"""What a public answer says of a conference itself, as its stored transcript says it already.

Counting what hangs on each conference of a page cost more than all the rest of the list. The transcript of the newest
revision begins with the conference, counts and all (`TranscriptSerializer`), and changes with it in one transaction.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Left

from core.api.representing import Row
from core.exporting.transcript import conference_in
from core.models import Revision

# Code points of a transcript that are fetched: more than twice what any conference was seen to need. PostgreSQL unpacks
# up to four bytes for each: with four times as many, that was a third of what a list took.
ENOUGH = 2048


class Summaries:
    """Makes answers of published conferences as a `Representation` does, with the plain keys or `only` some."""

    including: frozenset[str] = frozenset()
    counts = False  # they are stored

    def __init__(self, only: Collection[str] | None) -> None:
        self.only = only

    def rows(self, queryset: QuerySet[Any], *further: str) -> list[tuple[dict[str, Any], Row]]:
        """The answer of each row, and beside it the values of the `further` columns. One query, and one more for
        each conference of uncommon length."""
        newest = Revision.objects.filter(conference=OuterRef("pk"), number=OuterRef("revision"))
        beginning = Subquery(newest.values(begins=Left("document", ENOUGH)))
        found = queryset.values_list(beginning, "pk", *further)
        return [(self._answer(beginning, conference), rest) for beginning, conference, *rest in found]

    def _answer(self, beginning: str, conference: int) -> dict[str, Any]:
        try:
            answer = conference_in(beginning)
        except ValueError:
            newest = Revision.objects.newest().values_list("document", flat=True)
            answer = conference_in(newest.get(conference=conference))
        return answer if self.only is None else {name: answer[name] for name in answer if name in self.only}
