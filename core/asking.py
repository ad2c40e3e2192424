"""Who asks, as far as a request says so itself."""

from django.conf import settings
from django.http import HttpRequest


def asks_as_somebody(request: HttpRequest) -> bool:
    """Whether a request brings what may be a sign-in. To ask whose it is would cost a query."""
    return "HTTP_AUTHORIZATION" in request.META or settings.SESSION_COOKIE_NAME in request.META.get("HTTP_COOKIE", "")
