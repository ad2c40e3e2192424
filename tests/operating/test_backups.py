"""Backing up while others write, and restoring: everything or nothing."""

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.backups.package import MANIFEST, MEMBER, BackupError, Standing, pack, unpack
from tests.apart import Apart, on_postgresql

EVERYTHING = """
import json
from django.core import serializers
from django.apps import apps
rows = {
    model._meta.label: serializers.serialize("python", model._default_manager.order_by("pk"))
    for model in apps.get_models(include_auto_created=True)
}
print(json.dumps(rows, default=str, sort_keys=True))
"""
CORRECT = """
import sys
from core import publishing
from core.models import Conference
for number in range(int(sys.argv[1])):
    with publishing.revising(Conference.objects.get()) as [conference]:
        turn = conference.turns.order_by("position")[0]
        turn.delivery_note = f"({number})"
        turn.save()
        if number == 2:
            print("writing", flush=True)
"""
HELD = """
from core.models import Change, Revision
revisions = Revision.objects.count()
assert revisions == Change.objects.filter(noun="conference").count() == Revision.objects.newest().get().number
print(revisions)
"""


@pytest.fixture
def backup(apart: Apart, tmp_path: Path) -> Path:
    return made(apart, tmp_path / "backups")


def made(apart: Apart, folder: Path) -> Path:
    apart.manage("backup", folder)
    return max(folder.glob("transcripts-*.backup"))


def everything(apart: Apart) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(apart.run(EVERYTHING))
    return found


def test_restoring_into_a_new_database_gives_everything_back(apart: Apart, backup: Path, empty_apart: Apart) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert "Whole: 1 conferences, up to change 17" in empty_apart.manage("restore", "--check", backup)
    said = empty_apart.manage("restore", backup)
    assert "Restored: 1 conferences, up to change 17" in said
    assert "migrate" not in said
    before = everything(apart)
    assert len(before["core.Turn"]) == 26
    assert everything(empty_apart) == before
    empty_apart.manage("check", "--database", "default")


def test_restoring_over_what_came_after(apart: Apart, backup: Path) -> None:
    before = everything(apart)
    apart.run(CORRECT, "3")
    after = everything(apart)
    assert after != before
    assert "not empty: with --replace" in apart.manage("restore", backup, succeeds=False)
    assert everything(apart) == after
    apart.manage("restore", backup, "--replace")
    assert everything(apart) == before
    # A number that somebody has seen already is never given to something else.
    apart.run(CORRECT, "1")
    numbers = [each["pk"] for each in everything(apart)["core.Change"]]
    assert numbers == [*range(1, 18), 21]


def test_backup_is_of_one_moment_and_keeps_nobody_from_writing(
    apart: Apart, empty_apart: Apart, tmp_path: Path
) -> None:
    writer = apart.start(CORRECT, "40")
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n", writer.communicate()
    backup = made(apart, tmp_path / "backups")
    assert writer.wait() == 0, writer.communicate()
    writer.communicate()
    empty_apart.manage("restore", backup)
    held = int(empty_apart.run(HELD))
    assert 4 <= held <= 41
    assert int(apart.run(HELD)) == 41


def damaged_by(change: Callable[[bytearray], None]) -> Callable[[Path], None]:
    def damage(backup: Path) -> None:
        content = bytearray(backup.read_bytes())
        change(content)
        backup.write_bytes(content)

    return damage


