"""What two or more principals are asked by turns, from joint press conferences of the White House (public domain).

The quoted words are of the White House, 15 July 2021 and 30 November 2023; Seoul, 21 May 2022; Tokyo, 23 May 2022;
Air Force One, 23 March 2022; and of the corpus where its file is named.
"""

import pytest

from core.exporting.annotation import annotation
from core.parsing import ParsedTranscript
from tests.parsing.build import kinds, questions, read, speakers

LONG = "We had a very productive discussion today of security, of trade and of all that our two countries share. " * 3
SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
BIDEN, KISHIDA, YOON = "PRESIDENT BIDEN", "PRIME MINISTER KISHIDA", "PRESIDENT YOON"


def tokyo(*lines: str) -> ParsedTranscript:
    return read(f"{KISHIDA}: {LONG}", f"{BIDEN}: {LONG}", "MODERATOR: We will now accept questions.", *lines)


def asked(parsed: ParsedTranscript, turn: int) -> set[str]:
    """Whom the questions of one turn are put to."""
    return {name for number, addressees, _ in questions(parsed) if number == turn for name in addressees}


def test_who_is_announced_for_later_is_not_asked_now() -> None:
    parsed = tokyo(
        "Q    Thank you, Mr. President.  I have a question for Prime Minister Kishida as well.  But, Mr. President, "
        "I wanted to ask you about the economy.  Should Americans be prepared for a recession?",
        f"{BIDEN}: No.",
        "Q    Prime Minister Kishida, if I may, sir: What message do you hope that it sends to China?",
        f"{KISHIDA}: {LONG}",
    )
    assert asked(parsed, 4) == {"Biden"}
    assert asked(parsed, 6) == {"Kishida"}


def test_who_is_announced_but_never_asked_again_is_asked_now() -> None:
    parsed = tokyo(
        "Q    I have a question for Prime Minister Kishida as well.  But, Mr. President, should Americans be prepared?",
        f"{BIDEN}: {LONG}",
        f"{KISHIDA}: {LONG}",
    )
    assert asked(parsed, 4) == {"Biden", "Kishida"}


def test_one_who_is_named_behind_but_first_is_asked_first() -> None:
    parsed = tokyo(
        "Q    I have a question for the Prime Minister, but first to you, Mr. President: Should Americans expect "
        "something similar?",
        f"{BIDEN}: No, I don’t think so.  Look, we’ve had this monkeypox in the larger numbers in the past.",
        "Q    And, Mr. Prime Minister, can you tell us how Japan would respond?",
        f"{KISHIDA}: {LONG}",
    )
    assert (asked(parsed, 4), asked(parsed, 6)) == ({"Biden"}, {"Kishida"})


def test_a_last_sentence_announces_whom_the_next_question_is_for() -> None:
    parsed = read(
        f"{YOON}: {LONG}",
        f"{BIDEN}: {LONG}",
        f"{BIDEN}: Seung Min, with the Washington Post.",
        "Q    Thank you, Mr. President.  What kind of a role would the United States play here?",
        "And then I have a question for President Yoon.",
        f"{BIDEN}: You only get one.  (Laughter.)",
        "Q    One per leader.",
        f"{BIDEN}: I’m protecting him.  (Laughter.) The answer is that we discussed that in generic terms.",
        "Q    Your Cabinet nominees are overwhelmingly male.  What will you do to improve the state of gender equality?",
        f"{YOON}: If you look at the public officials sector, we really didn’t see a lot of women advancing thus far.",
    )
    assert kinds(parsed)[3:] == ["question", "interjection", "interjection", "answer", "question", "answer"]
    assert (asked(parsed, 4), asked(parsed, 8)) == ({"Biden"}, {"Yoon"})
    assert [row["asker"] for row in annotation(parsed.record)["questions"]] == ["Seung Min", "Seung Min"]


def test_leave_to_ask_somebody_else_is_kept_for_the_next_turn() -> None:
    parsed = read(
        f"SECRETARY BLINKEN: {LONG}",
        f"SECRETARY GENERAL STOLTENBERG: {LONG}",
        "QUESTION: Secretary Blinken, are you concerned that Turkey is becoming a disruptive ally?",
        "Shall I ask my questions to the Secretary General?",
        "SECRETARY BLINKEN: Please, go ahead.",
        "QUESTION: Welcome back, sir.  Two questions for you, as well.  How does Ukraine win?",
        f"SECRETARY BLINKEN: Thanks.  I’m happy to start.  {LONG}",
        f"SECRETARY GENERAL STOLTENBERG: I can just follow up on that.  {LONG}",
    )  # nato
    assert questions(parsed) == [(3, ["Blinken"], [6]), (5, ["Stoltenberg"], [7])]


