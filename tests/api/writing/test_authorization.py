"""docs/authorization.md says what the service does, every cell."""

import functools
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone

from core import bulk, publishing
from core.models import Conference, Token
from core.publishing import previews
from tests.api.conftest import checked_problem
from tests.api.staff import GROUPS, Desk, member
from tests.conftest import ROOT

METHODS = {"get", "post", "put", "patch", "delete"}


@functools.cache
def documented() -> Any:
    """The paths of the OpenAPI document."""
    return yaml.load((ROOT / "docs" / "openapi.yaml").read_text(), yaml.CSafeLoader)["paths"]


def operations() -> Iterator[tuple[str, str, list[str]]]:
    """Method, path under /api/v1/ and possible suffixes of all that is documented there."""
    for path, methods in documented().items():
        if not path.startswith("/api/v1/"):
            continue
        for method in METHODS & set(methods):
            parameters = {each["name"]: each["schema"] for each in methods[method].get("parameters", [])}
            suffixes = parameters.get("suffix", {}).get("enum", [""])
            yield method.upper(), path.removeprefix("/api/v1/"), suffixes


def table(heading: str) -> list[list[str]]:
    """The rows under that heading of the document, the head first."""
    text = (ROOT / "docs" / "authorization.md").read_text()
    (section,) = (each for each in text.split("\n## ") if each.startswith(f"{heading}\n"))
    lines = [line for line in section.splitlines() if line.startswith("|") and not line.startswith("|---")]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


STANDS_APART, DRAFTS, PUBLIC = "What names no conference", "Drafts", "What is public"
# Who asks, and in which column of the tables it stands what they get.
ASKING = {
    "nobody": "nobody",
    "no role": "no role",
    "editor": "editor",
    "publisher": "publisher",
    "administrator": "administrator",
    "editor by session": "editor",
    "administrator who is no staff any more": "no role",
    "a user who never was": "no role",
}


def desk_of(who: str) -> Desk:
    match who:
        case "nobody":
            return Desk()
        case "no role":
            return Desk(member("nora"))
        case "editor by session":
            desk = Desk()
            desk.client.force_login(member("rose", "editor"))
            return desk
        case "administrator who is no staff any more":
            user = User.objects.create_user("ada")
            user.groups.add(Group.objects.get(name=GROUPS["administrator"]))
            return Desk(user)
        case "a user who never was":
            return Desk(User.objects.create_user("uma"))
        case _:
            return Desk(member("rose", who))


def addresses(path: str, suffixes: list[str], conference: Conference) -> Iterator[str]:
    """The path to a part of the conference, with each of the suffixes."""
    noun = path.partition("/")[0]
    if noun in {"people", "organizations"}:
        participant = conference.participants.exclude(person=None).exclude(organization=None).first()
        assert participant is not None
        row: Any = participant.person if noun == "people" else participant.organization
        path = path.replace("{slug}", row.slug)
    elif noun == "archives" and "{" in path:
        archive = bulk.build()
        path = path.replace("{name}", archive.name).replace("{file}", archive.files[0].name)
    elif noun == "previews":
        path = path.replace("{token}", previews.link_token(conference))
    elif "{id}" in path:
        path = path.replace("{id}", str(getattr(conference, noun).first().uid))
    path = path.replace("{slug}", conference.slug).replace("{number}", "1")
    for suffix in suffixes:
        yield path.replace("{suffix}", suffix) + ("?q=alliance" if noun == "search" else "")


def body_of(method: str, path: str, conference: Conference) -> Any:
    """One that can be accepted, where the refusal of who may not write comes after it was read."""
    last = path.rstrip("/").rpartition("/")[2]
    turn = conference.turns.get(position=5)
    bodies: dict[str, Any] = {
        "turns": {"turns": [{"id": str(turn.uid), "label": turn.label}]} if method == "PATCH" else {},
        "split": {"at": 5},
        "move": {"position": 2},
        "restore": {"revision": 1},
    }
    if last in bodies:
        return bodies[last]
    return {} if method == "PATCH" or path in LISTS else None


def said(answer: Any) -> str:
    """The cell that the answer belongs in."""
    if answer.status_code in {401, 403, 404}:
        checked_problem(answer, answer.status_code)
        return str(answer.status_code)
    assert answer.status_code < 500
    return "yes"


LISTS = {
    f"{noun}/"
    for noun in ("conferences", "people", "organizations", "participants", "turns", "questions", "answers", "imports")
}


def names_a_conference(path: str) -> bool:
    return "{slug}" in path or "{id}" in path


