"""What is searched is indexed as before, in less time. Takes no longer for a million turns than for one."""

from django.db import migrations

from core.search import index

# What the column and the index were marked with on PostgreSQL before, where they hold what they hold now.
COLUMN_MARK = "59a671d52021907eba1896b59b73da0a96e9562b7a4e139a233e2ac9a5db7104"
TERMS_MARK = "3b7f60d127a4e4a08224b2db002c7dcea562a938c54e92ec76604b10476bdcde"


class Migration(migrations.Migration):
    dependencies = [("core", "0015_phrases_are_indexed")]

    operations = [index.update_operation(COLUMN_MARK, TERMS_MARK)]
