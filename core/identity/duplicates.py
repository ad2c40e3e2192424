"""Finding people, or organizations, who are probably one: pairs, the surest first, each with its reasons in words.

Names are compared only where they share a key (a folded name, a word with the first letter of another, an acronym, an
id elsewhere), so that it takes time in proportion to the names, not to their pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from core.identity.distinguishing import distinct
from core.identity.likeness import (
    Form,
    Like,
    acronyms_of,
    core_of,
    is_acronym,
    organization_form,
    organizations_alike,
    people_alike,
    person_form,
)
from core.identity.locking import Named
from core.models import Organization, Participant, Person
from core.vocabulary import OrganizationKind

SAME_ID = 100
_ALIKE: dict[Any, Callable[[Form, Form], Like | None]] = {Person: people_alike, Organization: organizations_alike}
_FORM: dict[Any, Callable[[str], Form]] = {Person: person_form, Organization: organization_form}
# So many suggestions of one, the surest: when some are merged, or told apart, others follow.
MOST_OF_ONE = 12
# Among more who share a key only those whose names are next to each other are compared.
CROWD = 300
# Words of a name that make keys; the rest is compared, but finds nobody.
MOST_WORDS = 6

SAID = {
    Like.SAME: "“{0}” and “{1}” are the same but for case, accents and punctuation",
    Like.ORDER: "“{0}” and “{1}” are the same words in another order",
    Like.FULLER: "“{0}” and “{1}” are the same, but one says more",
    Like.INITIALS: "“{0}” and “{1}” fit each other, with initials",
    Like.SPELLING: "“{0}” and “{1}” are spelled almost alike",
    Like.ACRONYM: "“{0}” can be short for “{1}”",
    Like.FAMILY: "“{0}” and “{1}” can be one family name",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two who may be one, by key, the lower first; how sure that is (higher is surer), what speaks for it and what
    against."""

    first: int
    second: int
    score: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(slots=True)
class _Candidate:
    key: int
    country: str
    kind: str
    ids: dict[str, str]
    forms: list[Form]
    outlets: dict[int, str] = field(default_factory=dict)
    conferences: set[int] = field(default_factory=set)


def find_duplicates(model: type[Person] | type[Organization], of: Named | None = None) -> list[Suggestion]:
    """Pairs that are probably one, the surest first, without those that were told apart: a dozen of each at most, or
    all of `of`. Five queries, which read every name, and who took part where, once."""
    candidates = _candidates(model)
    buckets: dict[Any, list[int]] = defaultdict(list)
    # By name, for the sake of crowds.
    for each in sorted(candidates.values(), key=lambda each: each.forms[0].words if each.forms else ()):
        for key in _keys(model, each):
            buckets[key].append(each.key)
    if of is None:
        pairs = set(_all_pairs(buckets))
    elif of.pk in candidates:
        pairs = set(_pairs_of(of.pk, _keys(model, candidates[of.pk]), buckets))
    else:
        return []
    weighed = (_weigh(model, candidates[one], candidates[other]) for one, other in pairs - distinct(model).pairs())
    found = sorted((each for each in weighed if each), key=lambda each: (-each.score, each.first, each.second))
    return found if of is not None else list(_few_of_each(found))


def _few_of_each(found: list[Suggestion]) -> Iterator[Suggestion]:
    times: Counter[int] = Counter()
    for each in found:
        times[each.first] += 1
        if times[each.first] <= MOST_OF_ONE:
            yield each


# Who there is


def _candidates(model: Any) -> dict[int, _Candidate]:
    texts: dict[int, list[str]] = {}
    rows = []
    further = "sort_name" if model is Person else "kind"
    standing = model._default_manager.filter(merged_into=None).order_by()
    for key, name, country, ids, more in standing.values_list("pk", "name", "country", "external_ids", further):
        texts[key] = [name, more] if model is Person else [name]
        rows.append((key, country, "" if model is Person else more, ids))
    names = model._meta.get_field("names").related_model._default_manager.order_by("id")
    for key, text in names.values_list(model._meta.model_name, "text"):
        if key in texts:
            texts[key].append(text)
    candidates = {
        key: _Candidate(key, country, kind, ids, _forms(model, texts[key])) for key, country, kind, ids in rows
    }
    if model is Person:
        _place(candidates)
    return candidates


def _forms(model: Any, texts: list[str]) -> list[Form]:
    """Each name once, in the letters in which it is given first."""
    forms: dict[Any, Form] = {}
    for text in texts:
        form = _FORM[model](text)
        if form.words:
            forms.setdefault(form.words, form)
    return list(forms.values())


def _place(candidates: dict[int, _Candidate]) -> None:
    """Whom they spoke for, and where they took part."""
    outlets = dict(Organization.objects.order_by().values_list("pk", "name"))
    rows = Participant.objects.exclude(person=None).order_by().values_list("person", "organization", "conference")
    for person, organization, conference in rows.iterator(chunk_size=10_000):
        each = candidates.get(person)
        if each is not None:
            each.conferences.add(conference)
            if organization is not None:
                each.outlets[organization] = outlets[organization]


# By what they find each other


