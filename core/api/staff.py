"""Who may write: staff, under Django's permissions."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class StaffMay(BasePermission):
    """Staff with the permission that the view names for the method, as in `{"POST": "core.add_conference"}`."""

    message = "You are not among the staff who may do this."

    def has_permission(self, request: Request, view: Any) -> bool:
        user: Any = request.user
        needed = view.permissions_required.get(request.method)
        return bool(user and user.is_authenticated and user.is_staff and (needed is None or user.has_perm(needed)))
