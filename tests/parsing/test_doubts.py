"""Warnings help: each code is documented, and what is true of most questions is said once."""

from core.parsing.doubts import Doubt
from tests.conftest import ROOT
from tests.parsing.build import codes, read

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."


def test_every_code_is_documented() -> None:
    listed = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    assert [doubt.value for doubt in Doubt if f"| `{doubt.value}` |" not in listed] == []


def briefing(questions: int, opening: str = "") -> list[str]:
    lines = [f"MR. KANE:  Good morning. {SAYS * 3}{opening}"]
    for number in range(questions):
        lines += [f"Q    What do you know of harbour number {number}, and will it be opened?", f"MR. KANE:  {SAYS}"]
    return lines


def test_one_warning_says_that_hardly_any_asker_is_named() -> None:
    warnings = [each for each in read(*briefing(8)).warnings if each.code == Doubt.UNKNOWN_ASKER]
    assert len(warnings) == 1
    assert warnings[0].turn == 2
    assert warnings[0].message.endswith("7 more of the 8 questions: turns 4, 6, 8, 10, 12, 14, 16.")


def test_few_unnamed_askers_are_each_pointed_at() -> None:
    warnings = [each for each in read(*briefing(3)).warnings if each.code == Doubt.UNKNOWN_ASKER]
    assert [each.turn for each in warnings] == [2, 4, 6]


def test_who_is_taken_to_go_on_asking_is_doubted_once_in_a_row() -> None:
    lines = [f"MR. KANE:  Good morning. {SAYS * 3} Ada.", "Q    Thanks.  What do you know of the harbours?"]
    for number in range(6):
        lines += [f"MR. KANE:  {SAYS}", f"Q    And what of harbour number {number}?"]
    parsed = read(*lines, f"MR. KANE:  {SAYS}")
    assert sum(each.code == Doubt.ASSUMED_ASKER for each in parsed.warnings) == 1
    assert Doubt.UNKNOWN_ASKER not in codes(parsed)
