"""Archives of everything public, as files that anybody can take away, and an empty installation can load."""

from core.bulk.building import build
from core.bulk.loading import ArchiveError, load
from core.bulk.standing import Archive, ArchivedFile, find, standing

__all__ = ["Archive", "ArchiveError", "ArchivedFile", "build", "find", "load", "standing"]
