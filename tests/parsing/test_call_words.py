"""How a call, an asker's own words and a form of address are worded: sentences made up after those of many hosts."""

import pytest

from core.exporting.annotation import annotation
from core.parsing import ParsedTranscript
from tests.parsing.build import kinds, questions, read, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5
TWO = (f"SECRETARY ARDEN: Good afternoon. {LONG}", f"FOREIGN MINISTER LINDQVIST: Thank you. {LONG}")
ASKS = "Thank you. Mr. Secretary, what do you make of the talks, and will they be resumed soon?"
ENDS = ("SECRETARY ARDEN: I think that we have made progress. " + LONG,)


def introduced(parsed: ParsedTranscript) -> list[tuple[str | None, str | None]]:
    return [(row["asker"], row["outlet"]) for row in annotation(parsed.record)["questions"]]


@pytest.mark.parametrize(
    ("call", "name", "outlet"),
    [
        ("The first question for the American side will go to Ada Moss of CNN.", "Ada Moss", "CNN"),
        ("The last question will be from the German side, Jan Roth, Die Zeit.", "Jan Roth", "Die Zeit"),
        ("We now have questions. On the American side, Ada Moss from the L.A. Times.", "Ada Moss", "L.A. Times"),
        ("From the British press, please, Ada Moss at Sky News.", "Ada Moss", "Sky News"),
        ("The floor is yours, Mr. Roth.", "Roth", None),
        ("Let me give the floor to Ms. Ada Moss of Reuters.", "Ada Moss", "Reuters"),
        ("I’d like to call on Ada Moss from the Wall Street Journal.", "Ada Moss", "Wall Street Journal"),
        ("I’m going to ask Ada Moss of AFP to ask the first question.", "Ada Moss", "AFP"),
        ("May I ask Ada Moss from PBS NewsHour to take the floor?", "Ada Moss", "PBS NewsHour"),
        ("I believe Ada Moss of Reuters has the first question.", "Ada Moss", "Reuters"),
        ("Do we have Ada Moss on the line?", "Ada Moss", None),
        ("Next we’ll hear from Ada Moss from Bloomberg.", "Ada Moss", "Bloomberg"),
        ("We’ll first hear from Ada Moss, Reuters, and then from Jan Roth.", "Ada Moss", "Reuters"),
        ("First, we have Reuters, Ada Moss.", "Ada Moss", "Reuters"),
        ("Okay, how about NPR, Ada Moss.", "Ada Moss", "NPR"),
        ("I recognize Ada Moss from Reuters.", "Ada Moss", "Reuters"),
        ("Yes, the lady from Al Jazeera.", None, "Al Jazeera"),
        ("The gentleman from Anadolu Agency, please.", None, "Anadolu Agency"),
    ],
)
def test_a_call_is_read_however_it_is_worded(call: str, name: str | None, outlet: str | None) -> None:
    assert introduced(read(*TWO, f"MODERATOR: {call}", f"QUESTION: {ASKS}", *ENDS)) == [(name, outlet)]


@pytest.mark.parametrize(
    ("words", "name", "outlet"),
    [
        ("Ministers — Ada Moss, on behalf of RTL Radio.", "Ada Moss", "RTL Radio"),
        ("Excuse me, Ada Moss, NHK.", "Ada Moss", "NHK"),
        ("Mr. Secretary, Ada Moss, Harbour Courier.", "Ada Moss", "Harbour Courier"),
        ("Thank you, Madam Minister, Ada Moss from the German Press Agency.", "Ada Moss", "German Press Agency"),
        ("Hi there, Ada Moss, Foreign Policy magazine.", "Ada Moss", "Foreign Policy magazine"),
    ],
)
def test_askers_name_themselves_behind_a_form_of_address(words: str, name: str, outlet: str) -> None:
    parsed = read(*TWO, "MODERATOR: Go ahead.", f"QUESTION: {words} What is the plan for the talks?", *ENDS)
    assert introduced(parsed) == [(name, outlet)]


def test_countries_behind_a_form_of_address_are_nobodys_name() -> None:
    asks = "Mr. Secretary, North Korea, South Korea, and all of the region wait. What is the plan?"
    assert introduced(read(*TWO, "MODERATOR: Go ahead.", f"QUESTION: {asks}", *ENDS)) == [(None, None)]


