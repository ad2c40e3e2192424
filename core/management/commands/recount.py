"""Count anew what is public of people and organizations."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from core import counting, publishing


class Command(BaseCommand):
    help = (
        "Count anew what is public of people and organizations, and tell how many had other counts: none, unless rows"
        " came past this service, such as a fixture that an earlier version wrote. Nobody can publish meanwhile: up"
        " to a minute for a million turns."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        publishing.wait_in_the_queue()
        mended = counting.count_all()
        self.stdout.write(f"{mended:,} people and organizations had other counts.")
