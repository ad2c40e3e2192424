"""Load the Tokyo record where there is no record yet."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from core import auditing
from core.models import Conference
from core.vocabulary import AuditAction

SLUG = "tokyo-2plus2-2024"


class Command(BaseCommand):
    help = "Load the Tokyo record, unless the database holds it already: what was edited there is left as it stands."

    def handle(self, *args: Any, **options: Any) -> None:
        if Conference.objects.filter(slug=SLUG).exists():
            self.stdout.write("The Tokyo record is there already.")
        else:
            with transaction.atomic():
                call_command("loaddata", SLUG, verbosity=0)
                loaded = Conference.objects.get(slug=SLUG)
                auditing.note(AuditAction.IMPORTED, loaded, by=auditing.COMMAND_LINE, details={"outcome": "created"})
            self.stdout.write("The Tokyo record is loaded.")
