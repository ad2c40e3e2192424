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

# A token that is in use is written once in that time, and not with every request.
LAST_USE_TO = datetime.timedelta(hours=1)


class TokenAuthentication(knox.auth.TokenAuthentication):
    """`Authorization: Bearer ...`. Two queries for a token that was not used for an hour, else one."""

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
    not vary by cookies."""

    def authenticate(self, request: Request) -> Any:
        return super().authenticate(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
