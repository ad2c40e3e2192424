"""Django's own, which is noted in the audit trail."""

from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.models import User

from core import auditing


class Command(changepassword.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        hashes = dict(User.objects.values_list("pk", "password"))
        said: str | None = super().handle(*args, **options)
        for user in User.objects.all():
            if hashes.get(user.pk, user.password) != user.password:
                auditing.note_password(user, by=auditing.COMMAND_LINE)
        return said
