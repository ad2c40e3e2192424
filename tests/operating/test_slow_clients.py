"""Two hundred who are slow, in whichever way, keep nobody waiting."""

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apart import Apart
from tests.operating.conftest import Attacked
from tests.operating.service import Service

CLIENTS = 200
TRANSCRIPT = "/api/v1/conferences/tokyo-2plus2-2024/transcript/"
WAYS = {
    "say nothing": b"",
    "send their headers slowly": b"GET /api/v1/turns/ HTTP/1.1\r\nHost: localhost\r\n",
    "send a body slowly": b"POST /api/v1/imports/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n\r\n{",
    "do not read an answer": b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % TRANSCRIPT.encode(),
    "do not read a file": b"GET /api/v1/turns.jsonl HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@contextlib.contextmanager
def slow_clients(port: int, begin: bytes) -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        clients = []
        for _ in range(CLIENTS):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)  # what is not read stays with the sender
            client.settimeout(30)
            client.connect(("127.0.0.1", port))
            client.sendall(begin)
            clients.append(client)
        yield clients


def slowest_answer(service: Service, clients: list[socket.socket], seconds: float) -> float:
    """Seconds that somebody else waited meanwhile, at most; the slow go on, a few bytes at a time."""
    waited, ends = [], time.monotonic() + seconds
    while not waited or time.monotonic() < ends:
        for client in clients:
            with contextlib.suppress(OSError):  # the service has given up some of them
                client.send(b"X-A: b\r\n")
        began = time.monotonic()
        assert service.ask("GET", f"/api/v1/turns/?page_size=1&position={len(waited) % 26 + 1}").status == 200
        waited.append(time.monotonic() - began)
        time.sleep(0.2)
    return max(waited)


@pytest.mark.parametrize("way", WAYS)
def test_others_are_served(attacked: Attacked, way: str, request: pytest.FixtureRequest) -> None:
    trial = request.config.getoption("--trial")
    with slow_clients(attacked.service.port, WAYS[way]) as clients:
        slowest = slowest_answer(attacked.service, clients, 15 if trial else 0.5)
    assert slowest < (2 if trial else 20)


def test_others_are_served_while_long_files_are_not_read(
    apart: Apart, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--trial"):
        pytest.skip("takes a long record: make trials")
    apart.manage("make_corpus", "--conferences", "200", "--seed", "1", "--beside-real")
    with Service(apart, tmp_path) as service, slow_clients(service.port, WAYS["do not read a file"]) as clients:
        assert slowest_answer(service, clients, 15) < 2
