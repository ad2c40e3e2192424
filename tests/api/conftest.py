"""What the tests of the API share."""

from typing import Any

import pytest
import zeal
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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

    def problem(self, path: str, status: int, **headers: str) -> Any:
        """The problem document of an answer that has that status and looks as every problem does."""
        answer = self.get(path, **headers)
        return checked_problem(answer, status)

    def number_of_queries(self, path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            self.json(path)
        return len(queries)


def checked_problem(answer: Any, status: int) -> Any:
    """The problem document (RFC 9457) that the answer is."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "errors"} | ({"instance"} if status >= 500 else set())
    assert problem["status"] == status
    assert problem["detail"]
    return problem


@pytest.fixture
def api(tokyo: Conference) -> Api:
    """An anonymous reader of a service that holds the Tokyo record."""
    return Api()
