"""Pairs that look like one and are two, as an editor has found: nobody is asked about them again."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from core.models.organization import Organization
from core.models.person import Person


class DistinctQuerySet(models.QuerySet[Any]):
    def naming(self, row: models.Model) -> Self:
        """The pairs in which `row` is one of the two."""
        return self.filter(Q(first=row) | Q(second=row))

    def pairs(self) -> set[tuple[int, int]]:
        """All of them, by key. One query."""
        return set(self.values_list("first_id", "second_id"))


class DistinctPeople(models.Model):
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")

    objects = DistinctQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_people_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_people_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"


class DistinctOrganizations(models.Model):
    first = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    second = models.ForeignKey(Organization, models.CASCADE, related_name="+")

    objects = DistinctQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_organizations_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_organizations_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"
