"""Questions, and those they are put to."""

import functools
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from core.models.base import Identified, UidQuerySet, of_published
from core.models.conference import Conference
from core.models.constraints import SameConference, choices, one_of
from core.models.participant import Participant
from core.models.turn import Turn
from core.vocabulary import Basis, Response


class Question(Identified):
    """One thing asked: an exact excerpt of a turn, whose participant is the asker."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="questions", db_constraint=False, db_index=False
    )
    turn = models.ForeignKey(Turn, models.CASCADE, related_name="questions", db_constraint=False, db_index=False)
    start = models.PositiveIntegerField(help_text="In the turn's text, in code points from 0")
    excerpt = models.TextField()
    basis = models.CharField(
        max_length=20, choices=choices(Basis), default=Basis.EDITOR, help_text="How it is known to ask"
    )
    open = models.BooleanField(default=False, help_text="Put to nobody in particular, as an editor has found")

    objects = UidQuerySet.as_manager()

    class Meta:
        ordering = ["conference", "turn__position", "start"]
        constraints = [
            models.UniqueConstraint(fields=["turn", "start"], name="question_start_once"),
            models.UniqueConstraint(fields=["conference", "id"], name="question_in_conference"),
            models.CheckConstraint(condition=~Q(excerpt=""), name="question_has_words"),
            SameConference(field="turn", name="question_in_turn_of_conference"),
            one_of("basis", Basis, "question_basis_is_known"),
        ]

    def __str__(self) -> str:
        return self.excerpt


class AddresseeQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        return self.filter(of_published())

    def get_by_natural_key(self, question: str, position: int) -> Any:
        return self.get(question__uid=question, position=position)

    def responding(self, response: Response) -> Self:
        """Those who gave their question that response; the same rule as `records.response_of`."""
        return self.filter(*_response_is(response))

    def without_own_answer(self) -> Self:
        """Those who did not answer their question themselves, whether or not somebody did in their place."""
        return self.filter(~_own_answer())


def _own_answer() -> Exists:
    from core.models import Answer

    return Exists(Answer.objects.filter(question=OuterRef("question"), turn__participant=OuterRef("participant")))


@functools.cache
def _response_is(response: Response) -> tuple[Any, ...]:
    """The conditions on an addressee. To put them together takes as long as to ask them, so it is done once."""
    from core.models import Answer

    asked = Addressee.objects.filter(question=OuterRef("question"), participant=OuterRef("turn__participant"))
    in_their_place = Exists(Answer.objects.filter(~Exists(asked), question=OuterRef("question")))
    match response:
        case Response.ANSWERED:
            return (_own_answer(),)
        case Response.ANSWERED_BY_OTHER:
            return ~_own_answer(), in_their_place
        case Response.UNANSWERED:
            return ~_own_answer(), ~in_their_place


class Addressee(models.Model):
    """One of those a question is put to. Without a participant: called in words that fit nobody."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="+", db_constraint=False)
    question = models.ForeignKey(
        Question, models.CASCADE, related_name="addressees", db_constraint=False, db_index=False
    )
    position = models.PositiveSmallIntegerField(help_text="In the order they are called, from 1")
    participant = models.ForeignKey(
        Participant,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="addressed_questions",
        db_constraint=False,
    )
    words = models.CharField("words that call them", max_length=300, blank=True)
    basis = models.CharField(max_length=20, choices=choices(Basis), default=Basis.EDITOR)

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        ordering = ["question", "position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="addressee_position_once"),
            models.UniqueConstraint(fields=["question", "participant"], name="addressee_once"),
            models.CheckConstraint(
                condition=Q(participant__isnull=False) | ~Q(words=""), name="addressee_is_somebody_or_words"
            ),
            SameConference(field="question", name="addressee_of_question_in_conference"),
            SameConference(field="participant", name="addressee_is_participant_of_conference"),
            one_of("basis", Basis, "addressee_basis_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.participant or self.words)

    def natural_key(self) -> tuple[str, int]:
        return (str(self.question.uid), self.position)
