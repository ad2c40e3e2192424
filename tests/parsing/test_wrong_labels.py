"""An answer printed as a question is given to the one who answers (White House, 4 December 2023); names made up."""

from tests.parsing.build import codes, kinds, questions, read, roles, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
ANSWER = (
    "Q    We have maritime task forces elsewhere to deal with threats to shipping.  And we are in talks with other "
    "countries about a task force of sorts in ensuring safe passage.\n\nThose talks are ongoing.  I don’t have anything "
    "formal to announce, but that would be a natural part of the response."
)
BEFORE = (
    f"MR. MARSH:  Thank you, Karine. {SAYS} {SAYS}",
    "Q    Thanks, Jake.  Did all of these ships have ties to the island?",
    f"MR. MARSH:  I can’t answer that definitively. {SAYS}",
    "Q    And is one possibility setting up some kind of escort service?",
)
AFTER = "Q    Thank you.  Can you talk about what the consequences will be?"


def test_an_answer_between_two_questions_is_who_answers_before_and_after_it() -> None:
    parsed = read(*BEFORE, ANSWER, AFTER, f"MR. MARSH:  We will see. {SAYS}")
    assert speakers(parsed)[4] == "Marsh"
    assert (roles(parsed)[4], kinds(parsed)[4], parsed.record.turns[4].label) == ("principal", "answer", "Q")
    assert questions(parsed)[1][2] == [5]
    assert "wrong-label" in codes(parsed)


def test_whoever_else_speaks_between_two_questions_is_the_press() -> None:
    asks = (
        "Q    Thank you.  We have heard you warn those who want to take advantage, and I wonder what you will do. "
        + SAYS
    )
    parsed = read(*BEFORE, asks, AFTER, f"MR. MARSH:  We will see. {SAYS}")
    assert roles(parsed)[4] == "press"
    two = read(*BEFORE, ANSWER, AFTER, f"MS. PARK:  We will see. {SAYS}")
    assert roles(two)[4] == "press"
    assert "wrong-label" not in codes(parsed) | codes(two)
