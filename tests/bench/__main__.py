"""The command: `make bench`, or `python -m tests.bench [CONFERENCES ...]`."""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

from tests.bench.databases import Database, PostgreSQL, SQLite
from tests.bench.measuring import Effort, measure
from tests.bench.moving import exported, imported
from tests.bench.servers import ROOT
from tests.bench.tables import Report, replaced, tables

FOLDER = ROOT / ".run" / "bench"
IMPORTED = 200  # conferences of an import


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure how fast the service is.")
    parser.add_argument("conferences", nargs="*", type=int, default=[1000, 20_000], help="of the archives")
    parser.add_argument("--readme", action="store_true", help="put the tables into README.md")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    FOLDER.mkdir(parents=True, exist_ok=True)
    reports: list[Report] = []
    places = databases(FOLDER)
    try:
        for conferences in options.conferences:
            for database in places:
                reports.append(report_of(database, conferences, Effort()))
                write(tables(reports), into_readme=options.readme)
    except KeyboardInterrupt:
        sys.exit("Stopped; what was measured until then is written.")
    print(f"\n{tables(reports)}")


def write(written: str, *, into_readme: bool) -> None:
    """As soon as something is measured: a run takes minutes."""
    (FOLDER / "tables.md").write_text(written)
    if into_readme:
        readme = ROOT / "README.md"
        readme.write_text(replaced(readme.read_text(), written))


def databases(folder: Path) -> list[Database]:
    url = os.environ.get("BENCH_POSTGRESQL")
    if not url:
        tell("PostgreSQL is left out: name a server with BENCH_POSTGRESQL=postgresql://USER:PASSWORD@HOST/NAME.")
        return [SQLite(folder)]
    return [SQLite(folder), PostgreSQL(folder, url)]


def report_of(database: Database, conferences: int, effort: Effort, count: int = IMPORTED) -> Report:
    """Measure all on an archive of so many conferences; it is made if it is not there."""
    began = time.monotonic()
    tell(f"{conferences:,} conferences on {database.name}: made, if they are not there ...")
    url = database.archive(conferences)
    tell(f"  {time.monotonic() - began:.0f} s; requests ...")
    loads = [os.getloadavg()[0]]
    measured = measure(url, database.folder, effort)
    loads.append(os.getloadavg()[0])
    tell(f"  {time.monotonic() - began:.0f} s; export ...")
    moved = [exported(url, database.folder)]
    tell(f"  {time.monotonic() - began:.0f} s; import ...")
    with database.copy(conferences) as copy:
        moved += imported(copy, database.folder, conferences, count)
    tell(f"  {time.monotonic() - began:.0f} s.")
    return Report(conferences, database.name, measured, moved, loads)


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