@pytest.mark.parametrize(
    ("title", "label", "name"),
    [
        ("President Arden and President Han Min Seo of the Republic of Korea", "PRESIDENT HAN", "Han Min Seo"),
        ("President Arden and H.E. Han Min-seo, President of the Republic of Korea", "PRESIDENT HAN", "Han Min-seo"),
        ("President Arden and Prime Minister Mori Keiko of Japan", "PRIME MINISTER MORI", "Keiko Mori"),
        ("President Arden and Prime Minister Lind Before Lunch", "PRIME MINISTER LIND", "Lind"),
    ],
)
def test_a_family_name_that_is_said_first_is_completed(title: str, label: str, name: str) -> None:
    parsed = read(
        "---",
        f"title: Remarks by {title} in Joint Press Conference",
        "---",
        f"PRESIDENT ARDEN: {LONG}",
        f"{label}: {LONG}",
    )
    assert speakers(parsed)[1] == name


PRESIDENTS = (
    "---",
    "title: Remarks by President Arden and President Roche of France in Joint Press Conference",
    "---",
    f"PRESIDENT ARDEN: Welcome. {LONG}",
    f"PRESIDENT ROCHE: Thank you. {LONG}",
)


def asked(parsed: ParsedTranscript, turn: int) -> set[str]:
    return {name for number, addressees, _ in questions(parsed) if number == turn for name in addressees}


def test_an_office_with_a_nation_is_the_one_of_that_country() -> None:
    parsed = read(
        *PRESIDENTS,
        "Q    Thank you. One for the French President: what will you do about the forests that burned?",
        f"PRESIDENT ROCHE: {SAYS}",
        "Q    And to the American President: what will you do about the harbours that are closed?",
        f"PRESIDENT ARDEN: {SAYS}",
    )
    assert (asked(parsed, 3), asked(parsed, 5)) == ({"Roche"}, {"Arden"})


@pytest.mark.parametrize(
    ("words", "addressees"),
    [
        ("So, Mr. Arden and Mr. Roche, could you share your vision for the region?", {"Arden", "Roche"}),
        ("You both mentioned the harbours. President Roche, when will they be opened again?", {"Roche"}),
        ("What did the three leaders of the islands tell you, President Roche?", {"Roche"}),
        ("Did President Arden give you any assurances about the harbours?", {"Roche"}),
        ("How will you do it? And, President Roche, welcome to this fine city. What is your message?", {"Roche"}),
    ],
)
def test_who_is_addressed_among_two(words: str, addressees: set[str]) -> None:
    parsed = read(*PRESIDENTS, f"Q    {words}", f"PRESIDENT ROCHE: {SAYS}")
    assert asked(parsed, 3) == addressees


def test_a_question_for_you_is_for_the_one_who_called() -> None:
    parsed = read(
        *PRESIDENTS,
        "Q    President Arden, what will you do about the harbours that are closed?",
        f"PRESIDENT ARDEN: {SAYS}",
        f"PRESIDENT ROCHE: {LONG} Any further questions to me?  Please.",
        "Q    I have two questions for you.  How will the forests be planted again?",
        f"PRESIDENT ROCHE: {SAYS}",
    )
    assert asked(parsed, 6) == {"Roche"}


def test_whose_turn_it_is_answers_nothing() -> None:
    parsed = read(
        *PRESIDENTS,
        "Q    President Arden, what will you do about the harbours that are closed?",
        f"PRESIDENT ARDEN: {SAYS} My turn, huh?",
        "PRESIDENT ROCHE: Please, yes.  Yeah.",
        "PRESIDENT ARDEN: You call on one of your people?  A press person?",
        "PRESIDENT ROCHE: On this side.",
        "PRESIDENT ARDEN: Is it my turn to call on someone?  Right?  Okay, how about NPR, Ada Moss.",
        "Q    President Roche, how will the forests be planted again?",
        f"PRESIDENT ROCHE: {SAYS}",
        "PRESIDENT ARDEN: What was the second part of your question?",
        "Q    Whether you talked about the forests at all.",
        f"PRESIDENT ARDEN: We did. {SAYS}",
    )
    assert kinds(parsed)[4:8] == ["interjection", "procedural", "procedural", "procedural"]
    assert kinds(parsed)[10] == "interjection"
    assert [row[2] for row in questions(parsed)[:2]] == [[4], [10, 13]]


