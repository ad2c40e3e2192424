"""Backups: the whole database, drafts and accounts included, in one checked file, and back.

Made while others write, as the database stands at one moment; restored whole or not at all.
"""

from core.backups.package import BackupError, Manifest
from core.backups.verbs import back_up, inspect, remove_old, restore

__all__ = ["BackupError", "Manifest", "back_up", "inspect", "remove_old", "restore"]