def cells(heading: str, who: str, conference: Conference) -> Iterator[tuple[str, str, str]]:
    """Method, path and what is answered, of every operation that the table under the heading is about."""
    desk = desk_of(who)
    for method, path, suffixes in sorted(operations()):
        if names_a_conference(path) == (heading == STANDS_APART):
            continue
        for address in addresses(path, suffixes, conference):
            with transaction.atomic():
                body = body_of(method, path, conference)
                answer = desk.send(
                    method, address, None if method == "GET" else body, **({} if method == "GET" else {"If_Match": "*"})
                )
                yield method, path, said(answer)
                transaction.set_rollback(True)


@pytest.mark.parametrize("who", ASKING)
@pytest.mark.parametrize("heading", [STANDS_APART, DRAFTS, PUBLIC])
def test_everybody_gets_what_the_table_says(
    draft: Conference, tmp_path: Path, settings: Any, heading: str, who: str
) -> None:
    settings.ARCHIVE_ROOT = tmp_path
    if heading == PUBLIC:
        publishing.publish(draft)
    head, *rows = table(heading)
    column = head.index(ASKING[who])
    expected = {(method, path): row[column - 2] for method, path, *row in rows}
    got = set(cells(heading, who, draft))
    assert got == {(*operation, cell) for operation, cell in expected.items()}


def unnamed(path: str, suffixes: list[str]) -> Iterator[str]:
    """The path with each of the suffixes and with names of nothing that there is."""
    named = re.sub(r"\{(slug|name|file|token)\}", "nothing", path)
    for suffix in suffixes:
        yield named.replace("{suffix}", suffix).replace("{id}", str(uuid4())).replace("{number}", "1")


def test_what_no_table_has_is_no_method(administrator: Desk) -> None:
    known: dict[str, set[str]] = {}
    for method, path, _ in operations():
        known.setdefault(path, set()).add(method)
    for path, methods in known.items():
        for method in {"POST", "PUT", "PATCH", "DELETE"} - methods:
            (address,) = unnamed(path, ["csv"])
            assert administrator.send(method, address, {}).status_code == 405, (method, path)


def spoiled(desk: Desk, how: str) -> Desk:
    """The same desk, whose sign-in is not good any more."""
    assert desk.user is not None
    match how:
        case "unknown":
            desk.headers["Authorization"] = f"Bearer {'0' * 64}"
        case "no token":
            desk.headers["Authorization"] = "Bearer"
        case "a password":
            desk.headers["Authorization"] = "Basic YWRhOng="
        case "expired":
            Token.objects.update(expiry=timezone.now() - timedelta(seconds=1))
        case "revoked":
            Token.objects.all().delete()
        case "of somebody who left":
            User.objects.filter(pk=desk.user.pk).update(is_active=False)
    return desk


def assert_is_refused(desk: Desk, method: str, path: str) -> None:
    answer = desk.send(method, path, None if method == "GET" else {})
    checked_problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer", (method, path)


def test_a_token_that_is_not_good_is_refused_everywhere(administrator: Desk) -> None:
    desk = spoiled(administrator, "unknown")
    everything = [(method, each) for method, path, suffixes in operations() for each in unnamed(path, suffixes)]
    assert {"search/", "changes/", "changes/feed.atom", "archives/", "turns.csv"} <= {path for _, path in everything}
    for method, path in everything:
        assert_is_refused(desk, method, path)


@pytest.mark.parametrize("how", ["no token", "a password", "expired", "revoked", "of somebody who left"])
def test_a_token_that_was_good_is_refused(administrator: Desk, how: str) -> None:
    desk = spoiled(administrator, how)
    for method, path in (("GET", "search/"), ("GET", "turns/"), ("GET", "archives/"), ("POST", "imports/")):
        assert_is_refused(desk, method, path)


@pytest.mark.parametrize("role", ["no role", "editor"])
def test_a_good_token_is_accepted_everywhere_and_its_answers_are_nobody_elses(tokyo: Conference, role: str) -> None:
    desk, public = desk_of(role), Desk()
    for path in ("search/?q=alliance", "changes/", "changes/feed.atom", "archives/", "turns.csv", "turns/"):
        answer, theirs = desk.get(path), public.get(path)
        assert (answer.status_code, theirs.status_code) == (200, 200), path
        assert answer["Cache-Control"] == "private, no-store"
        assert theirs["Cache-Control"] == "public, no-cache"
        assert b"".join(answer) == b"".join(theirs)