def test_a_greeting_of_two_calls_neither_where_one_is_called() -> None:
    parsed = tokyo(
        "Q    Ikejiri from Asahi Newspaper.  Prime Minister Kishida, President Biden, nice to meet you.  I have a "
        "question once again about IPEF.  What is the role that Japan will be playing, Prime Minister Kishida?",
        f"{KISHIDA}: {LONG}",
    )
    assert asked(parsed, 4) == {"Kishida"}


def test_the_moderator_says_whom_the_question_is_for() -> None:
    parsed = read(
        f"{YOON}: {LONG}",
        f"{BIDEN}: {LONG}",
        "MODERATOR: Now a Korean journalist will be posing a question to the Korean president.  Please raise your hand.",
        "Q    My name is Han Ji-hoon, Yonhap News Agency.  What are the real benefits for the people?",
        f"{YOON}: {LONG}",
    )
    assert asked(parsed, 4) == {"Yoon"}


def test_a_follow_up_with_you_is_put_to_the_one_who_spoke() -> None:
    parsed = read(
        f"FOREIGN MINISTER DI MAIO: {LONG}",
        f"SECRETARY BLINKEN: {LONG}",
        "QUESTION: Thank you.  Foreign Minister, does Italy maintain support for the initiative?",
        f"FOREIGN MINISTER DI MAIO: {LONG}",
        "QUESTION: Again, could I just follow up with you?  On China, isn’t that support contradictory?",
        f"SECRETARY BLINKEN: {LONG}",
    )  # italy
    assert asked(parsed, 5) == {"Di Maio"}


@pytest.mark.parametrize(
    ("call", "words", "name", "outlet"),
    [
        ("Nancy Cordes, with NBC — CBS.  Hey, Nance.", "Thank you so much.", "Nancy Cordes", "CBS"),
        ("The front row, please.", "TV Asahi.  My name is Yamamoto.", "Yamamoto", "TV Asahi"),
        ("Christina – Christina.", "Thank you.", "Christina", None),  # price
    ],
)
def test_the_asker_is_known_by_corrections_and_single_words(
    call: str, words: str, name: str, outlet: str | None
) -> None:
    parsed = tokyo(f"{BIDEN}: {call}", f"Q    {words}  Should Americans expect something similar?", f"{BIDEN}: {LONG}")
    row = annotation(parsed.record)["questions"][0]
    assert (row["asker"], row["outlet"]) == (name, outlet)


def test_a_joke_about_the_microphone_calls_nobody() -> None:
    parsed = tokyo(
        f"{BIDEN}: Nancy Cordes, with CBS.",
        "Q    Sorry.",
        f"{BIDEN}: Dangerous.  (Laughs.)",
        "Q    Tight quarters.",
        "Thank you so much.  Should Americans expect something similar?",
        f"{BIDEN}: {LONG}",
    )
    assert kinds(parsed)[3:] == ["procedural", "interjection", "interjection", "question", "answer"]
    assert speakers(parsed)[6] == "Nancy Cordes"


@pytest.mark.parametrize(
    ("asking", "answers"),
    [
        ("Who was here from the Russians?", ("The Russian deputy foreign minister, Vershinin.", "Sergey Vershinin.")),
        ("How many are there on the other side?", ("Thousands.",)),
    ],
)
def test_a_name_or_a_number_that_answers_calls_nobody(asking: str, answers: tuple[str, ...]) -> None:
    officials = ("SENIOR STATE DEPARTMENT OFFICIAL ONE", "SENIOR STATE DEPARTMENT OFFICIAL TWO")
    parsed = read(
        f"{officials[0]}: {LONG}",
        f"{officials[1]}: {LONG}",
        f"QUESTION: {asking}",
        *(f"{official}: {answer}" for official, answer in zip(officials, answers, strict=False)),
        "QUESTION: Could I just ask for some more detail on that?",
        f"{officials[0]}: {LONG}",
    )  # background-berlin
    assert {row["asker"] for row in annotation(parsed.record)["questions"]} == {None}


def test_an_answer_goes_on_behind_a_dash_and_the_question_too() -> None:
    parsed = read(
        f"MR. SULLIVAN: {LONG}",
        "Q    What else can you tell us about Friday?",
        "MR. SULLIVAN: I’ll let Karine talk to you about Friday when —",
        "Q    When do you think we may see —",
        "MR. SULLIVAN: — when the time is right.",
        "Q    — JCPOA updated?  And to what extent that will be discussed on this trip during this week?",
        f"MR. SULLIVAN: {LONG}",
    )
    assert [(turn, answers) for turn, _, answers in questions(parsed)] == [(2, [3, 5]), (4, [7]), (6, [7])]