def _keys(model: Any, each: _Candidate) -> set[Any]:
    keys: set[Any] = {("id", scheme, str(value)) for scheme, value in each.ids.items()}
    for form in each.forms:
        keys.update(_keys_of_person(form, each.outlets) if model is Person else _keys_of_organization(form))
    return keys


def _keys_of_person(form: Form, outlets: dict[int, str]) -> Iterator[Any]:
    words = form.words[:MOST_WORDS]
    if form.whole:
        yield ("name", "".join(form.words))
    if not form.whole or len(words) > 1:
        for outlet in outlets:
            yield ("family", words[0], outlet)
            yield ("family", words[-1], outlet)
    for word in words:
        if len(word) > 1:
            yield from (("initial", word, other[0]) for other in words if other != word)


def _keys_of_organization(form: Form) -> Iterator[Any]:
    words = form.words[:MOST_WORDS]
    yield ("name", "".join(form.words))
    yield ("words", tuple(sorted(words)))
    yield ("core", core_of(form.words))
    if len(words) == 1 and form.text.isupper():
        yield ("short", words[0])
    yield from (("long", acronym) for acronym in acronyms_of(form))
    for index, word in enumerate(words):
        yield ("without", tuple(sorted(words[:index] + words[index + 1 :])), word[0])


# Keys that find those of another key instead of each other.
_FACING = {"short": "long", "long": "short"}


def _all_pairs(buckets: dict[Any, list[int]]) -> Iterator[tuple[int, int]]:
    for key, members in buckets.items():
        if key[0] == "short":
            for each in members:
                yield from _pairs_of(each, {key}, buckets)
        elif key[0] != "long" and len(members) > 1:
            near = MOST_OF_ONE if len(members) > CROWD else len(members)
            for place, one in enumerate(members):
                yield from (_in_order(one, other) for other in members[place + 1 : place + 1 + near])


def _pairs_of(one: int, keys: set[Any], buckets: dict[Any, list[int]]) -> Iterator[tuple[int, int]]:
    for kind, *rest in keys:
        for other in buckets.get((_FACING.get(kind, kind), *rest), ()):
            if other != one:
                yield _in_order(one, other)


def _in_order(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


# What speaks for it, and against


def _weigh(model: Any, one: _Candidate, other: _Candidate) -> Suggestion | None:
    shared = [scheme for scheme, value in one.ids.items() if other.ids.get(scheme) == value]
    if any(scheme in other.ids and scheme not in shared for scheme in one.ids):
        return None  # two ids of one scheme are two
    best = _best(model, one, other)
    if best is None and not shared:
        return None
    outlets = one.outlets.keys() & other.outlets.keys()
    if best is not None and best[0] == Like.FAMILY and not outlets:
        best = None
    countries = {each.country for each in (one, other) if each.country}
    if not shared and (best is None or (model is Organization and len(countries) > 1)):
        return None  # each country has a ministry of that name
    score = SAME_ID if shared else 0
    reasons = [f"Both are {scheme} {one.ids[scheme]}" for scheme in shared]
    if best is not None:
        score = max(score, best[0])
        reasons.append(_said(*best))
    if outlets:
        score += 8
        named = sorted(one.outlets[each] for each in outlets)
        reasons.append(f"Both spoke for {', '.join(named[:3])}{' and others' if len(named) > 3 else ''}")
    doubts = list(_doubts(one, other, countries))
    if best is not None and _called_otherwise(model, one, other, *best[1:]):
        doubts.append(f"They are called “{one.forms[0].text}” and “{other.forms[0].text}” besides")
    score -= 20 * len(doubts)
    first, second = _in_order(one.key, other.key)
    return Suggestion(first, second, score, tuple(reasons), tuple(doubts))


def _said(like: Like, mine: Form, theirs: Form) -> str:
    if mine.text == theirs.text:
        return f"Both are called “{mine.text}”"
    if like == Like.ACRONYM and not is_acronym(mine, theirs):
        mine, theirs = theirs, mine
    return SAID[like].format(mine.text, theirs.text)


def _doubts(one: _Candidate, other: _Candidate, countries: set[str]) -> Iterator[str]:
    if len(countries) > 1:
        yield f"They are of {' and '.join(sorted(countries))}"
    if one.kind != other.kind and OrganizationKind.OTHER not in (one.kind, other.kind):
        yield f"They are {' and '.join(sorted([one.kind, other.kind]))}"
    if together := len(one.conferences & other.conferences):
        yield "Both took part in the same conference" + (f", {together:,} times" if together > 1 else "")


def _called_otherwise(model: Any, one: _Candidate, other: _Candidate, mine: Form, theirs: Form) -> bool:
    """Whether what they share is a further name of both, and their own names, in one script, are not alike."""
    own = one.forms[0], other.forms[0]
    if mine is own[0] or theirs is own[1] or not all("".join(form.words).isascii() for form in own):
        return False
    return not _ALIKE[model](*own)


def _best(model: Any, one: _Candidate, other: _Candidate) -> tuple[Like, Form, Form] | None:
    alike = _ALIKE[model]
    found = ((like, mine, theirs) for mine in one.forms for theirs in other.forms if (like := alike(mine, theirs)))
    return max(found, key=lambda each: each[0], default=None)
