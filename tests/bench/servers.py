"""The production server, as `make serve` starts it, with one worker."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.served import ROOT, serve_command

PATIENCE = 60  # seconds until a server answers
HOST = "transcripts.example"
# As behind a proxy that ends TLS (docs/deployment.md).
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
SECRET = secrets.token_urlsafe(48)


def production(url: str, folder: Path, **more: str) -> dict[str, str]:
    """The environment of an installation on that database. All is as it is by default, but that no reader is
    throttled: one client asks as much here as thousands do elsewhere. Python keeps what it has compiled, as it does
    unless it is told not to."""
    (folder / "static").mkdir(exist_ok=True)
    ours = ("DJANGO_", "THROTTLE_", "LOG_", "BENCH_", "PYTHONDONTWRITEBYTECODE")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {
        **inherited,
        "DATABASE_URL": url,
        "RUNTIME_ROOT": str(folder),
        "DJANGO_STATIC_ROOT": str(folder / "static"),
        "DJANGO_SECRET_KEY": SECRET,
        "DJANGO_ALLOWED_HOSTS": HOST,
        "DJANGO_BEHIND_TLS_PROXY": "1",
        "TRUSTED_PROXIES": "1",
        "THROTTLE_READERS": "0",
        **more,
    }


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def wait(self) -> None:
        """Until it answers. Raises RuntimeError with what it said instead."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            try:
                self.get("/healthz")
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"The server does not answer: {self.log.read_text()[-2000:]}")

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        """The answer and its body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={**HEADERS, **headers})
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def forget_peak(self) -> None:
        """Let the peak of the memory count from now on (Linux)."""
        for worker in self._workers():
            Path(f"/proc/{worker}/clear_refs").write_text("5")

    def peak(self) -> float:
        """The most memory that a worker held since, in MB."""
        return max(_peak(worker) for worker in self._workers())

    def spent(self) -> float:
        """Seconds of a processor that its workers have used so far."""
        return sum(_spent(worker) for worker in self._workers())

    def _workers(self) -> list[str]:
        own = self.process.pid
        return Path(f"/proc/{own}/task/{own}/children").read_text().split()


def _peak(process: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM:"))


def _spent(process: str) -> float:
    _, _, fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")
    user, system = fields.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(environment: dict[str, str], log: Path, application: str = "") -> Iterator[Server]:
    """A server that starts, and is ended at the end. `application` stands in the place of the service's own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = serve_command(port, "WORKERS=1")
    if application:
        command = [application if each == "transcripts_api.wsgi:application" else each for each in command]
    with log.open("wb") as lines:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=lines, stderr=lines, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield Server(port, process, log)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
