"""Build an archive of everything public."""

from typing import Any

from django.core.management.base import BaseCommand

from core import bulk


class Command(BaseCommand):
    help = (
        "Write everything public into a new archive, which /api/v1/archives/ gives away from the moment that it is"
        " whole. Run it every night, and after something was withdrawn."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        on_terminal = self.stderr.isatty()

        def tell(noun: str, count: int) -> None:
            if on_terminal and count % 100 == 0:
                self.stderr.write(f"\r{count:,} {noun} ...   ", ending="")

        archive = bulk.build(tell)
        if on_terminal:
            self.stderr.write("")
        self.stdout.write(f"{archive.folder}")
        for each in archive.files:
            self.stdout.write(f"  {each.rows:>10,} rows  {each.bytes:>14,} bytes  {each.name}")
