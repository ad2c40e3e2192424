"""The country of a place as a header prints it: "Brussels, Belgium", "Washington, D.C., Dean Acheson Auditorium"."""

import functools
import re

import pycountry

# "Aboard Air Force One, En Route Cleveland, Ohio": where they go is not where they are.
_MOVING = re.compile(r"\b(?:aboard|en route|via tele\w+)\b", re.I)
# What English calls them, where ISO 3166 has another name; and the capital of the United States, whose transcripts name
# the state and not the country.
_CALLED = {"russia": "RU", "turkey": "TR", "england": "GB", "scotland": "GB", "d.c.": "US", "d.c": "US", "dc": "US"}


def country_of(place: str) -> str:
    """ISO 3166-1 alpha-2; "" where no part of the place is the name of one country, or the parts are of several."""
    if _MOVING.search(place):
        return ""
    named = {code for part in place.split(",") if (code := _countries().get(part.strip().casefold()))}
    return named.pop() if len(named) == 1 else ""


@functools.cache
def _countries() -> dict[str, str]:
    """By name, casefolded: countries, and the states of the United States. What is both, Georgia, is neither."""
    of_states = pycountry.subdivisions.get(country_code="US")
    states = {each.name.casefold() for each in of_states if each.type == "State"}
    countries = {
        name.casefold(): each.alpha_2
        for each in pycountry.countries
        for name in (each.name, getattr(each, "common_name", each.name), getattr(each, "official_name", each.name))
    }
    both = states & countries.keys()
    known = countries | dict.fromkeys(states, "US") | _CALLED
    return {name: code for name, code in known.items() if name not in both}
