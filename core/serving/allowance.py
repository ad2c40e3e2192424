"""What one public read may cost: so long in the database, and so many bytes of an answer."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.problems import problem_response

Handler = Callable[[HttpRequest], HttpResponseBase]

READS = {"GET", "HEAD"}
STEPS = 20_000  # of SQLite's virtual machine, after which it asks whether to go on: some milliseconds
CANCELED = "57014"  # query_canceled, in PostgreSQL's list of errors
# How PostgreSQL plans a read. Compiling what is asked took as long again as answering it; and a merge join goes over
# all conferences from the first one on, however late the page is: page 1,000 took a third longer than page 1.
PLANNING = ("jit = off", "enable_mergejoin = off")

log = logging.getLogger(__name__)


class TookTooLongError(DatabaseError):
    """The time of this request in the database is used up before the next statement."""


class AllowanceMiddleware:
    """Answers 503 in the place of a read that takes too long, and 400 in the place of one that is too large.

    Behind cached answers, which cost nothing. What is streamed is counted neither in seconds nor in bytes: it is made
    as fast as its reader takes it. Writes are not stopped half-way.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READS or not request.path_info.startswith("/api/"):
            return self.get_response(request)
        watches = (
            [_Watch(each, settings.DATABASE_SECONDS) for each in connections.all()] if settings.DATABASE_SECONDS else []
        )
        try:
            response = self.get_response(request)
        finally:
            for watch in watches:
                watch.end()
        if not response.streaming and len(response.content) > settings.LARGEST_ANSWER:  # type: ignore[attr-defined]
            return problem_response(
                400,
                f"The answer would have more than {settings.LARGEST_ANSWER:,} bytes."
                " Ask for less: smaller pages (page_size), or fewer fields.",
            )
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not _is_ours(error):
            return None
        log.warning("Stopped after %s seconds in the database: %s", settings.DATABASE_SECONDS, request.path_info)
        return problem_response(
            503,
            "This takes too long to find out. Ask for less: more filters, or smaller pages.",
            {"Retry-After": str(settings.DATABASE_SECONDS or 1)},
        )


def _is_ours(error: Exception) -> bool:
    """Whether the database stopped because it was told to."""
    if isinstance(error, TookTooLongError):
        return True
    if not isinstance(error, DatabaseError):
        return False
    return getattr(error.__cause__, "sqlstate", None) == CANCELED or str(error) == "interrupted"


class _Watch:
    """Stops the statements of a connection when the time is over, which runs from the first of them: what comes before
    (a worker that has just started, a machine that is busy) is not the request's fault."""

    def __init__(self, connection: BaseDatabaseWrapper, seconds: int) -> None:
        self.connection, self.seconds = connection, seconds
        self.ends: float | None = None
        self.watched: Any = None  # SQLite's connection, once it is told when to stop
        # As Django's execute_wrapper(), which is a generator and costs more than all the rest here.
        connection.execute_wrappers.append(self)

    def __call__(self, run: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if self.ends is None:
            self.ends = time.monotonic() + self.seconds
        elif self._is_over():
            raise TookTooLongError
        if self.connection.vendor == "postgresql":
            if not settings.PGBOUNCER:  # which has limited them already
                _limit_statements(self.connection, self.seconds)
        elif self.watched is None:
            self.watched = self.connection.connection
            # Rows are found while they are fetched, after this method: so it stands until the request ends.
            self.watched.set_progress_handler(self._is_over, STEPS)
        return run(sql, params, many, context)

    def _is_over(self) -> bool:
        return self.ends is not None and time.monotonic() > self.ends

    def end(self) -> None:
        self.connection.execute_wrappers.remove(self)
        if self.watched is not None and self.watched is self.connection.connection:
            self.watched.set_progress_handler(None, 0)


def _limit_statements(connection: BaseDatabaseWrapper, seconds: int) -> None:
    """Once for each connection to PostgreSQL, which keeps it; in a transaction, for that only. With `PLANNING`."""
    raw: Any = connection.connection
    if getattr(raw, "statements_limited_to", None) == seconds:
        return
    local = connection.in_atomic_block
    settled = (f"statement_timeout = {seconds * 1000:d}", *PLANNING)
    with connection.wrap_database_errors:
        raw.execute("; ".join(f"{'SET LOCAL' if local else 'SET'} {setting}" for setting in settled))
    if not local:
        raw.statements_limited_to = seconds
