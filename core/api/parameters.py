"""Strict query parameters: what a view does not know, it refuses, and says what it knows."""

from collections.abc import Collection, Iterable

from django.http import QueryDict

from core.api.errors import BadParameters


def refuse_unknown(query: QueryDict, known: Collection[str]) -> None:
    """Raises BadParameters for a parameter that is unknown, given twice or empty."""
    problems: dict[str, list[str]] = {}
    for name, values in query.lists():
        if name not in known:
            possible = f"Possible: {', '.join(sorted(known))}." if known else "This address takes none."
            problems[name[:80]] = [f"{name[:80]!r} is not a parameter here. {possible}"]
        elif len(values) > 1:
            problems[name] = [f"{name!r} is given {len(values)} times; give it once."]
        elif values[0] == "":
            problems[name] = [f"{name!r} is empty; give a value, or leave it out."]
    if problems:
        raise BadParameters(problems)


def flag(query: QueryDict, parameter: str) -> bool:
    """Whether the parameter is `true`; not given is `false`. Raises BadParameters for anything else."""
    text = query.get(parameter, "false")
    if text not in {"true", "false"}:
        raise BadParameters({parameter: [f"{text[:80]!r} is neither true nor false."]})
    return text == "true"


def chosen(query: QueryDict, parameter: str, possible: Iterable[str]) -> list[str] | None:
    """The names in a comma-separated parameter; None when it is not given. Raises BadParameters for others, and
    for a name given twice."""
    text = query.get(parameter)
    if text is None:
        return None
    known = list(possible)
    names = text.split(",")
    unknown = [name for name in names if name not in known]
    if unknown:
        said = ", ".join(repr(name[:80]) for name in unknown[:5])
        raise BadParameters({parameter: [f"Not possible: {said}. Possible: {', '.join(known)}."]})
    if len(set(names)) < len(names):
        raise BadParameters({parameter: [f"{text[:80]!r} names something twice; name it once."]})
    return names