def flip(content: bytearray) -> None:
    content[len(content) // 2] ^= 1


def cut(content: bytearray) -> None:
    del content[len(content) * 2 // 3 :]


def written_anew(**said: Any) -> Callable[[Path], None]:
    """With another manifest, as somebody who knows the format would write it."""

    def write(backup: Path) -> None:
        with zipfile.ZipFile(backup) as packed:
            manifest, database = json.loads(packed.read(MANIFEST)), packed.read(MEMBER)
        with zipfile.ZipFile(backup, "w") as packed:
            packed.writestr(MANIFEST, json.dumps({**manifest, **said}))
            packed.writestr(MEMBER, database)

    return write


def foreign(backup: Path) -> None:
    with zipfile.ZipFile(backup, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")


DAMAGE = [
    (damaged_by(flip), "damaged"),
    (damaged_by(cut), "damaged"),
    (lambda backup: backup.write_bytes(b""), "damaged, or no backup"),
    (lambda backup: backup.write_text("SELECT 1;"), "damaged, or no backup"),
    (lambda backup: backup.unlink(), "There is no file"),
    (foreign, "no backup of this service"),
    (written_anew(format="transcripts-api/backup/2"), "of the format 'transcripts-api/backup/2'"),
    (written_anew(sha256="0" * 64), "not what was packed"),
    (written_anew(bytes=10), "not what was packed"),
    (written_anew(colour="red"), "manifest that is not ours"),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of some bytes."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "database").write_bytes(bytes(range(256)) * 4000)
    pack(folder / "database", "sqlite", Standing(["core.0001_the_record"], 17, 1), folder / "whole.backup")
    return folder / "whole.backup"


@pytest.mark.parametrize(("damage", "said"), DAMAGE)
def test_what_is_damaged_or_foreign_is_told(
    whole: Path, tmp_path: Path, damage: Callable[[Path], None], said: str
) -> None:
    backup = Path(shutil.copy(whole, tmp_path))
    assert unpack(backup, tmp_path / "database").newest_change == 17
    damage(backup)
    with pytest.raises(BackupError, match=said):
        unpack(backup, tmp_path / "database")


def packed_as(backup: Path, folder: Path, change: Callable[[Path], None], **said: Any) -> Path:
    """The backup with another database in it, of which its manifest knows."""
    database, another = folder / "database", folder / "another.backup"
    manifest = unpack(backup, database)
    change(database)
    migrations = said.get("migrations", manifest.migrations)
    pack(database, said.get("engine", manifest.engine), Standing(migrations, 17, 1), another)
    return another


def fails_at_its_end(database: Path) -> None:
    if on_postgresql():
        with database.open("a") as script:
            script.write("\nSELECT 1 / 0;\n")
    else:
        content = bytearray(database.read_bytes())
        content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
        database.write_bytes(content)


def as_it_was(database: Path) -> None:
    pass


def test_restore_that_fails_leaves_the_database_as_it_was(apart: Apart, backup: Path, tmp_path: Path) -> None:
    apart.run(CORRECT, "1")
    before = everything(apart)
    broken = packed_as(backup, tmp_path, fails_at_its_end)
    assert "Nothing was restored" in apart.manage("restore", broken, "--replace", succeeds=False)
    broken.unlink()
    newer = packed_as(backup, tmp_path, as_it_was, migrations=["core.9999_of_next_year"])
    assert "newer version of the service" in apart.manage("restore", newer, "--replace", succeeds=False)
    newer.unlink()
    other = packed_as(backup, tmp_path, as_it_was, engine="sqlite" if on_postgresql() else "postgresql")
    assert "build_archive and load_archive" in apart.manage("restore", other, "--replace", succeeds=False)
    assert everything(apart) == before


def test_old_backups_are_removed_and_nothing_else(apart: Apart, tmp_path: Path) -> None:
    for name in ("transcripts-2020-01-01T000000Z.backup", "transcripts-2021-01-01T000000Z.backup", "mine.backup"):
        (tmp_path / name).touch()
    apart.manage("backup", tmp_path, "--keep", "2")
    left = sorted(each.name for each in tmp_path.glob("*.backup"))
    assert left[:2] == ["mine.backup", "transcripts-2021-01-01T000000Z.backup"]
    assert len(left) == 3
    assert not list(tmp_path.glob(".backup-*"))
    assert "give a whole number from 1" in apart.manage("backup", tmp_path, "--keep", "0", succeeds=False)
