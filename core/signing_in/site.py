"""The admin itself: what belongs to none of its nouns."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from core import auditing
from core.auditing import Actor
from core.vocabulary import AuditAction, Door


class StaffSite(AdminSite):
    site_header = site_title = "Transcripts"
    index_title = "The record"

    @transaction.atomic
    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """One's own password, whose change is noted as every other write is."""
        user = request.user
        assert isinstance(user, User)
        before = user.password
        response = super().password_change(request, extra_context)
        if user.password != before:
            details = {"password": {"to": "another"}}
            auditing.note(AuditAction.CHANGED, user, by=Actor(user, Door.ADMIN), details=details)
        return response
