"""What is refused before anything is read of it: methods, and bodies that are too large or of unknown length."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.problems import problem_response

Handler = Callable[[HttpRequest], HttpResponseBase]

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
OVERRIDES = ("HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_HTTP_METHOD", "HTTP_X_METHOD_OVERRIDE")


class RefuseMiddleware:
    """TRACE and methods nobody knows (405), methods hidden in headers (400), bodies (411, 413)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return _refusal(request) or self.get_response(request)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    meta = request.META
    if request.method not in METHODS:
        detail = f"{(request.method or '')[:40]!r} is no method of this service."
        return problem_response(405, detail, {"Allow": ", ".join(METHODS)})
    for name in OVERRIDES:
        if name in meta:
            header = name.removeprefix("HTTP_").replace("_", "-").title()
            return problem_response(400, f"{header} is not followed: send the method itself.")
    if "HTTP_TRANSFER_ENCODING" in meta and not meta.get("CONTENT_LENGTH"):
        return problem_response(411, "Say how long the body is, with Content-Length.")
    length = re.fullmatch("[0-9]+", meta.get("CONTENT_LENGTH") or "")  # Django reads nothing where it is no number
    if length and (len(length[0]) > 15 or int(length[0]) > settings.LARGEST_BODY):
        return problem_response(413, f"The body has more than {settings.LARGEST_BODY:,} bytes.")
    return None
