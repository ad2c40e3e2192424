"""Make a token by which a script of somebody among the staff signs in."""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from core import auditing
from core.models import Token
from core.vocabulary import AuditAction


class Command(BaseCommand):
    help = "Make a token for a member of staff, and print it. It is shown this once: only a hash of it is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="script", help="what it is for")
        parser.add_argument("--days", type=int, default=90, help="until it ends (90)")

    def handle(self, *args: Any, username: str, name: str, days: int, **options: Any) -> None:
        user = get_user_model().objects.filter(username=username, is_staff=True, is_active=True).first()
        if user is None:
            raise CommandError(f"{username!r} is no active member of staff.")
        if not 1 <= days <= 3650:
            raise CommandError(f"--days {days}: give 1 to 3650.")
        with transaction.atomic():
            token, secret = Token.objects.create(user, expiry=datetime.timedelta(days=days), name=name)
            details = {"user": {"from": None, "to": username}, "expiry": {"from": None, "to": token.expiry.isoformat()}}
            auditing.note(AuditAction.CREATED, token, by=auditing.COMMAND_LINE, details=details)
        self.stdout.write(secret)
