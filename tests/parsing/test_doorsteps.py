"""Doorstops and press calls, whose transcribers hear half of what is asked; names made up."""

from core.exporting.annotation import annotation
from tests.parsing.build import kinds, labels, questions, read, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."


def test_what_nobody_heard_asked_if_one_who_had_finished_answers_it_at_length() -> None:
    """Gold Coast, 21 April 2006."""
    parsed = read(
        "JOURNALIST: Will the bridge be open in time?",
        f"MR FELL: {SAYS}",
        "JOURNALIST: (inaudible)",
        "MR FELL: No such proposal has reached my desk, and none of us plans to write one.",
        "JOURNALIST: (inaudible)",
        "MR FELL: I beg your pardon.",
        "JOURNALIST: The tunnel. Is it safe?",
        "MR FELL: It is very safe.",
    )
    assert kinds(parsed)[2:] == ["question", "answer", "interjection", "interjection", "question", "answer"]
    assert questions(parsed) == [(1, ["Fell"], [2]), (3, ["Fell"], [4]), (7, ["Fell"], [8])]


def test_what_nobody_heard_asks_nothing_where_an_answer_goes_on() -> None:
    parsed = read(
        "JOURNALIST: Will the bridge be open in time?",
        f"MR FELL: {SAYS}",
        "JOURNALIST: (Off-mike.)",
        "MR FELL: But let me say one more thing about how long such a bridge takes to build.",
        "JOURNALIST: And the tunnel?",
        "MR FELL: The tunnel is a matter for the —",
        "JOURNALIST: (Inaudible.)",
        "MR FELL: The tunnel is a matter for the council, which has not met since the spring.",
    )
    assert kinds(parsed)[2] == kinds(parsed)[6] == "interjection"
    assert [turn for turn, _, _ in questions(parsed)] == [1, 5]


def test_no_answers_what_had_to_be_said_twice() -> None:
    """Gold Coast, 21 April 2006."""
    parsed = read(
        "JOURNALIST: Do you believe the senator, who says that the council was leaned upon?",
        "MR FELL: Was what?",
        "JOURNALIST: Leaned upon.",
        "MR FELL: No.",
        "JOURNALIST: Will the bridge be open in time?",
        f"MR FELL: {SAYS}",
    )
    assert kinds(parsed)[:4] == ["question", "interjection", "interjection", "answer"]
    assert questions(parsed)[0] == (1, ["Fell"], [4])


def test_a_moderator_who_takes_up_a_question_that_was_left_answers_it() -> None:
    """Call of 29 June 2022."""
    parsed = read(
        "MODERATOR:  Thanks for joining. Our speaker today is Ada Moss. Over to you.",
        f"MS. MOSS:  Thank you. {SAYS} I will take your questions.",
        "Q    Two questions. Has President Roth spoken to the council yet? And what will it say about the bridge?",
        f"MS. MOSS:  Let me take the bridge. {SAYS}",
        "MODERATOR:  Thank you. And in regards to the President Roth question, he is to speak in the session that is "
        "going on. This call was on the record. Thanks for joining.",
    )
    assert kinds(parsed)[3:] == ["answer", "answer"]
    assert questions(parsed)[0][2] == [4, 5]


def test_a_moderator_who_turns_to_a_question_calls_for_its_answer() -> None:
    parsed = read(
        "MODERATOR:  Thanks for joining. Our speaker today is Ada Moss. Over to you.",
        f"MS. MOSS:  Thank you. {SAYS} I will take your questions.",
        "Q    Has President Roth spoken to the council yet? And what will it say about the bridge?",
        f"MS. MOSS:  {SAYS}",
        "MODERATOR:  And on the bridge question, Ada, would you like to say a few words, and then we go to the next one.",
        f"MS. MOSS:  {SAYS}",
    )
    assert kinds(parsed)[4] == "procedural"


