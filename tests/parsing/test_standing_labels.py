"""Labels alone in their line, without a colon, as the Parliamentary Library of Australia prints them; names made up."""

import pytest

from core.parsing import ParseError
from tests.parsing.build import codes, kinds, labels, read, roles, speakers

INTERVIEW = (
    "Doorstop interview - Press Gallery, Parliament House",
    "",
    "Transcript, E&OE",
    "",
    "JOURNALIST",
    "",
    "Are you able to shed any more light on the interception of seven people?",
    "",
    "ADA BISHOP",
    "",
    "I’m not able to go into the detail because obviously the suspension of passports means that",
    "",
    "investigations are ongoing.",
    "",
    "JOURNALIST",
    "",
    "What does this show?",
    "",
    "ADA BISHOP",
    "",
    "It shows that our efforts are working.",
)


def test_labels_that_recur_alone_in_their_lines_are_read_where_no_other_stands() -> None:
    parsed = read(*INTERVIEW)
    assert labels(parsed) == ["JOURNALIST", "ADA BISHOP"] * 2
    assert roles(parsed) == ["press", "principal"] * 2
    assert kinds(parsed) == ["question", "answer"] * 2
    assert speakers(parsed)[1] == "Ada Bishop"
    assert parsed.record.turns[1].text.endswith("investigations are ongoing.")
    assert "doubtful-label" in codes(parsed)


def test_they_stay_text_where_labels_have_colons() -> None:
    parsed = read("MS. PARK: Good morning, everybody. Here is what the form says:", *INTERVIEW[4:])
    assert labels(parsed) == ["MS. PARK"]


@pytest.mark.parametrize(
    "lines",
    [
        INTERVIEW[4:12],  # each once: headings
        [line for line in INTERVIEW if line != "ADA BISHOP"],  # the press alone
        [line.title() if line.isupper() else line for line in INTERVIEW],  # no capitals
        [f"{line} —" if line.isupper() else line for line in INTERVIEW],  # what goes on
    ],
)
def test_they_are_refused_where_the_layout_leaves_doubt(lines: list[str]) -> None:
    with pytest.raises(ParseError):
        read(*lines)
