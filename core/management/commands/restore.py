"""Restore the whole database from a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core import backups


class Command(BaseCommand):
    help = "Let the database be what a backup holds: whole, or not at all."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="a file that `backup` made")
        parser.add_argument("--replace", action="store_true", help="although the database holds something")
        parser.add_argument("--check", action="store_true", help="only check every byte of the file")

    def handle(self, *args: Any, backup: Path, replace: bool, check: bool, **options: Any) -> None:
        try:
            manifest = backups.inspect(backup) if check else backups.restore(backup, replace=replace)
        except (backups.BackupError, OSError) as error:
            raise CommandError(str(error) if check else f"Nothing was restored. {error}") from error
        held = (
            f"{manifest.conferences:,} conferences, up to change {manifest.newest_change}, as of {manifest.made_at}"
            f" ({manifest.engine})"
        )
        self.stdout.write(f"Whole: {held}." if check else f"Restored: {held}.")
        if not check and self._is_older():
            self.stdout.write("It is of an older version of the service: now run `manage.py migrate`.")

    def _is_older(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
