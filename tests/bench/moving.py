"""Measures what moves many turns: the whole list as a file out, and records in."""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core import corpus
from core.exporting.record import record_json
from tests.bench.servers import HEADERS, ROOT, production, serving

EXPORT = "/api/v1/turns.jsonl"
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Moved:
    """`memory`: the most that the process held, in MB."""

    what: str
    turns: int
    seconds: float
    memory: float

    @property
    def rate(self) -> float:
        return self.turns / self.seconds


def exported(url: str, folder: Path) -> Moved:
    """The whole list of turns, as one client gets it from a server that has just started."""
    with serving(production(url, folder), folder / "export.log") as server:
        server.wait()
        server.forget_peak()
        began, turns = time.perf_counter(), 0
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        try:
            connection.request("GET", EXPORT, headers=HEADERS)
            answer = connection.getresponse()
            assert answer.status == 200, answer.status
            while chunk := answer.read(CHUNK):
                turns += chunk.count(b"\n")
        finally:
            connection.close()
        return Moved("export: `turns.jsonl`", turns, time.perf_counter() - began, server.peak())


def imported(url: str, folder: Path, first: int, count: int) -> Iterator[Moved]:
    """Records of conferences that the database at the URL has not: as files, and as they are made in bulk."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        files, turns = record_files(Path(place), first, count)
        seconds, memory, _ = _run(url, folder, "manage.py", "import_transcript", *map(str, files))
        yield Moved("import: record files by `import_transcript`, from start to end", turns, seconds, memory)
    further = first + count
    turns = sum(len(corpus.make(number, seed=1).record.turns) for number in range(further, further + count))
    _, memory, said = _run(url, folder, "-m", "tests.bench.writing", str(further), str(count))
    yield Moved("import: parsed records, 50 at once, published, as by `make_corpus`", turns, float(said), memory)


def record_files(place: Path, first: int, count: int) -> tuple[list[Path], int]:
    """The records of so many made-up conferences as files, and how many turns they have."""
    records = [corpus.make(number, seed=1).record for number in range(first, first + count)]
    for record in records:
        (place / f"{record.slug}.json").write_text(record_json(record))
    return [place / f"{record.slug}.json" for record in records], sum(len(record.turns) for record in records)


def _run(url: str, folder: Path, *arguments: str) -> tuple[float, float, str]:
    """The seconds that a program took, the most memory that it held in MB, and what it printed."""
    environment = production(url, folder, DJANGO_SETTINGS_MODULE="transcripts_api.settings")
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+", dir=folder) as said:
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=said)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, arguments[:2]
        said.seek(0)
        return seconds, used.ru_maxrss / 1000, said.read()
