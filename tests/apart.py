"""Databases apart from the tests' own: for processes of their own, which see only what is committed."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.conftest import ROOT


@dataclass(frozen=True, slots=True)
class Apart:
    """A database, as an installation of its own would have it."""

    url: str

    def environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": self.url, **more}

    def manage(self, *arguments: str | Path, succeeds: bool = True) -> str:
        """What `manage.py` said. The test fails when that is not as it should be."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) == succeeds, done.stdout + done.stderr
        return done.stdout if succeeds else done.stderr

    def run(self, program: str, *arguments: str, **more: str) -> str:
        """What a program printed that uses the service's own verbs."""
        done = subprocess.run(
            self.command(program, *arguments),
            cwd=ROOT,
            env=self.environment(**more),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, program: str, *arguments: str, **more: Any) -> "subprocess.Popen[str]":
        """The same program, running by the side."""
        return subprocess.Popen(
            self.command(program, *arguments),
            cwd=ROOT,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **more,
        )

    def command(self, program: str, *arguments: str) -> list[str]:
        return [sys.executable, "-c", f"import django; django.setup()\n{program}", *arguments]


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def ask_server(statements: Sequence[str]) -> None:
    """Run statements, each a transaction of its own, in the maintenance database of the server that tests use."""
    import psycopg

    found = connection.settings_dict
    with psycopg.connect(
        host=found["HOST"] or None,
        port=found["PORT"] or None,
        user=found["USER"] or None,
        password=found["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as server:
        for statement in statements:
            server.execute(statement.encode())


def url_of(name: str) -> str:
    found = connection.settings_dict
    secret = f":{found['PASSWORD']}" if found["PASSWORD"] else ""
    return f"postgresql://{found['USER']}{secret}@{found['HOST']}:{found['PORT'] or 5432}/{name}"


@pytest.fixture(scope="session")
def tokyo_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Apart]]:
    """Makes databases apart, with the Tokyo record in them: a copy each of one that is made once."""
    made: list[str] = []
    name = f"apart_{uuid.uuid4().hex[:12]}"
    if on_postgresql():
        ask_server([f"CREATE DATABASE {name}"])
        made.append(name)
        template = Apart(url_of(name))
    else:
        file = tmp_path_factory.mktemp("apart") / "template.sqlite3"
        template = Apart(f"sqlite:///{file}")
    template.manage("migrate", "--verbosity=0")
    template.manage("load_tokyo")

    def copy(folder: Path) -> Apart:
        if on_postgresql():
            another = f"{name}_{len(made)}"
            ask_server([f"CREATE DATABASE {another} TEMPLATE {name}"])
            made.append(another)
            return Apart(url_of(another))
        shutil.copyfile(file, folder / "db.sqlite3")
        return Apart(f"sqlite:///{folder}/db.sqlite3")

    yield copy
    with suppress(Exception):
        ask_server([f"DROP DATABASE IF EXISTS {each} WITH (FORCE)" for each in reversed(made)] if made else [])


@pytest.fixture
def apart(tokyo_apart: Callable[[Path], Apart], tmp_path: Path) -> Apart:
    """A database of this test's own, with the Tokyo record in it."""
    return tokyo_apart(tmp_path)


@pytest.fixture
def empty_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    """A database of this test's own with nothing in it, not even tables."""
    if not on_postgresql():
        yield Apart(f"sqlite:///{tmp_path_factory.mktemp('empty')}/db.sqlite3")
        return
    name = f"apart_{uuid.uuid4().hex[:12]}"
    ask_server([f"CREATE DATABASE {name}"])
    yield Apart(url_of(name))
    ask_server([f"DROP DATABASE {name} WITH (FORCE)"])
