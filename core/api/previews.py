"""GET /api/v1/previews/{token}/: what the public will get, for whoever was given the link."""

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.views import APIView

from core import publishing
from core.api.errors import NotThere
from core.api.parameters import refuse_unknown
from core.api.serializers import problems
from core.api.transcript_serializers import TranscriptSerializer
from core.publishing import previews


class LinkExpiredError(APIException):
    status_code = 410


@extend_schema(tags=["previews"])
class PreviewView(APIView):
    """Previews."""

    @extend_schema(
        operation_id="previews_retrieve",
        summary="What the public will get",
        parameters=[OpenApiParameter("token", str, "path", description="From a link that staff have made.")],
        responses={
            200: TranscriptSerializer,
            **problems(
                {
                    400: "This address takes no parameters.",
                    404: "Nobody made this link, or the conference is gone.",
                    405: "Another method than those of this address.",
                    406: "The format that was asked for is not to be had.",
                    410: "The link was good once, and is no longer.",
                }
            ),
        },
    )
    def get(self, request: Request, token: str) -> HttpResponseBase:
        """The transcript of a conference as it would be published now, for whoever was given the link, for some
        days. Of a conference that is published already: with the changes that are not public yet, if any."""
        refuse_unknown(request.query_params, ())
        try:
            conference = previews.conference_of(token)
        except previews.ExpiredError as error:
            raise LinkExpiredError(str(error)) from error
        if conference is None:
            raise NotThere("preview", "token", token)
        return HttpResponse(
            publishing.preview(conference),
            content_type="application/json",
            headers={
                "Cache-Control": "private, no-store",
                "Referrer-Policy": "no-referrer",
                "X-Robots-Tag": "noindex",
            },
        )
