"""What asks without a question mark, and what only sorts out the microphone; names made up."""

from tests.parsing.build import kinds, questions, read

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5


def test_who_says_what_they_are_asking_asks_and_who_wants_to_hear_does_not() -> None:
    """Pentagon, 22 October 2003."""
    parsed = read(
        f"SEN. MARSH:  We had another very good briefing. {LONG}",
        "SEC. FELL:  We’d be happy to answer a few questions.",
        "Q     Talk about your memo and --",
        "SEC. FELL:  How’d you feel about it?",
        "Q     I’m asking you about how you felt about having it published, and why you thought it was necessary.",
        "Q     Sir, can you step up to the microphones?",
        f"SEC. FELL:  Well, if I had wanted it published, I would have issued it. {SAYS}",
    )
    assert kinds(parsed)[1:] == ["procedural", "question", "interjection", "question", "interjection", "answer"]
    assert questions(parsed) == [(3, ["Fell"], [7]), (5, ["Fell"], [7])]


def test_what_is_broken_off_goes_on_with_words_that_ask() -> None:
    """White House, 30 June 2004."""
    parsed = read(
        "Q. Did anyone ask for the questions in advance?",
        f"MR. FELL: A couple of things. {SAYS}",
        "Q. That’s not the same thing as asking for —",
        "MR. FELL: Let me finish. Let me finish.",
        "Q. — and my question is, were questions asked for.",
        f"MR. FELL: Reporters can ask whatever they want. {SAYS}",
        "Q. And for whom?",
        f"MR. FELL: {SAYS}",
    )
    assert kinds(parsed)[2:5] == ["question", "interjection", "question"]


def test_what_opponents_say_is_put_to_be_answered() -> None:
    """White House, 10 March 2023."""
    parsed = read(
        f"DIRECTOR YOUNG:  Good afternoon. {LONG}",
        "Q    Where are the conversations happening about the trust funds?",
        "DIRECTOR YOUNG:  So, remember, the budget writ large is a start of a conversation.  This is a —",
        "Q    Republicans say it’s dead on arrival, though.",
        f"DIRECTOR YOUNG:  So, budgets are the job of the President. {SAYS} {SAYS}",
    )
    assert kinds(parsed)[3] == "question"