def test_a_line_at_the_foot_of_every_page_is_nobodys_and_a_misprinted_colon_ends_a_label() -> None:
    """New Delhi, 8 June 2005."""
    foot = "Enquiries:  (02) 5550 1234"
    parsed = read(
        "MINISTER FOR BRIDGES  HON DAN FELL, MP",
        "",
        f"Fell: {SAYS} We will build",
        "",
        f"{foot} 1",
        "",
        "bridges in every town, and I am happy to answer any questions.",
        "",
        "Journalist- Mr Minister, do you fish?",
        "",
        "Fell- I did. I fished",
        "",
        f"{foot} 2",
        "",
        "from bridges.",
        "",
        "Journalist: Will the bridge be open in time?",
        "",
        "Fell: It will be open",
        "",
        f"{foot} 3",
        "",
        "in the spring.",
        "",
        "Journalist: And the tunnel?",
        "",
        "Fell - The tunnel is safe.",
    )
    assert labels(parsed) == ["Fell", "Journalist"] * 3 + ["Fell"]
    assert not any("Enquiries" in turn.text for turn in parsed.record.turns)
    assert parsed.record.turns[1].text == "Mr Minister, do you fish?"
    assert set(speakers(parsed)) == {"Dan Fell", ""}


def test_an_office_alone_is_whoever_the_heading_honours() -> None:
    """Gold Coast, 21 April 2006."""
    parsed = read(
        "TRANSCRIPT OF THE PRIME MINISTER  THE HON DAN FELL MP  DOORSTOP INTERVIEW",
        "",
        "PRIME MINISTER:",
        f"{SAYS} Now any questions?",
        "JOURNALIST:",
        "Will the bridge be open in time?",
        "PRIME MINISTER:",
        "Yes, it will.",
    )
    assert speakers(parsed) == ["Dan Fell", "", "Dan Fell"]


def test_labels_that_begin_a_page_are_no_header_of_it() -> None:
    """Ryde, 25 September 2006."""
    towns = ["Arden", "Birk", "Corl", "Dunmere", "Esk"]
    lines = [
        line
        for page, town in enumerate(towns, 2)
        for line in ("JOURNALIST:", f"Will {town} have a bridge?", "MR FELL:", f"{town} will have one.", f"{page}")
    ]
    parsed = read("JOURNALIST:", "Are you well?", "MR FELL:", "I am very well, thank you for asking.", *lines)
    assert labels(parsed) == ["JOURNALIST", "MR FELL"] * 6
    standing = read(
        *["JOURNALIST", "Are you well?", "MR FELL", "I am very well."] * 6, *[line.rstrip(":") for line in lines]
    )
    assert labels(standing) == ["JOURNALIST", "MR FELL"] * 11


def test_a_heading_that_runs_into_the_first_label_is_parted_from_it() -> None:
    """Canberra, 8 August 2006."""
    parsed = read(
        "The Hon. Dan Fell, MP",
        "",
        "Doorstop interview - Bridge House,  Canberra  JOURNALIST: Will the bridge be open in time?",
        "",
        f"MR FELL: {SAYS}",
        "",
        "JOURNALIST: And the tunnel?",
        "",
        "MR FELL: The tunnel is safe.",
    )
    assert kinds(parsed) == ["question", "answer"] * 2
    assert parsed.record.turns[0].text == "Will the bridge be open in time?"


def test_yes_or_no_answers_a_question_of_which_enough_was_heard() -> None:
    """Ryde, 25 September 2006."""
    parsed = read(
        "JOURNALIST: Mr Fell, you spoke of closing the bridge. Why?",
        f"MR FELL: {SAYS}",
        "JOURNALIST: Would you consider…",
        "MR FELL: No, we are not planning anything new there, and have said so before.",
        "JOURNALIST: And the tunnel?",
        "MR FELL: The tunnel is safe.",
    )
    assert questions(parsed)[1] == (3, ["Fell"], [4])


def test_an_asker_gives_a_name_right_behind_the_one_they_call() -> None:
    """New Delhi, 8 June 2005."""
    parsed = read(
        "JOURNALIST: Mr Fell Ada Moss from Reuters, sorry to get you here. Will the bridge be open in time?",
        f"MR FELL: {SAYS}",
    )
    asked = annotation(parsed.record)["questions"][0]
    assert (asked["asker"], asked["outlet"]) == ("Ada Moss", "Reuters")
