"""What hangs on a conference: rows that are found by their id among those of the same conference."""

from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models

from core.api.errors import wrong
from core.api.writing.base import WritingViewSet, taken
from core.editing.rewriting import starts_of
from core.models import Conference, Question, Turn
from core.vocabulary import Basis


class BelongingViewSet(WritingViewSet):
    """A noun whose rows hang on a conference."""

    def known(self, model: type[Turn] | type[Question], uid: UUID, pointer: str) -> Any:
        """The row with that id, if who writes may see it."""
        return found(model.objects.visible_to(self.reader), uid, pointer)

    def visible_conference(self, slug: str) -> Conference:
        conference: Conference | None = Conference.objects.visible_to(self.reader).filter(slug=slug).first()
        if conference is None:
            raise wrong("/conference", f"There is no conference {slug!r}, or you may not see it.")
        return conference

    def new_id(self, values: dict[str, Any]) -> dict[str, UUID]:
        """The id that a client gives to a new row, as a keyword; empty when it leaves that to the service."""
        if "id" not in values:
            return {}
        uid: UUID = values.pop("id")
        if self.queryset.model.objects.filter(uid=uid).exists():
            raise taken("/id", f"The id {uid}")
        return {"uid": uid}


def found(rows: models.QuerySet[Any], uid: UUID, pointer: str) -> Any:
    """The one of `rows` that has the id. Raises Refusal (400), pointing at the field."""
    row = rows.filter(uid=uid).first()
    if row is None:
        raise wrong(pointer, f"There is no {rows.model._meta.verbose_name} {uid} here.")
    return row


def place_of(excerpt: str, start: int | None, text: str, pointer: str = "", field: str = "excerpt") -> int:
    """Where the words start in the text of a turn; without a start they must occur there once. Raises Refusal (400),
    pointing at the start or at the `field` that holds the words."""
    if start is not None and text.startswith(excerpt, start):
        return start
    starts = list(islice(starts_of(excerpt, text), 11))
    if not starts:
        raise wrong(f"{pointer}/{field}", "These words do not occur in the text of the turn, letter by letter.")
    where = ", ".join(map(str, starts[:10]))
    if start is not None:
        raise wrong(f"{pointer}/start", f"The words start at {where} of the turn's text, not at {start}.")
    if len(starts) > 1:
        raise wrong(f"{pointer}/start", f"The words start at {where} of the turn's text: say which.")
    return starts[0]


def place_or_whole(excerpt: str, start: int | None, text: str, pointer: str = "") -> int | None:
    """The same of the words that answer; None, all of the turn, without words. Then there is no start either."""
    if excerpt:
        return place_of(excerpt, start, text, pointer)
    if start is not None:
        raise wrong(f"{pointer}/excerpt", "Give the words that start there, or leave out the start.")
    return None


def standing_place(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The words that the row quotes; and where they start, unless the values are of other words."""
    return {"excerpt": row.excerpt, "start": row.start if values.get("excerpt", row.excerpt) == row.excerpt else None}


def decide(row: Any, values: dict[str, Any]) -> None:
    """Put the values into the row. What is changed is an editor's from then on."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            row.basis = Basis.EDITOR