@pytest.mark.parametrize(
    ("call", "name", "outlet"),
    [
        ("The next question is from April Moss.", "April Moss", None),
        ("Let me ask Ada Moss from Kenya. She is here? Okay, Ada.", "Ada Moss", None),
        ("Let me ask Ada Moss from Kenya for the next question.", "Ada Moss", None),
        ("With that, Ada, you want to kick us off?", "Ada", None),
        ("With that, Ada, over to you.", "Ada", None),
        ("We’ll go to Ada next.", "Ada", None),
        ("I’m going to go to Ada and then to Jan.", "Ada", None),
        ("Let me come to Ada.", "Ada", None),
        ("I’ll come back to you. Ada first.", "Ada", None),
        ("OK, we’ll go to the Wall Street Journal.", None, "Wall Street Journal"),
        ("On this side, Ms. Moss from dpa.", "Moss", "dpa"),
        ("Ada Moss of the BBC is next.", "Ada Moss", "BBC"),
        ("Next in the queue is Ada Moss of NBC News. Go ahead.", "Ada Moss", "NBC News"),
        ("Our next question comes from the line of Ada Moss with Politico. Please go ahead.", "Ada Moss", "Politico"),
        ("I see Ada Moss’s hand up. Ada?", "Ada Moss", None),
        ("The first to ask is Ada Moss from Channel 12.", "Ada Moss", "Channel 12"),
        ("Question number one, Ada Moss, ORF.", "Ada Moss", "ORF"),
        ("You may ask your question, Mr. Roth.", "Roth", None),
        ("Mr. Roth has the floor.", "Roth", None),
        ("A question for the Swedish side: Ada Moss, Dagens Nyheter.", "Ada Moss", "Dagens Nyheter"),
    ],
)
def test_a_call_is_read_with_what_stands_before_and_behind_it(call: str, name: str | None, outlet: str | None) -> None:
    assert introduced(read(*TWO, f"MODERATOR: {call}", f"QUESTION: {ASKS}", *ENDS)) == [(name, outlet)]


def test_what_is_asked_first_and_heard_last_is_one_question() -> None:
    parsed = read(
        *PRESIDENTS,
        "PRESIDENT ARDEN: The next question is from April Moss.",
        "Q    Mr. Presidents — President Arden, President Roche — thank you. Can you open the harbours again?",
        "PRESIDENT ARDEN: What was my question?  (Laughter.)",
        "Q    Sir, your question was harbours.  Can —",
        "PRESIDENT ARDEN: Yes.",
        "Q    — both of your countries open them again before the winter?",
        f"PRESIDENT ARDEN: The very way we are doing it. {SAYS}",
    )
    assert kinds(parsed)[4:8] == ["interjection", "question", "interjection", "question"]
    assert {name for name, _ in introduced(parsed)} == {"April Moss"}


def test_who_was_asked_long_ago_answers_what_was_asked_last() -> None:
    parsed = read(
        f"MR. KANE:  Thanks, everybody. {LONG}",
        f"ASSISTANT SECRETARY WELLER:  Thank you. {LONG}",
        "Q    Mr. Kane and Assistant Secretary Weller, does that mean that the treaty no longer applies?",
        f"ASSISTANT SECRETARY WELLER:  Good question. {SAYS}",
        "Q    Yes, thank you.  How many ships are part of this announcement?",
        f"ASSISTANT SECRETARY WELLER:  I can’t get into the numbers. {SAYS}",
        "Q    Thanks for doing this.  Were the neighbours told about these changes?",
        f"ASSISTANT SECRETARY WELLER:  I would leave that to my colleague. {SAYS}",
        f"MR. KANE:  No, I know of no such duty. {SAYS}",
    )
    assert [row[2] for row in questions(parsed)] == [[4], [6], [8, 9]]


@pytest.mark.parametrize(
    ("words", "addressees"),
    [
        ("Good afternoon, Mr. Secretary, Minister Lindqvist. How do you see the talks going?", set()),
        ("How do you see them, Mr. Secretary? And would the Foreign Minister care to comment?", {"Arden", "Lindqvist"}),
        ("Mr. Secretary, how do you see them? Also, if the Minister could weigh in on ships.", {"Arden", "Lindqvist"}),
        ("How do you see them? And I would be interested in the view of the Minister as well.", {"Lindqvist"}),
        ("Secretary Arden, the Foreign Minister said yesterday that they failed. Did they?", {"Arden"}),
        ("Question for Secretary Arden on the talks and for Minister Lindqvist on ships. Will they sail?",
         {"Arden", "Lindqvist"}),
        ("I’d like to hear from you, Secretary Arden, on the talks, as well as from Minister Lindqvist. Do they go on?",
         {"Arden", "Lindqvist"}),
    ],
)  # fmt: skip
def test_who_is_asked_to_speak_is_told_from_who_is_greeted_or_spoken_of(words: str, addressees: set[str]) -> None:
    parsed = read(
        *TWO, "MODERATOR: Ada Moss, Reuters.", f"QUESTION: {words}", "MODERATOR: That is all the time we have."
    )
    assert asked(parsed, 4) == addressees


