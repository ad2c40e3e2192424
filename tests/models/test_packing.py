"""How long texts are packed by the database."""

import pytest
from django.db import connection

from core.models import Conference

pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite packs nothing")


def test_a_transcript_is_packed_by_what_is_fast(tokyo: Conference) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
        if cursor.fetchone() != (True,):
            pytest.skip("this PostgreSQL is built without LZ4")
        cursor.execute("SELECT DISTINCT pg_column_compression(document) FROM core_revision")
        assert cursor.fetchall() == [("lz4",)]
        cursor.execute("SELECT DISTINCT pg_column_compression(text) FROM core_sourcetext")
        assert cursor.fetchall() == [("lz4",)]
