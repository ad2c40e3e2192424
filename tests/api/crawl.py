"""Every address that the OpenAPI document tells of, made from the document that the service serves."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client

from core.models import Conference

JSON = "application/vnd.oai.openapi+json"
# Of a long list of words, those that find something here, and some that do not.
TELLING = {"JP", "US", "FR", "ja", "en", "fr"}


@dataclass(frozen=True)
class Known:
    """The public names of a conference and of all that hangs on it, by the parameters that take them."""

    slugs: dict[str, list[str]]
    ids: dict[str, list[str]]
    dates: list[str]

    @classmethod
    def of(cls, conference: Conference) -> "Known":
        participants = list(conference.participants.select_related("person", "organization"))
        people = [each.person.slug for each in participants if each.person]
        organizations = {each.organization.slug for each in participants if each.organization}
        organizations |= {host.slug for host in conference.hosts.all()}
        assert conference.date is not None
        days = [conference.date + datetime.timedelta(days=days) for days in (-1, 0, 1)]

        def ids(noun: str) -> list[str]:
            return [str(uid) for uid in getattr(conference, noun).order_by("pk").values_list("uid", flat=True)]

        return cls(
            slugs={"conferences": [conference.slug], "people": people, "organizations": sorted(organizations)},
            ids={noun: ids(noun) for noun in ("participants", "turns", "questions", "answers")},
            dates=[day.isoformat() for day in days],
        )

    def named(self, parameter: str) -> list[str]:
        """What can be given to the parameter that names something."""
        return {**self.slugs, **self.ids}[REFERENCES[parameter]]

    def all(self) -> list[str]:
        return [value for values in (*self.slugs.values(), *self.ids.values()) for value in values]


# What each parameter that names something names.
REFERENCES = {
    "conference": "conferences",
    "person": "people",
    "asker": "people",
    "addressee": "people",
    "organization": "organizations",
    "outlet": "organizations",
    "host": "organizations",
    "participant": "participants",
    "question": "questions",
}


def document(client: Client) -> dict[str, Any]:
    """The OpenAPI document as it is served."""
    answer = client.get("/api/schema/", headers={"accept": JSON})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


# What is read beside the record has tests of its own, a file per endpoint.
APART = {"", "archives", "changes", "previews", "search"}


def readings(openapi: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The path and the operation of everything of the record that can be read."""
    for path, methods in openapi["paths"].items():
        if "get" in methods and noun_of(path) not in APART and "{suffix}" not in path:
            yield path, methods["get"]


def beside(openapi: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The path and the operation of everything else that can be read: each suffix of a file is a path here."""
    for path, methods in openapi["paths"].items():
        if "get" not in methods or (noun_of(path) not in APART and "{suffix}" not in path):
            continue
        suffixes = [each["schema"]["enum"] for each in methods["get"].get("parameters", []) if each["name"] == "suffix"]
        for suffix in suffixes[0] if suffixes else [""]:
            yield path.replace("{suffix}", suffix), methods["get"]


def addresses_beside(openapi: dict[str, Any], known: Known) -> list[str]:
    """Every such path, of two of each kind, plain and with each parameter; archives and previews are left to names that
    only they give."""
    found = []
    for path, operation in beside(openapi):
        if "{name}" in path or "{token}" in path:
            continue
        parameters = parameters_of(operation)
        always = "q=security&" if "q" in parameters else ""
        for concrete in paths_of(path, known)[:2]:
            found.append(f"{concrete}?{always}".rstrip("?&"))
            for name, schema in parameters.items():
                if name != "q":
                    found += [f"{concrete}?{always}{name}={value}" for value in values_of(name, schema, known)[:12]]
    return found


def noun_of(path: str) -> str:
    return path.split("/")[3].partition(".")[0]


def paths_of(path: str, known: Known) -> list[str]:
    """The path with each of the names that can stand in it."""
    path = path.replace("{number}", "1")
    for name, possible in (("{slug}", known.slugs), ("{id}", known.ids)):
        if name in path:
            return [path.replace(name, value) for value in possible[noun_of(path)]]
    return [path]


def parameters_of(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The schemas of the query parameters, by name."""
    return {each["name"]: each["schema"] for each in operation.get("parameters", []) if each["in"] == "query"}


def values_of(name: str, schema: dict[str, Any], known: Known) -> list[str]:
    """What a parameter can be given, all of it or what tells most."""
    if name in REFERENCES:
        return known.named(name)[:4]
    if name == "cursor":
        return []  # taken from the pages themselves
    if name == "since":
        return ["1"]
    if name == "slug":
        return [values[0] for values in known.slugs.values()]
    if name == "status":
        return ["published"]  # the others are for staff
    if name == "name":
        return ["a", "ki"]
    if schema["type"] == "array":
        words = schema["items"]["enum"]
        return [*words, ",".join(words)]
    if "enum" in schema:
        words = schema["enum"]
        return words if len(words) < 20 else [word for word in words if word in TELLING]
    if schema["type"] == "boolean":
        return ["true", "false"]
    if schema["type"] == "integer":
        return ["1", "7", "100"]
    assert schema.get("format") == "date", f"the crawl knows no values for {name}"
    return known.dates


def addresses(openapi: dict[str, Any], known: Known, noun: str) -> list[str]:
    """Every path under a noun, plain and with each parameter, and some parameters together."""
    found = []
    for path, operation in readings(openapi):
        if noun_of(path) != noun:
            continue
        parameters = parameters_of(operation)
        every = "&".join(
            f"{name}={values_of(name, parameters[name], known)[-1]}"
            for name in ("include", "count")
            if name in parameters
        )
        for number, concrete in enumerate(paths_of(path, known)):
            found.append(concrete)
            if number > 1:
                continue  # two of the same kind are enough for parameters
            for name, schema in parameters.items():
                found += [f"{concrete}?{name}={value}" for value in values_of(name, schema, known)]
            if every:
                found.append(f"{concrete}?{every}")
            if {"addressee", "response"} <= set(parameters):
                found += [
                    f"{concrete}?addressee={person}&response={word}&count=true"
                    for person in known.named("addressee")[:4]
                    for word in parameters["response"]["enum"]
                ]
    return found
