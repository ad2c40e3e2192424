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


def test_no_answers_what_is_broken_off_and_yes_what_had_asked_already() -> None:
    """Air Force One, 13 June 2021: who only listens says "Yes." too, but hardly "No."."""
    parsed = read(
        f"MR. FELL:  Thanks, everybody. {LONG}",
        "Q    So there wasn’t consensus on whether it was lab-based or hu- —",
        "MR. FELL:  No.",
        "Q    So no one — no one really knows?",
        "MR. FELL:  No.",
        "Q    On Norland, does he intend to touch on the security at the airport —",
        "MR. FELL:  Yes.",
        "Q    — maybe with Mr. Marsh?",
        "MR. FELL:  Yes.",
        "Q    And does he intend to touch on what was said about the —",
        "MR. FELL:  Yes.",
        "Q    — the harbour, which they closed last week, and which the ministers will discuss?",
        f"MR. FELL:  {SAYS}",
    )
    assert questions(parsed)[:4] == [(2, ["Fell"], [3]), (4, ["Fell"], [5]), (6, ["Fell"], [7]), (8, ["Fell"], [9])]
    assert kinds(parsed)[9:] == ["question", "interjection", "question", "answer"]


def test_what_is_cut_off_was_understood_where_the_answer_takes_up_its_words() -> None:
    """Geneva, 15 June 2021."""
    parsed = read(
        f"MS. FELL:  Good afternoon. {LONG}",
        "Q    Will there be a lunch?",
        f"MS. FELL:  They can ask for some water. {SAYS}",
        "Q    No sort of formal —",
        "MS. FELL:  Nothing formal.",
        "Q    No sort of harbour —",
        "MS. FELL:  I would leave that to them.",
    )
    assert kinds(parsed)[3:6] == ["question", "answer", "interjection"]
    assert questions(parsed)[1][2][0] == 5


def test_one_quick_question_that_is_begun_is_asked() -> None:
    """Air Force One, 19 August 2024; a name that is called twice leads up to a question too."""
    parsed = read(
        f"MS. FELL:  So, we’re on our way to Norland. {LONG}",
        "Q    So, just one quick question.  I know you can’t say much on the speech, but is he do- —",
        "MS. FELL:  Yeah.",
        "Q    Is — is it done?  Are they still working on it up there?",
        f"MS. FELL:  He is certainly going to continue. {SAYS}",
        "Q    I have one quick question.",
        "MS. FELL:  Yeah.",
        "Q    Will he come back to discuss that deal?",
        f"MS. FELL:  {SAYS}",
        "Q    Ada — Ada, what (inaudible) with foreign leaders today —",
        f"MS. FELL:  I don’t have any readout for you. {SAYS}",
    )
    assert kinds(parsed)[1:4] == ["question", "interjection", "question"]
    assert kinds(parsed)[5:8] == ["interjection", "interjection", "question"]
    assert questions(parsed)[0] == (2, ["Fell"], [5])
    assert questions(parsed)[-1] == (10, ["Fell"], [11])


def test_what_nobody_heard_is_replied_to_and_who_calls_out_is_not() -> None:
    """Philadelphia, 24 October 2024."""
    parsed = read(
        f"THE VICE PRESIDENT:  Good afternoon. {LONG}",
        "Q    Any other big names we can share?",
        "THE VICE PRESIDENT:  I have nothing to report at this moment.",
        "Q    (Inaudible.)",
        "THE VICE PRESIDENT:  Stay tuned, however.",
        "Q    Why do you think you have stronger support among women?",
        f"THE VICE PRESIDENT:  Well, that is not what I see. {SAYS}",
        "Q    Madam Vice President —",
        "Q    Madam Vice President —",
        "THE VICE PRESIDENT:  You all sort that out, okay?  (Laughter.)",
        "Q    How are you going to vote on the proposition?",
        f"THE VICE PRESIDENT:  So, I have not yet voted. {SAYS}",
    )
    assert [answers for _, _, answers in questions(parsed)] == [[3, 5], [7], [12]]
    assert kinds(parsed)[9] == "interjection"
