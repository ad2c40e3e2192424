"""Briefers with nothing to announce, and aides who call on reporters and end it too early; names made up."""

import pytest

from core.exporting.annotation import annotation
from tests.parsing.build import kinds, questions, read, roles

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        # Delhi, 6 April 2023; State Department, 25 June, 7 and 29 November 2012
        (
            "Very good afternoon to all of you. Thank you for joining us for this weekly media briefing. I don’t really "
            "have any announcements to begin with, so I will take a few questions, and we’ll start with you.",
            "procedural",
        ),
        (
            "Happy Monday, everybody. I do not have anything at the top, so let’s go to what’s on your minds.",
            "procedural",
        ),
        ("All right, everybody. Into the future. I have nothing at the top. Happy Wednesday.", "procedural"),
        (
            "Happy Thursday. The Secretary has remarks at about 1:30, so we will be together until we hear that she’s "
            "getting ready to go out. I have nothing at the top, so let’s go to what’s on your minds.",
            "procedural",
        ),
        ("Good afternoon, everybody. I’m happy to take a few questions.", "procedural"),  # 26 October 2022
        (f"Afternoon, everybody. {SAYS} Now let’s go to what’s on your minds.", "remarks"),  # 30 August 2011
        (
            "Good morning, everybody. We are on our way to Lorain, where the President will talk about the infrastructure "
            "law and what it means for the lakes. With that, I’m happy to take your questions.",  # 17 February 2022
            "remarks",
        ),
    ],
)
def test_an_opening_that_announces_nothing_only_opens_the_floor(opening: str, kind: str) -> None:
    parsed = read(f"MS. PARK: {opening}", "QUESTION: What are the plans?", f"MS. PARK: {SAYS}")
    assert kinds(parsed) == [kind, "question", "answer"]


def test_an_aide_who_calls_reporters_moderates_and_who_was_cut_short_asks_on() -> None:
    """Munich, 20 February 2022."""
    parsed = read(
        f"THE VICE PRESIDENT:  This was an important trip. {SAYS} So, with that, I’ll take any questions you have.",
        "AIDE:  And I’ll call on folks.  So, Molly from ABC.",
        "Q    Thank you, Madam Vice President.  Are you going to take part in that meeting —",
        "THE VICE PRESIDENT:  Yes.",
        "Q    — today?",
        "THE VICE PRESIDENT:  Yes.",
        "Q    If he has made up his mind, what leverage do you really have?",
        f"THE VICE PRESIDENT:  {SAYS}",
        "AIDE:  And last question, let’s go to Natasha at CNN.",
        "Q    Thank you.  I’m wondering whether he has given the order?",
        f"THE VICE PRESIDENT:  {SAYS}",
        "Q    And do you believe —",
        "AIDE:  Thank you all.",
        "THE VICE PRESIDENT:  But — just go on.  You can go to the follow-up.",
        "Q    Do you believe that both are more on the same page now?",
        f"THE VICE PRESIDENT:  {SAYS}",
    )
    rows = annotation(parsed.record)["questions"]
    assert {row["turn"]: row["asker"] for row in rows} == {
        **dict.fromkeys((3, 5, 7), "Molly"),
        **dict.fromkeys((10, 12, 15), "Natasha"),
    }
    assert {roles(parsed)[at] for at in (1, 8, 12)} == {"moderator"}
    assert kinds(parsed)[12:14] == ["procedural", "procedural"]
    assert questions(parsed)[-2:] == [(12, questions(parsed)[-1][1], [16]), (15, questions(parsed)[-1][1], [16])]


def test_an_operator_who_opens_lines_is_staff() -> None:
    parsed = read(
        f"MS PARK: Good morning. {SAYS} {SAYS}",
        "OPERATOR: We’ll go to the line of Ada Moss from Reuters.",
        "QUESTION: Thank you. What are the plans?",
        f"MS PARK: {SAYS}",
    )
    assert roles(parsed)[1] == "staff"


def test_a_call_is_heard_behind_a_laugh() -> None:
    """Bali, 14 November 2022."""
    parsed = read(
        f"THE PRESIDENT:  Good evening, everyone. {SAYS} I’ll make that clear at the outset here.\n\n"
        "And — (laughs) — so, Dan Fell, Wall Street Journal.",
        "Q    Thank you, Mr. President.  Can that be avoided?",
        f"THE PRESIDENT:  {SAYS}",
    )
    rows = annotation(parsed.record)["questions"]
    assert [(row["asker"], row["outlet"]) for row in rows] == [("Dan Fell", "Wall Street Journal")]
