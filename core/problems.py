"""Problem documents (RFC 9457): the one form of every error, whichever part of the service it comes from."""

import contextvars
import http
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

PROBLEM_JSON = "application/problem+json"

# The id of the request that is being answered, as logs and the X-Request-Id header have it.
request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")

# What RFC 9110 calls them, as Python does from 3.13 on.
_TITLES = {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}


def is_of_admin(request: HttpRequest) -> bool:
    """Whether somebody looks at a page there, who would read no problem document."""
    return request.path_info.startswith("/admin/")


def problem(status_code: int, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The members of a problem document; `errors` names each parameter or field that is wrong.

    One that is our fault has an `instance` as well: what to quote to us, and to look for in the logs. One that is the
    client's has none, so that the same question always gets the same answer.
    """
    members = {
        "type": "about:blank",
        "title": _TITLES.get(status_code) or http.HTTPStatus(status_code).phrase,
        "status": status_code,
        "detail": detail,
        "errors": errors or [],
    }
    if status_code >= 500 and (current := request_id.get()):
        members["instance"] = f"urn:request:{current}"
    return members


def problem_response(status_code: int, detail: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A problem outside of REST framework's views. No cache may keep it."""
    body = json.dumps(problem(status_code, detail), ensure_ascii=False)
    return HttpResponse(
        body, status=status_code, content_type=PROBLEM_JSON, headers={"Cache-Control": "no-store", **(headers or {})}
    )
