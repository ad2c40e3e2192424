"""Briefings by several who hand each other the floor: who presents and who answers."""

import pytest

from core.exporting.annotation import annotation
from tests.parsing.build import kinds, questions, read, roles, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5
ASKS = "Q    What is the plan for the second booster now that the date is so near, and who decides it?"


def panel(*exchange: str) -> tuple[str, ...]:
    """A press briefing of the COVID-19 Response Team, as that of 23 March 2022."""
    return (
        f"MR. ZIENTS: Good morning. {LONG} With that, over to Dr. Walensky.",
        f"DR. WALENSKY: Thank you, Jeff. {LONG} I’ll now turn things over to Dr. Fauci.",
        f"DR. FAUCI: Thank you very much, Dr. Walensky. {LONG} Back to you, Jeff.",
        "MR. ZIENTS: Well, thank you, Doctors.",
        "MODERATOR: First question: Betsy Klein at CNN.",
        *exchange,
    )


def test_who_is_given_the_floor_to_speak_is_no_moderator() -> None:
    parsed = read(*panel(ASKS, f"DR. FAUCI: {SAYS}"))
    assert roles(parsed)[:3] == ["principal"] * 3
    assert kinds(parsed)[:3] == ["remarks"] * 3


def test_colleagues_thank_and_call_by_the_first_name() -> None:
    parsed = read(*panel(ASKS, f"DR. FAUCI: {SAYS}"))
    assert speakers(parsed)[0] == "Jeff Zients"


@pytest.mark.parametrize("call", ["Okay, Dr. Fauci, on the Moderna news.", "Okay. Dr. Fauci?", "Your turn."])
def test_a_colleague_named_to_answer_is_called(call: str) -> None:
    parsed = read(*panel(ASKS, f"MR. ZIENTS: {call}", f"DR. FAUCI: {SAYS}"))
    assert kinds(parsed)[5:] == ["question", "procedural", "answer"]
    assert questions(parsed)[0][2] == [8]


@pytest.mark.parametrize(
    "words",
    [
        "I’m wondering if Dr. Fauci or Dr. Walensky could give us some reflections on the second year.",
        "I am curious whether Dr. Fauci and Dr. Walensky might say more about the second booster.",
    ],
)
def test_who_could_say_something_is_asked(words: str) -> None:
    parsed = read(*panel(f"Q    Thank you. {words}", f"DR. WALENSKY: {SAYS}", f"DR. FAUCI: {SAYS}"))
    assert {name.split()[-1] for name in questions(parsed)[0][1]} == {"Fauci", "Walensky"}


def test_a_stutter_before_a_surname_is_left_out() -> None:
    parsed = read(
        f"PRESIDENT BIDEN: {LONG}",
        f"PRIME MINISTER ALBANESE: {LONG}",
        "PRESIDENT BIDEN: All right. Ms. — Ms. Lopez from PBS.",
        "Q    Thank you, Mr. President. What would you say to those who are afraid of a wider war?",
        f"PRESIDENT BIDEN: {SAYS}",
    )
    row = annotation(parsed.record)["questions"][0]
    assert (row["asker"], row["outlet"]) == ("Lopez", "PBS")


def test_thanks_behind_a_colleagues_last_answer_close_nothing_that_is_closed() -> None:
    parsed = read(
        *panel(
            ASKS,
            f"DR. FAUCI: {SAYS}",
            "MR. ZIENTS: Thanks, everybody. That’s all we have for today.",
        )
    )
    assert kinds(parsed)[-1] == "procedural"
