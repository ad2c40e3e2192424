"""What keeps the service going is tried on databases apart, by processes of their own."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.apart import Apart, apart, empty_apart, tokyo_apart
from tests.operating.service import Service

__all__ = ["apart", "attacked", "empty_apart", "tokyo_apart"]

# Beside Tokyo: a draft in letters that only it has, one that was withdrawn, and one that is free to be written to. Of
# each noun, what an editor gets of it; a token of each role.
STAND = """
import json
from core import publishing
from core.models import Conference, Token
from tests.api import make
from tests.api.crawl import Known
from tests.api.staff import GROUPS, member
from tests.api.test_drafts import marked_draft
tokyo = Conference.objects.get()
hidden, gone = marked_draft(tokyo, "hidden", "-hidden"), marked_draft(tokyo, "gone", "-gone")
publishing.publish(gone)
publishing.withdraw(gone)
spare = make.draft_like(tokyo, "spare", "-spare")
known = {each.slug: {**(of := Known.of(each)).slugs, **of.ids} for each in (tokyo, hidden, gone, spare)}
tokens = {role: Token.objects.create(member(role, role), name="trial")[1] for role in GROUPS}
tokens["no role"] = Token.objects.create(member("nobody"), name="trial")[1]
print(json.dumps({"known": known, "tokens": tokens}))
"""


@dataclass(frozen=True)
class Attacked:
    """A service with limits and kept answers as in production, and what stands in its record: by conference and noun,
    slugs and ids."""

    service: Service
    known: dict[str, dict[str, list[str]]]
    tokens: dict[str, str]

    def openapi(self) -> dict[str, Any]:
        found: dict[str, Any] = self.service.ask("GET", "/api/schema/?format=json").json()
        return found


@pytest.fixture(scope="session")
def attacked(tokyo_apart: Callable[[Path], Apart], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("attacked")
    database = tokyo_apart(folder)
    stands = json.loads(database.run(STAND))
    with Service(database, folder, KEEP_ANSWERS="1") as service:
        yield Attacked(service, **stands)
