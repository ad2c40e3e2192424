"""Prints how well the parser reads annotated transcripts: `python -m tests.parsing.score [GOLD_FOLDER ...]`."""

import sys
from pathlib import Path

from tests.parsing.corpus import CORPUS, SCORER, score


def main() -> None:
    folders = [Path(argument) for argument in sys.argv[1:]] or [CORPUS / "gold"]
    if not SCORER.is_file():
        sys.exit(f"no scorer at {SCORER}: set TRANSCRIPTS_CORPUS to the corpus folder beside ../tools")
    for folder in folders:
        print(score(folder), end="")


if __name__ == "__main__":
    main()
