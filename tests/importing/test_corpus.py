"""Every real transcript at hand becomes a draft, and is written back to the byte."""

from pathlib import Path

import pytest

from core import mapping
from core.exporting.record import record_json
from core.exporting.source_text import source_text
from core.importing import import_source
from core.parsing.formats.record import read_record
from core.records import tiling_gap
from tests.conftest import CORPUS

TEXTS = sorted((CORPUS / "texts").glob("*.txt"))


@pytest.mark.django_db
@pytest.mark.skipif(not TEXTS, reason=f"the corpus of real transcripts is not at {CORPUS}")
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_real_transcript_becomes_a_draft_and_is_written_back(path: Path) -> None:
    data = path.read_bytes()
    draft = import_source(data, slug=path.stem).conference
    record = mapping.read(draft)
    assert tiling_gap(record) is None
    assert source_text(record).encode(record.source.encoding) == data
    assert read_record(record_json(record)) == record
    assert import_source(data, slug=path.stem).outcome == "unchanged"
