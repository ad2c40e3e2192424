"""docs/authorization.md says what the service does, every cell."""

import functools
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.contrib.auth.models import User
from django.utils import timezone

from core import publishing
from core.models import Conference, Token
from tests.api.conftest import checked_problem
from tests.api.staff import Desk, member
from tests.conftest import ROOT

WRITING = {"post", "put", "patch", "delete"}


@functools.cache
def documented() -> Any:
    """The paths of the OpenAPI document."""
    return yaml.load((ROOT / "docs" / "openapi.yaml").read_text(), yaml.CSafeLoader)["paths"]


def tables() -> Iterator[list[list[str]]]:
    text = (ROOT / "docs" / "authorization.md").read_text()
    for section in text.split("\n## ")[1:]:
        lines = [line for line in section.splitlines() if line.startswith("|")]
        yield [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


DRAFTS, PUBLIC = tables()
ROLES = DRAFTS[0][2:]


def desk_of(role: str) -> Desk:
    match role:
        case "nobody":
            return Desk()
        case "no role":
            return Desk(member("nora"))
        case _:
            return Desk(member("rose", role))


def address(path: str, conference: Conference) -> str:
    """The path to a part of the conference."""
    noun = path.partition("/")[0]
    if noun in {"people", "organizations"}:
        participant = conference.participants.exclude(person=None).exclude(organization=None).first()
        assert participant is not None
        row: Any = participant.person if noun == "people" else participant.organization
        return path.replace("{slug}", row.slug)
    if noun in {"conferences", "imports"}:
        return path.replace("{slug}", conference.slug)
    row = getattr(conference, noun).first()
    return path.replace("{id}", str(row.uid))


def said(answer: Any) -> str:
    """The cell that the answer belongs in."""
    if answer.status_code in {401, 403, 404}:
        checked_problem(answer, answer.status_code)
        return str(answer.status_code)
    assert answer.status_code < 500
    return "yes"


def test_the_table_has_every_operation_that_writes() -> None:
    operations = {
        (method.upper(), path.removeprefix("/api/v1/"))
        for path, methods in documented().items()
        for method in methods
        if method in WRITING
    }
    assert {(row[0], row[1]) for row in DRAFTS[2:] if row[0] != "GET"} == operations


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", DRAFTS[2:], ids=lambda row: f"{row[0]} {row[1]}")
def test_of_a_draft(draft: Conference, row: list[str], role: str) -> None:
    method, path = row[:2]
    answer = desk_of(role).send(method, address(path, draft), None if method == "GET" else {})
    assert said(answer) == row[2:][ROLES.index(role)], answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", PUBLIC[2:], ids=lambda row: f"{row[0]} {row[1]}")
def test_of_what_is_public(draft: Conference, row: list[str], role: str) -> None:
    publishing.publish(draft)
    method, path = row[:2]
    answer = desk_of(role).send(method, address(path, draft), {} if method == "PATCH" else None, If_Match="*")
    assert said(answer) == row[2:][ROLES.index(role)], answer.content.decode()


def every_operation() -> Iterator[tuple[str, str]]:
    """Method and path of all that is documented, each suffix of a file by itself; names stand for nothing there is."""
    for path, methods in documented().items():
        for method, operation in methods.items():
            parameters = {each["name"]: each["schema"] for each in operation.get("parameters", [])}
            for suffix in parameters.get("suffix", {}).get("enum", [""]):
                named = path.replace("{suffix}", suffix).replace("{id}", str(uuid4())).replace("{number}", "1")
                yield method.upper(), re.sub(r"\{\w+\}", "nothing", named).removeprefix("/api/v1/")


def spoiled(desk: Desk, how: str) -> Desk:
    """The same desk, whose sign-in is not good any more."""
    assert desk.user is not None
    match how:
        case "unknown":
            desk.headers["Authorization"] = f"Bearer {'0' * 64}"
        case "no token":
            desk.headers["Authorization"] = "Bearer"
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
    operations = set(every_operation())
    assert {"search/", "changes/", "changes/feed.atom", "archives/", "turns.csv"} <= {path for _, path in operations}
    for method, path in sorted(operations):
        assert_is_refused(desk, method, path)


@pytest.mark.parametrize("how", ["no token", "expired", "revoked", "of somebody who left"])
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
