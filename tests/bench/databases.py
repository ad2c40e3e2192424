"""Made-up archives to measure on, kept for the next run: SQLite files of a folder, and databases of a PostgreSQL."""

import sqlite3
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.bench.servers import ROOT, production


@dataclass(frozen=True, slots=True)
class Database(ABC):
    """Where archives can be made; `folder` holds what belongs to the benchmark."""

    folder: Path

    @property
    @abstractmethod
    def name(self) -> str: ...

    @abstractmethod
    def archive(self, conferences: int) -> str:
        """The URL of the archive with so many conferences; made, or brought up to the code of today."""

    @abstractmethod
    def copy(self, conferences: int) -> AbstractContextManager[str]:
        """The URL of a copy of that archive, gone at the end. Nobody may be using the archive."""

    def _fill(self, url: str, conferences: int) -> str:
        environment = production(url, self.folder, DJANGO_SETTINGS_MODULE="transcripts_api.settings")
        subprocess.run(
            [sys.executable, "-m", "tests.bench.filling", str(conferences)], cwd=ROOT, env=environment, check=True
        )
        return url


@dataclass(frozen=True, slots=True)
class SQLite(Database):
    @property
    def name(self) -> str:
        return "SQLite"

    def archive(self, conferences: int) -> str:
        return self._fill(f"sqlite:///{self._file(str(conferences))}", conferences)

    @contextmanager
    def copy(self, conferences: int) -> Iterator[str]:
        file = self._file("copy")
        self._remove(file)
        try:
            with (
                closing(sqlite3.connect(self._file(str(conferences)))) as archive,
                closing(sqlite3.connect(file)) as copy,
            ):
                archive.backup(copy)
            yield f"sqlite:///{file}"
        finally:
            self._remove(file)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def _remove(self, file: Path) -> None:
        for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            each.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class PostgreSQL(Database):
    """`url` names a database of the server that can be connected to; others are made beside it."""

    url: str

    @property
    def name(self) -> str:
        return "PostgreSQL"

    def archive(self, conferences: int) -> str:
        name = self._called(str(conferences))
        if not self._ask("SELECT 1 FROM pg_database WHERE datname = %s", name):
            self._ask(f"CREATE DATABASE {name}")
        return self._fill(self._beside(name), conferences)

    @contextmanager
    def copy(self, conferences: int) -> Iterator[str]:
        name = self._called("copy")
        self._ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        try:
            self._ask(f"CREATE DATABASE {name} TEMPLATE {self._called(str(conferences))}")
            yield self._beside(name)
        finally:
            with suppress(KeyboardInterrupt):
                self._ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _called(self, name: str) -> str:
        return f"transcripts_bench_{name}"

    def _beside(self, name: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def _ask(self, statement: str, *values: str) -> bool:
        """Whether it gave a row. A transaction of its own."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as server:
            found = server.execute(statement.encode(), values or None)
            return found.description is not None and found.fetchone() is not None
