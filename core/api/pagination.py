"""Keyset pages: each begins where the last row of the page before stands, by value and not by number.

So rows that come or go while somebody reads neither repeat nor hide others, and page 1,000 costs what page 1
costs. Ordering, page size and the optional count are decided here too.
"""

import base64
import binascii
import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from core.api.errors import BadParameters
from core.api.parameters import flag
from core.api.representing import Representation
from core.api.summaries import Summaries

LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True)
class Key:
    """One of the columns that order a list: a lookup, what Python type it holds, and its direction."""

    lookup: str
    holds: type = int
    descending: bool = False

    def write(self, value: Any) -> Any:
        """As a cursor holds it."""
        return value.isoformat() if isinstance(value, datetime.date) else value

    def read(self, value: Any) -> Any:
        """Raises ValueError when a cursor's value is not of this key's type."""
        if self.holds is datetime.date and isinstance(value, str):
            return datetime.date.fromisoformat(value)
        if type(value) is not self.holds or (isinstance(value, int) and abs(value) > LARGEST_INTEGER):
            raise ValueError
        if isinstance(value, str) and "\0" in value.encode().decode():  # a lone surrogate is a ValueError already
            raise ValueError
        return value


# What a list may be ordered by: the name of the ordering and its keys, the last of them unique.
Orderings = dict[str, tuple[Key, ...]]


def ordered(name: str, *keys: Key) -> Orderings:
    """`name` and `-name`, the latter with every key the other way round."""
    backwards = tuple(Key(key.lookup, key.holds, not key.descending) for key in keys)
    return {name: keys, f"-{name}": backwards}


def by_way(orderings: Orderings, column: str) -> Orderings:
    """The same orderings, with the conference read from another column that always holds the same."""
    return {
        name: tuple(replace(key, lookup=column) if key.lookup == "conference_id" else key for key in keys)
        for name, keys in orderings.items()
    }


def ordering_of(query: QueryDict, orderings: Orderings) -> str:
    """The name of the one that is asked for, or of the first. Raises BadParameters for one that is none."""
    name = query.get("ordering", next(iter(orderings)))
    if name not in orderings:
        raise BadParameters({"ordering": [f"{name[:80]!r} is not an ordering. Possible: {', '.join(orderings)}."]})
    return name


@dataclass(frozen=True)
class Cursor:
    ordering: str
    backwards: bool
    values: list[Any]

    def encode(self) -> str:
        text = json.dumps([self.ordering, self.backwards, self.values], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, orderings: Orderings, ordering: str) -> "Cursor":
        """Raises NotFound when no page of a list in that ordering gave this cursor."""
        try:
            padded = text.encode("ascii") + b"=" * (-len(text) % 4)
            name, backwards, values = json.loads(base64.b64decode(padded, b"-_", validate=True).decode())
            if name != ordering or not isinstance(backwards, bool) or not isinstance(values, list):
                raise ValueError
            keys = orderings[ordering]
            return cls(name, backwards, [key.read(value) for key, value in zip(keys, values, strict=True)])
        except (ValueError, TypeError, RecursionError, binascii.Error) as error:
            raise NotFound(
                f"No page of this list in the ordering {ordering!r} has the cursor {text[:80]!r}: take it from `next`"
                " or `previous`, or leave it out for the first page."
            ) from error


def beyond(keys: Sequence[Key], values: Sequence[Any], *, backwards: bool) -> Q:
    """Rows that come after those values in the order of the keys; before them when backwards."""
    condition = Q()
    for key, value in reversed(list(zip(keys, values, strict=True))):
        after = "lt" if key.descending != backwards else "gt"
        further = Q(**{f"{key.lookup}__{after}": value})
        # The first part alone can use an index; databases do not derive it from the OR.
        condition = Q(**{f"{key.lookup}__{after}e": value}) & (further | condition) if condition else further
    return condition


class KeysetPagination(BasePagination):
    """`next` and `previous` are whole addresses, also in the Link header (RFC 8288); `count` is null unless asked."""

    default_page_size: ClassVar[int] = 25
    largest_page_size: ClassVar[int] = 100
    parameters: ClassVar[tuple[str, ...]] = ("cursor", "page_size", "count", "ordering")

    def page_of(
        self,
        representation: Representation | Summaries,
        queryset: QuerySet[Any],
        request: Request,
        orderings: Orderings,
    ) -> list[dict[str, Any]]:
        """The answers of the rows of the page that the request asks for."""
        self.request = request
        self.ordering = ordering_of(request.query_params, orderings)
        size = self._page_size()
        self.count = queryset.order_by().count() if flag(request.query_params, "count") else None
        self.keys = orderings[self.ordering]
        text = request.query_params.get("cursor")
        cursor = Cursor.decode(text, orderings, self.ordering) if text is not None else None
        backwards = cursor is not None and cursor.backwards
        if cursor is not None:
            queryset = queryset.filter(beyond(self.keys, cursor.values, backwards=backwards))
        order = [F(key.lookup).desc() if key.descending != backwards else F(key.lookup).asc() for key in self.keys]
        rows = representation.rows(queryset.order_by(*order)[: size + 1], *(key.lookup for key in self.keys))
        more = len(rows) > size
        rows = rows[:size]
        if backwards:
            rows.reverse()
        self.next = self._link(rows[-1][1], False) if rows and (more or backwards) else None
        self.previous = self._link(rows[0][1], True) if rows and cursor and (more or not backwards) else None
        return [answer for answer, _ in rows]

    def _page_size(self) -> int:
        text = self.request.query_params.get("page_size", str(self.default_page_size))
        if text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= self.largest_page_size:
            return int(text)
        raise BadParameters({"page_size": [f"{text[:80]!r} is not a whole number from 1 to {self.largest_page_size}."]})

    def _link(self, values: Sequence[Any], backwards: bool) -> str:
        held = [key.write(value) for key, value in zip(self.keys, values, strict=True)]
        cursor = Cursor(self.ordering, backwards, held)
        return replace_query_param(self.request.build_absolute_uri(), "cursor", cursor.encode())

    def get_paginated_response(self, data: Any) -> Response:
        links = {"next": self.next, "previous": self.previous}
        header = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
        return Response({**links, "count": self.count, "results": data}, headers={"Link": header} if header else None)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "count", "results"],
            "properties": {
                "next": {**link, "description": "The next page; null on the last."},
                "previous": {**link, "description": "The page before; null on the first."},
                "count": {
                    "type": ["integer", "null"],
                    "description": "Of all pages; null unless `count=true`.",
                },
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        orderings = list(view.orderings)  # type: ignore[attr-defined]
        described: list[tuple[str, str, dict[str, Any]]] = [
            (
                "cursor",
                "Where the page begins: from `next` or `previous` of another page.",
                {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
            ),
            (
                "page_size",
                "How many a page holds.",
                {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": self.largest_page_size,
                    "default": self.default_page_size,
                },
            ),
            ("count", "Also count all pages.", {"type": "boolean", "default": False}),
            ("ordering", "What comes first.", {"type": "string", "enum": orderings, "default": orderings[0]}),
        ]
        return [
            {"name": name, "in": "query", "required": False, "description": text, "schema": schema}
            for name, text, schema in described
        ]
