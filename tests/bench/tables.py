"""What was measured, as Markdown."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.measuring import Figures, Measured
from tests.bench.moving import Moved

BEGIN, END = "<!-- make bench -->", "<!-- end of make bench -->"
OF_A_SERVER = ("{}/s", "{}/bare", "{} p50", "{} p99", "{} CPU", "{} queries", "{} MB")
ASKED = ("bare/s", "bare p50", "bare CPU", *(each.format(mode) for mode in ("anew", "kept") for each in OF_A_SERVER))
MOVED = ("conferences", "turns", "seconds", "turns/s", "MB")


@dataclass(frozen=True, slots=True)
class Report:
    """All of one archive on one database."""

    conferences: int
    database: str
    measured: Sequence[Measured]
    moved: Sequence[Moved]
    loads: Sequence[float]  # of the machine, over a minute, now and then while it was measured

    @property
    def heading(self) -> str:
        return f"{self.conferences:,} conferences on {self.database}"


def tables(reports: Sequence[Report]) -> str:
    """A table of requests for each archive, one of all exports and imports, and how busy the machine was."""
    asked = [
        _table((report.heading, *ASKED), [(each.row.name, *_asked(each)) for each in report.measured])
        for report in reports
    ]
    moved = [(f"{report.database}, {each.what}", *_moved(report, each)) for report in reports for each in report.moved]
    loads = [load for report in reports for load in report.loads]
    busy = f"Load of the machine meanwhile: {min(loads):.1f} to {max(loads):.1f}, on {os.cpu_count()} processors.\n"
    return "\n".join([*asked, _table(("many turns at once", *MOVED), moved), busy])


def _asked(measured: Measured) -> list[str]:
    def of(figures: Figures) -> list[str]:
        return [
            f"{figures.rate:,.0f}",
            f"{figures.rate / measured.bare.rate:.2f}",
            f"{figures.p50:.2f}",
            f"{figures.p99:.2f}",
            f"{figures.work:.2f}",
            f"{figures.queries}",
            f"{figures.memory:.0f}",
        ]

    bare = [f"{measured.bare.rate:,.0f}", f"{measured.bare.p50:.2f}", f"{measured.bare.work:.2f}"]
    return [*bare, *of(measured.anew), *of(measured.kept)]


def _moved(report: Report, moved: Moved) -> list[str]:
    return [
        f"{report.conferences:,}",
        f"{moved.turns:,}",
        f"{moved.seconds:.1f}",
        f"{moved.rate:,.0f}",
        f"{moved.memory:.0f}",
    ]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first column to the left, figures to the right."""
    lines = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def replaced(text: str, tables: str) -> str:
    """The text with these tables between the markers. Raises ValueError when it has no markers."""
    pattern = re.compile(f"({re.escape(BEGIN)}\n).*?(\n?{re.escape(END)})", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"There is no {BEGIN} with its {END}.")
    return pattern.sub(lambda found: f"{found[1]}\n{tables}\n{END}", text)
