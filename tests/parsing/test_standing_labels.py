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


def conference_by_names(*lines: str) -> list[str]:
    says = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
    answer = f"I think we should be careful. {says} What could happen? Nobody knows. {says}"
    blocks = ["Transcript", "Olga Moss", f"Good afternoon, everyone. {says} {says} {says}"]
    for name, asked in zip(("Dan Fell", "Peter van Holt", "Karin Roe", "Peter van Holt"), lines, strict=True):
        blocks += [name, asked, "Olga Moss", answer]
    return [line for block in blocks for line in (block, "")]


def test_names_that_stand_by_turns_with_that_of_one_who_answers_are_labels() -> None:
    parsed = read(
        *conference_by_names(
            "Dan Fell from The Wire. Will the bridge be open in time?",
            "Governor, Peter van Holt, Reuters. What does the bridge cost?",
            "Thanks, Governor. The tunnel is said to be unsafe. Is it?",
            "Is it open?",
        )
    )
    assert labels(parsed)[::2] == ["Olga Moss"] * 5
    assert roles(parsed) == ["principal", *["press", "principal"] * 4]
    assert kinds(parsed) == ["remarks", *["question", "answer"] * 4]
    assert speakers(parsed)[1::2] == ["Dan Fell", "Peter van Holt", "Karin Roe", "Peter van Holt"]
    assert "doubtful-label" in codes(parsed)


def test_headings_are_no_names_of_speakers() -> None:
    sections = ("Our Bridges", "Our Tunnels", "Our Roads", "What Comes Next", "Some History")
    lines = [line for name in sections for line in (name, "", "Bridges are built by many, and used by more.", "")]
    with pytest.raises(ParseError, match="No speaker's label"):
        read(*lines)
