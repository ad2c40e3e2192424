"""How staff are known on every path of the API: by a token, as scripts send it, or by the session of the admin."""

import datetime
from typing import Any

import knox.auth
from django.conf import settings
from django.utils import timezone
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from core.models import Token
from core.signing_in.second_factor import Standing, standing

# A token that is in use is written once in that time, and not with every request.
LAST_USE_TO = datetime.timedelta(hours=1)


class TokenAuthentication(knox.auth.TokenAuthentication):
    """`Authorization: Bearer ...`. Two queries for a token that was not used for an hour, else one."""

    def authenticate(self, request: Request) -> Any:
        """Raises AuthenticationFailed for a token that is not good, and for a password or whatever else is sent in its
        place: who believes to be signed in is not answered as nobody."""
        scheme = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")[0]
        if scheme and scheme.lower() != "bearer":
            raise AuthenticationFailed("Only tokens are taken here: Authorization: Bearer ...")
        return super().authenticate(request)

    def authenticate_credentials(self, token: bytes) -> tuple[Any, Token]:
        try:
            user, found = super().authenticate_credentials(token)
        except UnicodeDecodeError as error:
            raise AuthenticationFailed("Invalid token.") from error
        now = timezone.now()
        if found.last_used_at is None or now - found.last_used_at >= LAST_USE_TO:
            # Of those who come at once, one writes.
            Token.objects.filter(pk=found.pk, last_used_at=found.last_used_at).update(last_used_at=now)
        return user, found

    def _cleanup_token(self, auth_token: Token) -> bool:
        """Whether it has ended. It stays in the list of its owner, who sees that it has."""
        return auth_token.has_ended


class CookieAuthentication(SessionAuthentication):
    """The session of the admin. Without its cookie nobody is asked for, so that public answers cost no query and do
    not vary by cookies. Who still owes it a second factor is nobody."""

    def authenticate(self, request: Request) -> Any:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        found = super().authenticate(request)
        return found if found and standing(request._request) is Standing.IN else None
