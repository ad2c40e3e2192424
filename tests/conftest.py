"""What all tests share: the Tokyo record and the corpus where it is at hand."""

import os
from pathlib import Path

import pytest
from django.core.management import call_command

from core.models import Conference

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("TRANSCRIPTS_CORPUS") or ROOT.parent / "shared" / "corpus")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def tokyo(db: None) -> Conference:
    """The Tokyo record, loaded as a user loads it."""
    call_command("loaddata", "tokyo-2plus2-2024", verbosity=0)
    return Conference.objects.get(slug="tokyo-2plus2-2024")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real transcripts, which only the project's own machines have."""
    if not CORPUS.is_dir():
        pytest.skip(f"the corpus of real transcripts is not at {CORPUS}")
    return CORPUS
