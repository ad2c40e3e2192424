"""What later words say of an earlier question: whose it was, that it was said again, that another one asks now."""

import pytest

from core.exporting.annotation import annotation
from core.parsing import ParsedTranscript
from tests.parsing.build import kinds, questions, read

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5


def askers(parsed: ParsedTranscript) -> list[str | None]:
    return [row["asker"] for row in annotation(parsed.record)["questions"]]


def test_whose_question_is_passed_on_tells_who_asked_it_and_who_answers_it() -> None:
    parsed = read(
        f"MR. RHODES:  {LONG} Margaret.",
        "Q    Did you get any specific commitment on this trip from the government on human rights?",
        f"MR. RHODES:  {SAYS}",
        "Q    Can you explain what is left to do to fully normalize relations, and what has been decided?",
        f"MR. RHODES:  {SAYS}",
        "Q    Can you say whether they were physically arrested and hauled off to jail?",
        f"MR. RHODES:  Look, Matt, {SAYS}",
        "MR. SCHULTZ:  Carol asked about normalizing.",
        f"MR. RHODES:  Well, look, {SAYS}",
    )
    assert askers(parsed) == ["Margaret", "Carol", "Matt"]
    assert [row[2] for row in questions(parsed)] == [[3], [5, 9], [7]]


def test_what_was_not_heard_and_is_said_again_is_one_askers() -> None:
    parsed = read(
        f"MR PRICE: {LONG} Matt.",
        "QUESTION: So I don’t understand the message when you are basically leaving. Do you?",
        f"MR PRICE: Matt, {SAYS}",
        "QUESTION: And asymmetric warfare has never been a problem?",
        "MR PRICE: I’m sorry?",
        "QUESTION: I said, because asymmetric warfare in Afghanistan has never been a problem?",
        f"MR PRICE: Christina, {SAYS}",
    )
    assert askers(parsed) == ["Matt", "Christina", "Christina"]


def test_who_asks_whether_there_is_time_for_one_more_is_another() -> None:
    parsed = read(
        f"PRESIDENT MOON:  {LONG}",
        "Q    My name is Lee Ji-yoon.  I’m from Korea Herald.  Do you have any good news to deliver?",
        f"PRESIDENT MOON:  {LONG} And so, thank you.",
        "Q    Time for one more, Mr. President?",
        "PRESIDENT MOON:  Sure.",
        "Q    There is footage of objects in the skies.  What do you think that it is?",
        f"PRESIDENT MOON:  {SAYS}",
    )
    assert askers(parsed) == ["Lee Ji-yoon", None]


def test_an_outlet_is_named_without_the_words_that_lead_to_it() -> None:
    parsed = read(
        f"PRESIDENT MOON:  {LONG}",
        "Q    Good afternoon.  I’m from Korea Herald.  My name is Lee Ji-yoon.  Do you have any good news?",
        f"PRESIDENT MOON:  {LONG}",
    )
    assert annotation(parsed.record)["questions"][0]["outlet"] == "Korea Herald"


def test_a_word_that_the_asker_takes_over_calls_nobody() -> None:
    parsed = read(
        f"**PRESIDENTE ANDRÉS MANUEL LÓPEZ OBRADOR:** {LONG}",
        "**PREGUNTA:** México estaría en una etapa donde su población sería… y es una bomba de tiempo en las cuestiones…",
        "**PRESIDENTE ANDRÉS MANUEL LÓPEZ OBRADOR:** Madura.",
        "**INTERLOCUTOR:** Madura, digamos. ¿Cuánto tiempo le llevaría cambiar esto, presidente?",
        f"**PRESIDENTE ANDRÉS MANUEL LÓPEZ OBRADOR:** {SAYS}",
    )
    assert set(askers(parsed)) == {None}


