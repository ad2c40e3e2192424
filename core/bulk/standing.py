"""The archives that stand, and may still be given away."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q

from core.models import Change
from core.vocabulary import ChangeAction

MANIFEST = "manifest.json"
# By the newest change that it holds: "change-17".
NAME = re.compile(r"change-(0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file of an archive: `rows` in it, `bytes` and their SHA-256 in hexadecimal."""

    name: str
    media_type: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that was public after the change `newest_change`, in files of one folder."""

    folder: Path
    newest_change: int
    made_at: str
    files: tuple[ArchivedFile, ...]

    @property
    def name(self) -> str:
        return self.folder.name

    def file(self, name: str) -> ArchivedFile | None:
        return next((each for each in self.files if each.name == name), None)


def root() -> Path:
    return Path(settings.ARCHIVE_ROOT)


def standing() -> list[Archive]:
    """The archives that hold nothing but what is public still, the newest first. One query.

    A correction leaves an archive what it is: a picture of a moment. What was withdrawn, deleted or merged since
    ends it, at once and on every machine.
    """
    folders = [each for each in root().glob("change-*") if NAME.fullmatch(each.name)] if root().is_dir() else []
    archives = [archive for each in folders if (archive := read_manifest(each)) is not None]
    if not archives:
        return []
    ending = _newest_ending()
    return sorted((each for each in archives if each.newest_change >= ending), key=_age)


def find(name: str) -> Archive | None:
    """The archive of that name, if it stands."""
    return next((each for each in standing() if each.name == name), None)


def read_manifest(folder: Path) -> Archive | None:
    """The archive in a folder; None if there is none, or it goes at this moment."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Archive(
        folder=folder,
        newest_change=manifest["newest_change"],
        made_at=manifest["made_at"],
        files=tuple(ArchivedFile(**each) for each in manifest["files"]),
    )


def _age(archive: Archive) -> int:
    return -archive.newest_change


def _newest_ending() -> int:
    """The newest change that took something from the public."""
    gone = Q(action__in=[ChangeAction.WITHDRAWN, ChangeAction.DELETED, ChangeAction.MERGED])
    for nouns in ("participants", "turns", "questions", "answers"):
        gone |= Q(**{f"parts__{nouns}__has_key": ChangeAction.DELETED.value})
    newest: Any = Change.objects.filter(gone).order_by("-number").values_list("number", flat=True).first()
    return newest or 0
