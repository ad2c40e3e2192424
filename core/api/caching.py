"""Public answers are made once for each state of the record, and given to everybody who asks the same.

What is kept is found by the newest entry of the change sequence: whatever changes something public appends one in its
own transaction. So nothing stale is ever found, from the very next request, and nothing has to be thrown away. Kept in
Django's cache: this process's memory, or Redis for all processes and machines when it is configured.
"""

import functools
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from core.api.middleware import asks_as_somebody
from core.models import Change

Handler = Callable[[HttpRequest], HttpResponseBase]

LARGEST = 512 * 1024  # bytes of a body: what is larger is made again
LONGEST_REQUEST = 2_000  # characters of what tells requests apart
SECONDS = 3_600
# What is said to one client only.
OF_ONE_ANSWER = {"Content-Length", "RateLimit", "RateLimit-Policy"}
# What is not made of the record alone: archives are files.
MADE_OTHERWISE = ("/api/v1/archives/",)
WORTH_COMPRESSING = 1_000  # bytes


@functools.cache
def release() -> str:
    """Tells one version of the code from another, which may answer differently from the same record."""
    code = hashlib.sha256()
    for file in sorted(Path(__file__).parents[1].rglob("*.py")):
        code.update(file.read_bytes())
    return code.hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is given again."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    compressed: bytes | None = None  # once somebody asked for it again who takes gzip

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        takes_gzip = self.compressed is not None and _takes_gzip(request)
        response = HttpResponse(self.compressed if takes_gzip else self.body)
        for name, value in self.headers:
            response.headers[name] = value
        if takes_gzip:
            response.headers["Content-Encoding"] = "gzip"
            etag = response.headers["ETag"]
            # The same answer, not the same bytes (RFC 9110, 8.8.1).
            response.headers["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
        response.headers["Content-Length"] = str(len(response.content))
        return _unless_known(request, response)


class KeptAnswersMiddleware:
    """Answers anonymous GETs of the API from the cache, for one query: the newest change.

    It stands behind what makes an answer fit for who asks (CORS, the request id), and in front of all that costs.
    Nothing of staff is looked for or kept: whoever sends a token or a session is somebody else's business.
    """

    def __init__(self, get_response: Handler) -> None:
        if not settings.KEEP_ANSWERS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return self.get_response(request)
        kept: Kept | None = cache.get(key)
        if kept is not None:
            if kept.compressed is None and len(kept.body) >= WORTH_COMPRESSING and _takes_gzip(request):
                kept = replace(kept, compressed=gzip.compress(kept.body, mtime=0))
                cache.set(key, kept, SECONDS)
            return kept.answer(request)
        # The whole answer is wanted, whatever of it the client knows already.
        known = request.META.pop("HTTP_IF_NONE_MATCH", None)
        response = self.get_response(request)
        if known is not None:
            request.META["HTTP_IF_NONE_MATCH"] = known
        if isinstance(response, HttpResponse) and _may_be_kept(response):
            headers = tuple((name, value) for name, value in response.items() if name not in OF_ONE_ANSWER)
            cache.set(key, Kept(response.content, headers), SECONDS)
        return _unless_known(request, response)


def _key(request: HttpRequest) -> str | None:
    """By what an answer is found: what is asked, of which state of the record. None for what is not looked for."""
    meta = request.META
    if (
        request.method != "GET"
        or not request.path_info.startswith("/api/v1/")
        or request.path_info.startswith(MADE_OTHERWISE)
        or asks_as_somebody(request)
    ):
        return None
    asked = (
        str(request.scheme),
        meta.get("HTTP_HOST", ""),
        request.path,
        meta.get("QUERY_STRING", ""),
        meta.get("HTTP_ACCEPT", ""),
    )
    if sum(map(len, asked)) > LONGEST_REQUEST:
        return None
    try:
        newest = Change.objects.newest()
    except DatabaseError:
        return None  # what is behind says so as it does everywhere
    state = (release(), newest, asked)
    return hashlib.sha256(repr(state).encode(errors="surrogatepass")).hexdigest()


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and "public" in response.get("Cache-Control", "")
        and response.has_header("ETag")
        and not response.cookies
        and len(response.content) <= LARGEST
    )


def _takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")


def _unless_known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer, or a 304 when the client has it already."""
    etag = response.get("ETag")
    if response.status_code != 200 or not etag:
        return response
    return get_conditional_response(request, etag=etag, response=response) or response  # type: ignore[arg-type]
