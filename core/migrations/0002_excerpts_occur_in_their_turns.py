"""The database refuses an excerpt that does not occur in its turn."""

from django.db import migrations

from core.models import excerpts


class Migration(migrations.Migration):
    dependencies = [("core", "0001_the_record")]

    operations = [excerpts.create_operation()]
