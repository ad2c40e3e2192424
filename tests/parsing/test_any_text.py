"""Whatever the text: it is refused with a reason, or tiled exactly; and in time that grows with its length."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.parsing import Doubt, ParsedTranscript, ParseError, parse
from core.records import tiling_gap
from tests.parsing.benchmark import made_transcript
from tests.parsing.build import check_excerpts
from tests.parsing.hostile import hostile_texts

_LABELS = st.sampled_from(
    [
        "MODERATOR:",
        "QUESTION:",
        "SECRETARY BLINKEN:",
        "FOREIGN MINISTER HAAVISTO:",
        "MR. CARNEY:",
        "Q   ",
        "Q.",
        "OPERATOR:",
        "THE PRESIDENT.",
        "**PREGUNTA:**",
        "Moderator:",
        "INTERPRETER:",
        "Politico:",
        "JIM TANKERSLEY.",
        "POLISH AIDE:",
        "A:",
    ]
)
_SENTENCES = st.sampled_from(
    [
        "Thank you.",
        "Let’s go to Shaun Tandon of AFP.",
        "Mr. Secretary, what will you do?",
        "(Laughter.)",
        "(Via interpreter)",
        "I —",
        "Secretary Blinken and Minister Haavisto, do you both agree?",
        "Hi, Patrick Tucker from Defense One.",
        "Yes.",
        "— and so on.",
        "We had a good and candid conversation about all of these matters today, as you know.",
        "Hello?",
        "Thank you, Shaun.",
        "END",
        "1:23 P.M. EDT",
        "To your first question, no.",
        "And to your second question, yes.",
        "¿Qué opina, presidente?",
        "---",
        "\u00a0",
    ]
)
_TURNS = st.builds(lambda label, words: f"{label} {' '.join(words)}", _LABELS, st.lists(_SENTENCES, max_size=4))
_BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", " \n \n", "\r", "\u2028"])
_TRANSCRIPTS = st.lists(st.tuples(_TURNS | _SENTENCES | st.text(max_size=30), _BREAKS), max_size=14).map(
    lambda pieces: "".join(piece for pair in pieces for piece in pair)
)


def check(text: str) -> ParsedTranscript | None:
    try:
        parsed = parse(text)
    except ParseError:
        return None
    assert tiling_gap(parsed.record) is None
    check_excerpts(parsed.record)
    people = parsed.record.participants_by_id()
    turns = parsed.record.turns_by_id()
    for turn in parsed.record.turns:
        assert turn.participant in people
        assert turn.spans
        assert turn.text == turn.text.strip("\n")
    for question in parsed.record.questions:
        assert question.excerpt
        assert all(each.participant is None or each.participant in people for each in question.addressees)
        assert all(answer.turn in turns for answer in question.answers)
        assert len({answer.turn for answer in question.answers}) == len(question.answers)
    assert {warning.code for warning in parsed.warnings} <= {doubt.value for doubt in Doubt}
    return parsed


@given(st.text(max_size=300))
def test_any_text_is_refused_or_tiled(text: str) -> None:
    check(text)


@settings(max_examples=300)
@given(_TRANSCRIPTS)
def test_any_shuffle_of_turns_is_refused_or_tiled(text: str) -> None:
    check(text)


@given(st.text(alphabet="AQ:. \n(*-—[]?,\u00a0\ufeff", max_size=120))
def test_any_shuffle_of_marks_is_refused_or_tiled(text: str) -> None:
    check(text)


@settings(max_examples=50)
@given(_TRANSCRIPTS)
def test_a_text_is_read_alike_twice(text: str) -> None:
    first, second = check(text), check(text)
    if first is not None and second is not None:
        assert [turn.text for turn in first.record.turns] == [turn.text for turn in second.record.turns]
        assert first.warnings == second.warnings


HOSTILE = 200_000
HOSTILE_LIMIT = 10.0  # seconds of one core, of which a fraction is taken; quadratic time would be minutes


@pytest.mark.parametrize(("name", "text"), list(hostile_texts(HOSTILE)), ids=[name for name, _ in hostile_texts(10)])
def test_hostile_text_is_read_or_refused_in_little_time(name: str, text: str) -> None:
    start = time.process_time()
    check_time(text)
    assert time.process_time() - start < HOSTILE_LIMIT, name


def check_time(text: str) -> None:
    with contextlib.suppress(ParseError):
        parse(text)


def test_time_grows_no_faster_than_the_text() -> None:
    """Quadratic time would make eight times the text take 64 times as long; the best of three leaves out the noise."""
    best = []
    for words in (10_000, 80_000):
        text = made_transcript(words)
        spent = []
        for _ in range(3):
            start = time.process_time()
            parse(text)
            spent.append(time.process_time() - start)
        best.append(min(spent))
    assert best[1] < best[0] * 8 * 2.5


def test_a_transcript_of_six_thousand_words_takes_a_fraction_of_a_second() -> None:
    text = made_transcript(6000)
    start = time.process_time()
    for _ in range(5):
        parse(text)
    assert (time.process_time() - start) / 5 < 1
