"""What a merge would move, and what stands in its way: shown before anything is done."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from core.identity.locking import Named
from core.models import Conference, Organization, Participant, Person
from core.vocabulary import OrganizationKind

# What a row says once; where the one that stays says nothing, it takes what the other says.
FIELDS = {Person: ("sort_name", "country"), Organization: ("kind", "country")}
SAYS_NOTHING = {"", OrganizationKind.OTHER.value}


@dataclass(frozen=True, slots=True)
class Line:
    """A row that moves: by its key, its name, and the conference it is in."""

    key: int
    name: str
    conference: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that points at `gone`, the slug of the one that goes, and will point at `kept`."""

    gone: str
    kept: str
    participants: tuple[Line, ...]
    hosted: tuple[Line, ...]  # conferences
    names: tuple[str, ...]  # those that `kept` gets as further names
    names_there: tuple[str, ...]  # those that it has already
    external_ids: dict[str, str]  # those that `kept` gets
    taken: dict[str, str]  # fields in which it takes what `gone` says
    lost: dict[str, tuple[str, str]]  # fields in which it keeps what it says: that, and what is lost
    redirects: tuple[str, ...]  # slugs that lead to `kept` from now on
    revised: tuple[Line, ...]  # published conferences that get their next revision
    obstacles: tuple[str, ...]  # why it cannot be done

    @property
    def digest(self) -> str:
        """The same for the same plan: what somebody who confirms it has seen."""
        return hashlib.blake2b(json.dumps(asdict(self), sort_keys=True).encode(), digest_size=16).hexdigest()


def plan_merge(gone: Named, kept: Named, *, keep_name: bool = True) -> Plan:
    """What merging `gone` into `kept` would do as they stand. Nine queries, however much moves.

    With `keep_name`, the name of the one that goes becomes a further name of the other.
    """
    participants = list(participants_of(gone).select_related("conference", "person").order_by("conference_id", "id"))
    hosted = list(hosted_by(gone).order_by("pk"))
    names = [each.text for each in gone.names.all()]
    if keep_name:
        names.insert(0, gone.name)
    there = {kept.name, *(each.text for each in kept.names.all())}
    taken, lost = _fields(gone, kept)
    revised = Conference.objects.published().naming(gone) | Conference.objects.published().naming(kept)
    return Plan(
        gone=gone.slug,
        kept=kept.slug,
        participants=tuple(Line(each.pk, str(each), each.conference.title) for each in participants),
        hosted=tuple(Line(each.pk, each.title, each.title) for each in hosted),
        names=tuple(name for name in dict.fromkeys(names) if name not in there),
        names_there=tuple(name for name in dict.fromkeys(names) if name in there),
        external_ids={scheme: each for scheme, each in gone.external_ids.items() if scheme not in kept.external_ids},
        taken=taken,
        lost=lost,
        redirects=(gone.slug, *gone.merged.order_by("slug").values_list("slug", flat=True)),
        revised=tuple(Line(each.pk, each.title, each.title) for each in revised.order_by("pk")),
        obstacles=tuple(_obstacles(gone, kept)),
    )


def participants_of(named: Named) -> Any:
    """The participants who are that person, or speak for that organization."""
    if isinstance(named, Person):
        return Participant.objects.filter(person=named)
    return Participant.objects.filter(organization=named)


def hosted_by(named: Named) -> Any:
    return Conference.objects.none() if isinstance(named, Person) else Conference.objects.filter(hosts=named)


def _fields(gone: Any, kept: Any) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    taken, lost = {}, {}
    for name in FIELDS[type(kept)]:
        mine, theirs = getattr(kept, name), getattr(gone, name)
        if theirs in SAYS_NOTHING or theirs == mine:
            continue
        if mine in SAYS_NOTHING:
            taken[name] = theirs
        else:
            lost[name] = (mine, theirs)
    return taken, lost


def _obstacles(gone: Named, kept: Named) -> Iterator[str]:
    noun = gone._meta.verbose_name
    if type(gone) is not type(kept) or gone.pk == kept.pk:
        yield f"A {noun} is merged into another {noun}."
        return
    for row in (gone, kept):
        if row.merged_into is not None:
            target = row.merged_into
            yield f"{row} ({row.slug}) was merged into {target} ({target.slug}) already: take that one."
    for scheme, value in sorted(gone.external_ids.items()):
        if (own := kept.external_ids.get(scheme, value)) != value:
            yield (
                f"Their {scheme} ids differ: {gone.slug} has {value}, {kept.slug} has {own}. If they are one {noun},"
                " put the wrong one right first."
            )
    if isinstance(gone, Person):
        mine = participants_of(kept).values("conference")
        both = Conference.objects.filter(participants__person=gone, pk__in=mine).order_by("pk")
        for title, slug in both.values_list("title", "slug"):
            yield (
                f"Both took part in “{title}” ({slug}), and a conference has a person once: give the turns of one of"
                " the two participants to the other there, and remove the one."
            )
