"""What is answered while a database cannot do what it is asked: 503, when to try again, and never a 500."""

import sys

from django.db import Error, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from core.problems import is_of_admin, problem_response

READS = {"GET", "HEAD", "OPTIONS"}
AGAIN = 5  # seconds
# The classes and codes of PostgreSQL's errors (appendix A of its manual) that say nothing of what was asked: no
# connection, out of means, undone for the sake of another, not to be had now, shutting down or starting, a standby.
PASSING = ("40", "53", "55P03")
GONE = ("08", "57P", "25006")
# SQLite's result codes: BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN.
OF_SQLITE = {5, 6, 8, 10, 13, 14}


def is_out_of_reach(error: BaseException | None) -> bool:
    """Whether an error says that the database cannot be used now, whatever was asked of it."""
    if isinstance(error, InterfaceError):
        return True  # the connection is closed
    if not isinstance(error, OperationalError | InternalError):
        return False
    cause = error.__cause__
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return code & 0xFF in OF_SQLITE
    state: str | None = getattr(cause, "sqlstate", None)
    if state is None:  # no server said it: there is no connection, or the pool has none to give
        return isinstance(error, OperationalError) and cause is not None
    return state.startswith(PASSING + GONE)


def is_passing(error: BaseException) -> bool:
    """Whether the same database may well do it at the next attempt."""
    state: str | None = getattr(error.__cause__, "sqlstate", None)
    return state is not None and state.startswith(PASSING)


def answer(request: HttpRequest) -> HttpResponse:
    """A page in the admin, which needs no database itself; else a problem document."""
    headers = {"Retry-After": str(AGAIN), "Cache-Control": "no-store"}
    if is_of_admin(request):
        said = {"title": "Not available now", "seconds": AGAIN, "writes": request.method == "POST"}
        page = render_to_string("admin/unavailable.html", said)
        return HttpResponse(page, status=503, headers=headers)
    detail = f"The database cannot be asked now. Try again in {AGAIN} seconds."
    if request.method not in READS:
        detail += " See first whether what you sent was kept: the answer to that may have been lost on its way."
    return problem_response(503, detail, headers)


def server_error(request: HttpRequest) -> HttpResponse:
    """For `handler500`: also what fails outside of the views can have failed for want of a database."""
    error = sys.exc_info()[1]
    if isinstance(error, Error) and is_out_of_reach(error):
        return answer(request)
    return problem_response(500, "Something went wrong on our side. It has been recorded.")