def test_a_reply_between_the_halves_of_a_question_answers_nothing() -> None:
    parsed = read(
        f"MR. SULLIVAN: {LONG}",
        "Q    But what about the broader — the long-term of NATO force deployment along the eastern —",
        "MR. SULLIVAN: Yes, we have —",
        "Q    — that — that could involve U.S. troops to —",
        f"MR. SULLIVAN: Two aspects of this will be discussed tomorrow.  {LONG}",
    )
    assert kinds(parsed)[1:] == ["question", "interjection", "question", "answer"]
    assert [(turn, answers) for turn, _, answers in questions(parsed)] == [(2, [5]), (4, [5])]


def test_who_joins_in_a_question_shares_its_answer() -> None:
    parsed = read(
        f"MR. SULLIVAN: {LONG}",
        "Q    If you’re looking at the sanctions on a scale of 1 to 10, like, what do you have left?",
        "Q    And what else could you do?",
        "Q    Yeah, how much room to grow do you have?",
        f"MR. SULLIVAN: So I — I would ask you guys, I guess, two — two questions — two things.  {LONG}",
    )
    assert [answers for _, _, answers in questions(parsed)] == [[5], [5], [5]]


def test_a_spokesman_is_called_by_the_first_name_and_rank_that_the_text_gives() -> None:
    parsed = read(
        f"MS. JEAN-PIERRE: We have Admiral John Kirby with us, who is going to talk about the day.  {LONG}",
        f"MR. KIRBY: Good afternoon, everybody.  {LONG}",
        "Q    Thank you, Karine.  John, thank you.  Just to follow up on that: Is there a reason why?",
        f"MR. KIRBY: I wouldn’t read anything into that just — just yet.  {LONG}",
        f"MS. JEAN-PIERRE: {LONG}",
        "Q    Admiral, what is the President going to tell the President of Angola this afternoon?",
        f"MR. KIRBY: {LONG}",
    )
    assert (asked(parsed, 3), asked(parsed, 6)) == ({"John Kirby"}, {"John Kirby"})


def test_go_ahead_to_the_one_who_asked_for_it_keeps_the_asker() -> None:
    parsed = read(
        f"MS. PSAKI: {LONG}",
        "MS. PSAKI: Peter.",
        "Q    Jen, can I ask you about the border?",
        "MS. PSAKI: Go ahead.",
        "Q    Is the President willing to accept the changes to asylum?",
        f"MS. PSAKI: {LONG}",
    )
    assert {row["asker"] for row in annotation(parsed.record)["questions"]} == {"Peter"}


def test_an_interpreter_who_says_nothing_asks_nothing() -> None:
    parsed = tokyo("QUESTION: Is that really so?", "INTERPRETER:", f"{BIDEN}: {LONG}")
    assert kinds(parsed)[3:] == ["question", "interjection", "answer"]
    assert [answers for _, _, answers in questions(parsed)] == [[6]]


MERKEL = (f"PRESIDENT BIDEN: {SAYS} {SAYS}", f"CHANCELLOR MERKEL: {SAYS} {SAYS}")


@pytest.mark.parametrize(
    ("call", "name", "outlet"),
    [
        (
            "We’re each going to take two questions. And I’m going to begin by recognizing Steve Portnoy and "
            "congratulate you on your new role as president of the Correspondents Association.",
            "Steve Portnoy",
            None,
        ),
        (f"{SAYS} Oh, sorry. I have to call on Mr. Kynast and his German question.", "Kynast", None),
        (
            f"{SAYS} I’m sorry. I call on Ms. Schaeuble from Der Tagesspiegel newspaper. Thank you.",
            "Schaeuble",
            "Der Tagesspiegel newspaper",
        ),
    ],
)
def test_whom_somebody_recognizes_or_calls_on_asks_next(call: str, name: str, outlet: str | None) -> None:
    parsed = read(
        *MERKEL,
        f"PRESIDENT BIDEN: {call}",
        "Q  Thank you. What sort of legal grounds would there be for that?",
        f"CHANCELLOR MERKEL: {SAYS}",
    )
    row = annotation(parsed.record)["questions"][0]
    assert (row["asker"], row["outlet"]) == (name, outlet)


def test_a_question_for_you_is_for_the_one_just_greeted() -> None:
    parsed = read(
        *MERKEL,
        "Q  Thank you, Mr. President. I have two questions for you, and then some for Chancellor Merkel as well. Can "
        "you explain why you think that is necessary?",
        f"PRESIDENT BIDEN: {SAYS}",
        f"CHANCELLOR MERKEL: {SAYS}",
    )
    assert [name.split()[-1] for name in questions(parsed)[0][1]] == ["Biden", "Merkel"]


