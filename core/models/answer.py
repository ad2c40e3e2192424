"""Answers: what responds to a question."""

from django.db import models
from django.db.models import Q

from core.models.base import Identified, UidQuerySet
from core.models.conference import Conference
from core.models.constraints import SameConference, choices, one_of
from core.models.question import Question
from core.models.turn import Turn
from core.vocabulary import Basis, Judgement


class Answer(Identified):
    """A turn, or an exact excerpt of it, as a response to a question. Without a start: the whole turn."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="answers", db_constraint=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", db_constraint=False, db_index=False)
    turn = models.ForeignKey(Turn, models.CASCADE, related_name="answers", db_constraint=False)
    start = models.PositiveIntegerField(
        null=True, blank=True, help_text="In the turn's text, in code points from 0; empty for the whole turn"
    )
    excerpt = models.TextField(blank=True)
    judgement = models.CharField(
        max_length=20,
        choices=choices(Judgement),
        null=True,
        blank=True,
        help_text="An editor's; empty until set",
    )
    basis = models.CharField(max_length=20, choices=choices(Basis), default=Basis.EDITOR)

    objects = UidQuerySet.as_manager()

    class Meta:
        ordering = ["conference", "question", "turn__position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "turn"], name="answer_once_per_question_and_turn"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, excerpt="") | (Q(start__isnull=False) & ~Q(excerpt="")),
                name="answer_excerpt_has_start",
            ),
            SameConference(field="question", name="answer_to_question_of_conference"),
            SameConference(field="turn", name="answer_in_turn_of_conference"),
            one_of("judgement", Judgement, "answer_judgement_is_known"),
            one_of("basis", Basis, "answer_basis_is_known"),
        ]
        # Few are judged: those are found, in the order of conferences.
        indexes = [
            models.Index(
                fields=["judgement", "conference"],
                condition=Q(judgement__isnull=False),
                name="answer_by_judgement",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The words of the answer: the excerpt, or the whole turn."""
        return self.excerpt or self.turn.text
