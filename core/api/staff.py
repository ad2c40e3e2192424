"""Who may write: staff, by token or by the session of the admin, under Django's permissions."""

from typing import Any

from django.conf import settings
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from core.api.signing_in import TokenAuthentication


class CookieAuthentication(SessionAuthentication):
    """The session of the admin. Without its cookie nobody is asked for, so that public answers cost no query and do
    not vary by cookies."""

    def authenticate(self, request: Request) -> Any:
        return super().authenticate(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None


# The token first: what it answers to a missing sign-in is a 401 that says how to sign in.
STAFF_AUTHENTICATION = (TokenAuthentication, CookieAuthentication)


class StaffMay(BasePermission):
    """Staff with the permission that the view names for the method, as in `{"POST": "core.add_conference"}`."""

    message = "You are not among the staff who may do this."

    def has_permission(self, request: Request, view: Any) -> bool:
        user: Any = request.user
        needed = view.permissions_required.get(request.method)
        return bool(user and user.is_authenticated and user.is_staff and (needed is None or user.has_perm(needed)))
