"""GET /api/v1/: where to begin."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from core.api.parameters import refuse_unknown
from core.api.serializers import problems

# What there is, and the name of its address.
ADDRESSES = {
    "conferences": "conference-list",
    "people": "person-list",
    "organizations": "organization-list",
    "participants": "participant-list",
    "turns": "turn-list",
    "questions": "question-list",
    "answers": "answer-list",
    "search": "search",
    "changes": "changes",
    "feed": "feed",
    "archives": "archives",
    "documentation": "docs",
    "openapi": "schema",
}


class IndexSerializer(serializers.Serializer[Any]):
    """The addresses of all that can be read."""

    def get_fields(self) -> dict[str, Any]:
        return {name: serializers.URLField(read_only=True) for name in ADDRESSES}


@extend_schema(tags=["index"])
class IndexView(APIView):
    """Where to begin."""

    @extend_schema(
        operation_id="index",
        summary="Where everything is",
        responses={
            200: IndexSerializer,
            **problems(
                {
                    400: "This address takes no parameters.",
                    406: "The format that was asked for is not to be had.",
                }
            ),
        },
    )
    def get(self, request: Request) -> Response:
        """The addresses of all lists, of search, changes and archives, and of what documents them."""
        refuse_unknown(request.query_params, ())
        return Response({name: reverse(address, request=request) for name, address in ADDRESSES.items()})
