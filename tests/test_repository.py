"""Lint, types and drift: what the repository promises about itself."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.conftest import ROOT


def run(*command: str) -> str:
    """What the tool printed; the test fails with it when the tool fails."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_lint_is_clean() -> None:
    run("ruff", "check", ".")


def test_format_is_clean() -> None:
    run("ruff", "format", "--check", ".")


def test_types_are_right() -> None:
    assert "no issues found" in run("mypy", "manage.py", "transcripts_api", "core")


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_openapi_document_is_the_committed_one(tmp_path: Path) -> None:
    written = tmp_path / "openapi.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(written))
    assert written.read_text() == (ROOT / "docs" / "openapi.yaml").read_text(), "make schema writes it anew"


def test_openapi_document_is_valid_for_a_second_validator() -> None:
    run("openapi_spec_validator", str(ROOT / "docs" / "openapi.yaml"))


def test_lock_files_name_no_registry() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert "http" not in text
        assert "--index" not in text


def test_production_settings_pass_djangos_own_deployment_check() -> None:
    environment = {
        "DJANGO_SECRET_KEY": "a-long-random-text-of-more-than-fifty-characters-0123456789",
        "DJANGO_ALLOWED_HOSTS": "transcripts.example",
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
