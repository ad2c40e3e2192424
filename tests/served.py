"""The service as `make serve` runs it."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def serve_command(port: int, *variables: str) -> list[str]:
    """What `make serve` runs in the end, with all of its limits: make is asked for it, where it is defined. The
    variables are as on make's command line, as in `WORKERS=1`."""
    # By a make of its own, also where another has started us.
    inherited = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    said = subprocess.run(
        ["make", "--dry-run", "serve", "HOST=127.0.0.1", f"PORT={port}", *variables],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in inherited},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    _, *arguments = shlex.split(said.rpartition("exec ")[2].replace("\\\n", " "))
    return [sys.executable, "-m", "granian", *arguments]
