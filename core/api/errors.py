"""Errors as RFC 9457 problem documents, on every path."""

import http
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import DisallowedHost, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.api.redirecting import redirect
from core.problems import PROBLEM_JSON
from core.problems import problem as problem
from core.problems import problem_response as problem_response
from core.serving import streaming

# Where REST framework keeps what is wrong with an object as a whole.
NON_FIELD = "non_field_errors"


class NotThere(exceptions.NotFound):
    """What is not published and what does not exist are the same to the public, in the same words."""

    def __init__(self, noun: str, key: str, value: object) -> None:
        super().__init__(f"No published {noun} has the {key} {str(value)!r}.")


class BadParameters(exceptions.APIException):
    """Query parameters that cannot be answered; says for each what is wrong and what would be possible."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "bad_parameters"

    def __init__(self, problems: dict[str, list[str]]) -> None:
        self.problems = problems
        said = [(name, message) for name, messages in problems.items() for message in messages]
        super().__init__(" ".join(text if repr(name) in text else f"{name}: {text}" for name, text in said))


class Refusal(exceptions.APIException):
    """A request that is understood and not carried out; says why, and of each field by its JSON pointer what is wrong.
    Nothing was changed."""

    def __init__(self, status_code: int, detail: str, errors: list[dict[str, str]] | None = None) -> None:
        self.status_code = status_code
        self.errors = errors or []
        super().__init__(detail)


class TooManyFiles(exceptions.APIException):
    wait = streaming.LATER

    def __init__(self, status_code: int, detail: str) -> None:
        self.status_code = status_code
        super().__init__(detail)


def refuse_many(request: Request) -> None:
    """Raises TooManyFiles where a long file would be refused once it is begun: before it costs anything."""
    if (refusal := streaming.refusal(request)) is not None:
        raise TooManyFiles(*refusal)


def wrong(pointer: str, detail: str) -> exceptions.APIException:
    """A field that cannot be accepted."""
    return Refusal(400, "Some values cannot be accepted.", [{"pointer": pointer, "detail": detail}])


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """For REST_FRAMEWORK["EXCEPTION_HANDLER"]."""
    slug = context["kwargs"].get("slug")
    if isinstance(error, NotThere) and slug and (moved := redirect(context["request"], slug)) is not None:
        return moved
    response = exception_handler(error, context)
    if response is None:
        return None
    errors: list[dict[str, str]] = []
    if isinstance(error, BadParameters):
        errors = [{"parameter": name, "detail": text} for name, texts in error.problems.items() for text in texts]
    elif isinstance(error, Refusal):
        errors = error.errors
    elif isinstance(error, exceptions.ValidationError):
        errors = list(_field_errors(error.detail))
    match error:
        case Http404():
            detail = "There is nothing at this address."
        case PermissionDenied():
            detail = "You may not do this."
        case exceptions.ValidationError():
            detail = "Some values cannot be accepted."
        case exceptions.MethodNotAllowed():
            possible = ", ".join(context["view"].allowed_methods)
            detail = f"{context['request'].method} is not possible here. Possible: {possible}."
        case exceptions.UnsupportedMediaType():
            possible = ", ".join(each.media_type for each in context["view"].get_parsers())
            detail = f"The body is of the type {context['request'].content_type[:80]!r}. Possible: {possible}."
        case exceptions.APIException():
            detail = str(error.detail)
        case _:
            detail = http.HTTPStatus(response.status_code).description
    response.data = problem(response.status_code, detail, errors)
    response.content_type = PROBLEM_JSON
    return response


def _field_errors(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """Each message of a validation error with the JSON pointer (RFC 6901) of what it is about."""
    if isinstance(detail, dict):
        for key, inner in detail.items():
            step = str(key).replace("~", "~0").replace("/", "~1")
            yield from _field_errors(inner, pointer if key == NON_FIELD else f"{pointer}/{step}")
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            yield from _field_errors(inner, pointer if isinstance(inner, str) else f"{pointer}/{index}")
    else:
        yield {"pointer": pointer, "detail": str(detail)}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return problem_response(400, "The Host header names no host of this service.")
    return problem_response(400, "The request cannot be understood.")
