"""From which database a request is answered: the public from replicas, whoever signs in or writes from the primary.

A public read has one database for all that it asks, so that what is kept of it is found under the newest change of the
database that it came from. One that cannot be reached is passed over, and the read begins again with the next.
"""

import itertools
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS as PRIMARY
from django.db import Error, connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from core.asking import asks_as_somebody
from core.serving import unavailable

Handler = Callable[[HttpRequest], HttpResponseBase]

REST = 5.0  # seconds for which a database that could not be reached is not asked

log = logging.getLogger(__name__)
_reading: ContextVar[str] = ContextVar("reading", default=PRIMARY)
_turns = itertools.count()
_resting_until: dict[str, float] = {}


class Router:
    """For DATABASE_ROUTERS, where there are replicas: they hold what the primary holds, and are read only."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        reading = _reading.get()
        # Inside a transaction its own writes must be seen.
        return PRIMARY if reading == PRIMARY or connections[PRIMARY].in_atomic_block else reading

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return None if db == PRIMARY else False


class DatabasesMiddleware:
    """Lets public reads be answered from a replica, and answers 503 where the database that is needed is out of reach.

    Stands in front of kept answers. A read that brings a token or a session goes to the primary, as writes do, so that
    whoever writes reads what they wrote; without replicas, everything does.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        replicas = [each for each in connections if each != PRIMARY]
        if not replicas or not _is_public_read(request):
            return self.get_response(request)
        for alias in filter(is_reachable, _in_turn(replicas)):
            with _reading_from(alias):
                response = self.get_response(request)
            if not vars(request).pop("_lost_database", False):
                if isinstance(response, StreamingHttpResponse):
                    response.streaming_content = _made_from(alias, response.streaming_content)  # type: ignore[arg-type]
                return response
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not unavailable.is_out_of_reach(error):
            return None
        alias = _reading.get()
        log.warning("The database %s gave up (%s): %s", alias, request.path_info, error)
        if alias != PRIMARY and not unavailable.is_passing(error):
            _lose(alias)
        vars(request)["_lost_database"] = True
        return unavailable.answer(request)


def is_reachable(alias: str) -> bool:
    """Whether the database answers; waits no longer than its connect_timeout. One that did not is not asked again for
    a while, and then by one request, for which the others do not wait. Leaves a connection that is ready for use: no
    further question for who would have opened or checked it anyway."""
    if alias in _resting_until:
        if time.monotonic() < _resting_until[alias]:
            return False
        _resting_until[alias] = time.monotonic() + REST
    connection = connections[alias]
    try:
        connection.close_if_health_check_failed()
        connection.ensure_connection()
    except Error as error:
        log.warning("The database %s cannot be reached: %s", alias, error)
        _lose(alias)
        return False
    _resting_until.pop(alias, None)
    return True


def _is_public_read(request: HttpRequest) -> bool:
    return (
        request.method in unavailable.READS
        and request.path_info.startswith("/api/v1/")
        and not asks_as_somebody(request)
    )


def _in_turn(replicas: list[str]) -> list[str]:
    """In which order a public read tries the replicas, before the primary."""
    first = next(_turns) % len(replicas)
    return [*replicas[first:], *replicas[:first]]


def _lose(alias: str) -> None:
    _resting_until[alias] = time.monotonic() + REST
    try:
        connections[alias].close()
    except Error:
        log.debug("It was closed already.", exc_info=True)


@contextmanager
def _reading_from(alias: str) -> Iterator[None]:
    before = _reading.set(alias)
    try:
        yield
    finally:
        _reading.reset(before)


def _made_from(alias: str, content: Iterable[bytes]) -> Iterator[bytes]:
    """What is streamed is read long after the view has returned."""
    chunks = iter(content)
    while True:
        with _reading_from(alias):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk
