"""What is written as Akoma Ntoso or TEI comes back as the same record, and keeps to the standards' schemas."""

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from core import mapping
from core.exporting.akoma_ntoso import akoma_ntoso
from core.exporting.publication import Publication
from core.exporting.tei import tei
from core.markup import AKOMA_NTOSO, OWN, TEI
from core.models import Conference
from core.parsing.formats.markup import read_markup
from core.records import ConferenceRecord
from tests.exporting.schemas import akoma_ntoso_errors, needs_jing, needs_parla_clarin, tei_errors
from tests.parsing.corpus import needs_corpus, parse_file, texts
from tests.records_strategies import conferences

pytestmark = pytest.mark.once

PUBLICATION = Publication(
    revision=3,
    revised_at=datetime.datetime(2024, 8, 1, 9, 30, tzinfo=datetime.UTC),
    published_at=datetime.datetime(2024, 7, 30, tzinfo=datetime.UTC),
    site="https://transcripts.example",
)
Write = Callable[[ConferenceRecord, Publication], bytes]
both = pytest.mark.parametrize("write", [akoma_ntoso, tei])
patient = settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def read_back(document: bytes) -> ConferenceRecord:
    parsed = read_markup(document)
    assert parsed is not None
    assert parsed.warnings == ()
    return parsed.record


@both
@patient
@given(record=conferences())
def test_any_record_comes_back_as_it_was(write: Write, record: ConferenceRecord) -> None:
    assert read_back(write(record, PUBLICATION)) == record


@needs_corpus
@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_every_text_of_the_corpus_comes_back_as_it_was_and_is_valid(path: Path) -> None:
    record = parse_file(path).record
    document = akoma_ntoso(record, PUBLICATION)
    assert akoma_ntoso_errors(document) == []
    assert read_back(document) == record
    assert read_back(tei(record, PUBLICATION)) == record


@both
def test_tokyo_comes_back_as_it_was(write: Write, tokyo: Conference) -> None:
    record = mapping.read(tokyo)
    assert read_back(write(record, PUBLICATION)) == record


def test_tokyo_is_valid_akoma_ntoso(tokyo: Conference) -> None:
    assert akoma_ntoso_errors(akoma_ntoso(mapping.read(tokyo), PUBLICATION)) == []


@patient
@given(record=conferences())
def test_any_record_is_valid_akoma_ntoso(record: ConferenceRecord) -> None:
    assert akoma_ntoso_errors(akoma_ntoso(record, PUBLICATION)) == []


def test_a_record_in_which_nobody_speaks_is_valid_akoma_ntoso(tokyo: Conference) -> None:
    record = silent(mapping.read(tokyo))
    assert akoma_ntoso_errors(akoma_ntoso(record, Publication())) == []


@needs_jing
@needs_parla_clarin
def test_all_of_them_are_valid_parla_clarin(tokyo: Conference, tmp_path: Path) -> None:
    """In one run of jing, which takes longer to start than to read."""
    record = mapping.read(tokyo)

    def write(name: str, document: bytes) -> None:
        (tmp_path / f"{name}.xml").write_bytes(document)

    @patient
    @given(record=conferences())
    def write_any(record: ConferenceRecord) -> None:
        write(f"any-{len(list(tmp_path.iterdir()))}", tei(record, PUBLICATION))

    write("tokyo", tei(record, PUBLICATION))
    write("silent", tei(silent(record), Publication()))
    write_any()
    for path in texts():
        write(path.stem, tei(parse_file(path).record, PUBLICATION))
    assert tei_errors(tmp_path) == ""


def silent(record: ConferenceRecord) -> ConferenceRecord:
    return dataclasses.replace(
        record,
        date=None,
        place="",
        country="",
        languages=(),
        hosts=(),
        organizations=(),
        people=(),
        participants=(),
        turns=(),
        questions=(),
        source=dataclasses.replace(record.source, url="", licence="", name=""),
    )


def test_addressees_and_answers_stand_in_the_elements_of_the_standards(tokyo: Conference) -> None:
    """Tanaka asks Kihara and the Secretary of State; Kihara and Austin answer."""
    record = mapping.read(tokyo)
    names = {f"#participant.{each.id}": each.name for each in record.participants}
    document = etree.fromstring(tei(record, PUBLICATION))
    asks = next(each for each in document.iter(f"{{{TEI}}}u") if names[each.get("who")] == "Tanaka")
    assert {names[each] for each in asks.get("toWhom").split()} >= {"Minoru Kihara", "Antony Blinken"}
    asked = [
        each.get("{http://www.w3.org/XML/1998/namespace}id") for each in asks.iter() if each.get("type") == "question"
    ]
    answering = [
        names[each.get("who")]
        for each in document.iter(f"{{{TEI}}}u")
        if set((each.get("corresp") or "").split()) & {f"#{each}" for each in asked}
    ]
    assert answering == ["Minoru Kihara", "Lloyd Austin"]


def test_what_is_no_speech_is_an_element(tokyo: Conference) -> None:
    record = mapping.read(tokyo)
    said = etree.fromstring(akoma_ntoso(record, PUBLICATION))
    assert len(said.findall(f".//{{{AKOMA_NTOSO}}}omissis")) == 4
    assert len(said.findall(f".//{{{AKOMA_NTOSO}}}remark[@class='laughter']")) == 1
    assert len(said.findall(f".//{{{AKOMA_NTOSO}}}remark[@class='delivery']")) == 13
    said = etree.fromstring(tei(record, PUBLICATION))
    assert len(said.findall(f".//{{{TEI}}}gap[@reason='inaudible']")) == 4
    assert len(said.findall(f".//{{{TEI}}}vocal[@type='laughter']")) == 1
    assert len(said.findall(f".//{{{TEI}}}note[@type='delivery']")) == 13


@both
def test_characters_that_xml_cannot_hold_are_written_as_their_numbers(write: Write, tokyo: Conference) -> None:
    record = dataclasses.replace(mapping.read(tokyo), title="a\f\ufffe\u241bb\r\n\tc")
    document = write(record, PUBLICATION)
    assert "a␛C;␛FFFE;␛241B;b&#13;" in document.decode()
    assert read_back(document).title == record.title


@both
def test_what_the_standards_say_survives_without_what_is_our_own(write: Write, tokyo: Conference) -> None:
    """As anybody else's tool would read it."""
    record = mapping.read(tokyo)
    root = etree.fromstring(write(record, PUBLICATION))
    own = root.find(f".//{{{OWN}}}record")
    own.getparent().remove(own)
    parsed = read_markup(etree.tostring(root))
    assert parsed is not None
    plain = parsed.record
    assert [each.text for each in plain.turns] == [each.text for each in record.turns]
    assert [each.label for each in plain.turns] == [each.label for each in record.turns]
    assert [each.kind for each in plain.turns if each.kind in {"question", "answer"}] == [
        each.kind for each in record.turns if each.kind in {"question", "answer"}
    ]
    assert {each.name for each in plain.participants} >= {each.name for each in record.participants if each.name}
    assert sum(len(each.annotations) for each in plain.turns) >= sum(len(each.annotations) for each in record.turns)
    assert len(plain.questions) == 4
    assert all(question.addressees for question in plain.questions)
