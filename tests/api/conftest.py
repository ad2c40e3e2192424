"""What the tests of the API share."""

from typing import Any

import pytest
import zeal
from django.test import Client

from core.models import Conference


class Api:
    """The front door: paths under /api/v1/ to decoded answers."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **headers: str) -> Any:
        """The answer. A query that the service repeats row by row fails the test."""
        with zeal.zeal_context():
            return self.client.get(f"/api/v1/{path}", headers=headers)

    def json(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def results(self, path: str) -> list[Any]:
        found: list[Any] = self.json(path)["results"]
        return found


@pytest.fixture
def api(tokyo: Conference) -> Api:
    """An anonymous reader of a service that holds the Tokyo record."""
    return Api()
