"""The index by which turns are found. On PostgreSQL this rewrites the table of turns: minutes for a million."""

from django.db import migrations

from core.search import index


class Migration(migrations.Migration):
    dependencies = [("core", "0010_lists_of_people_in_order")]

    operations = [index.create_operation()]
