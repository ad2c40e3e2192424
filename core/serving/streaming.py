"""How many files one process sends at once: a slow reader of one holds a thread for as long as it likes to read.

granian takes what is sent in pieces from the thread that makes the pieces, and lets that wait for its reader. So what
is short is sent in one piece, which costs no waiting, and of what is long only so much is under way that threads are
left for everybody else. nginx in front takes a file as fast as it is made, and does the waiting itself.
"""

import functools
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, Self

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from core.problems import problem_response
from core.serving.clients import client_of

Handler = Callable[[HttpRequest], HttpResponseBase]

SHORT = 1_000_000  # bytes: what is no longer is sent in one piece
LATER = 5  # seconds
TOO_MANY = f"Too many files are being sent. Ask again in {LATER} seconds."


class StreamsMiddleware:
    """Answers 503 in the place of one file too many: at most `STREAMS_AT_ONCE` are under way in a process, and of one
    client half of these, and one where that is none."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, StreamingHttpResponse) or response.is_async or request.method == "HEAD":
            return response
        pieces = iter(response)
        begun, is_whole = _begin(pieces)
        if is_whole:
            response.streaming_content = [b"".join(begun)]
            return response
        client = client_of(request)
        if not _places.take(client):
            response.close()
            return problem_response(503, TOO_MANY, {"Retry-After": str(LATER)})
        response.streaming_content = _Sent(chain(begun, pieces), functools.partial(_places.leave, client))
        return response


class _Sent:
    """The pieces; gives its place back when they have ended, or their reader has gone."""

    def __init__(self, pieces: Iterator[bytes], leave: Callable[[], None]) -> None:
        self._pieces = pieces
        # Once, whoever notices first: a generator that nobody has begun would not notice at all.
        self.close = weakref.finalize(self, leave)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise


def _begin(pieces: Iterator[bytes]) -> tuple[list[bytes], bool]:
    """The first pieces, and whether they are all."""
    begun, length = [], 0
    for piece in pieces:
        begun.append(piece)
        length += len(piece)
        if length > SHORT:
            return begun, False
    return begun, True


class _Places:
    """Which clients are being sent files by this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: Counter[str] = Counter()

    def is_full(self, client: str) -> bool:
        most: int = settings.STREAMS_AT_ONCE
        return self._taken.total() >= most or self._taken[client] >= max(most // 2, 1)

    def take(self, client: str) -> bool:
        """Whether there was a place. Who has taken one must leave it."""
        with self._lock:
            if self.is_full(client):
                return False
            self._taken[client] += 1
            return True

    def leave(self, client: str) -> None:
        with self._lock:
            self._taken -= Counter({client: 1})


_places = _Places()


def is_full(request: Any) -> bool:
    """Whether a long file would be refused: ask before making what could be one."""
    return _places.is_full(client_of(request))
