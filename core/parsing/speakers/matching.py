"""Matches the speakers of a document to people and organizations that the caller knows."""

from collections.abc import Sequence

from core.parsing.doubts import Doubt, Notebook
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Speaker, Turn
from core.records import OrganizationRecord, PersonRecord
from core.vocabulary import Role


def match_people(
    speakers: Sequence[Speaker], people: Sequence[PersonRecord], turns: Sequence[Turn], notebook: Notebook
) -> None:
    """Set `person` where one known person fits: by full name or alias, else by a surname that only one has."""
    by_name: dict[str, set[str]] = {}
    by_surname: dict[str, set[str]] = {}
    for person in people:
        for text in (person.name, person.sort_name.replace(",", ""), *(name.text for name in person.names)):
            words = plain_words(text)
            if words:
                by_name.setdefault(" ".join(words), set()).add(person.slug)
                by_name.setdefault(" ".join((words[0], words[-1])), set()).add(person.slug)
                by_name.setdefault(" ".join(sorted(words)), set()).add(person.slug)  # "Kishida Fumio", "Fumio Kishida"
        words = plain_words(person.name)
        if words:
            by_surname.setdefault(words[-1], set()).add(person.slug)
    first = {id(turn.speaker): turn for turn in reversed(turns)}
    found: list[tuple[bool, Turn, Speaker, str]] = []
    for speaker in speakers:
        words = plain_words(speaker.name)
        turn = first.get(id(speaker))
        if not words or turn is None:
            continue
        whole = (
            by_name.get(" ".join(words))
            or by_name.get(" ".join(sorted(words)))
            or (by_name.get(f"{words[0]} {words[-1]}") if len(words) > 1 else None)
        )
        fits = whole or (
            by_surname.get(words[-1], set()) if len(words) == 1 and speaker.role is not Role.PRESS else set()
        )
        if len(fits) == 1:
            found.append((not whole, turn, speaker, next(iter(fits))))
        elif len(fits) > 1:
            notebook.warn(
                Doubt.SEVERAL_MATCHES,
                turn.start,
                f"“{speaker.name}” may be {', '.join(sorted(fits))}. Which of them speaks?",
                turn.position,
            )
    _link(found, notebook)


def _link(found: list[tuple[bool, Turn, Speaker, str]], notebook: Notebook) -> None:
    """One participant a person: a full name goes before a surname, the one who speaks first before the next."""
    taken: dict[str, Turn] = {}
    for by_surname, turn, speaker, slug in sorted(found, key=lambda each: (each[0], each[1].position)):
        if slug in taken:
            notebook.warn(
                Doubt.SEVERAL_MATCHES,
                turn.start,
                f"“{turn.label}” may be {slug}, as “{taken[slug].label}” is. Which of them is it?",
                turn.position,
            )
            continue
        taken[slug] = turn
        speaker.person = slug
        if by_surname:
            notebook.warn(
                Doubt.MATCHED_BY_SURNAME,
                turn.start,
                f"“{turn.label}” was linked to {slug} by surname alone. Is that who speaks?",
                turn.position,
            )


def match_organizations(speakers: Sequence[Speaker], organizations: Sequence[OrganizationRecord]) -> None:
    """Set the organization of askers whose outlet one known organization has for a name."""
    by_name: dict[str, set[str]] = {}
    for organization in organizations:
        for text in (organization.name, *(name.text for name in organization.names)):
            by_name.setdefault(plain(text).removeprefix("the "), set()).add(organization.slug)
    for speaker in speakers:
        for introduction in speaker.introductions:
            fits = by_name.get(plain(introduction.outlet).removeprefix("the "), set()) if introduction.outlet else set()
            if len(fits) == 1 and speaker.organization is None:
                (speaker.organization,) = fits