def test_the_rest_of_a_broken_question_is_for_whom_its_beginning_called() -> None:
    parsed = read(
        *MERKEL,
        "Q  I have a couple of questions for you. Also a question for the Chancellor. But, Mr. President, with respect "
        "to Latin America and the developments there in the last week —",
        "PRESIDENT BIDEN: Yes.",
        "Q  — what are the circumstances under which you would send troops? And then, for the Chancellor, the question "
        "is: Do you agree?",
        f"PRESIDENT BIDEN: {SAYS}",
        f"CHANCELLOR MERKEL: {SAYS}",
    )
    assert [(called[0].split()[-1], answers) for _, called, answers in questions(parsed)] == [
        ("Biden", [6]),
        ("Biden", [6]),
        ("Merkel", [7]),
    ]


def test_thanks_of_the_press_that_are_laughed_at_ask_nothing_and_a_farewell_answers_nothing() -> None:
    parsed = read(
        *MERKEL,
        "Q  I appreciate that, sir. On behalf of the press corps, thank you, and we’re looking forward to the day we can "
        "have even more reporters all the way to the back of the room. So, thank you very much.",
        "PRESIDENT BIDEN: (Laughs.)",
        "Q  Mr. President, what are the circumstances under which you would send troops to Haiti?",
        f"PRESIDENT BIDEN: {SAYS}",
        f"CHANCELLOR MERKEL: {SAYS}",
        "PRESIDENT BIDEN: Having been here many times, if we don’t leave right now, we’re going to miss dinner. The "
        "Chancellor and I have a dinner with a number of folks. So, thank you for your attention and your questions.",
        "CHANCELLOR MERKEL: Thank you.",
    )
    assert kinds(parsed)[2:] == ["interjection"] * 2 + ["question", "answer", "answer", "procedural", "interjection"]


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("Mr. President, when will they arrive? And for your counterpart, what are the plans?", ["Biden", "Merkel"]),
        ("Mr. President, when will they arrive? And if I may ask your host the same question?", ["Biden", "Merkel"]),
        ("Mr. President, what is your message to your counterpart in the islands?", ["Biden"]),
        ("My question is directed at Chancellor Merkel. What are the plans on gas?", ["Merkel"]),
        (
            "I would like to ask Mr. Biden about gas, and then Ms. Merkel about the islands. Any news?",
            ["Biden", "Merkel"],
        ),
    ],
)
def test_who_is_meant_is_called(question: str, called: list[str]) -> None:
    parsed = read(
        *MERKEL,
        "PRESIDENT BIDEN: Ada Moss of The Wire.",
        f"Q  Thank you. {question}",
        f"PRESIDENT BIDEN: {SAYS}",
        f"CHANCELLOR MERKEL: {SAYS}",
    )
    assert sorted({name.split()[-1] for _, names, _ in questions(parsed) for name in names}) == called


@pytest.mark.parametrize(
    ("call", "name", "outlet"),
    [
        ("Let’s go on with Reuters. Ada.", "Ada", "Reuters"),
        ("And our next question is from the Norwegian press – NTB, Ada Moss.", "Ada Moss", "NTB"),
    ],
)
def test_an_outlet_stands_before_the_name(call: str, name: str, outlet: str) -> None:
    parsed = read(
        *MERKEL,
        f"MODERATOR: {call}",
        "Q  Thank you. Mr. President, what are the plans?",
        f"PRESIDENT BIDEN: {SAYS}",
    )
    row = annotation(parsed.record)["questions"][0]
    assert (row["asker"], row["outlet"]) == (name, outlet)


def test_what_is_said_to_a_question_put_to_a_colleague_answers_it() -> None:
    """ "I do want to say one thing about the question that you addressed to the Secretary General" (nato)."""
    parsed = read(
        *MERKEL,
        "PRESIDENT BIDEN: Ada Moss of The Wire.",
        "Q  Thank you. Mr. President, what can be done? Shall I ask my questions to the Chancellor?",
        "PRESIDENT BIDEN: Please, go ahead.",
        "Q  Welcome back, Madam Chancellor. How does the island win, which seems to be a key point?",
        f"PRESIDENT BIDEN: First, what can be done is this. {SAYS} Before I turn it over, I do want to say one thing about "
        "the question that you addressed to the Chancellor. They have shown that they can.",
        f"CHANCELLOR MERKEL: {SAYS}",
    )
    assert [answers for _, _, answers in questions(parsed)] == [[7], [7, 8]]
