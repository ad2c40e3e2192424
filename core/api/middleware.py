"""What every request and answer goes through before and after the views."""

import urllib.parse
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from core.api.errors import problem_response

Handler = Callable[[HttpRequest], HttpResponseBase]


class ReadableRequestMiddleware:
    """Refuses, with a 400, addresses that are not text: invalid UTF-8 and NUL.

    Django would put replacement characters in their place and answer something that was not asked; PostgreSQL
    cannot hold a NUL at all.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # WSGI hands over the bytes of the path as Latin-1 (PEP 3333).
        path: bytes = request.META.get("PATH_INFO", "").encode("latin-1", "replace")
        query: bytes = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
        for what, raw in (
            ("path", path),
            ("query", urllib.parse.unquote_to_bytes(query.replace(b"+", b" "))),
        ):
            try:
                raw.decode()
            except UnicodeDecodeError as error:
                return problem_response(400, f"The {what} is not valid UTF-8 at byte {error.start}.")
            if b"\0" in raw:
                return problem_response(400, f"The {what} holds a NUL character.")
        return self.get_response(request)


class PublicCacheMiddleware:
    """Public answers may be kept by anybody, and are asked about again before they are used (RFC 9111)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith("/api/v1/") and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "public, no-cache" if response.status_code < 400 else "no-store"
        return response
