"""Building an archive: written aside, and put in its place when it is whole."""

import csv
import gzip
import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.utils import timezone

from core.bulk import rows
from core.bulk.snapshot import snapshot
from core.bulk.standing import MANIFEST, Archive, ArchivedFile, read_manifest, root
from core.exporting.cells import cell
from core.models import Change

# Archives that are kept: who downloads the one before the newest can finish.
KEPT = 2

Progress = Callable[[str, int], None]


def build(progress: Progress = lambda noun, count: None) -> Archive:
    """Write everything public, as it stands at one moment, into a new archive; the one that holds it already if
    nothing has changed since. In constant memory, and without keeping anybody from writing.

    `progress` is told the noun and how many conferences or rows are done.
    """
    root().mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=root()))
    try:
        with snapshot():
            newest = Change.objects.newest_number()
            place = root() / f"change-{newest}"
            if (standing := read_manifest(place)) is not None:
                return standing
            files = _write_all(aside, progress)
        manifest = {
            "format": "transcripts-api/archive/1",
            "newest_change": newest,
            "made_at": timezone.now().replace(microsecond=0).isoformat().replace("+00:00", "Z"),
            "files": [asdict(each) for each in files],
        }
        (aside / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
        aside.chmod(0o755)
        aside.rename(place)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _remove_old()
    built = read_manifest(place)
    assert built is not None
    return built


def _write_all(folder: Path, progress: Progress) -> list[ArchivedFile]:
    with ExitStack() as stack:

        def opened(noun: str) -> list[_Writer]:
            kinds = (_Lines, _Table) if noun in rows.TABLES else (_Lines,)
            return [stack.enter_context(kind(folder, noun)) for kind in kinds]

        writers = {noun: opened(noun) for noun in dict.fromkeys((*rows.TABLES, *rows.APART))}
        for number, document in enumerate(rows.transcripts(), start=1):
            for noun, found in rows.of_transcript(document).items():
                for row in found:
                    for writer in writers[noun]:
                        writer.write(row)
            progress("conferences", number)
        for noun, make in rows.APART.items():
            for number, row in enumerate(make(), start=1):
                for writer in writers[noun]:
                    writer.write(row)
                progress(noun, number)
    return [writer.file() for each in writers.values() for writer in each]


class _Writer:
    """A compressed file of rows, hashed as it is written."""

    suffix: str
    media_type = "application/gzip"

    def __init__(self, folder: Path, noun: str) -> None:
        self.path = folder / f"{noun}.{self.suffix}.gz"
        self.rows = 0

    def __enter__(self) -> Self:
        self.raw = self.path.open("wb")
        # The same rows make the same bytes: no time, no name inside.
        self.packed = gzip.GzipFile(filename="", mode="wb", fileobj=self.raw, compresslevel=6, mtime=0)
        self.text = io.TextIOWrapper(self.packed, encoding="utf-8", newline="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.text.close()
        self.raw.flush()
        os.fsync(self.raw.fileno())
        self.raw.close()

    def write(self, row: rows.Row) -> None:
        raise NotImplementedError

    def file(self) -> ArchivedFile:
        with self.path.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        return ArchivedFile(
            name=self.path.name,
            media_type=self.media_type,
            rows=self.rows,
            bytes=self.path.stat().st_size,
            sha256=digest,
        )


class _Lines(_Writer):
    suffix = "jsonl"

    def write(self, row: rows.Row) -> None:
        self.text.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        self.rows += 1


class _Table(_Writer):
    suffix = "csv"

    def write(self, row: rows.Row) -> None:
        if self.rows == 0:
            self.table = csv.writer(self.text)
            self.table.writerow(row)
        self.table.writerow([cell(value) for value in row.values()])
        self.rows += 1


def _remove_old() -> None:
    """All but the newest that were built; the unfinished ones of builds that were killed long ago, too."""
    folders = sorted(root().glob("change-*"), key=lambda each: int(each.name.removeprefix("change-")))
    for folder in folders[:-KEPT]:
        shutil.rmtree(folder, ignore_errors=True)
    day_ago = timezone.now().timestamp() - 86_400
    for folder in root().glob(".building-*"):
        if folder.stat().st_mtime < day_ago:
            shutil.rmtree(folder, ignore_errors=True)


def iterate(path: Path) -> Iterator[Any]:
    """The rows of a file of JSON Lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
