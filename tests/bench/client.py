"""A client that costs next to nothing: prepared requests over connections that are kept, answers counted, not read."""

import itertools
import selectors
import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

PATIENCE = 60.0  # seconds for an answer
CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent, and the answer that is expected: another one is an error, not a measurement."""

    sent: bytes
    status: int
    size: int  # of the body, in bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """The seconds of each request, and from the first question to the last answer."""

    each: tuple[float, ...]
    all: float

    @property
    def rate(self) -> float:
        return len(self.each) / self.all


class Line:
    """A connection with one request under way at most."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: Request) -> None:
        self.expected, self.head, self.left = request, b"", -1
        self.began = time.perf_counter()
        self.socket.sendall(request.sent)

    def receive(self) -> float | None:
        """The seconds that the request took, once its answer is there."""
        chunk = self.socket.recv(CHUNK)
        if not chunk:
            raise ConnectionError("the server closed the connection")
        if self.left < 0:
            self.head += chunk
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return None
            self.left = self._size_in(self.head[:end]) - (len(self.head) - end - 4)
        else:
            self.left -= len(chunk)
        return time.perf_counter() - self.began if self.left == 0 else None

    def _size_in(self, head: bytes) -> int:
        status, _, fields = head.partition(b"\r\n")
        size = 0
        for field in fields.lower().split(b"\r\n"):
            if field.startswith(b"content-length:"):
                size = int(field[15:])
        if (int(status.split()[1]), size) != (self.expected.status, self.expected.size):
            raise ConnectionError(f"{self.expected.sent[:200]!r} was answered with {head!r}")
        return size


def ask(port: int, requests: Sequence[Request], *, connections: int, seconds: float, least: int) -> Taken:
    """Ask in turn, over so many connections at once, for so long, and so many requests at least."""
    taken: list[float] = []
    following = itertools.cycle(requests)
    with ExitStack() as stack, selectors.DefaultSelector() as ready:
        for _ in range(connections):
            line = Line(port)
            stack.enter_context(line.socket)
            ready.register(line.socket, selectors.EVENT_READ, line)
        began = time.perf_counter()
        for key in ready.get_map().values():
            key.data.send(next(following))
        while ready.get_map():
            arrived = ready.select(PATIENCE)
            if not arrived:
                raise TimeoutError(f"no answer in {PATIENCE:.0f} seconds")
            for key, _ in arrived:
                spent = key.data.receive()
                if spent is None:
                    continue
                taken.append(spent)
                if time.perf_counter() < began + seconds or len(taken) < least:
                    key.data.send(next(following))
                else:
                    ready.unregister(key.fileobj)
        return Taken(tuple(taken), time.perf_counter() - began)
