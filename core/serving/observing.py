"""Every request gets an id, a line in the log, and its place in the metrics."""

import logging
import re
import time
from collections.abc import Callable

import uuid_utils
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from core.problems import request_id
from core.serving import metrics
from core.serving.clients import address_of
from core.serving.health import PATHS as HEALTH

Handler = Callable[[HttpRequest], HttpResponseBase]

log = logging.getLogger("transcripts.requests")
# Addresses whose last part is a secret: whoever has it may read. They are logged without it.
SECRET = re.compile("(/previews/)[^/]+")
# What the lines of all requests have in common.
_LINE = vars(log.makeRecord(log.name, logging.INFO, __file__, 0, "", (), None))


class ObserveMiddleware:
    """The outermost: what it does not see did not happen.

    The id is in the answer's `X-Request-Id`, in every line that is logged meanwhile, and in problem documents that are
    our fault. A proxy of ours may give it; anybody else's is not taken over.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        current = _given(request) or uuid_utils.uuid4().hex
        before = request_id.set(current)
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = current
            seconds = time.perf_counter() - began
            metrics.record(request, response, seconds)
            if settings.LOG_REQUESTS and request.path_info not in HEALTH:
                _log(request, response, seconds)
            return response
        finally:
            request_id.reset(before)


def _given(request: HttpRequest) -> str:
    """The id that a proxy of ours gave the request; "" without one, or one that is not well formed."""
    if not settings.TRUSTED_PROXIES:
        return ""
    given: str = request.META.get("HTTP_X_REQUEST_ID", "")
    return given if re.fullmatch("[A-Za-z0-9_-]{8,64}", given) else ""


def _log(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """One line. Neither the query, nor headers, nor bodies: they can hold what is nobody's business."""
    if not log.isEnabledFor(logging.INFO):
        return
    path = request.path_info
    if "/previews/" in path:
        path = SECRET.sub(r"\1***", path)
    now = time.time()
    # Not `log.info`, which would look for the line of code that says this, and much else, for every request.
    record = logging.LogRecord.__new__(logging.LogRecord)
    vars(record).update(
        _LINE,
        created=now,
        msecs=now % 1 * 1000,
        msg=f"{request.method} {path} {response.status_code}",
        method=request.method,
        path=path,
        status=response.status_code,
        milliseconds=round(seconds * 1000, 2),
        bytes=None if response.streaming else len(response.content),  # type: ignore[attr-defined]
        address=address_of(request),
    )
    log.handle(record)
