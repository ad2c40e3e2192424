"""kill -9 while clients write: what was acknowledged is there, whole, and the service comes back by itself."""

import random
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.apart import Apart, on_postgresql
from tests.importing.text import BRIEFING
from tests.operating.service import TOKEN, Service

KILLS, KILLS_OF_A_TRIAL = 3, 100
CLIENTS = 4


@contextmanager
def database(apart: Apart) -> Iterator[Any]:
    if on_postgresql():
        import psycopg

        with psycopg.connect(apart.url) as connection:
            yield connection
    else:
        with closing(sqlite3.connect(apart.url.removeprefix("sqlite:///"))) as connection:
            yield connection


class Load:
    """Clients that import one transcript after the other, and write down what was acknowledged."""

    def __init__(self, service: Service, token: str) -> None:
        self.service, self.token = service, token
        self.acknowledged: list[str] = []
        self.refused: list[tuple[int, bytes]] = []
        self.enough = threading.Event()

    def run(self, name: str, wanted: int) -> None:
        number = 0
        while True:
            slug = f"{name}-{number}"
            number += 1
            try:
                body = {"slug": slug, "text": BRIEFING.replace("on Friday", f"on day {slug}")}
                answer = self.service.ask("POST", "/api/v1/imports/", body, self.token)
            except OSError:
                return
            if answer.status == 201:
                self.acknowledged.append(slug)
            else:
                self.refused.append((answer.status, answer.body))
            if len(self.acknowledged) >= wanted or self.refused:
                self.enough.set()


def test_nothing_acknowledged_is_lost(
    apart: Apart, tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    kills = KILLS_OF_A_TRIAL if request.config.getoption("--trial") else KILLS
    chance = random.Random(9)
    token = apart.run(TOKEN).strip()
    service = Service(apart, tmp_path)
    acknowledged: list[str] = []
    starts = [service.start()]
    try:
        for kill in range(kills):
            load = Load(service, token)
            clients = [
                threading.Thread(target=load.run, args=(f"kill-{kill}-{client}", chance.randint(2, 8)))
                for client in range(CLIENTS)
            ]
            for client in clients:
                client.start()
            assert load.enough.wait(300), service.log.read_text()
            service.kill()
            for client in clients:
                client.join()
            assert load.refused == []
            acknowledged += load.acknowledged
            starts.append(service.start())
            check(apart, acknowledged)
    finally:
        service.kill()
    with capsys.disabled():
        slowest = max(starts)
        print(f"\n{kills} kills, {len(acknowledged)} acknowledged imports, serving again within {slowest:.1f} s")


def check(apart: Apart, acknowledged: list[str]) -> None:
    with database(apart) as connection:
        if not on_postgresql():
            assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = connection.execute(
            "SELECT slug, count(turn.id), coalesce(max(turn.position), 0) FROM core_conference AS conference"
            " LEFT JOIN core_turn AS turn ON turn.conference_id = conference.id WHERE slug LIKE 'kill-%' GROUP BY slug"
        ).fetchall()
    assert set(acknowledged) <= {slug for slug, _, _ in found}
    # Also what was not acknowledged is there whole, or not at all.
    assert len({(turns, last) for _, turns, last in found}) == 1
    assert found[0][1] == found[0][2] > 0
