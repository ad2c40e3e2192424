"""The service as it is run: granian on a database apart, asked over the network, killed without warning."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, NamedTuple, Self

from tests.apart import Apart
from tests.conftest import ROOT
from tests.served import serve_command

TOKEN = """
from django.contrib.auth.models import User
from core.models import Token
user = User.objects.create_superuser("mira")
print(Token.objects.create(user, name="trial")[1])
"""
PATIENCE = 120  # seconds for a loaded machine to start; how long it takes is measured, not asserted
QUIET = {"THROTTLE_READERS": "0", "THROTTLE_TOKENS": "0", "LOG_REQUESTS": "0"}


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Service:
    def __init__(self, apart: Apart, folder: Path, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / f"service-{self.port}.log"
        self.environment = apart.environment(**QUIET, RUNTIME_ROOT=str(folder), **environment)
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()

    def start(self) -> float:
        """Seconds until the first answer."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                serve_command(self.port),
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while time.monotonic() < begun + PATIENCE:
            try:
                if self.ask("GET", "/api/v1/conferences/?page_size=1").status == 200:
                    return time.monotonic() - begun
            except OSError:
                time.sleep(0.05)
            assert self.process.poll() is None, self.log.read_text()
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        """Of all its processes, at once, as a power cut or the kernel does it."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def ask(self, method: str, path: str, body: Any = None, token: str = "", **headers: str) -> Answer:
        """Raises OSError when no answer comes."""
        if token:
            headers["Authorization"] = f"Bearer {token}"
        content = None
        if body is not None:
            content, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        return self._ask(method, path, content, headers)

    def ask_with_form(self, method: str, path: str, form: str, **headers: str) -> Answer:
        """As a browser does it. Raises OSError when no answer comes."""
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self._ask(method, path, form.encode(), headers)

    def _ask(self, method: str, path: str, content: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, content, {"Host": "localhost", **headers})
            found = connection.getresponse()
            return Answer(found.status, dict(found.headers), found.read())
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()
