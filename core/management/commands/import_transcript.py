"""Import transcripts, or records of another installation, as drafts."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import slugify

from core.exporting.annotation import annotation
from core.importing import (
    ImportRefusedError,
    ParseError,
    import_new_records,
    import_record,
    import_source,
    read_file,
    read_record,
)
from core.management.writing import written
from core.models import renew_statistics
from core.parsing import decode
from core.records import ConferenceRecord, OrganizationRecord, PersonRecord, WarningRecord

AT_ONCE = 50  # files
RECORD = ".json"
SUFFIXES = (".txt", ".md", ".text", ".html", ".htm", ".docx", ".xml")
HEADINGS = ("turns", "speakers", "questions", "unanswered", "warnings")


@dataclass
class Row:
    """A line of the summary."""

    path: Path
    outcome: str
    figures: tuple[int, ...]
    dropped: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        figures = dict(zip(HEADINGS, self.figures, strict=True))
        return {"file": str(self.path), "outcome": self.outcome, **figures, "dropped": self.dropped}


class Command(BaseCommand):
    help = (
        "Import transcripts (text, Markdown, HTML, Word, Akoma Ntoso, TEI), or records that export_record wrote, as"
        " drafts. The slug of a conference is the file's name. With --dry-run nothing is stored, and no database is"
        " needed."
    )
    # They look at all addresses and pages of the site, which takes as long as to import some hundred turns: nothing
    # of it is used here.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths",
            nargs="+",
            type=Path,
            metavar="FILE",
            help="a file, or a folder of .txt, .md, .html, .docx and .xml files",
        )
        parser.add_argument("--dry-run", action="store_true", help="read, and say what would be imported")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="of what is printed")

    def handle(self, *args: Any, paths: list[Path], dry_run: bool, format: str, **options: Any) -> None:
        files = list(_files(paths))
        rows: list[Row] = []
        failures: list[tuple[Path, str]] = []
        printed: list[dict[str, Any]] = []
        if not files:
            raise CommandError(
                f"No file to import in {', '.join(map(str, paths))}: {', '.join(SUFFIXES)} are looked for."
            )
        together: dict[Path, Row] = {}
        imported = iter(()) if dry_run else _import_together(files)
        for number, path in enumerate(files, start=1):
            self._progress(number, len(files), path)
            if number % AT_ONCE == 1:
                together = next(imported, {})
            try:
                if dry_run:
                    record, warnings = _read(path)
                    rows.append(Row(path, "read", _figures(record, warnings)))
                    printed.append(
                        {"file": str(path)}
                        | annotation(record)
                        | {"warnings": [{"code": w.code, "line": w.line, "message": w.message} for w in warnings]}
                    )
                else:
                    row = together.get(path) or _import(path)
                    rows.append(row)
                    printed.append(row.told())
            except (OSError, ParseError, ImportRefusedError) as error:
                failures.append((path, str(error)))
                printed.append({"file": str(path), "error": str(error)})
        if not dry_run:
            renew_statistics()
        self._progress(0, len(files), None)
        if format == "json":
            # Of one file, what is told of it; of several, a list.
            told = printed[0] if len(printed) == 1 else printed
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self._print_table(rows)
        for path, reason in failures:
            self.stderr.write(f"{path}: {reason}")
        if failures:
            raise CommandError(f"{len(failures)} of {len(files)} could not be imported.")

    def _progress(self, number: int, of: int, path: Path | None) -> None:
        """A bar on a terminal, nothing in a log."""
        if not sys.stderr.isatty() or of < 2:
            return
        if path is None:
            sys.stderr.write("\r\033[K")
        else:
            done = "#" * (30 * number // of)
            sys.stderr.write(f"\r\033[K[{done:<30}] {number}/{of} {path.name[:40]}")
        sys.stderr.flush()

    def _print_table(self, rows: list[Row]) -> None:
        if not rows:
            return
        width = max(len(row.path.name) for row in rows)
        self.stdout.write(f"{'':{width}}  {'':9}" + "".join(f"{heading:>11}" for heading in HEADINGS))
        for row in rows:
            figures = "".join(f"{figure:11}" for figure in row.figures)
            self.stdout.write(f"{row.path.name:{width}}  {row.outcome:9}{figures}")
            for dropped in row.dropped:
                self.stdout.write(f"{'':{width}}    {dropped}")


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.iterdir() if each.suffix in SUFFIXES and each.is_file())
        else:
            yield path


def _read(path: Path) -> tuple[ConferenceRecord, tuple[WarningRecord, ...]]:
    data = path.read_bytes()
    if path.suffix == RECORD:
        return read_record(decode(data).text), ()
    parsed = read_file(data, slug=_slug(path))
    return parsed.record, parsed.warnings


def _slug(path: Path) -> str:
    return slugify(path.stem)


def _import_together(files: list[Path]) -> Iterator[dict[Path, Row]]:
    """For so many files at once, what came of the records among them, where all are of new conferences and can be
    imported together, at a fraction of the time; otherwise nothing was imported."""
    batches = _read_records(files)
    if all(path.suffix == RECORD for path in files):
        return written(batches, _import_new_records)
    # Who speaks in a transcript is looked for among those whom the files before it named.
    return map(_import_new_records, batches)


def _read_records(files: list[Path]) -> Iterator[dict[Path, ConferenceRecord]]:
    """The records among so many files at once. None of them when one cannot be read, or it makes a difference whether
    they or those before are imported first: then they are left to be imported one by one, in their order."""
    conferences: set[str | UUID] = set()
    named: dict[tuple[type, str], PersonRecord | OrganizationRecord] = {}
    for start in range(0, len(files), AT_ONCE):
        paths = [path for path in files[start : start + AT_ONCE] if path.suffix == RECORD]
        records = {path: record for path in paths if (record := _read_record(path)) is not None}
        alike = len(records) == len(paths)
        # One that is a copy of another, under another slug, has its ids.
        own: set[str | UUID] = {record.slug for record in records.values()}
        own |= {record.turns[0].id for record in records.values() if record.turns}
        alike &= conferences.isdisjoint(own)
        conferences |= own
        for record in records.values():
            those: list[PersonRecord | OrganizationRecord] = [*record.people, *record.organizations]
            for each in those:
                alike &= named.setdefault((type(each), each.slug), each) == each
        yield records if alike else {}


def _read_record(path: Path) -> ConferenceRecord | None:
    try:
        return read_record(decode(path.read_bytes()).text)
    except (OSError, ParseError):
        return None  # it is read again to tell why


def _import_new_records(records: dict[Path, ConferenceRecord]) -> dict[Path, Row]:
    try:
        imported = import_new_records(list(records.values()))
    except ImportRefusedError:
        return {}
    return {
        path: Row(path, "created", _figures(record, ())) for path, (_, record) in zip(records, imported, strict=True)
    }


def _import(path: Path) -> Row:
    data = path.read_bytes()
    is_record = path.suffix == RECORD
    imported = import_record(decode(data).text) if is_record else import_source(data, slug=_slug(path))
    conference = imported.conference
    questions = conference.questions.prefetch_related("addressees", "answers")
    figures = (
        conference.turns.count(),
        conference.participants.count(),
        len(questions),
        sum(not question.answers.all() for question in questions),
        conference.import_warnings.filter(read_at=None).count(),
    )
    return Row(path, imported.outcome, figures, imported.dropped)


def _figures(record: ConferenceRecord, warnings: tuple[WarningRecord, ...]) -> tuple[int, ...]:
    return (
        len(record.turns),
        len(record.participants),
        len(record.questions),
        sum(not question.answers for question in record.questions),
        len(warnings),
    )
