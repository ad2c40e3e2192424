"""Two leaders and their hosts: whom they read out to ask, who is asked first and who second, what is asked again."""

from core.exporting.annotation import annotation
from core.parsing import ParsedTranscript
from tests.parsing.build import kinds, questions, read

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5
LEADERS = (
    "Remarks by President Arden and President Roche of Finland in Joint Press Conference",
    "",
    f"PRESIDENT ROCHE:  Thank you, and good afternoon. {LONG}",
    f"PRESIDENT ARDEN:  Well, thank you, Mr. President. {LONG}",
)


def addressees(parsed: ParsedTranscript, turn: int) -> set[str]:
    return {name.split()[-1] for at, names, _ in questions(parsed) if at == turn for name in names}


def answers(parsed: ParsedTranscript, turn: int) -> set[int]:
    return {answer for at, _, found in questions(parsed) if at == turn for answer in found}


def test_a_leader_reads_out_whom_his_aides_chose() -> None:
    """Helsinki, 13 July 2023."""
    parsed = read(
        *LEADERS,
        "MODERATOR:  Next question goes to President Roche.  Please.",
        "PRESIDENT ROCHE:  Yes, it’s Helsingin Sanomat, Elina Moss.",
        "Q    Thank you, Mr. President.  How does that change the place of the country in the world?",
        f"PRESIDENT ARDEN:  {SAYS}",
        "MODERATOR:  Next question, President Arden, please.",
        "PRESIDENT ARDEN:  Oh, I’m sorry.  I guess it’s Arlette from CNN.",
        "Q    Thank you, Mr. President.  Does this raise any new concerns?",
        f"PRESIDENT ARDEN:  {SAYS}",
        "Q    Is it Niger?",
        "PRESIDENT ARDEN:  It’s Niger.",
        "Q    And will it last?",
        f"PRESIDENT ARDEN:  {SAYS}",
    )
    rows = annotation(parsed.record)["questions"]
    asked = [(row["asker"], row["outlet"]) for row in rows]
    assert asked == [("Elina Moss", "Helsingin Sanomat"), *[("Arlette", "CNN")] * 3]
    assert [kinds(parsed)[at] for at in (3, 7, 11)] == ["procedural", "procedural", "answer"]


def test_what_is_only_named_or_not_heard_is_asked_once_more() -> None:
    """Helsinki, 13 July 2023, and Munich, 20 February 2022."""
    parsed = read(
        *LEADERS,
        "Q    Lida Moss, Finnish Public Broadcasting Service.  A group of senators has failed to pass a law.  What actions —",
        "PRESIDENT ARDEN:  Sorry, what — what, I’m sorry?  I didn’t hear the last part of your question.",
        "Q    A group of senators has failed to pass a law.  What actions will you take to assure the country of that?",
        f"PRESIDENT ARDEN:  I absolutely guarantee it. {SAYS}",
        "Q    And then I wanted to follow up on your meeting with the senators.",
        "PRESIDENT ARDEN:  Okay.",
        "Q    When he spoke, he shared his frustration.  Why not put those sanctions in place now?",
        f"PRESIDENT ARDEN:  The purpose has always been deterrence. {SAYS}",
    )
    assert kinds(parsed)[3] == "interjection"
    assert answers(parsed, 3) == {6}
    assert kinds(parsed)[6:8] == ["interjection", "interjection"]


def test_who_is_welcomed_by_a_question_is_asked_and_who_was_heard_is_not() -> None:
    """White House, 12 December 2023."""
    parsed = read(
        *LEADERS,
        "Q    Thank you.  For President Arden, what is the strategy for next year?\n\nAnd for President Roche, welcome "
        "back to Washington.  Can I ask you: Did you hear what you wanted to hear from Congress and from President "
        "Arden?",
        f"PRESIDENT ARDEN:  Well, let me answer the question first. {SAYS}",
        f"PRESIDENT ROCHE:  I would like to add to that. {SAYS}",
    )
    assert [sorted(name.split()[-1] for name in names) for _, names, _ in questions(parsed)] == [["Arden"], ["Roche"]]


def test_what_is_asked_before_a_colleague_is_called_is_put_to_who_answers_it_first() -> None:
    """White House, 12 December 2023; of one who is called later, and answers first, all is asked (finland)."""
    asks = (
        "Q    Have you even considered such a step to stop fighting?\n\n{call}, could you please clarify the strategy?"
    )
    first = read(
        *LEADERS,
        asks.format(call="And, Mr. Arden"),
        f"PRESIDENT ROCHE:  That is insane. {SAYS}",
        f"PRESIDENT ARDEN:  We want to see them win. {SAYS}",
    )
    assert addressees(first, 3) == {"Arden", "Roche"}
    second = read(
        *LEADERS,
        asks.format(call="And secondly, Mr. Arden"),
        f"PRESIDENT ARDEN:  We want to see them win. {SAYS}",
        f"PRESIDENT ROCHE:  Maybe from our side. {SAYS}",
    )
    assert addressees(second, 3) == {"Arden"}


def test_a_question_that_is_said_again_is_answered_with_its_repetition() -> None:
    """White House, 12 December 2023."""
    parsed = read(
        *LEADERS,
        "Q    Thank you, sir.  President Arden, do you worry about a second term?  And just an update on the situation in "
        "the islands.  How long do you think that operation should last?",
        f"PRESIDENT ARDEN:  Well, first of all, there is support. {SAYS} Did you want me to answer the other one?",
        "Q    Yes, please.",
        "PRESIDENT ARDEN:  Say it again.",
        "Q    Sorry.  So, the question was how long that operation should last?",
        f"PRESIDENT ARDEN:  Well, I have had conversations. {SAYS}",
        "Q    The plan then.",
        "PRESIDENT ROCHE:  So, your question is if we are ready to give it up?",
        "Q    (Speaks Finnish.)",
        f"PRESIDENT ROCHE:  That is insane. {SAYS}",
    )
    assert answers(parsed, 3) == {4, 8}
    assert kinds(parsed)[9] == "interjection"


def test_an_office_that_was_struck_out_and_corrected_is_called() -> None:
    """Helsinki, 13 July 2023."""
    parsed = read(
        *LEADERS,
        "Q    Mr. President Arden, will it last?",
        f"PRESIDENT ARDEN:  {SAYS}",
        "Q    And I have a question for the Finnish President.  But I would be remiss if I didn’t raise my colleague.  "
        "I just wondered if you had an update on the process.",
        f"PRESIDENT ARDEN:  That process is underway. {SAYS}",
        "Q    And for the Finnish <s>Prime Minister</s> \\[President\\], do you envision a base in the country?",
        f"PRESIDENT ROCHE:  Like I told, we are discussing it. {SAYS}",
    )
    assert [addressees(parsed, turn) for turn in (3, 5, 7)] == [{"Arden"}, {"Arden"}, {"Roche"}]


def test_wondering_asks() -> None:
    """Pentagon, 13 February 2015."""
    parsed = read(
        f"MS. PARK: Good afternoon. {LONG}",
        "Q: On the attack, I'm wondering if you have any other details on whether they were able to get inside.",
    )
    assert kinds(parsed)[1] == "question"
