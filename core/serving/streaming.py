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
# The status of a refusal, and what it says: to who is sent as many as one may be, and to whoever comes when all places
# are taken.
Refusal = tuple[int, str]
ENOUGH: Refusal = (429, f"As many long files are being sent to you as may be at once. Ask again in {LATER} seconds.")
FULL: Refusal = (503, f"Too many long files are being sent. Ask again in {LATER} seconds.")


class StreamsMiddleware:
    """Answers 503 in the place of one file too many: at most `STREAMS_AT_ONCE` are under way in a process; and 429
    where its client is sent half of these already."""

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
        if (refusal := _places.take(client)) is not None:
            response.close()
            return problem_response(*refusal, {"Retry-After": str(LATER)})
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

    def refusal(self, client: str) -> Refusal | None:
        most: int = settings.STREAMS_AT_ONCE
        if self._taken[client] >= (most + 1) // 2:
            return ENOUGH
        return FULL if self._taken.total() >= most else None

    def take(self, client: str) -> Refusal | None:
        """None where there was a place: who has taken one must leave it."""
        with self._lock:
            refusal = self.refusal(client)
            if refusal is None:
                self._taken[client] += 1
            return refusal

    def leave(self, client: str) -> None:
        with self._lock:
            self._taken -= Counter({client: 1})


_places = _Places()


def refusal(request: Any) -> Refusal | None:
    """How a long file would be refused now, if it would: ask before making what could be one."""
    return _places.refusal(client_of(request))
