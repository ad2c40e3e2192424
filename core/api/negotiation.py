"""Which format an answer comes in, by what `Accept` says; REST framework leaves out how much each is wanted."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http.request import MediaType
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation, DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from core.problems import PROBLEM_JSON

JSON = "application/json"
LONGEST = 8192  # bytes of Accept; REST framework reads no longer one


class MostWanted(DefaultContentNegotiation):
    """The format with the highest quality value (RFC 9110, section 12.5.1), the first of several; none that has 0."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderers = list(renderers)
        accept = request.headers.get("Accept", "")
        says_how_much = "q=" in accept.lower() and len(accept) <= LONGEST
        try:
            return super().select_renderer(
                request, _most_wanted(accept, renderers) if says_how_much else renderers, format_suffix
            )
        except NotAcceptable as error:
            possible = ", ".join(each.media_type for each in renderers)
            raise NotAcceptable(
                f"No format that Accept asks for is possible here. Possible: {possible}.", available_renderers=renderers
            ) from error


class OnlyFormat(BaseContentNegotiation):
    """For an address whose suffix has named the format: there is nothing left to negotiate."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


def _most_wanted(accept: str, renderers: Sequence[BaseRenderer]) -> list[BaseRenderer]:
    ranges = [MediaType(each) for each in accept.split(",") if each.strip()]
    wanted = {each: _quality(each.media_type, ranges) for each in renderers}
    most = max(wanted.values())
    return [each for each in renderers if wanted[each] == most and most > 0]


def _quality(media_type: str, ranges: Sequence[MediaType]) -> float:
    """What the most specific of the ranges that hold the type says of it."""
    if media_type == PROBLEM_JSON and not any(each.sub_type == "problem+json" for each in ranges):
        media_type = JSON  # which it is, where there is no problem
    main, _, sub = media_type.partition("/")
    holding = [each for each in ranges if each.main_type in {main, "*"} and each.sub_type in {sub, "*"}]
    return max(holding, key=lambda each: each.specificity).quality if holding else 0