def test_what_calls_nobody_is_answered_with_the_rest_of_its_turn() -> None:
    parsed = read(
        f"PRESIDENT DUDA:  {LONG}",
        f"VICE PRESIDENT HARRIS:  {LONG}",
        "Q    What kind of alternative plans are there to help Ukraine defend itself?  And, President Duda, do you "
        "think that they are enough?",
        f"PRESIDENT DUDA:  {SAYS}",
    )
    assert [row[2] for row in questions(parsed)] == [[4], [4]]


def test_a_wrapped_line_that_stops_short_goes_on() -> None:
    wide = "words that fill the line as the machine that wrapped it would have filled it too, \nwith more on the next "
    parsed = read(
        f"CHAIRMAN POWELL.  {wide * 8}",
        "and that is all.",
        "STEVEN BECKNER.  Steve Beckner, Mr. Chairman, freelance journalist reporting for ",
        "NPR.  Which worries you more?",
        f"CHAIRMAN POWELL.  {wide * 8}",
        "and that is all.",
    )
    assert parsed.record.turns[1].text.startswith(
        "Steve Beckner, Mr. Chairman, freelance journalist reporting for NPR."
    )
    assert annotation(parsed.record)["questions"][0]["outlet"] == "NPR"


OPENING = (f"PRESIDENT BIDEN:  {LONG}", f"CHANCELLOR SCHOLZ:  {LONG}")
ASKS = "Q    Mr. President, do you still believe that there is a way out of this for all of Europe?"


@pytest.mark.parametrize(
    ("call", "name", "outlet"),
    [
        ("Reuters.  Andra- — Andrea.  You’ve got the first question.", "Andrea", "Reuters"),
        ("Now, Wall Street Journal, Sabrina.", "Sabrina", "Wall Street Journal"),
        ("Sabrina, Wall Street Journal.  You’re next.", "Sabrina", "Wall Street Journal"),
    ],
)
def test_a_call_is_read_through_slips_and_what_is_said_behind_it(call: str, name: str, outlet: str) -> None:
    parsed = read(*OPENING, f"PRESIDENT BIDEN:  Thank you very much. {call}", ASKS, f"PRESIDENT BIDEN:  {SAYS}")
    row = annotation(parsed.record)["questions"][0]
    assert (row["asker"], row["outlet"]) == (name, outlet)


def test_who_lets_a_colleague_choose_the_next_answers_nothing() -> None:
    parsed = read(
        *OPENING,
        ASKS,
        f"PRESIDENT BIDEN:  {SAYS}",
        "PRESIDENT BIDEN:  You can recognize someone now, Chancellor.",
        "CHANCELLOR SCHOLZ:  Herr Fischer.",
        "Q    Michael Fischer, DPA.  Mr. President, should Germany rethink its position on Nord Stream 2?",
        f"PRESIDENT BIDEN:  {SAYS}",
        "Q    Mr. President, once again, a question with regard to arms exports.  Do you think it is okay that NATO "
        "partners have different approaches here, and that Germany has one of its own?",
        f"PRESIDENT BIDEN:  Not — I don’t mean ours. {SAYS}",
    )
    assert kinds(parsed)[4:6] == ["procedural", "procedural"]
    assert askers(parsed)[1:] == ["Michael Fischer", "Michael Fischer"]


def test_who_asks_what_the_press_has_calls_on_it() -> None:
    parsed = read(
        f"MS. JEAN-PIERRE:  {LONG}",
        f"MR. KIRBY:  {LONG}",
        "Q    John, is there an update on the sanctions that were announced last week?",
        f"MR. KIRBY:  {SAYS}",
        "Q    Thanks, John.",
        "MR. KIRBY:  Yeah, thanks.",
        "MS. JEAN-PIERRE:  Hey, guys.  All right.  What you got?",
        "Q    Do you have any reaction to the ruling of the court?",
        f"MS. JEAN-PIERRE:  {SAYS}",
    )
    assert kinds(parsed)[6] == "procedural"
    assert questions(parsed)[0][2] == [4]
