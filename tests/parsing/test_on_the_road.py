"""Statements of several one after the other, aides who watch the clock, calls that nobody translates, last shouts."""

from core.exporting.annotation import annotation
from tests.parsing.build import kinds, questions, read, roles, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5
LEADERS = (
    f"PRESIDENT ARDEN:  Good afternoon. {LONG}",
    f"PRESIDENT ROCHE:  (As interpreted.)  Thank you, Mr. President. {LONG}",
)


def asked(*lines: str) -> list[tuple[str | None, str | None]]:
    return [(row["asker"], row["outlet"]) for row in annotation(read(*lines).record)["questions"]]


def test_an_office_said_to_the_next_gives_the_floor_and_an_aide_counts_the_questions() -> None:
    """El Paso, 25 June 2021."""
    parsed = read(
        f"THE VICE PRESIDENT:  Hi, everyone. {LONG} Secretary, I’ll let you say a few words and then Chairman.",
        f"SECRETARY MARSH:  Thank you very much. {SAYS}",
        "THE VICE PRESIDENT:  Chairman.",
        f"CHAIRMAN DOYLE:  We have work to do. {SAYS}",
        "WHITE HOUSE AIDE:  We have time for about one question.",
        "Q    Madam Vice President, how did you decide that now was the time?",
        f"THE VICE PRESIDENT:  It was always the plan. {SAYS}",
    )
    assert kinds(parsed) == ["remarks", "remarks", "procedural", "remarks", "procedural", "question", "answer"]
    assert roles(parsed)[4] == "staff"


def test_a_question_for_you_or_for_somebody_is_put_to_who_spoke_last_too() -> None:
    """El Paso, 25 June 2021."""
    parsed = read(
        f"SECRETARY MARSH:  Thank you very much. {LONG}",
        f"CHAIRMAN DOYLE:  We have work to do. {LONG}",
        "Q    Chairman Doyle, what did you hope for?",
        f"CHAIRMAN DOYLE:  A good day. {SAYS}",
        "Q    A question for you or for the Secretary.  Where do the plans stand on opening the border?",
        f"SECRETARY MARSH:  So, thanks very much for that question. {SAYS}",
    )
    assert [sorted(names) for _, names, _ in questions(parsed)][1] == ["Doyle", "Marsh"]


def test_a_title_in_capitals_ends_the_name_of_the_vice_president() -> None:
    """Puerto Princesa, 22 November 2022."""
    parsed = read(
        "Press Gaggle by Vice President Marsh Aboard the Coast Guard Ship Teresa",
        "",
        f"THE VICE PRESIDENT:  This was a good trip. {SAYS}",
        "AIDE:  Jenny.",
        "Q    Madam Vice President, would you support the visit?",
        f"THE VICE PRESIDENT:  I’m not going to speak to that. {SAYS}",
    )
    assert {*speakers(parsed)} - {""} == {"Marsh", "Jenny"}


def test_a_host_who_calls_behind_thanks_makes_no_remarks_again() -> None:
    """White House, 1 December 2022."""
    parsed = read(
        *LEADERS,
        f"PRESIDENT ARDEN:  Well, thank you, Emil.  I call him my closer. {SAYS} {SAYS} All right.  We’re each going to "
        "call on two people.  And the first questioner is going to be from Reuters, Ms. Moss.",
        "Q    Thank you, Mr. President.  What are the plans?",
        "PRESIDENT ARDEN:  I’ll answer the last question, since I didn’t hear any of it.  I didn’t understand a word of it, "
        "so I’ll answer it.  (Laughter.)",
        "PRESIDENT ROCHE:  Can we take care of it?",
        f"PRESIDENT ARDEN:  No, look, there is no apology. {SAYS}",
    )
    assert kinds(parsed)[2:] == ["procedural", "question", "answer", "interjection", "answer"]


def test_a_call_that_nobody_translates_and_an_answer_in_jest() -> None:
    """White House, 21 December 2022."""
    lines = (
        *LEADERS,
        "PRESIDENT ARDEN:  Ada Moss of Reuters.",
        "Q    Thank you, Mr. President.  What are the plans?",
        f"PRESIDENT ARDEN:  {SAYS}",
        "PRESIDENT ARDEN:  You call on one of your people?  A press person?",
        "PRESIDENT ROCHE:  Yeah.  (Speaks in Ruritanian.  No translation provided.)",
        "Q    Thank you.  Mr. Roche, what are your plans?",
        f"PRESIDENT ROCHE:  {SAYS}",
        "AIDE:  This will be the last question.",
        "Q    Olga Koss, 1+1 tv channel.  Can we make a long story short and give them all they need?  Thank you.",
        "PRESIDENT ARDEN:  Well, th- — his answer is yes.  (Laughter.)",
        "PRESIDENT ROCHE:  (Laughs.)  I agree.  (Laughter.)",
        f"PRESIDENT ARDEN:  Let me be straightforward with you here. {SAYS}",
    )
    assert kinds(read(*lines))[6:] == [
        "procedural",
        "question",
        "answer",
        "procedural",
        "question",
        "answer",
        "interjection",
        "answer",
    ]
    assert asked(*lines)[-1] == ("Olga Koss", "1+1 tv channel")


