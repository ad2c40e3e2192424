"""Calls with the press: who opens and wraps them up, and what was heard only by half (White House, public domain)."""

from core.exporting.annotation import annotation
from tests.parsing.build import kinds, questions, read, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5
OFFICIAL = "SENIOR ADMINISTRATION OFFICIAL"


def test_officials_of_one_label_open_and_wrap_up_their_call() -> None:
    parsed = read(
        f"{OFFICIAL}:  Greetings to everyone. Today we are joined by a colleague to offer a preview of tomorrow’s meeting. "
        "As a reminder, today’s briefing will be on background, and it will be embargoed until 5:00 a.m. tomorrow. And with "
        "that I will turn it over to my colleague.",
        f"{OFFICIAL}:  Thank you very much. {LONG}",
        "Q    Is the expression of support to be read as support for the Protocol?",
        f"{OFFICIAL}:  {SAYS}",
        f"{OFFICIAL}:  Thanks, everyone. And I would like to give my colleague the opportunity to offer any final remarks "
        "before we conclude.",
        f"{OFFICIAL}:  Nothing else for me. Thanks to everybody for joining, and looking forward to a good day tomorrow.",
        f"{OFFICIAL}:  Thank you. As a reminder, this call was attributable to a “senior administration official,” and the "
        "contents of the call will be embargoed until 5:00 a.m. tomorrow. Thank you all so much. Have a great day.",
    )
    assert kinds(parsed) == [
        "procedural",
        "remarks",
        "question",
        "answer",
        "procedural",
        "interjection",
        "procedural",
    ]
    assert questions(parsed)[0][2] == [4]


def test_who_makes_sure_of_the_question_answers_only_then() -> None:
    parsed = read(
        f"MR. KIRBY:  Good morning, everybody. {LONG}",
        "Q    John, Jake Sullivan has a meeting today.  Could you give us a sense of what you expect?",
        "MR. KIRBY:  Hey, Jeff. You broke up a little bit, but I think I got the gist of the question. This was about Jake’s "
        "meeting with the minister.",
        "Q    Yes.",
        f"MR. KIRBY:  {SAYS}",
        "Q    According to Reuters, two advisors have presented a plan.  Which side would this plan benefit?",
        "MR. KIRBY:  I think I missed the beginning of your question. But is this a proposal put forth by folks on the team? "
        "Is that what you were saying?",
        "Q    Yes.  General Kellogg and — they say that they have positive feedback from the former president.",
        f"MR. KIRBY:  Yeah. {SAYS}",
    )
    assert [turn + 1 for turn, kind in enumerate(kinds(parsed)) if kind == "answer"] == [5, 9]
    assert [answers for _, _, answers in questions(parsed)] == [[5], [9]]


def test_a_moderator_who_names_the_next_leaves_the_asker_before_alone() -> None:
    """Ottawa, 24 March 2023: the second question begins in English, and goes on by an interpreter."""
    parsed = read(
        f"PRIME MINISTER TRUDEAU:  {LONG}",
        f"PRESIDENT BIDEN:  {LONG}",
        "MODERATOR:  We’ll now go to a Canadian question. Christian Noel.",
        "Q    (As interpreted.)  Mr. Prime Minister, the agreement has been ready for a year.  Why did you wait so long?",
        f"PRIME MINISTER TRUDEAU:  (As interpreted.)  {SAYS} {SAYS}",
        "Q    Mr. President, this question is for you.  (As interpreted.)  Are you disappointed that Canada has not taken a "
        "bigger role in Haiti?  And what would you like Canada to do more, in addition to what was announced today?",
        f"PRESIDENT BIDEN:  {SAYS}",
        "MODERATOR:  Over to you for the question, Mr. President.  Jordan, you have a question?",
        "Q    Thank you, Mr. President.  How confident are you that the problem is contained?",
        f"PRESIDENT BIDEN:  {SAYS}",
    )
    askers = [row["asker"] for row in annotation(parsed.record)["questions"]]
    assert askers == ["Christian Noel", "Christian Noel", "Jordan"]


def test_indented_front_matter_says_the_same_as_any() -> None:
    lines = (
        "---",
        "title: Remarks by President Andrzej Duda of Poland",
        "date: '2022-03-10'",
        "---",
        "",
        f"PRESIDENT DUDA:  {LONG}",
    )
    indented = read(*(f"    {line}" if line else line for line in lines))
    assert speakers(indented) == speakers(read(*lines)) == ["Andrzej Duda"]
    assert indented.record.date == read(*lines).record.date


def test_a_name_in_the_text_completes_one_that_the_title_only_knows_by_surname() -> None:
    parsed = read(
        "Remarks by Vice President Harris and President Duda in Joint Press Conference",
        "",
        f"PRESIDENT DUDA:  {LONG} And now I give the floor to Vice President Kamala Harris.",
        f"VICE PRESIDENT HARRIS:  {LONG}",
    )
    assert speakers(parsed)[1] == "Kamala Harris"
