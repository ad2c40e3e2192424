"""The transcript of a conference, straight from the database to the public: it is stored as it is answered."""

import re
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.api import ready
from core.models import Revision

Handler = Callable[[HttpRequest], HttpResponseBase]

TRANSCRIPT = re.compile(r"/api/v1/conferences/([A-Za-z0-9_-]+)/transcript/")
ONE_ETAG = re.compile('(?:W/)?"([0-9a-f]{64})"')
MOST_KINDS = 1_000  # of requests: by host, scheme, what is accepted, and whether a page elsewhere asks


class StoredTranscriptsMiddleware:
    """Answers anonymous GETs of a transcript as JSON with its bytes, for one query, where they are not kept.

    The first of its kind goes through all of the middleware and the view. All transcripts have the headers of that
    answer but for the validator, which is stored with the document, and the length. What cannot be answered so (no
    such conference, a draft, staff, another format) goes the whole way each time.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self._headers: dict[tuple[str, ...], ready.Headers] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = TRANSCRIPT.fullmatch(request.path_info)
        asked = ready.asked(request) if path else None
        if path is None or asked is None or asked[-1]:
            return self.get_response(request)
        kind = asked[:-2]
        headers = self._headers.get(kind)
        if headers is not None and (answer := _stored(request, path[1], headers)) is not None:
            return answer
        response = self.get_response(request)
        if (
            headers is None
            and ready.may_be_given_again(response)
            and response["Content-Type"] == "application/json"
            and len(self._headers) < MOST_KINDS
        ):
            self._headers[kind] = ready.headers_of(response)
        return response


def _stored(request: HttpRequest, slug: str, headers: ready.Headers) -> HttpResponse | None:
    """None where there is no such transcript, or the view has to refuse it."""
    known = ONE_ETAG.fullmatch(request.META.get("HTTP_IF_NONE_MATCH", ""))
    try:
        found = Revision.objects.document_of(slug, unless=known[1] if known else "")
    except DatabaseError:
        return None  # what is behind says so as it does everywhere
    if found is None:
        return None
    sha256, document = found
    body = document or b""
    if len(body) > settings.LARGEST_ANSWER:
        return None
    headers = {**headers, "etag": ("ETag", f'"{sha256}"')}
    return ready.answer(request, headers, body)
