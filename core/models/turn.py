"""Turns: what one participant says until the next begins."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from core.models.base import Identified, UidQuerySet
from core.models.conference import Conference
from core.models.constraints import SameConference, choices, one_of
from core.models.participant import Participant
from core.models.validators import validate_spans
from core.vocabulary import AnnotationKind, Basis, TurnKind


class Turn(Identified):
    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="turns", db_constraint=False, db_index=False
    )
    position = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    kind = models.CharField(max_length=20, choices=choices(TurnKind))
    participant = models.ForeignKey(
        Participant, models.RESTRICT, related_name="turns", db_constraint=False, db_index=False
    )
    label = models.CharField("label as printed", max_length=300, blank=True)
    delivery_note = models.CharField("delivery note as printed", max_length=300, blank=True)
    text = models.TextField(blank=True, help_text="Paragraphs are parted by one line feed")
    spans = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_spans],
        help_text="Where it stands in the source: [[start, end], ...]",
    )
    basis = models.CharField(
        max_length=20, choices=choices(Basis), default=Basis.EDITOR, help_text="How its kind and speaker are known"
    )

    objects = UidQuerySet.as_manager()

    class Meta:
        ordering = ["conference", "position"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "position"], name="turn_position_once"),
            models.UniqueConstraint(fields=["conference", "id"], name="turn_in_conference"),
            models.CheckConstraint(condition=Q(position__gte=1), name="turn_position_from_1"),
            SameConference(field="participant", name="turn_by_participant_of_conference"),
            one_of("kind", TurnKind, "turn_kind_is_known"),
            one_of("basis", Basis, "turn_basis_is_known"),
        ]
        # Those of a participant; and what counts those of a kind or a role without a look at the turns themselves,
        # which are a hundred times as large.
        indexes = [models.Index(fields=["participant", "kind", "conference"], name="turn_by_participant_and_kind")]

    def __str__(self) -> str:
        return f"{self.position}. {self.label}"


class AnnotationQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, turn: str, start: int) -> Any:
        return self.get(turn__uid=turn, start=start)


class Annotation(models.Model):
    """A span of a turn's text that is not speech. `excerpt` is as printed, brackets included."""

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="annotations", db_index=False)
    kind = models.CharField(max_length=20, choices=choices(AnnotationKind))
    start = models.PositiveIntegerField(help_text="In the turn's text, in code points from 0")
    excerpt = models.TextField()

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["turn", "start"]
        constraints = [
            models.UniqueConstraint(fields=["turn", "start"], name="annotation_start_once"),
            models.CheckConstraint(condition=~Q(excerpt=""), name="annotation_has_words"),
            one_of("kind", AnnotationKind, "annotation_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.excerpt

    def natural_key(self) -> tuple[str, int]:
        return (str(self.turn.uid), self.start)
