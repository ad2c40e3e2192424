"""/healthz, /readyz and /metrics: what load balancers and monitoring ask.

They ask by whatever name and without TLS, often: these are answered before hosts, TLS, throttles and sessions.
"""

import json
import logging
from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.problems import problem_response
from core.search import index
from core.serving import metrics
from core.serving.databases import is_reachable

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
    """Requests may be sent here: one database at least can answer what the public asks. Says of each what it is like;
    503 with what is missing while none can."""
    states = {_name(alias): state_of(alias) for alias in connections}
    usable = [all(value == OK for value in state.values()) for state in states.values()]
    if not any(usable):
        missing = dict.fromkeys(
            value for state in states.values() for value in state.values() if value not in {OK, None}
        )
        return problem_response(503, " ".join(map(str, missing)), {"Retry-After": "5"})
    return _json({"status": "ready" if all(usable) else "impaired", "databases": states})


OK = "ok"
State = dict[str, str | None]


def state_of(alias: str) -> State:
    """What a database is like for this process: "ok", or what is wrong, a sentence each; null where that cannot be
    known. Reasons with names and addresses go to the log."""
    out_of_reach: State = {"database": "The database cannot be asked.", "migrations": None, "search_index": None}
    if not is_reachable(alias):
        return out_of_reach
    try:
        unapplied = _unapplied_migrations(alias)
        lacking = None if unapplied else _lacking_index(alias)
    except DatabaseError:
        log.warning("The database %s cannot be asked.", alias, exc_info=True)
        return out_of_reach
    return {"database": OK, "migrations": unapplied or OK, "search_index": OK if lacking == "" else lacking}


def _lacking_index(alias: str) -> str:
    lacking = index.missing(connections[alias])
    return f"The search index lacks {', '.join(lacking)}: run manage.py rebuild_search." if lacking else ""


def _name(alias: str) -> str:
    return "primary" if alias == DEFAULT_DB_ALIAS else alias


_migrated: set[str] = set()


def _unapplied_migrations(alias: str) -> str:
    """Once all are applied they stay so, as far as this process is concerned: it is not looked up again."""
    if alias not in _migrated:
        loader = MigrationLoader(connections[alias])
        missing = sorted(set(loader.graph.nodes) - set(loader.applied_migrations))
        if missing:
            names = ", ".join(".".join(each) for each in missing[:5])
            return f"{len(missing)} migrations are not applied: {names}{', ...' if len(missing) > 5 else '.'}"
        _migrated.add(alias)
    return ""


def _json(members: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(members), content_type="application/json")


PATHS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": alive,
    "/readyz": ready,
    "/metrics": metrics.answer,
}
