"""Django's own, which is noted in the audit trail."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.models import User

from core import auditing
from core.vocabulary import AuditAction


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        # No transaction: it waits for somebody who types.
        known = set(User.objects.filter(is_superuser=True).values_list("pk", flat=True))
        said: str | None = super().handle(*args, **options)
        for user in User.objects.filter(is_superuser=True).exclude(pk__in=known):
            details = {"is_superuser": {"from": None, "to": True}}
            auditing.note(AuditAction.CREATED, user, by=auditing.COMMAND_LINE, details=details)
        return said
