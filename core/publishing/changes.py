"""Appending to the change sequence."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from core.models import Change, Conference, Organization, Participant, Person
from core.vocabulary import ChangeAction, ChangeNoun

# Names the queue of those who append, among the advisory locks of a PostgreSQL database.
QUEUE = 7_263_910_447

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """What the public knew as `old`, and knows as `new` from now on: renamed, or merged into that one."""

    noun: ChangeNoun
    old: str
    new: str

    def told(self, at: datetime.datetime) -> Change:
        """The entry that tells of it: mirrors drop the old slug, or let it redirect."""
        return Change(made_at=at, action=ChangeAction.MERGED, noun=self.noun, slug=self.old, merged_into=self.new)


def append(entries: Iterable[Change]) -> None:
    """Store the entries under the next numbers. Call it in the transaction of what they tell of, after
    every lock that it takes.

    Numbers become visible in their order: who appends waits until those before are committed, so that no reader
    who follows the sequence ever misses one.
    """
    entries = list(entries)
    if not entries:
        return
    wait_in_the_queue()
    Change.objects.bulk_create(entries)


def wait_in_the_queue() -> None:
    """Until all who were there before are committed; who comes after waits for this transaction. SQLite has one
    writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [QUEUE])


def of_conference(
    conference: Conference,
    action: ChangeAction,
    at: datetime.datetime,
    *,
    before: Document | None,
    after: Document | None,
    moved: Moved | None = None,
) -> list[Change]:
    """What happens to the public when the transcript of a conference changes from `before` to `after`; None where
    it is not public. Call it when the rows stand as they are to stand. Two queries, four when there are names that
    one of the two lacks.

    A conference that has `moved` is created under its new slug; a person or an organization that has is the same
    to both transcripts, and whoever moves them all tells of it."""
    if moved and moved.noun == ChangeNoun.CONFERENCE:
        action = ChangeAction.CREATED
    entry = Change(
        made_at=at,
        action=action,
        noun=ChangeNoun.CONFERENCE,
        slug=conference.slug,
        revision=conference.revision if after else None,
        parts=differing_parts(before, after) if before and after else {},
    )
    people = _names(
        ChangeNoun.PERSON,
        Person,
        conference,
        at,
        _slugs(before, "people", ChangeNoun.PERSON, moved),
        _slugs(after, "people"),
    )
    organizations = _names(
        ChangeNoun.ORGANIZATION,
        Organization,
        conference,
        at,
        _slugs(before, "organizations", ChangeNoun.ORGANIZATION, moved),
        _slugs(after, "organizations"),
    )
    # Names before what speaks of them, and after it when they go.
    coming = [each for each in (*people, *organizations) if each.action == ChangeAction.CREATED]
    going = [each for each in (*people, *organizations) if each.action != ChangeAction.CREATED]
    gone = [moved.told(at)] if moved and moved.noun == ChangeNoun.CONFERENCE else []
    return [*coming, entry, *gone, *going]


def _slugs(
    document: Document | None, nouns: str, noun: ChangeNoun | None = None, moved: Moved | None = None
) -> set[str]:
    slugs = {each["slug"] for each in document[nouns]} if document else set()
    if moved and moved.noun == noun and moved.old in slugs:
        slugs = {*slugs - {moved.old}, moved.new}
    return slugs


def _names(
    noun: ChangeNoun,
    model: type[Person] | type[Organization],
    conference: Conference,
    at: datetime.datetime,
    before: set[str],
    after: set[str],
) -> list[Change]:
    """Who becomes public with this conference, and who is public no longer."""
    differing = before ^ after
    if not differing:
        return []
    elsewhere = set(_public_elsewhere(model, conference, differing))
    return [
        Change(
            made_at=at,
            action=ChangeAction.CREATED if slug in after else ChangeAction.WITHDRAWN,
            noun=noun,
            slug=slug,
        )
        for slug in sorted(differing - elsewhere)
    ]


def _public_elsewhere(
    model: type[Person] | type[Organization], conference: Conference, slugs: set[str]
) -> models.QuerySet[Any, str]:
    others = Conference.objects.published().exclude(pk=conference.pk)
    spoken = Participant.objects.filter(conference__in=others)
    if model is Person:
        named = models.Q(pk__in=spoken.exclude(person=None).values("person"))
    else:
        hosting = Conference.hosts.through.objects.filter(conference__in=others).values("organization")
        named = models.Q(pk__in=spoken.exclude(organization=None).values("organization")) | models.Q(pk__in=hosting)
    return model._default_manager.filter(named, slug__in=slugs).values_list("slug", flat=True)


def differing_parts(before: Document, after: Document) -> dict[str, dict[str, list[str]]]:
    """The ids of what was created, changed and deleted, by noun; nouns and actions without any are left out."""
    differing: dict[str, dict[str, list[str]]] = {}
    for nouns in ("participants", "turns", "questions", "answers"):
        old, new = _parts(before, nouns), _parts(after, nouns)
        ids = {
            ChangeAction.CREATED: [each for each in new if each not in old],
            ChangeAction.CHANGED: [each for each in new if each in old and old[each] != new[each]],
            ChangeAction.DELETED: [each for each in old if each not in new],
        }
        if any(ids.values()):
            differing[nouns] = {action.value: found for action, found in ids.items() if found}
    return differing


def _parts(document: Document, nouns: str) -> dict[str, str]:
    if nouns == "answers":
        parts = [
            {**each, "question": question["id"]} for question in document["questions"] for each in question["answers"]
        ]
    else:
        parts = document[nouns]
    return {each["id"]: json.dumps(each, sort_keys=True) for each in parts}
