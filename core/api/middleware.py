"""What every request and answer goes through before and after the views."""

import http
import json
import re
import urllib.parse
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers, set_response_etag

from core.asking import asks_as_somebody
from core.problems import PROBLEM_JSON, is_of_admin, problem, problem_response

Handler = Callable[[HttpRequest], HttpResponseBase]


class OneFormMiddleware:
    """Lets every error be a problem document, whichever part of Django it comes from, such as the 412 to an `If-Match`
    that does not hold; and what says nothing, such as a redirect, be of no type instead of HTML. The pages of the
    admin are its own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and not is_of_admin(request):
            if response.status_code >= 400 and response.get("Content-Type") != PROBLEM_JSON:
                status = http.HTTPStatus(response.status_code)
                response.content = json.dumps(problem(status, f"{status.description or status.phrase}."))
                response["Content-Type"] = PROBLEM_JSON
                response["Content-Length"] = str(len(response.content))
                response["Cache-Control"] = "no-store"
            elif not response.content and response.status_code != 304:
                del response["Content-Type"]
        return response


class ReadableRequestMiddleware:
    """Refuses, with a 400, addresses that are not text: invalid UTF-8 and NUL.

    Django would put replacement characters in their place and answer something that was not asked; PostgreSQL
    cannot hold a NUL at all.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # In a path, Django has put %FF for each byte that is not UTF-8.
        if broken := re.search("%[89A-F][0-9A-F]", request.path_info):
            return problem_response(400, f"The path holds {broken[0]}, which is not valid UTF-8.")
        # WSGI hands over the bytes of the query as Latin-1 (PEP 3333).
        query: bytes = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
        try:
            text = urllib.parse.unquote_to_bytes(query.replace(b"+", b" ")).decode()
        except UnicodeDecodeError as error:
            return problem_response(400, f"The query is not valid UTF-8 at byte {error.start}.")
        for what, readable in (("path", request.path_info), ("query", text)):
            if "\0" in readable:
                return problem_response(400, f"The {what} holds a NUL character.")
        # Whatever a Content-Type says of its body: Django would read the query in that encoding too.
        request.encoding = "utf-8"
        return self.get_response(request)


class PublicCacheMiddleware:
    """Public answers may be kept by anybody, and are asked about again before they are used (RFC 9111). What was
    answered to somebody is nobody else's, though it may say what the public reads."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith("/api/v1/"):
            patch_vary_headers(response, ["Accept-Encoding"])  # `KeptAnswersMiddleware` compresses
            if not response.has_header("Cache-Control"):
                kept_by = "private, no-store" if asks_as_somebody(request) else "public, no-cache"
                response["Cache-Control"] = kept_by if response.status_code < 400 else "no-store"
        if request.method == "HEAD" and response.status_code == 200 and not response.has_header("ETag"):
            set_response_etag(response)  # as a GET has it from ConditionalGetMiddleware
        return response
