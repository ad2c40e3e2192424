"""Make a made-up archive for trials."""

import time
from argparse import ArgumentTypeError
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import corpus, publishing
from core.management.writing import written
from core.models import Conference

BATCH = 50


class Command(BaseCommand):
    help = (
        "Make up conferences for trials, with some 50 turns each: the same number and seed make the same record, ids"
        " and addresses included, and a larger archive begins with a smaller one. One in 40 is a draft. Those that are"
        " there already stay as they stand. To search for:"
        f" “{corpus.COMMON}” is in a third of all turns; “{corpus.RARE[0]}”, “{corpus.RARE[1]}” in a few of a million;"
        f" “{corpus.ONLY_IN_DRAFTS}” in drafts only; 日米同盟, 同盟 and 气候变化 in Japanese and Chinese text."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--conferences", type=_whole, required=True, metavar="N")
        parser.add_argument("--seed", type=_whole, default=1, metavar="S")
        parser.add_argument(
            "--beside-real",
            action="store_true",
            help="also where there are real conferences, among which they will show",
        )

    def handle(self, *args: Any, conferences: int, seed: int, beside_real: bool, **options: Any) -> None:
        if not beside_real and Conference.objects.exclude(source_licence=corpus.LICENCE).exists():
            raise CommandError(
                "There are real conferences in this database: give a database of its own (DATABASE_URL), or"
                " --beside-real to make them among those."
            )
        began, turns, made = time.monotonic(), 0, 0
        firsts = range(0, conferences, BATCH)
        batches = (_missing(range(first, min(first + BATCH, conferences)), seed) for first in firsts)
        for first, batch in zip(firsts, written(batches, write), strict=True):
            made += len(batch)
            turns += sum(len(each.record.turns) for each in batch)
            if self.stderr.isatty():
                rate = turns / (time.monotonic() - began)
                done = min(first + BATCH, conferences)
                self.stderr.write(f"\r{done:,} of {conferences:,} conferences, {rate:,.0f} turns/s   ", ending="")
        if self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(
            f"{made:,} conferences with {turns:,} turns are made, {conferences - made:,} were there already."
        )


def _missing(numbers: Sequence[int], seed: int) -> list[corpus.Made]:
    batch = [corpus.make(number, seed) for number in numbers]
    standing = Conference.objects.filter(slug__in=[each.record.slug for each in batch])
    there = set(standing.values_list("slug", flat=True))
    return [each for each in batch if each.record.slug not in there]


def write(batch: Sequence[corpus.Made]) -> Sequence[corpus.Made]:
    """Publish those that are public, and make drafts of the others. Gives them back."""
    publishing.publish_new([(each.record, each.published_at) for each in batch])
    return batch


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ArgumentTypeError(f"{text!r} is not a whole number from 0 to 999999999.")
    return int(text)
