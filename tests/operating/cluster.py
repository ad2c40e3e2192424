"""PostgreSQL servers of a test's own: a primary and replicas that follow it, each with its folder and port."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

# Killed at once, as by a power cut; nothing in them has to survive a real one.
OPTIONS = "-c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60 -c wal_keep_size=64"
PATIENCE = 60  # seconds for what takes one


def programs() -> Path:
    """Where PostgreSQL's server programs are; skips the test where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.skip("PostgreSQL's server programs are not installed (Debian: postgresql)")
    return (found[-1] if found else Path(str(on_path))).parent


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def folder() -> Iterator[Path]:
    """For servers, which do not run as root: whoever runs them owns it."""
    made = Path(tempfile.mkdtemp(prefix="cluster-"))
    if os.getuid() == 0:
        shutil.chown(made, "postgres", "postgres")
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def run(*command: str | Path, cwd: Path) -> None:
    """As who may run servers. The test fails with what the program said."""
    user = "postgres" if os.getuid() == 0 else None
    done = subprocess.run(
        [str(each) for each in command], cwd=cwd, user=user, group=user, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


def wait_for(what: Callable[[], Any]) -> Any:
    """What it gives once that is true; errors count as not yet."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            if found := what():
                return found
        except Exception:
            if time.monotonic() > ends:
                raise
        assert time.monotonic() < ends
        time.sleep(0.1)


class Server:
    """A primary; or with `follows`, a replica of another that runs."""

    def __init__(self, name: str, inside: Path, follows: "Server | None" = None) -> None:
        self.bin, self.inside, self.data, self.port = programs(), inside, inside / name, free_port()
        if follows is None:
            self._run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        else:
            self._run(
                "pg_basebackup",
                *("-h", "127.0.0.1", "-p", str(follows.port), "-U", "postgres", "-D", self.data),
                *("--write-recovery-conf", "--checkpoint=fast", "--no-sync"),
            )
        self.start()

    def _run(self, program: str, *arguments: str | Path) -> None:
        run(self.bin / program, *arguments, cwd=self.inside)

    def start(self) -> None:
        options = f"-p {self.port} -k {self.inside} {OPTIONS}"
        log = self.data.with_suffix(".log")
        self._run("pg_ctl", "-D", self.data, "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        """Without warning to anybody."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def is_running(self) -> bool:
        return (self.data / "postmaster.pid").exists()

    def promote(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "promote")

    def follow(self, other: "Server") -> None:
        self.ask(f"ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port={other.port} user=postgres'")
        self.ask("SELECT pg_reload_conf()")

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def ask(self, statement: str) -> Any:
        """The first value of the first row, if any."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True, connect_timeout=3) as connection:
            cursor = connection.execute(statement.encode())
            row = cursor.fetchone() if cursor.description else None
            return row and row[0]

    def has_caught_up_with(self, primary: "Server") -> bool:
        written = primary.ask("SELECT pg_current_wal_lsn()")
        return bool(self.ask(f"SELECT pg_last_wal_replay_lsn() >= '{written}'::pg_lsn"))


@contextmanager
def cluster(*replicas: str) -> Iterator[list[Server]]:
    """A primary, then its replicas."""
    with folder() as inside:
        servers = [Server("primary", inside)]
        try:
            servers += [Server(name, inside, servers[0]) for name in replicas]
            yield servers
        finally:
            for each in servers:
                if each.is_running():
                    each.stop()


@contextmanager
def pgbouncer(inside: Path, server: Server, statement_limit: int) -> Iterator[str]:
    """The address of a PgBouncer in transaction mode that shares four connections to the server among all, each with a
    limit to its statements in milliseconds."""
    program = shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")
    if program is None:
        pytest.skip("pgbouncer is not installed")
    port, settings = free_port(), inside / "pgbouncer.ini"
    settings.write_text(
        f"[databases]\npostgres = host=127.0.0.1 port={server.port}"
        f" connect_query='SET statement_timeout = {statement_limit}; SET jit = off; SET enable_mergejoin = off'\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = trust\nauth_file = {inside}/users\n"
        "pool_mode = transaction\ndefault_pool_size = 4\nmax_client_conn = 200\n"
    )
    (inside / "users").write_text('"postgres" ""\n')
    for file in (settings, inside / "users"):
        file.chmod(0o644)
    user = "postgres" if os.getuid() == 0 else None
    with (inside / "pgbouncer.log").open("w") as log:
        process = subprocess.Popen([program, str(settings)], user=user, group=user, stdout=log, stderr=log)
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        wait_for(lambda: _answers(url))
        yield url
    finally:
        process.terminate()
        process.wait()


def _answers(url: str) -> bool:
    import psycopg

    with psycopg.connect(url, connect_timeout=3):
        return True
