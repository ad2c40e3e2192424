"""Backups of PostgreSQL, by its own pg_dump and psql: plain SQL, run in one transaction."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from core.backups.package import BackupError, Standing
from core.backups.standing import standing

# Everything of ours in the schema goes before the backup comes; what extensions brought along stays, and what
# belongs to a table (the sequence of its keys) goes with it.
CLEAR = """
SET lock_timeout = '60s';
DO $clear$
DECLARE
    statement text;
    here regnamespace := current_schema()::regnamespace;
BEGIN
    FOREACH statement IN ARRAY coalesce((
        SELECT array_agg(format('DROP %s IF EXISTS %s CASCADE', kind, name) ORDER BY place)
        FROM (
            SELECT 1 AS place, 'pg_class'::regclass AS catalogue, oid, oid::regclass::text AS name,
                CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                    ELSE 'TABLE' END AS kind
            FROM pg_class WHERE relnamespace = here AND relkind IN ('r', 'p', 'v', 'm', 'S')
            UNION ALL
            SELECT 2, 'pg_proc'::regclass, oid, oid::regprocedure::text, 'ROUTINE'
            FROM pg_proc WHERE pronamespace = here
            UNION ALL
            SELECT 3, 'pg_ts_config'::regclass, oid, oid::regconfig::text, 'TEXT SEARCH CONFIGURATION'
            FROM pg_ts_config WHERE cfgnamespace = here
            UNION ALL
            SELECT 4, 'pg_ts_dict'::regclass, oid, oid::regdictionary::text, 'TEXT SEARCH DICTIONARY'
            FROM pg_ts_dict WHERE dictnamespace = here
            UNION ALL
            SELECT 5, 'pg_type'::regclass, oid, oid::regtype::text, 'TYPE'
            FROM pg_type WHERE typnamespace = here AND typtype IN ('e', 'd')
        ) AS found
        WHERE NOT EXISTS (
            SELECT FROM pg_depend WHERE classid = catalogue AND objid = found.oid AND deptype IN ('e', 'i')
        )
    ), '{}')
    LOOP
        EXECUTE statement;
    END LOOP;
END
$clear$;
"""
GO_ON = """
RESET search_path;
SELECT setval(numbers, greatest({beyond}, pg_sequence_last_value(numbers), 1))
FROM CAST(pg_get_serial_sequence('core_change', 'number') AS regclass) AS numbers;
ANALYZE;
"""


def dump(target: Path) -> Standing:
    """Write the database, as it stands at one moment, into a new file. Keeps nobody from reading or writing."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            held = standing(connection.connection.execute)
            _run(
                "pg_dump",
                *("--format=plain", "--encoding=UTF8", "--no-owner", "--no-privileges"),
                f"--snapshot={snapshot}",
                f"--file={target}",
            )
        finally:
            cursor.execute("ROLLBACK")
    return held


def put_back(source: Path, beyond: int) -> None:
    """Let the database be what `source` says, in one transaction. Change numbers go on after `beyond`, and the planner
    knows how much there is. Raises BackupError, with nothing changed, when the database refuses it."""
    connection.close()
    before, after = source.with_suffix(".before"), source.with_suffix(".after")
    before.write_text(CLEAR)
    after.write_text(GO_ON.format(beyond=beyond))
    _run(
        "psql",
        *("--no-psqlrc", "--quiet", "--output=/dev/null", "--single-transaction", "--set=ON_ERROR_STOP=1"),
        *(f"--file={each}" for each in (before, source, after)),
    )


def _run(tool: str, *options: str) -> None:
    if shutil.which(tool) is None:
        raise BackupError(f"{tool} is not installed: it comes with PostgreSQL (Debian: postgresql-client).")
    arguments, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, list(options))
    done = subprocess.run(  # noqa: S603  (our own options; the rest is DATABASE_URL)
        [tool, *arguments[1:]],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise BackupError(f"{tool} says: {done.stderr.strip()[-2000:] or f'exit status {done.returncode}'}")
