"""What each published conference adds to the counts of people and organizations, counted from its rows."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db.models import OuterRef

from core.models import (
    Addressee,
    Conference,
    OrganizationShare,
    OrganizationTotal,
    Participant,
    PersonShare,
    PersonTotal,
    Question,
    Turn,
    copy,
)
from core.models.base import count_of

# A key of a conference and one of whom it names, and what it adds to their counts.
Counted = set[tuple[int, ...]]

# Conferences that are counted at once.
BATCH = 500


def count(conferences: Iterable[Conference]) -> None:
    """Let the shares of the conferences be what their rows say now; those that are not public have none. Five queries,
    and two more for each table of shares that changes.

    Call it in the transaction of what changed, once that has its place in the queue of the change sequence
    (`publishing.wait_in_the_queue`, as appending to it does): the totals that it locks are locked by nobody else then.
    """
    keys = [each.pk for each in conferences]
    people, organizations = _counted(
        list(Conference.objects.published().filter(pk__in=keys).values_list("pk", flat=True))
    )
    _store(PersonShare, keys, people)
    _store(OrganizationShare, keys, organizations)


def _counted(conferences: list[int]) -> tuple[Counted, Counted]:
    """What the conferences, which are public, add to the counts of people and of organizations."""
    mine = OuterRef("pk")
    # That a question is of the same conference goes without saying, but PostgreSQL would expect it to be far to find,
    # and compile the query first, which took longer than the query.
    asked_by = Question.objects.filter(conference=OuterRef("conference"), turn__participant=mine)
    addressed = Addressee.objects.filter(participant=mine)
    taking_part = Participant.objects.filter(conference__in=conferences).order_by()
    people: Counted = set()
    hosted: Counter[tuple[int, int]] = Counter()
    spoken_for: Counter[tuple[int, int]] = Counter()
    asked: Counter[tuple[int, int]] = Counter()
    for conference, person, organization, turns, questions, put, silent in taking_part.values_list(
        "conference_id",
        "person_id",
        "organization_id",
        count_of(Turn.objects.filter(participant=mine)),
        count_of(asked_by),
        count_of(addressed),
        count_of(addressed.without_own_answer()),
    ):
        if person:
            people.add((conference, person, 1, turns, questions, put, silent))
        if organization:
            spoken_for[conference, organization] += 1
            asked[conference, organization] += questions
    hosts = Conference.hosts.through._default_manager.filter(conference__in=conferences)
    hosted.update(hosts.values_list("conference_id", "organization_id"))
    return people, {(*key, hosted[key], spoken_for[key], asked[key]) for key in {*hosted, *spoken_for}}


def _store(share: type[PersonShare] | type[OrganizationShare], conferences: list[int], counted: Counted) -> None:
    columns = ("conference_id", f"{share.named}_id", *share.counts)
    rows: Any = share.objects.filter(conference__in=conferences).order_by()
    stored = {row[1:]: row[0] for row in rows.values_list("pk", *columns)}
    if gone := [key for row, key in stored.items() if row not in counted]:
        share.objects.filter(pk__in=gone).delete()
    copy(share, (dict(zip(columns, row, strict=True)) for row in sorted(counted - stored.keys())))


def count_all() -> int:
    """Count everything anew, whatever is there, and tell of how many people and organizations something else was said.
    Call it as `count`; up to a minute for a million turns."""
    totals = (PersonTotal, OrganizationTotal)
    stood = [set(total.objects.values_list()) for total in totals]
    for model in (*totals, PersonShare, OrganizationShare):
        model.objects.all().delete()
    conferences = Conference.objects.published().order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(conferences, BATCH)):
        count(batch)
    stands = [set(total.objects.values_list()) for total in totals]
    return sum(len({pk for pk, *_ in before ^ after}) for before, after in zip(stood, stands, strict=True))
