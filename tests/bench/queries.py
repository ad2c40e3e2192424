"""Counts the queries of requests: `python -m tests.bench.queries` reads a JSON list of [path, ETag or null], and prints
one of [queries where nothing is kept, queries where the answer is kept].

It runs the service in its own process, with the settings of the servers that are measured. Each request is made once
before it is counted: connections are open then, and what may be kept is.
"""

import json
import sys
from collections.abc import Sequence
from typing import Any

import django
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from tests.bench.servers import HEADERS

Asked = Sequence[tuple[str, str | None]]


class Counter:
    """Stands between the service and its database, as `connection.execute_wrapper` has it."""

    queries = 0

    def __call__(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        self.queries += 1
        return execute(sql, parameters, many, context)


def counted(asked: Asked, *, keep: bool) -> list[int]:
    with override_settings(KEEP_ANSWERS=keep):
        client = Client(headers=HEADERS)
        return [_count(client, path, etag) for path, etag in asked]


def _count(client: Client, path: str, etag: str | None) -> int:
    known = {"If-None-Match": etag} if etag else {}
    client.get(path, headers=known)
    counter = Counter()
    with connection.execute_wrapper(counter):
        answer = client.get(path, headers=known)
    assert answer.status_code == (304 if etag else 200), (path, answer.status_code)
    return counter.queries


def main() -> None:
    django.setup()
    asked = json.load(sys.stdin)
    print(json.dumps(list(zip(counted(asked, keep=False), counted(asked, keep=True), strict=True))))


if __name__ == "__main__":
    main()
