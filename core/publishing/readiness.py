"""What a conference must have before the public sees it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.text import Truncator

from core.models import Conference, Question, SourceText, Turn


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing, in an editor's words, and the row where it can be supplied, in that field of it."""

    what: str
    row: models.Model
    field: str = ""


class NotReadyError(Exception):
    """A conference that lacks something it must have to be published: `lacks` says what and where."""

    def __init__(self, conference: Conference, lacks: list[Lack]) -> None:
        self.lacks = lacks
        said = " ".join(each.what for each in lacks)
        super().__init__(f"{conference} cannot be published yet. {said}")


def lacks(conference: Conference) -> list[Lack]:
    """Everything that is missing; empty when it can be published. Five queries."""
    return [
        *(Lack(what, conference, field) for field, what in _of_the_conference(conference)),
        *(
            Lack(
                f"Turn {each.position}: the speaker has neither a name nor the mark that nobody knows it.",
                each.participant,
                "name",
            )
            for each in _first_turns_of_nobody(conference)
        ),
        *(
            Lack(
                f"Turn {each.turn.position}: “{Truncator(each.excerpt).chars(60)}” is put to nobody,"
                " and not marked as open.",
                each,
                "addressees",
            )
            for each in _questions_to_nobody(conference)
        ),
        *(
            Lack(f"Line {each.line} of the source: a warning of the import is unread.", each, "read_at")
            for each in conference.import_warnings.filter(read_at=None)
        ),
    ]


def _of_the_conference(conference: Conference) -> Iterator[tuple[str, str]]:
    """Names of fields, and what is missing in them."""
    if conference.date is None:
        yield "date", "The date is missing."
    if not conference.place:
        yield "place", "The place is missing."
    if not SourceText.objects.filter(conference=conference).exists():
        yield "source_text", "The source text is missing."
    if not conference.source_name and not conference.source_url:
        yield "source_name", "It is not said who published the source."
    if not conference.turns.exists():
        yield "turns", "There are no turns."


def _first_turns_of_nobody(conference: Conference) -> models.QuerySet[Turn]:
    earlier = Turn.objects.filter(participant=models.OuterRef("participant"), position__lt=models.OuterRef("position"))
    return (
        conference.turns.filter(participant__name="", participant__person=None, participant__unnamed=False)
        .exclude(models.Exists(earlier))
        .select_related("participant")
        .order_by("position")
    )


def _questions_to_nobody(conference: Conference) -> models.QuerySet[Question]:
    return (
        conference.questions.filter(addressees=None, open=False)
        .select_related("turn")
        .order_by("turn__position", "start")
    )
