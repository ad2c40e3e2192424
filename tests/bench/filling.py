"""Brings an archive up to the code of today, and fills it: `python -m tests.bench.filling CONFERENCES`."""

import sys

import django
from django.core.management import call_command
from django.db import connection


def fill(conferences: int) -> None:
    from core.models import Conference

    call_command("migrate", verbosity=0)
    if Conference.objects.count() == conferences:
        return
    call_command("make_corpus", conferences=conferences)
    if connection.vendor == "postgresql":
        # What autovacuum does sooner or later, done: plans of the first minutes are nobody's everyday.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
