"""/healthz, /readyz and /metrics: what load balancers and monitoring ask.

They ask by whatever name and without TLS, often: these are answered before hosts, TLS, throttles and sessions.
"""

import json
import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.problems import problem_response
from core.serving import metrics

Handler = Callable[[HttpRequest], HttpResponseBase]

log = logging.getLogger(__name__)


class HealthMiddleware:
    """Answers the three, and lets everything else through."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = PATHS.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return problem_response(405, f"{request.method!r} is not possible here.", {"Allow": "GET, HEAD"})
        response = answer(request)
        response["Cache-Control"] = "no-store"
        return response


def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing of the database: restarting us would not mend it."""
    return _json({"status": "alive"})


def ready(request: HttpRequest) -> HttpResponse:
    """Requests may be sent here; 503 with what is missing while they should go elsewhere."""
    missing = what_is_missing()
    if missing:
        return problem_response(503, " ".join(missing), {"Retry-After": "5"})
    return _json({"status": "ready"})


def what_is_missing() -> list[str]:
    """What keeps this process from serving, a sentence each; reasons with names and addresses go to the log."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return [*_unapplied_migrations()]
    except DatabaseError:
        log.warning("The database cannot be asked.", exc_info=True)
        return ["The database cannot be asked."]


_migrated = False


def _unapplied_migrations() -> list[str]:
    """Once all are applied they stay so, as far as this process is concerned: it is not looked up again."""
    global _migrated
    if not _migrated:
        loader = MigrationLoader(connection)
        missing = sorted(set(loader.graph.nodes) - set(loader.applied_migrations))
        if missing:
            names = ", ".join(".".join(each) for each in missing[:5])
            return [f"{len(missing)} migrations are not applied: {names}{', ...' if len(missing) > 5 else '.'}"]
        _migrated = True
    return []


def _json(members: dict[str, str]) -> HttpResponse:
    return HttpResponse(json.dumps(members), content_type="application/json")


PATHS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": alive,
    "/readyz": ready,
    "/metrics": metrics.answer,
}
