"""The file of a backup: a zip of the database's bytes and of a manifest that says what they are and their hash."""

import hashlib
import json
import os
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

FORMAT = "transcripts-api/backup/1"
MANIFEST = "manifest.json"
MEMBER = "database"
BLOCK = 1 << 20


class BackupError(Exception):
    """A backup that could not be made, or a file that is none that can be restored; the message says why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a database held at the moment of its backup."""

    migrations: list[str]
    newest_change: int
    conferences: int


@dataclass(frozen=True, slots=True)
class Manifest(Standing):
    """What a backup is: the database it is of, and the size and SHA-256 of its bytes."""

    format: str
    made_at: str
    engine: str
    bytes: int
    sha256: str


def pack(database: Path, engine: str, standing: Standing, target: Path) -> Manifest:
    """Write a backup of those bytes to a new file. It is on the disk when this returns."""
    manifest = Manifest(
        **asdict(standing),
        format=FORMAT,
        made_at=timezone.now().replace(microsecond=0).isoformat().replace("+00:00", "Z"),
        engine=engine,
        bytes=database.stat().st_size,
        sha256=_sha256(database),
    )
    with target.open("xb") as raw:
        os.fchmod(raw.fileno(), 0o600)  # accounts, hashes of tokens and drafts are in it
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1) + "\n")
            packed.write(database, MEMBER)
        raw.flush()
        os.fsync(raw.fileno())
    return manifest


def unpack(backup: Path, database: Path) -> Manifest:
    """Write the bytes that are backed up there to `database`. Raises BackupError unless they are what was packed."""
    try:
        with zipfile.ZipFile(backup) as packed:
            manifest = _manifest(packed, backup)
            digest, size = hashlib.sha256(), 0
            with packed.open(MEMBER) as source, database.open("wb") as target:
                while (block := source.read(BLOCK)) and size <= manifest.bytes:
                    digest.update(block)
                    size += target.write(block)
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {backup}.") from error
    except zipfile.BadZipFile as error:
        raise BackupError(f"{backup} is damaged, or no backup: {error}.") from error
    except (OSError, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError) as error:
        raise BackupError(f"{backup} cannot be read: {error}") from error
    except Exception as error:  # zlib.error, and whatever else a broken zip makes the library raise
        raise BackupError(f"{backup} is damaged: {error}") from error
    if size != manifest.bytes or digest.hexdigest() != manifest.sha256:
        raise BackupError(f"{backup} is damaged: what it holds is not what was packed.")
    return manifest


def _manifest(packed: zipfile.ZipFile, backup: Path) -> Manifest:
    names = packed.namelist()
    if sorted(names) != sorted((MANIFEST, MEMBER)) or packed.getinfo(MANIFEST).file_size > BLOCK:
        raise BackupError(f"{backup} is a zip, but no backup of this service.")
    said: Any = json.loads(packed.read(MANIFEST))
    made_as = said.get("format") if isinstance(said, dict) else None
    if made_as != FORMAT:
        raise BackupError(f"{backup} is of the format {made_as!r}; this version reads {FORMAT!r}.")
    try:
        return Manifest(**said)
    except TypeError as error:
        raise BackupError(f"{backup} has a manifest that is not ours: {error}.") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
