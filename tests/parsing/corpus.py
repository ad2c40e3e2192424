"""Where the corpus of real transcripts is, and how an import is scored against its annotations.

The scores are those of the corpus's own `score_import.py`, which is run as it is.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from core.exporting.annotation import annotation
from core.parsing import ParsedTranscript, decode, parse

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("TRANSCRIPTS_CORPUS", REPOSITORY.parent / "shared" / "corpus"))
SCORER = CORPUS.parent / "tools" / "score_import.py"

needs_corpus = pytest.mark.skipif(
    not (CORPUS / "texts").is_dir(),
    reason=f"no corpus at {CORPUS}: set TRANSCRIPTS_CORPUS to the folder that holds texts/ and gold/",
)
needs_scorer = pytest.mark.skipif(
    not (CORPUS / "gold").is_dir() or not SCORER.is_file(),
    reason=f"no annotations at {CORPUS / 'gold'}, or no {SCORER}",
)


def texts() -> list[Path]:
    """Every text of the corpus, by name; none where there is no corpus."""
    return sorted((CORPUS / "texts").glob("*.txt"))


def parse_file(path: Path) -> ParsedTranscript:
    decoded = decode(path.read_bytes())
    return parse(decoded.text, slug=path.stem, encoding=decoded.encoding)


def write_annotations(folder: Path, names: set[str] | None = None) -> None:
    """Parse the texts of the corpus (those named, or all) and write each as an annotation."""
    for path in texts():
        if names is None or path.stem in names:
            parsed = parse_file(path)
            (folder / f"{path.stem}.json").write_text(json.dumps(annotation(parsed.record)), encoding="utf-8")


def score(gold: Path, *options: str) -> str:
    """What score_import.py prints of the annotations in `gold`."""
    with tempfile.TemporaryDirectory() as folder:
        write_annotations(Path(folder), {path.stem for path in gold.glob("*.json")})
        command = [sys.executable, str(SCORER), *options, str(gold), folder]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
