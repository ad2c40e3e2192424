"""Load an archive into an empty installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import bulk
from core.management.writing import much_in_memory
from core.models import renew_statistics


class Command(BaseCommand):
    help = "Load an archive that build_archive made, with its ids, revisions and change numbers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="that holds manifest.json and the files that it tells of")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        on_terminal = self.stderr.isatty()

        def tell(conferences: int) -> None:
            if on_terminal and conferences % 100 == 0:
                self.stderr.write(f"\r{conferences:,} conferences ...   ", ending="")

        try:
            with much_in_memory():
                archive = bulk.load(folder, tell)
            renew_statistics()
        except bulk.ArchiveError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if on_terminal:
            self.stderr.write("")
        self.stdout.write(f"Everything public after change {archive.newest_change} is loaded.")
