"""Addresses that moved: a renamed or merged one redirects, on every path under its old slug."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from core.models import Conference, Organization, Person

# By the noun of an address, how a row of its kind is found by a slug that it had.
FORMERLY: dict[str, tuple[Any, str]] = {
    "conferences": (Conference.objects, "former_slugs__slug"),
    "people": (Person.objects, "merged__slug"),
    "organizations": (Organization.objects, "merged__slug"),
}


def redirect(request: Request, slug: str) -> Response | None:
    """What answers an address under a slug that nothing has: a 301 where something public had it. One query."""
    if request.method not in {"GET", "HEAD"}:
        return None
    for nouns in FORMERLY:
        before, found, after = request.path.partition(f"/{nouns}/{slug}/")
        if found and (now := formerly(nouns, slug).values_list("slug", flat=True).first()):
            query = request.META.get("QUERY_STRING", "")
            address = f"{before}/{nouns}/{now}/{after}"
            return Response(status=301, headers={"Location": f"{address}?{query}" if query else address})
    return None


def formerly(nouns: str, slug: Any) -> QuerySet[Any]:
    """The published row that had the slug, or none."""
    rows, path = FORMERLY[nouns]
    found: QuerySet[Any] = rows.published().filter(**{path: slug})
    return found
