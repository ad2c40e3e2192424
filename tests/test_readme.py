"""The README, followed as a newcomer would."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.importing.text import BRIEFING

README = ROOT / "README.md"
HOST = "http://127.0.0.1:8000"


def blocks() -> list[tuple[str, str]]:
    """Each command with the output that the README shows; a command ends where its quotes are closed."""
    found = []
    for block in re.findall(r"```console\n\$ (.*?)```", README.read_text(), re.DOTALL):
        for part in block.split("\n$ "):
            lines = part.splitlines(keepends=True)
            command = lines.pop(0)
            while command.count('"') % 2:
                command += lines.pop(0)
            found.append((command.rstrip("\n"), "".join(lines)))
    return found


COMMANDS = blocks()
TOUR = [(command, output) for command, output in COMMANDS if command.startswith("curl ")]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What `make run` serves, on a free port and with a database of its own."""
    if not (ROOT / ".venv" / "tests").exists():
        pytest.skip("the virtual environment was not made by make")
    if shutil.which("make") is None or shutil.which("curl") is None:
        pytest.skip("make and curl are not both installed")
    own = tmp_path_factory.mktemp("run")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")},
        "DATABASE_URL": f"sqlite:///{own}/db.sqlite3",
        "DJANGO_STATIC_ROOT": str(own / "static"),
    }
    log = (own / "log").open("w+")
    server = subprocess.Popen(
        ["make", "run", f"PORT={port}", f"RUN={own}/run"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api/v1/conferences/").close()
                break
            except OSError:
                assert server.poll() is None, Path(log.name).read_text()
                time.sleep(0.5)
        else:
            pytest.fail(Path(log.name).read_text())
        said = Path(log.name).read_text()
        for path in ("/api/docs/", "/api/v1/", "/admin/", "make superuser"):
            assert path in said
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # make, and the server under it
        server.wait(timeout=30)
        log.close()


def shown(command: str, address: str) -> str:
    done = subprocess.run(
        ["bash", "-c", command.replace(HOST, address)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.replace(address, HOST)


@pytest.mark.parametrize(("command", "output"), TOUR, ids=[re.findall(r"api/v1/([^']*)'", each)[0] for each, _ in TOUR])
def test_the_tour_prints_what_the_readme_says(
    service: str, command: str, output: str, request: pytest.FixtureRequest
) -> None:
    printed = shown(command, service)
    if request.config.getoption("--write-golden"):
        text = README.read_text()
        README.write_text(text.replace(f"$ {command}\n{output}```", f"$ {command}\n{printed}```"))
    else:
        assert printed == output


def test_the_pages_that_make_run_names_are_there(service: str) -> None:
    for path in ("/", "/api/docs/", "/api/redoc/", "/api/schema/", "/api/v1/", "/admin/"):
        with urllib.request.urlopen(service + path) as page:
            assert page.status == 200, path


def test_make_knows_every_target_that_the_readme_names() -> None:
    targets = set(re.findall(r"`make ([a-z-]+)", README.read_text()))
    assert "superuser" in targets
    for target in targets:
        subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=True)
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith("make test")


def test_the_other_commands_do_what_the_readme_says(tmp_path: Path) -> None:
    """In the order of the README, on a database of their own."""
    others = [command for command, _ in COMMANDS if not command.startswith(("curl ", "make "))]
    (tmp_path / "noon-briefing-2024-07-29.txt").write_text(BRIEFING)
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def run(command: str) -> str:
        here = command.replace(".venv/bin/python manage.py", f"{sys.executable} {ROOT / 'manage.py'}")
        done = subprocess.run(
            ["bash", "-c", here], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage = ".venv/bin/python manage.py"
    run(f"{manage} migrate --verbosity 0")
    assert "loaded" in run(f"{manage} load_tokyo")
    assert "already" in run(f"{manage} load_tokyo")
    run(f"DJANGO_SUPERUSER_PASSWORD=x {manage} createsuperuser --noinput --username mira --email mira@example.org")
    imported, token, exported, again = (run(command) for command in others)
    assert "created" in imported
    assert len(token.strip()) == 64
    assert exported == ""
    assert "refused" not in again
