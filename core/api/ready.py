"""Answers whose headers were worked out before: giving them again costs the sending.

An answer that went through all of the middleware once says by its headers what that has to say. Whoever asks the same
gets the same; `asked` tells what is the same, and who must be answered anew.
"""

import gzip
import re
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response

from core.asking import asks_as_somebody
from core.serving import throttling

SECONDS = 3_600  # for which what was made is kept, at most
WORTH_COMPRESSING = 1_000  # bytes
LONGEST_REQUEST = 2_000  # characters of what tells requests apart

# By which a request says more than what it wants to read: under which condition, as what method, with a body.
SAYING_MORE = (
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_X_HTTP_METHOD_OVERRIDE",
    "HTTP_X_HTTP_METHOD",
    "HTTP_X_METHOD_OVERRIDE",
    "HTTP_TRANSFER_ENCODING",
)
ORIGIN = re.compile(r"null|[a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
TAKES_GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q=(?:1|0?\.\d*[1-9])[.\d]*\s*)?(?:,|$)")  # `q=0` is a no
# What is said to one client only.
OF_ONE_ANSWER = {"content-length", "ratelimit", "ratelimit-policy", "set-cookie", "x-request-id"}
# What describes the body, which a 304 does not have (RFC 9110, 15.4.5).
OF_A_BODY = {
    "allow",
    "content-disposition",
    "content-encoding",
    "content-length",
    "content-type",
    "link",
    "x-frame-options",
}

# By their names in small letters, headers as they are sent.
Headers = dict[str, tuple[str, str]]


def asked(request: HttpRequest) -> tuple[str, ...] | None:
    """What tells a public read from others, the path and the query last: all that the middleware and the views look
    at. None for what may be answered to this client only."""
    meta = request.META
    if request.method != "GET" or not request.path_info.startswith("/api/v1/"):
        return None
    for name in SAYING_MORE:
        if name in meta:
            return None
    if meta.get("CONTENT_LENGTH") or asks_as_somebody(request):
        return None
    # Whatever its origin is, a page elsewhere gets the same headers (CORS); an unreadable one gets none.
    elsewhere = "HTTP_ORIGIN" in meta
    if elsewhere and not ORIGIN.fullmatch(meta["HTTP_ORIGIN"]):
        return None
    found = (
        str(request.scheme),
        meta.get("HTTP_HOST", ""),
        "elsewhere" if elsewhere else "",
        meta.get("HTTP_ACCEPT", ""),
        request.path,
        meta.get("QUERY_STRING", ""),
    )
    return found if sum(map(len, found)) <= LONGEST_REQUEST else None


def may_be_given_again(response: HttpResponseBase) -> bool:
    """Whether an answer is the same for everybody who asks the same, until the record changes."""
    return (
        response.status_code == 200
        and isinstance(response, HttpResponse)
        and "public" in response.get("Cache-Control", "")
        and response.has_header("ETag")
        and not response.cookies
    )


def headers_of(response: HttpResponseBase) -> Headers:
    """Its headers, but for those that are its client's own."""
    return {name: each for name, each in _as_sent(response.items()).items() if name not in OF_ONE_ANSWER}


def _as_sent(headers: Iterable[tuple[str, str]]) -> Headers:
    return {name.lower(): (name, value) for name, value in headers}


def zipped(body: bytes) -> bytes:
    """The body in gzip, the same bytes each time."""
    return gzip.compress(body, mtime=0)


def compressed(headers: Headers) -> Headers:
    """The headers of the same answer with its body in gzip: not the same bytes (RFC 9110, 8.8.1)."""
    etag = headers["etag"][1]
    return {
        **headers,
        "content-encoding": ("Content-Encoding", "gzip"),
        "etag": ("ETag", etag if etag.startswith("W/") else f"W/{etag}"),
    }


def takes_gzip(request: HttpRequest) -> bool:
    return TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None


def knows(request: HttpRequest, etag: str) -> bool:
    """Whether the client has what has that ETag: any of those it names, compared weakly (RFC 9110, 13.1.2)."""
    known = request.META.get("HTTP_IF_NONE_MATCH")
    if known is None:
        return False
    if known == etag:
        return True
    return get_conditional_response(request, etag=etag, response=None) is not None


def answer(request: HttpRequest, headers: Headers, body: bytes) -> "Ready | None":
    """The body with the headers, or a 304 when the client has it. None for who has asked too often."""
    standing = throttling.standing_of(request)
    if standing is None:
        return None
    headers = {**headers, **_as_sent(standing.items())}
    if knows(request, headers["etag"][1]):
        return _not_modified(headers)
    return Ready(body, {**headers, "content-length": ("Content-Length", str(len(body)))})


def unless_known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """An answer that was just made, or a 304 when the client has it."""
    etag = response.get("ETag")
    if response.status_code != 200 or not etag or not knows(request, etag):
        return response
    return _not_modified(_as_sent(response.items()))


def _not_modified(headers: Headers) -> "Ready":
    return Ready(b"", {name: each for name, each in headers.items() if name not in OF_A_BODY}, 304)


class Ready(HttpResponse):
    """A response that is given its headers as they are sent, instead of working out each anew."""

    was_kept = False

    def __init__(self, body: bytes, headers: Headers, status: int = 200) -> None:
        super().__init__(body, status=status, content_type="")
        self.headers = _ReadyHeaders(headers)

    def close(self) -> None:
        """Without `request_finished` where nothing was used that has to be looked after: by that, Django goes through
        all connections and caches. Only what a pool has lent must be given back."""
        if self.was_kept and not settings.DATABASE_POOL:
            self.closed = True
        else:
            super().close()


class _ReadyHeaders(ResponseHeaders):
    def __init__(self, headers: Headers) -> None:
        self._store = headers

    def items(self) -> Iterable[tuple[str, str]]:  # type: ignore[override]
        return self._store.values()
