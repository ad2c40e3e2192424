"""The database backend of settings.DATABASES for SQLite."""

import functools
import os
import random
import sqlite3
import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from transcripts_api.sqlite.directly import Question

LONGEST_STEP = 0.01  # seconds between two attempts: about as long as a write takes


_question = functools.lru_cache(16)(Question)
os.register_at_fork(after_in_child=_question.cache_clear)  # what a process has opened is no other's to use


class DatabaseWrapper(base.DatabaseWrapper):
    def ask_directly(self, query: str) -> tuple[bytes, ...] | None:
        """A row of texts, in UTF-8, past Python's `sqlite3` and whatever this connection does. None where there is no
        file to ask, or no answer at once. Not for two threads at once, not even on connections of their own."""
        if self.is_in_memory_db():
            return None
        return _question(str(self.settings_dict["NAME"]), query).ask()

    def _start_transaction_under_autocommit(self) -> None:
        """Begin, and wait for the write lock in even steps, for as long as `timeout` says.

        SQLite itself asks the more rarely the longer it has waited: of sixteen who write all the time, somebody is
        overtaken by the others for more than a minute, and then refused. Here all have the same chance.
        """
        patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        until = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]
                    return
                except OperationalError as error:
                    code = getattr(error.__cause__, "sqlite_errorcode", 0)
                    if code & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                        raise
                time.sleep(random.uniform(0, LONGEST_STEP))  # noqa: S311
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
