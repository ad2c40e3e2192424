"""What PostgreSQL knows of how much there is, renewed when a command has brought much more.

How it goes about a statement that is prepared stays as it seemed best when there was little, until it has counted
anew, as it does by itself within some minutes. Meanwhile a page of turns took more than five seconds, where 26 turns
had become 50,000.
"""

from django.apps import apps
from django.db import connection

GROWN = """
SELECT pg_relation_size(oid) / current_setting('block_size')::bigint > 2 * relpages
FROM pg_class WHERE oid = to_regclass(%s)
"""


def renew_statistics() -> None:
    """Let PostgreSQL count what is there, where turns take more than twice the room that they took when it counted
    last. One query, or some seconds for a million turns."""
    if connection.vendor != "postgresql":
        return
    tables = [each._meta.db_table for each in apps.get_app_config("core").get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        cursor.execute(GROWN, ["core_turn"])
        if cursor.fetchone() == (True,):
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
