"""Briefings with guests: who gives them, whom a first name calls, what is said into another's answer; names made up."""

from core.exporting.annotation import annotation
from tests.parsing.build import kinds, labels, questions, read, roles

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5


def asked(*lines: str) -> list[tuple[str | None, str | None]]:
    return [(row["asker"], row["outlet"]) for row in annotation(read(*lines).record)["questions"]]


def test_a_press_secretary_who_is_named_first_gives_the_briefing_that_guests_join() -> None:
    """White House, 8 June 2021."""
    parsed = read(
        "Press Briefing by Press Secretary Jen Park, Deputy Director Sameera Fell, and Senior Director Peter Marsh",
        "",
        "MS. PARK:  Hi, everyone.  We have two special guests joining us today.  With that, I’ll turn it over to Sameera.",
        f"MS. FELL:  Thank you, Jen. {LONG}",
        f"MR. MARSH:  Thank you, Sameera. {LONG}",
        "MS. PARK:  Okay.  Go ahead, Phil.",
        "Q    Thanks, Jen.  I think probably for Sameera, can I flesh out the task force?  Do you expect ideas from it?",
        f"MS. FELL:  Yep. {SAYS}",
        "MS. PARK:  April.",
        "Q    Will you work on unbundling large contracts, Sameera?",
        "MS. FELL:  So, we are very focused on that — sorry, it’s hard to see — is it okay if I stand here —",
        "MS. PARK:  Sure.",
        f"MS. FELL:  — to be able to look — yeah. {SAYS}",
        "MS. PARK:  Thank you both so much for joining us.  Appreciate it.  Always welcome.",
        "MR. MARSH:  Thank you.",
        "Q    Thank you.",
        f"MS. PARK:  Okay, just two more items for all of you at the top. {SAYS}",
        "Q    And what about inflation?",
        f"MS. PARK:  It is on our minds. {SAYS}",
    )
    assert {role for role, label in zip(roles(parsed), labels(parsed), strict=True) if label == "MS. PARK"} == {
        "principal"
    }
    assert questions(parsed)[0][1] == ["Sameera Fell"]
    assert kinds(parsed)[9:15] == ["interjection", "answer", "procedural", "interjection", "interjection", "remarks"]


def test_a_press_secretary_who_only_calls_moderates() -> None:
    """White House, 28 March 2022."""
    parsed = read(
        "Press Briefing by Deputy Press Secretary Andrew Bell and Director Ada Young",
        "",
        "MR. BELL:  Thank you for being here.  Today we have with us Ada Young.  She will give brief remarks, and then we "
        "will take some questions.  With that, I’ll turn it over to Ada.",
        f"DIRECTOR YOUNG:  Thank you, Andrew. {LONG}",
        "MR. BELL:  Josh, would you like to start us?",
        "Q    What does it cost?",
        f"DIRECTOR YOUNG:  {SAYS}",
        "MR. BELL:  Sabrina.",
        "Q    And for whom?",
        f"DIRECTOR YOUNG:  {SAYS}",
    )
    assert {roles(parsed)[at] for at in (0, 2, 5)} == {"moderator"}


def test_a_host_who_states_and_answers_is_asked_and_asks_back_what_was_asked() -> None:
    """A call of the White House, 3 June 2021; the colon behind a label is misprinted as a dash."""
    parsed = read(
        f"MR. FENTON:  Good morning and thank you for joining us. {LONG} {LONG} Let me turn it over to Jake Marsh.  Jake.",
        f"MR. MARSH:  Thanks, Bob. {LONG}",
        "MR. FENTON:  Thank you, Jake.  Let’s open it up for questions.",
        "MODERATOR:  We’ll do one more question.  To Zeke, at AP.",
        "Q    Thank you all.  Does the United States still have a final say where the doses go?",
        "MR. FENTON:  Okay.  So, Jake, why don’t I hand it to you on the first question?",
        "MR. MARSH:  So, whether the United States still has final say, Bob?  Is that — was that the question?",
        "MR. FENTON:  Yes.  The question — do you want to handle that?",
        "MR. MARSH:  We may be having some audio issues here.  The answer is that we have taken —",
        "MR. FENTON:  I’m not hearing Jake.",
        "MR. MARSH — a list of countries, and have made selections against that list.",
        f"MR. FENTON:  So, on the second part of the question. {SAYS}",
    )
    rows = annotation(parsed.record)["questions"]
    assert [(row["asker"], row["outlet"], row["answers"]) for row in rows] == [("Zeke", "AP", [9, 11, 12])]
    assert labels(parsed)[10] == "MR. MARSH"
    assert roles(parsed)[0] == "principal"
    assert kinds(parsed)[5:10] == ["procedural", "interjection", "procedural", "answer", "interjection"]


def test_a_topic_at_the_head_of_a_sentence_names_nobody() -> None:
    """A call of the White House, 18 December 2023."""
    assert (
        asked(
            f"MR. MARSH:  Hey, everybody. {LONG}",
            "MODERATOR:  Thank you.  Our next question will go to Gabe with NBC.",
            "Q    Hey, thank you.  What’s the response to this?",
            f"MR. MARSH:  We’ve been closely following it. {SAYS}",
            "Q    And a follow-up on that, John.  Is it fair to say that you are frustrated with the methods so far?",
            f"MR. MARSH:  I think we believe, as I said, that more can be done.  Deconfliction, we’ve seen it. {SAYS}",
            "Q    And finally, how much money is left?",
            f"MR. MARSH:  {SAYS}",
        )
        == [("Gabe", "NBC")] * 3
    )


def test_a_leader_who_thanks_the_other_makes_remarks_though_questions_were_called_out_before() -> None:
    """White House, 13 September 2024."""
    says = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
    parsed = read(
        "Q    Mr. President, what do you say to the threat of war?",
        "PRESIDENT MARSH:  You’ve got to be quiet.",
        "Q    What do you say to the threat, sir?",
        f"PRESIDENT MARSH:  I’m going to make a statement here. Welcome, Mr. Prime Minister. {says} {says}",
        f"PRIME MINISTER FELL:  Mr. President, thank you very much for those words. {says} {says}",
        "PRESIDENT MARSH:  Good to have you back.",
        "Q    Do you take that threat seriously?",
        f"PRESIDENT MARSH:  {says}",
    )
    assert kinds(parsed)[3:] == ["remarks", "remarks", "interjection", "question", "answer"]
