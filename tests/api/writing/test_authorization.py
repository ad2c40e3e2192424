"""docs/authorization.md says what the service does, every cell."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from core import publishing
from core.models import Conference
from tests.api.conftest import checked_problem
from tests.api.staff import Desk, member
from tests.conftest import ROOT

WRITING = {"post", "put", "patch", "delete"}


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
    document = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text())
    operations = {
        (method.upper(), path.removeprefix("/api/v1/"))
        for path, methods in document["paths"].items()
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
