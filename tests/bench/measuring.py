"""Measures the rows of the table: the service and the limit of the stack, in turn, in one run."""

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.asked import ROWS, Row
from tests.bench.client import Request, Taken, ask
from tests.bench.servers import HEADERS, ROOT, Server, production, serving

BUSY = 4  # connections at once, as many as a worker has threads: what they get done are requests a second
BELOW = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: rounds of each server; how many seconds, and requests at least, a client is alone in each
    and then so long together with others."""

    rounds: int = 5
    seconds: float = 0.2
    least: int = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """Requests a second of `BUSY` clients; milliseconds of one client alone; milliseconds of a processor that the
    worker spends on a request; queries; MB of the worker at most."""

    rate: float
    p50: float
    p99: float
    work: float
    queries: int
    memory: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The limit of the stack, the service where nothing is kept, and where the answer was given before."""

    row: Row
    bare: Figures
    anew: Figures
    kept: Figures


@dataclass(frozen=True, slots=True)
class _Answer:
    path: str
    etag: str | None  # that the client sends
    status: int
    media_type: str
    body: bytes

    def request(self) -> Request:
        known = {"If-None-Match": self.etag} if self.etag else {}
        head = "".join(f"{name}: {value}\r\n" for name, value in {**HEADERS, **known}.items())
        return Request(f"GET {self.path} HTTP/1.1\r\n{head}\r\n".encode(), self.status, len(self.body))


def measure(url: str, folder: Path, effort: Effort, rows: Sequence[Row] = ROWS) -> list[Measured]:
    """Each row on the database at that URL. Servers write their logs below the folder."""
    with ExitStack() as stack:
        kept = stack.enter_context(serving(production(url, folder), folder / "kept.log"))
        anew = stack.enter_context(serving(production(url, folder, KEEP_ANSWERS="0"), folder / "anew.log"))
        kept.wait()
        answers = {row: _answers(row, kept) for row in rows}
        queries = _queries(url, folder, answers)
        given = [each for found in answers.values() for each in found]
        (folder / "answers.json").write_text(json.dumps([_remembered(each) for each in given]))
        bare = stack.enter_context(
            serving(
                production(url, folder, BENCH_ANSWERS=str(folder / "answers.json")),
                folder / "bare.log",
                application="tests.bench.bare:application",
            )
        )
        anew.wait()
        bare.wait()
        return [_measure(row, answers[row], queries[row], (bare, anew, kept), effort) for row in rows]


def _answers(row: Row, server: Server) -> list[_Answer]:
    def find(address: str) -> Any:
        answer, body = server.get(BELOW + address)
        assert answer.status == 200, (address, body[:500])
        return json.loads(body)

    return [_answer(BELOW + address, row, server) for address in row.addresses(find)]


def _answer(path: str, row: Row, server: Server) -> _Answer:
    answer, body = server.get(path)
    etag = answer.headers["ETag"] if row.is_known else None
    if etag:
        answer, body = server.get(path, **{"If-None-Match": etag})
    assert answer.status == (304 if etag else 200), (path, answer.status)
    return _Answer(path, etag, answer.status, answer.headers.get("Content-Type", ""), body)


def _remembered(answer: _Answer) -> dict[str, Any]:
    return {
        "path": answer.path,
        "is_known": answer.etag is not None,
        "status": answer.status,
        "type": answer.media_type,
        "body": answer.body.decode(),
    }


def _queries(url: str, folder: Path, answers: dict[Row, list[_Answer]]) -> dict[Row, tuple[int, int]]:
    """Of each row, the most that one of its addresses costs: where nothing is kept, and where it is."""
    asked = [(each.path, each.etag) for found in answers.values() for each in found]
    counted = subprocess.run(
        [sys.executable, "-m", "tests.bench.queries"],
        cwd=ROOT,
        env=production(url, folder, DJANGO_SETTINGS_MODULE="transcripts_api.settings", LOG_REQUESTS="0"),
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    counts = iter(json.loads(counted.stdout))
    return {row: _most([next(counts) for _ in found]) for row, found in answers.items()}


def _most(counts: list[list[int]]) -> tuple[int, int]:
    return max((anew for anew, _ in counts), default=0), max((kept for _, kept in counts), default=0)


def _measure(
    row: Row, answers: list[_Answer], queries: tuple[int, int], servers: tuple[Server, Server, Server], effort: Effort
) -> Measured:
    assert answers, f"There is nothing to find for {row.name!r} in this record."
    requests = [each.request() for each in answers]
    runs = [_Run(server, requests) for server in servers]
    for _ in range(effort.rounds):
        for run in runs:
            run.go_on(effort)
    return Measured(row, *(run.figures(count) for run, count in zip(runs, (0, *queries), strict=True)))


class _Run:
    """The measurements of one server, a round after the other."""

    def __init__(self, server: Server, requests: list[Request]) -> None:
        self.server, self.requests = server, requests
        self.alone: list[Taken] = []
        self.busy: list[Taken] = []
        self._ask(1, 0, least=len(requests))  # what may be kept, is kept from now on
        server.forget_peak()
        self.spent = -server.spent()

    def go_on(self, effort: Effort) -> None:
        self.alone.append(self._ask(1, effort.seconds, effort.least))
        self.busy.append(self._ask(BUSY, effort.seconds, 2 * BUSY))

    def _ask(self, connections: int, seconds: float, least: int) -> Taken:
        return ask(self.server.port, self.requests, connections=connections, seconds=seconds, least=least)

    def figures(self, queries: int) -> Figures:
        spent = self.spent + self.server.spent()
        count = sum(len(taken.each) for taken in (*self.alone, *self.busy))
        milliseconds = sorted(each * 1000 for taken in self.alone for each in taken.each)
        return Figures(
            rate=statistics.median(each.rate for each in self.busy),
            p50=statistics.median(milliseconds),
            p99=milliseconds[min(len(milliseconds) * 99 // 100, len(milliseconds) - 1)],
            work=spent * 1000 / count,
            queries=queries,
            memory=self.server.peak(),
        )
