"""How much the public has of a person or an organization: what each published conference adds, and the sum of it.

Counted anew for each page, what a hundred ministries said in 20,000 conferences took a tenth of a second.
`core.counting` writes the shares of a conference whenever what is public of it changes; the database itself adds them
up (`core.models.totals`), whichever way they came. Nobody else writes either.

Keys of people and organizations are not checked against their rows: who has a share is a participant or a host, which
is checked. Else who publishes, and is first in the queue of all who do, would wait for who merges and stands in it.
"""

from typing import Any, ClassVar

from django.db import models

from core.models.conference import Conference
from core.models.organization import Organization
from core.models.person import Person


class ShareQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, conference: str, named: str) -> Any:
        return self.get(**{"conference__slug": conference, f"{self.model.named}__slug": named})


class Share(models.Model):
    """What a published conference adds to the counts of somebody; one that is not public adds nothing."""

    named: ClassVar[str]
    counts: ClassVar[tuple[str, ...]]

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="+", db_index=False)

    objects = ShareQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["conference", "id"]

    def __str__(self) -> str:
        return f"{getattr(self, self.named)} in {self.conference}"

    def natural_key(self) -> tuple[str, str]:
        return (self.conference.slug, getattr(self, self.named).slug)


class PersonShare(Share):
    named = "person"
    counts = ("conferences", "turns", "asked", "addressed", "unanswered")

    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    conferences = models.IntegerField()
    turns = models.IntegerField()
    asked = models.IntegerField()
    addressed = models.IntegerField()
    unanswered = models.IntegerField()

    class Meta(Share.Meta):
        constraints = [models.UniqueConstraint(fields=["conference", "person"], name="person_share_once")]


class OrganizationShare(Share):
    named = "organization"
    counts = ("hosted", "participants", "asked")

    organization = models.ForeignKey(
        Organization, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    hosted = models.IntegerField()
    participants = models.IntegerField()
    asked = models.IntegerField()

    class Meta(Share.Meta):
        constraints = [models.UniqueConstraint(fields=["conference", "organization"], name="organization_share_once")]


class PersonTotal(models.Model):
    """The sum of all shares of a person who has any."""

    person = models.OneToOneField(
        Person, models.DO_NOTHING, primary_key=True, related_name="total", db_constraint=False
    )
    conferences = models.IntegerField()
    turns = models.IntegerField()
    asked = models.IntegerField()
    addressed = models.IntegerField()
    unanswered = models.IntegerField()

    def __str__(self) -> str:
        return f"All of {self.person}"


class OrganizationTotal(models.Model):
    """The sum of all shares of an organization that has any."""

    organization = models.OneToOneField(
        Organization, models.DO_NOTHING, primary_key=True, related_name="total", db_constraint=False
    )
    hosted = models.IntegerField()
    participants = models.IntegerField()
    asked = models.IntegerField()

    def __str__(self) -> str:
        return f"All of {self.organization}"
