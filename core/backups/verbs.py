"""Making backups and restoring them, whichever the database."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from core.backups import postgresql, sqlite
from core.backups.package import BackupError, Manifest, pack, unpack
from core.backups.standing import standing

NAME = "transcripts-{made_at}.backup"
ASIDE = ".backup-"
DAY = 86_400


def back_up(folder: Path) -> tuple[Path, Manifest]:
    """Write the database, as it stands at one moment, into a new file of that folder, while others write. The file
    is there once it is whole and on the disk. Raises BackupError."""
    folder.mkdir(parents=True, exist_ok=True)
    with _aside(folder) as aside:
        database, packed = aside / "database", aside / "packed"
        held = (sqlite.copy if connection.vendor == "sqlite" else postgresql.dump)(database)
        manifest = pack(database, connection.vendor, held, packed)
        place = folder / NAME.format(made_at=manifest.made_at.replace(":", ""))
        packed.rename(place)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return place, manifest


def remove_old(folder: Path, keep: int) -> list[Path]:
    """Remove all backups of that folder but the newest `keep`, and what backups that were killed left long ago.
    Gives what was removed."""
    old = sorted(folder.glob(NAME.format(made_at="*")))[:-keep]
    for backup in old:
        backup.unlink(missing_ok=True)
    for left in folder.glob(f"{ASIDE}*"):
        if left.stat().st_mtime < time.time() - DAY:
            shutil.rmtree(left, ignore_errors=True)
    return old


def inspect(backup: Path) -> Manifest:
    """What a backup holds, every byte of it checked. Raises BackupError."""
    with _aside() as aside:
        return unpack(backup, aside / "database")


def restore(backup: Path, *, replace: bool = False) -> Manifest:
    """Let the database be what was backed up, whole or not at all; whoever has it open sees it from the next
    transaction on. Change numbers are never given a second time: they go on after those of the database that is
    replaced, too.

    Raises BackupError, with nothing changed, for a file that is damaged, or of another kind of database, or of a
    newer version of the service; and, without `replace`, when the database holds anything.
    """
    with _aside() as aside:
        manifest = unpack(backup, aside / "database")
        if manifest.engine != connection.vendor:
            raise BackupError(
                f"{backup} is of a {manifest.engine} database, and this one is {connection.vendor}: what is public"
                " goes from one to the other by build_archive and load_archive."
            )
        known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
        if unknown := [each for each in manifest.migrations if each not in known]:
            raise BackupError(f"{backup} is of a newer version of the service, which has {', '.join(unknown[:5])}.")
        beyond = _newest_number(replace)
        (sqlite if connection.vendor == "sqlite" else postgresql).put_back(aside / "database", beyond)
    for cache in caches.all():
        cache.clear()
    return manifest


def _newest_number(replace: bool) -> int:
    """Of the changes in the database that is to be replaced; 0 if it has none. Raises BackupError if it may not be."""
    try:
        tables = connection.introspection.table_names()
        with connection.cursor() as cursor:
            for noun in {"core_conference", "core_change", "auth_user"} & set(tables):
                cursor.execute(f"SELECT count(*) FROM {noun}")  # noqa: S608  (one of three words of ours)
                if cursor.fetchone()[0] and not replace:
                    raise BackupError("The database is not empty: with --replace, the backup takes its place.")
        return standing(connection.connection.execute).newest_change if "core_change" in tables else 0
    except DatabaseError as error:
        raise BackupError(
            f"The database that is there cannot be read ({error}): move it out of the way, and restore into a new one."
        ) from error


@contextmanager
def _aside(folder: Path | None = None) -> Iterator[Path]:
    """A folder that nobody else may look into, and that goes."""
    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=folder) as aside:
        yield Path(aside)
