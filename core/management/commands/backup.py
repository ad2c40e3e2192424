"""Back up the whole database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import backups


class Command(BaseCommand):
    help = (
        "Write the whole database, as it stands at one moment, into one checked file, while the service goes on. It"
        " holds drafts and accounts: keep it as secret as the database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the file goes, named for its moment")
        parser.add_argument("--keep", type=int, metavar="N", help="remove all backups in the folder but the newest N")

    def handle(self, *args: Any, folder: Path, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError(f"--keep {keep}: give a whole number from 1.")
        try:
            place, manifest = backups.back_up(folder)
            removed = backups.remove_old(folder, keep) if keep else []
        except (backups.BackupError, OSError) as error:
            raise CommandError(f"Nothing was backed up. {error}") from error
        self.stdout.write(
            f"{place}: {manifest.conferences:,} conferences, up to change {manifest.newest_change},"
            f" SHA-256 {manifest.sha256}"
        )
        for each in removed:
            self.stdout.write(f"Removed {each}")
