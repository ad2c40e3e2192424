"""Figures for Prometheus, summed over the worker processes of a machine.

Each worker counts in files of its own under `RUNTIME_ROOT`. A worker that takes another's place takes over its files:
they do not become more with every worker that was recycled.
"""

import fcntl
import hmac
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector

from core.problems import problem_response

METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


def _place(folder: Path) -> int:
    """The first place that no living process of this machine holds; held by a lock until this process ends."""
    number = 0
    while True:
        lock = os.open(folder / f"{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return number
        except BlockingIOError:
            os.close(lock)
            number += 1


class _Metrics:
    """Made when the first request is counted, in the worker."""

    def __init__(self) -> None:
        folder: Path = settings.RUNTIME_ROOT / "metrics"
        folder.mkdir(parents=True, exist_ok=True)
        # Read by the library when a metric is made.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        place = _place(folder)
        values.ValueClass = values.MultiProcessValue(lambda: place)  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "transcripts_requests", "Answers.", ["method", "status", "view"], registry=self.registry
        )
        self.seconds = Histogram(
            "transcripts_request_seconds", "Until the answer began.", ["view"], buckets=BUCKETS, registry=self.registry
        )


_metrics: _Metrics | None = None


def record(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """Count an answer. Nothing, when nobody may ask for the figures."""
    global _metrics
    if not settings.METRICS_TOKEN:
        return
    if _metrics is None:
        _metrics = _Metrics()
    match: Any = getattr(request, "resolver_match", None)
    view = (match.view_name or match.route) if match else "none"  # refused, or answered from a cache, before the view
    method = request.method if request.method in METHODS else "other"
    _metrics.requests.labels(method, response.status_code, view).inc()
    _metrics.seconds.labels(view).observe(seconds)


def answer(request: HttpRequest) -> HttpResponse:
    """GET /metrics, for who brings `METRICS_TOKEN` as a bearer token. Nobody else learns that it is there."""
    expected = f"Bearer {settings.METRICS_TOKEN}"
    given: str = request.META.get("HTTP_AUTHORIZATION", "")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), expected.encode()):
        return problem_response(404, "There is nothing at this address.")
    registry = CollectorRegistry()
    folder: Path = settings.RUNTIME_ROOT / "metrics"
    if folder.is_dir():  # else nobody has counted anything yet
        MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
