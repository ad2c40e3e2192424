"""Public answers are made once for each state of the record, and given to everybody who asks the same.

What is kept is found by the newest entry of the change sequence: whatever changes something public appends one in its
own transaction. So nothing stale is ever found, from the very next request, and nothing has to be thrown away. Kept in
Django's cache: this process's memory, or Redis for all processes and machines when it is configured.
"""

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.api import ready
from core.models import Change, clock

Handler = Callable[[HttpRequest], HttpResponseBase]

LARGEST = 2_000_000  # bytes of a body: what is larger is made again
# What is not made of the record alone: archives are files.
MADE_OTHERWISE = "/api/v1/archives/"


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
    headers: ready.Headers
    compressed: bytes | None = None  # once somebody asked for it again who takes gzip

    def __len__(self) -> int:
        """Bytes that it takes, about."""
        return len(self.body) + len(self.compressed or b"") + 2_000


class KeptAnswersMiddleware:
    """Answers anonymous GETs of the API from the cache, for one query at most: the newest change.

    It stands in front of all but the request's id: what it gives went through the rest once, for a request of which
    that could see no difference (`ready.asked`). Nothing of staff is looked for or kept: whoever sends a token or a
    session is somebody else's business.
    """

    def __init__(self, get_response: Handler) -> None:
        if not settings.KEEP_ANSWERS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = ready.asked(request)
        if asked is None or request.path_info.startswith(MADE_OTHERWISE):
            return self.get_response(request)
        try:
            newest = Change.objects.newest()
        except DatabaseError:
            return self.get_response(request)  # what is behind says so as it does everywhere
        key = _key(newest.name, asked)
        kept: Kept | None = cache.get(key)
        if kept is not None:
            if (again := _given_again(request, key, kept)) is None:
                return self.get_response(request)
            again.was_kept = True
            return again
        response = self._made(request)
        # What is kept has to be of the state by which it will be found.
        if newest.is_own and ready.may_be_given_again(response):
            assert isinstance(response, HttpResponse)
            if len(response.content) <= LARGEST:
                cache.set(key, Kept(response.content, ready.headers_of(response)), ready.SECONDS)
        return ready.unless_known(request, response)

    def _made(self, request: HttpRequest) -> HttpResponseBase:
        """The whole answer, whatever of it the client knows already."""
        known = request.META.pop("HTTP_IF_NONE_MATCH", None)
        response = self.get_response(request)
        if known is not None:
            request.META["HTTP_IF_NONE_MATCH"] = known
        return response


def _given_again(request: HttpRequest, key: str, kept: Kept) -> ready.Ready | None:
    if len(kept.body) < ready.WORTH_COMPRESSING or not ready.takes_gzip(request):
        return ready.answer(request, kept.headers, kept.body)
    if kept.compressed is None:
        kept = replace(kept, compressed=ready.zipped(kept.body))
        cache.set(key, kept, ready.SECONDS)
    return ready.answer(request, ready.compressed(kept.headers), kept.compressed or b"")


def _key(state: clock.Name | None, asked: tuple[str, ...]) -> str:
    """By what an answer is found: what is asked, of which state of the record."""
    return hashlib.sha256(repr((release(), state, asked)).encode(errors="surrogatepass")).hexdigest()