def test_leave_is_asked_and_given_and_the_same_one_asks() -> None:
    parsed = read(
        f"THE PRESIDENT:  Good evening. {LONG} Yasmine.",
        "Q    Thanks so much, Mr. President.  How will you measure success with these working groups?",
        f"THE PRESIDENT:  It’s going to be easy. {SAYS}",
        "Q    Can I ask a quick follow-up question?",
        "THE PRESIDENT:  (Laughs.)  The third one, yes.  Go ahead.",
        "Q    Mr. President, what do you say to those who were told that they could not march through the city?",
        f"THE PRESIDENT:  That is a ridiculous comparison. {SAYS}",
    )
    assert kinds(parsed)[3:5] == ["interjection", "procedural"]
    assert [name for name, _ in introduced(parsed)] == ["Yasmine", "Yasmine"]


def test_an_aside_in_the_middle_of_a_question_answers_nothing() -> None:
    parsed = read(
        f"THE PRESIDENT:  Good evening. {LONG} David Shore.",
        "Q    Thank you, Mr. President.  I’m wondering if there was anything in the talks that made you think that he —",
        "THE PRESIDENT:  With your permission, I’m going to take my coat off.  The sun is hot.",
        "Q    — anything that would make you think that he has decided to open the harbours?",
        f"THE PRESIDENT:  I pointed out to him that we can wait. {SAYS}",
        "Q    So, I think you know that papers and stations are being closed all over the country, one by one.",
        "THE PRESIDENT:  Yes.",
        "Q    For example, Radio Harbour —",
        "THE PRESIDENT:  Yes.",
        "Q    — and the Courier, where I work.  How interested is he in changing that?",
        f"THE PRESIDENT:  I wouldn’t put it that way. {SAYS}",
    )
    assert kinds(parsed)[1:] == [
        *("question", "interjection", "question", "answer", "question"),
        *("interjection", "question", "interjection", "question", "answer"),
    ]
    assert all(4 not in row[2] for row in questions(parsed)[:1])


def test_the_host_hands_over_and_a_station_is_called_by_its_reporter() -> None:
    parsed = read(
        *PRESIDENTS,
        "PRESIDENT ARDEN:  The first — the first person I’m to call on is Ada Moss with the Associated Press.",
        "Q    Thanks, Mr. President.  Would you consider opening the harbours?  And for President —",
        "PRESIDENT ARDEN:  Let me answer your question —",
        "Q    Okay.",
        "PRESIDENT ARDEN:  — then you ask his question.  Okay?",
        "Q    Okay.",
        f"PRESIDENT ARDEN:  With regard to the first question, it makes a lot of sense. {LONG}{LONG}",
        "Q    President Roche, how will the agreement that was signed tonight go on after the election?",
        f"PRESIDENT ROCHE:  First of all, I would like to thank the people. {SAYS}",
        "PRESIDENT ARDEN:  Do you want to call on a French reporter?",
        "PRESIDENT ROCHE:  Yeah, yeah.  With pleasure.  Thank you so much.  Yes, please.  Inès Roux, Inter TV channel.",
        "Q    (Inaudible) both leaders.  So, my question is: Can you provide any details on the initiative?",
        f"PRESIDENT ARDEN:  I’d be happy to respond to that. {SAYS}",
        "Q    (As interpreted.)  And my second question is to President Roche, about the forests that burned last year "
        "in the south of the country, and in the islands too.  Will they be planted again?",
        f"PRESIDENT ROCHE:  They will. {SAYS}",
    )
    assert kinds(parsed)[11:13] == ["procedural", "procedural"]
    askers = [name for name, _ in introduced(parsed)]
    assert (askers[0], askers[-3:]) == ("Ada Moss", ["Ada Moss", "Inès Roux", "Inès Roux"])
    assert asked(parsed, 14) == {"Arden", "Roche"}
