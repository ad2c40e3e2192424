"""What a database holds, asked in SQL that both databases have: its tables may be of another version's models."""

from collections.abc import Callable
from typing import Any

from core.backups.package import BackupError, Standing

Ask = Callable[[str], Any]


def standing(ask: Ask) -> Standing:
    """`ask` runs a statement and gives its cursor. Raises BackupError for a database that was never migrated."""
    try:
        migrations = [
            f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
        ]
        newest = ask("SELECT coalesce(max(number), 0) FROM core_change").fetchone()[0]
        conferences = ask("SELECT count(*) FROM core_conference").fetchone()[0]
    except Exception as error:
        raise BackupError("The database holds no record: it has not been migrated to this version.") from error
    return Standing(migrations=migrations, newest_change=newest, conferences=conferences)
