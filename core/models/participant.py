"""Participants: a person's, or an unnamed speaker's, part in one conference."""

from typing import Any

from django.db import models

from core.models.base import Identified, UidQuerySet
from core.models.conference import Conference
from core.models.constraints import SameConference, choices, one_of
from core.models.organization import Organization
from core.models.person import Person
from core.models.validators import validate_field_names
from core.vocabulary import Basis, Role


class Participant(Identified):
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="participants", db_index=False)
    role = models.CharField(max_length=20, choices=choices(Role), default=Role.UNKNOWN)
    name = models.CharField(
        max_length=200, blank=True, help_text="As far as this conference tells; empty for an unnamed speaker"
    )
    unnamed = models.BooleanField(default=False, help_text="Nobody knows their name, as an editor has found")
    title = models.CharField(max_length=200, blank=True, help_text="Held that day")
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        db_index=False,
        limit_choices_to={"merged_into": None},
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participants",
        db_index=False,
        limit_choices_to={"merged_into": None},
        help_text="Whom they spoke for",
    )
    basis = models.CharField(
        max_length=20, choices=choices(Basis), default=Basis.EDITOR, help_text="How their identity is known"
    )
    editorial = models.JSONField(
        "supplied by an editor",
        default=list,
        blank=True,
        validators=[validate_field_names],
        help_text="Names of the fields that the transcript does not say.",
    )

    objects = UidQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            # What composite foreign keys point at.
            models.UniqueConstraint(fields=["conference", "id"], name="participant_in_conference"),
            models.UniqueConstraint(fields=["conference", "person"], name="participant_person_once"),
            one_of("role", Role, "participant_role_is_known"),
            one_of("basis", Basis, "participant_basis_is_known"),
        ]
        # Who is looked for, in the order of conferences: what they said and asked is listed so.
        indexes = [
            models.Index(fields=["person", "conference"], name="participant_by_person"),
            models.Index(fields=["organization", "conference"], name="participant_by_organization"),
            models.Index(fields=["role", "conference"], name="participant_by_role"),
            models.Index(fields=["person", "role"], name="participant_by_person_and_role"),
        ]

    def __str__(self) -> str:
        return self.name or f"Unnamed {self.role}"


class IntroductionQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, participant: str, turn: str, start: int) -> Any:
        return self.get(participant__uid=participant, turn__uid=turn, start=start)


class Introduction(models.Model):
    """Words of a turn that say who a participant is. They may contradict each other; all are kept."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="+", db_constraint=False)
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="introductions", db_constraint=False, db_index=False
    )
    turn = models.ForeignKey("core.Turn", models.CASCADE, related_name="introductions", db_constraint=False)
    start = models.PositiveIntegerField(help_text="In the turn's text, in code points from 0")
    excerpt = models.TextField(blank=True, help_text="Empty: the label says it")
    basis = models.CharField(max_length=20, choices=choices(Basis))
    name = models.CharField(max_length=200, blank=True, help_text="The name those words give")
    outlet = models.CharField(max_length=200, blank=True, help_text="The organization those words give")

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        ordering = ["turn__position", "start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "turn", "start"], name="introduction_once"),
            SameConference(field="participant", name="introduction_of_participant_in_conference"),
            SameConference(field="turn", name="introduction_in_turn_of_conference"),
            # An outlet printed as the label is named outside the text.
            models.CheckConstraint(
                condition=~models.Q(excerpt="") | models.Q(basis=Basis.LABEL.value), name="introduction_has_words"
            ),
            one_of("basis", Basis, "introduction_basis_is_known"),
        ]

    def __str__(self) -> str:
        return self.excerpt

    def natural_key(self) -> tuple[str, str, int]:
        return (str(self.participant.uid), str(self.turn.uid), self.start)
