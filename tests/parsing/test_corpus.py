"""The real transcripts: nothing is lost, nothing crashes, and the annotations are met."""

import json
from pathlib import Path

import pytest

from core.exporting.record import record_json
from core.parsing import parse
from core.parsing.formats.record import read_record
from core.records import tiles, tiling_gap
from core.vocabulary import Basis
from tests.parsing.build import check_excerpts
from tests.parsing.corpus import CORPUS, needs_corpus, needs_scorer, parse_file, score, texts

# A scorer's figure counts a turn as found by its first five words, and an annotation of fewer words than that
# can not be met where the turn goes on (four turns of the nine): turns stay below 1.00 for any parser.
FIGURES = {
    "turns": 0.98,
    "kind": 0.97,
    "role": 0.99,
    "speaker": 0.99,
    "note": 1.0,
    "questions": 0.97,
    "asker": 0.95,
    "outlet": 0.95,
    "addressees": 0.95,
    "answers": 0.97,
}


@needs_corpus
@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_every_text_is_tiled_and_written_back_byte_for_byte(path: Path) -> None:
    record = parse_file(path).record
    assert tiling_gap(record) is None
    source = record.source
    written = "".join(source.text[start:end] for start, end in tiles(record))
    assert written.encode(source.encoding) == path.read_bytes()
    check_excerpts(record)


@needs_corpus
@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_every_turn_of_a_text_stands_in_its_spans(path: Path) -> None:
    record = parse_file(path).record
    for turn in record.turns:
        printed = "".join(record.source.text[start:end] for start, end in turn.spans)
        assert turn.label.split()[0] in printed
        for paragraph in turn.paragraphs:
            assert paragraph.split()[:2] == [] or paragraph.split()[0] in printed


@needs_corpus
@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_every_warning_names_a_line_and_a_turn_of_the_text(path: Path) -> None:
    parsed = parse_file(path)
    lines = len(parsed.record.source.text.splitlines())
    for warning in parsed.warnings:
        assert 1 <= warning.line <= lines
        assert warning.turn is None or 1 <= warning.turn <= len(parsed.record.turns)


@needs_corpus
@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_every_record_can_be_stored_and_read_back(path: Path) -> None:
    record = parse_file(path).record
    assert read_record(record_json(record)) == record
    for participant in record.participants:
        places = [(said.turn, said.start) for said in participant.introductions]
        assert len(places) == len(set(places))
        assert all(said.excerpt or said.basis is Basis.LABEL for said in participant.introductions)
    linked = [participant.person for participant in record.participants if participant.person]
    assert len(linked) == len(set(linked))


@needs_corpus
@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_change_no_turn(ending: str) -> None:
    path = next(path for path in texts() if path.stem.startswith("tokyo"))
    text = path.read_text(encoding="utf-8")
    plain, other = parse(text).record, parse(text.replace("\n", ending)).record
    assert tiling_gap(other) is None
    assert [(turn.label, turn.text, turn.kind) for turn in plain.turns] == [
        (turn.label, turn.text, turn.kind) for turn in other.turns
    ]


@needs_corpus
def test_the_tokyo_record_is_what_was_checked_by_hand() -> None:
    record = parse_file(next(path for path in texts() if path.stem.startswith("tokyo"))).record
    kinds = [turn.kind.value for turn in record.turns]
    assert (len(kinds), kinds.count("question"), kinds.count("answer")) == (26, 4, 9)
    notes = [each.kind.value for turn in record.turns for each in turn.annotations]
    assert (notes.count("inaudible"), notes.count("laughter")) == (4, 1)
    assert sum(turn.delivery_note == "Via interpreter" for turn in record.turns) == 13
    roles = [each.role.value for each in record.participants]
    assert (roles.count("principal"), roles.count("moderator"), roles.count("press")) == (4, 1, 4)


@needs_scorer
def test_the_annotations_are_met() -> None:
    figures = json.loads(score(CORPUS / "gold", "--json"))
    short = {name: (figures[name], least) for name, least in FIGURES.items() if figures[name] < least}
    assert not short