def test_who_shouts_behind_thanks_to_all_is_nobody_who_asked_before() -> None:
    """White House, 26 April 2023."""
    lines = (
        *LEADERS,
        "PRESIDENT ARDEN:  Ada Moss of Reuters.",
        "Q    Thank you, Mr. President.  What are the plans?",
        f"PRESIDENT ARDEN:  {SAYS} Thank you all so very much.  Appreciate it.  (Applause.)",
        "Q    Are you going to meet with them?",
        "Q    Republicans say you’re refusing to negotiate on the limit.  They’re saying you’re missing in action.",
        "PRESIDENT ARDEN:  They haven’t figured out the limit yet.",
        "Q    Are you missing in action?",
        "PRESIDENT ARDEN:  I’m happy to meet with them, but not on whether or not the limit gets extended.",
    )
    assert kinds(read(*lines))[5:] == ["question", "question", "answer", "question", "answer"]
    assert asked(*lines) == [("Ada Moss", "Reuters"), *[(None, None)] * 3]


def test_who_ends_it_for_the_president_answers_nothing() -> None:
    """Ramstein, 18 October 2023."""
    parsed = read(
        f"THE PRESIDENT:  I wanted to bring you up to date. {LONG}",
        "Q    What about getting people out?",
        "MR. DOYLE:  Guys, we got to — we got to let the President get back —",
        f"THE PRESIDENT:  The answer is: We’re going to get people out. {SAYS}",
        "MS. ROTH:  All right.  We’ve got to wrap it up, guys.  We’ve got to wrap it up.",
        "Q    Did you find them receptive to the argument you made and —",
        "THE PRESIDENT:  Yes.",
        "Q    May I ask you about — there’s a report in the Times that says you will join them in fighting this group.",
        "THE PRESIDENT:  Not true.",
        "MS. ROTH:  Oops, sorry, sir.  I almost stepped on you.",
        "Q    Mr. President, are they within the rules that you talked about last week?",
        "THE PRESIDENT:  It’s been good talking to you all.",
        "Q    Mr. Doyle, what is the point of the carriers?",
        f"MR. DOYLE:  The point is to deter anybody. {SAYS}",
    )
    assert kinds(parsed)[2:5] == ["procedural", "answer", "procedural"]
    assert kinds(parsed)[5:9] == ["question", "answer", "question", "answer"]
    assert kinds(parsed)[11] == "procedural"
    assert roles(parsed)[4] == "moderator"
    assert "Oops" not in speakers(parsed)


def test_what_is_begun_again_and_what_is_quoted_back_is_asked() -> None:
    """Air Force One, 17 February 2022."""
    lines = (
        f"MS. ROTH:  Good morning, everybody. {LONG}",
        "Q    Ruritania says that its forces have —",
        "MS. ROTH:  Oh, the door is broken, guys.  Hold on one second.",
        "Q    All right.  Try —",
        "MS. ROTH:  Okay.  Let’s try this again.",
        "Q    Trying again.  Ruritania says that its forces have shelled a school.  Can you confirm that?",
        "MS. ROTH:  Say that one more time.",
        "Q    That its forces have shelled a school.  Is that something you can confirm?",
        f"MS. ROTH:  He could begin looking into it this week. {SAYS}",
        "Q    Sorry, I couldn’t hear.  You said “he could begin” —",
        "MS. ROTH:  So he could begin looking into it as soon as this week, but I do not have anything to provide.",
        "Q    Today is Thursday.",
        "MS. ROTH:  Good — good point.  Good point.",
    )
    parsed = read(*lines)
    assert kinds(parsed)[1:5] == ["question", *["interjection"] * 3]
    assert kinds(parsed)[9:] == ["question", "answer", "interjection", "interjection"]
    assert all(outlet is None for _, outlet in asked(*lines))


def test_who_is_given_the_floor_by_a_first_name_runs_nothing() -> None:
    """The call of 22 May 2022."""
    parsed = read(
        "MR. PELL:  Thanks so much for joining us.  With us today is Jake Marsh.  With that, I’ll turn it over to Jake.",
        f"MR. MARSH:  Thanks, everybody, for joining. {SAYS} {SAYS} With that, let me turn it over to Secretary Doyle.",
        f"SECRETARY DOYLE:  Thank you, Jake. {LONG}",
        "MR. PELL:  Thanks so much.  Why don’t we start with Nancy Moss at Bloomberg.",
        "Q    Hi, thank you for doing the call.  Are there any requirements?",
        f"SECRETARY DOYLE:  So, this is Secretary Doyle. {SAYS}",
        "MR. PELL:  Thanks, everyone.  That’s all the time we have.",
    )
    assert roles(parsed)[:2] == ["moderator", "principal"]
    assert kinds(parsed)[1] == "remarks"


def test_what_goes_on_over_assent_leads_up_to_the_question() -> None:
    """En route to Anchorage, 5 October 2018."""
    parsed = read(
        "QUESTION:  So earlier this week you spoke about making some deeper progress —",
        "SECRETARY MARSH:  Yep.",
        "QUESTION:  — on the path towards an agreement with the North this week, on this trip.",
        "SECRETARY MARSH:  Yep.",
        "QUESTION:  So what does that mean?",
        f"SECRETARY MARSH:  Yeah, so here’s the objective in broad strokes. {SAYS}",
    )
    assert kinds(parsed) == ["question", "interjection", "question", "interjection", "question", "answer"]
    assert [answers for _, _, answers in questions(parsed)] == [[6]] * 3
