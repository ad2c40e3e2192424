"""Make the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from core.models import Turn
from core.search import index


class Command(BaseCommand):
    help = (
        "Make the search index anew, whatever is there of it: after the system check core.E002, or when there is doubt."
        " The database keeps it true by itself otherwise. Nobody can write meanwhile: some minutes for a million turns."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if Turn._meta.db_table not in connection.introspection.table_names():
            raise CommandError("There is no table of turns yet: run manage.py migrate.")
        with transaction.atomic():
            index.rebuild(connection)
        self.stdout.write(f"{Turn.objects.count():,} turns can be searched.")
