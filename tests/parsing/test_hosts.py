"""What hosts say to call on the press, and askers to introduce themselves, in whichever words; all of it made up."""

import pytest

from core.exporting.annotation import annotation
from core.parsing import ParsedTranscript
from tests.parsing.build import check_excerpts, kinds, questions, read, roles

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5
TWO = (f"SECRETARY ARDEN: Good afternoon. {LONG}", f"FOREIGN MINISTER LINDQVIST: Thank you. {LONG}")
ASKS = "Thank you. Mr. Secretary, what do you make of the talks, and will they be resumed soon?"
ONE = ("MODERATOR: Jan Roth of Die Zeit.", f"QUESTION: {ASKS}", f"SECRETARY ARDEN: {SAYS}")


def last_asker(parsed: ParsedTranscript) -> tuple[str | None, str | None]:
    check_excerpts(parsed.record)
    row = annotation(parsed.record)["questions"][-1]
    return row["asker"], row["outlet"]


@pytest.mark.parametrize(
    ("call", "name", "outlet"),
    [
        ("The first question is from the American side, and it will be Ada Moss of NPR.", "Ada Moss", "NPR"),
        ("Now from our side, NHK, Ms. Moss, please.", "Moss", "NHK"),
        ("Next, from the Turkish press, Anadolu Agency.", None, "Anadolu Agency"),
        ("For the first question on our side, Abendspiegel, Mr. von Moss.", "von Moss", "Abendspiegel"),
        ("We’ll conclude with Ada Moss of AFP.", "Ada Moss", "AFP"),
        ("Our colleague from Kyodo.", None, "Kyodo"),
        ("First, Harbour Radio, please.", None, "Harbour Radio"),
        ("Ada Moss of NBC will start us off.", "Ada Moss", "NBC"),
        ("Now to an American journalist, Ada Moss from Reuters.", "Ada Moss", "Reuters"),
        ("This one comes from our colleague, Ada Moss, the Harbour Media Group.", "Ada Moss", "Harbour Media Group"),
        ("We’ll start with Ada Moss of the BBC for the first question.", "Ada Moss", "BBC"),
        ("Let me give the floor now to the representative of Xinhua.", None, "Xinhua"),
        ("Question from BTA.", None, "BTA"),
        ("The next reporter is Ada Moss of Folha de São Paulo.", "Ada Moss", "Folha de São Paulo"),
        ("Turning now to Ada Moss, Washington Times.", "Ada Moss", "Washington Times"),
        ("Then we have NTB, Ada Moss.", "Ada Moss", "NTB"),
        ("Aftenposten, Ada Moss.", "Ada Moss", "Aftenposten"),
        ("I recognize Ada Moss from bTV.", "Ada Moss", "bTV"),
        ("I’ll ask Ada Moss from Efe to go ahead.", "Ada Moss", "Efe"),
        ("Ada Moss of Reuters has waited. Please go ahead.", "Ada Moss", "Reuters"),
        (
            "I’ll begin by recognizing the Associated Press. Ada, you have the first question.",
            "Ada",
            "Associated Press",
        ),
        ("I’d like to call on Associated Press, Ada Moss, for the first question.", "Ada Moss", "Associated Press"),
        ("Next question is — goes to Ada of Reuters.", "Ada", "Reuters"),
        ("If I may invite Mori-san of Kyodo News.", "Mori", "Kyodo News"),
        ("Ada Moss, please. CBS News.", "Ada Moss", "CBS News"),
        ("And finally, ladies and gentlemen, Ada Moss from the news agency NTB.", "Ada Moss", "NTB"),
        ("We’ll take one last question.", None, None),
    ],
)
def test_whom_a_host_names_before_a_question_asks_it(call: str, name: str | None, outlet: str | None) -> None:
    parsed = read(*TWO, *ONE, f"MODERATOR: {call}", f"QUESTION: {ASKS}", f"SECRETARY ARDEN: {SAYS}")
    assert last_asker(parsed) == (name, outlet)


def test_a_host_who_names_those_who_answer_calls_nobody() -> None:
    thanks = "Thank you, Secretary Arden of Harbour Radio fame, and thank you, Minister Lindqvist of Norland."
    parsed = read(*TWO, f"MODERATOR: {thanks}", f"QUESTION: {ASKS}", f"SECRETARY ARDEN: {SAYS}")
    assert last_asker(parsed) == (None, None)


@pytest.mark.parametrize(
    ("words", "name", "outlet"),
    [
        ("Hi, thanks. CBS, Ada Moss.", "Ada Moss", "CBS"),
        ("From Al Hurra TV, Ada Moss.", "Ada Moss", "Al Hurra TV"),
        ("Thank you so much. I’m with PBS, Ada Moss.", "Ada Moss", "PBS"),
        ("I’m from Kyodo News, my name is Moss.", "Moss", "Kyodo News"),
        ("I represent the newspaper Delo, my name is Ada Moss.", "Ada Moss", "Delo"),
        ("Good evening. Ada Moss, I’m from Politico.", "Ada Moss", "Politico"),
        ("Yes, Ada Moss speaking, from Radio Harbour.", "Ada Moss", "Radio Harbour"),
        ("Mr. Secretary, Mr. Minister, Ada Moss, NRK, Norwegian broadcaster.", "Ada Moss", "NRK"),
        ("Hi, I’m Ada from the Portuguese news agency, Lusa.", "Ada", "Lusa"),
        ("Thank you very much. TV2 Denmark.", None, "TV2 Denmark"),
        ("BBC.", None, "BBC"),
        ("Per Lund, Sveriges Radio.", "Per Lund", "Sveriges Radio"),
        ("My name is Ada Moss, and I am here for the Harbour Times.", "Ada Moss", "Harbour Times"),
    ],
)
def test_askers_say_who_they_are_in_any_order(words: str, name: str | None, outlet: str) -> None:
    asks = f"{words} Mr. Secretary, what do you make of the talks?"
    parsed = read(*TWO, *ONE, "MODERATOR: The next question, please.", f"QUESTION: {asks}", f"SECRETARY ARDEN: {SAYS}")
    assert last_asker(parsed) == (name, outlet)
    assert questions(parsed)[-1][1] == ["Arden"]


def test_a_host_announces_two_and_calls_the_second_by_one_name() -> None:
    parsed = read(
        *TWO,
        "MODERATOR: Jan Roth of Die Zeit and then Ada Moss of AFP.",
        f"QUESTION: {ASKS}",
        f"SECRETARY ARDEN: {SAYS}",
        "MODERATOR: Ada.",
        f"QUESTION: {ASKS}",
        f"SECRETARY ARDEN: {SAYS}",
    )
    rows = annotation(parsed.record)["questions"]
    assert [(row["asker"], row["outlet"]) for row in rows] == [("Jan Roth", "Die Zeit"), ("Ada Moss", "AFP")]


def test_a_host_who_only_thanks_lets_the_asker_go_on() -> None:
    asks = "QUESTION: So did you or did you not say that at the talks?"
    parsed = read(*TWO, *ONE, "MODERATOR: Thank you.", asks, f"SECRETARY ARDEN: {SAYS}")
    assert last_asker(parsed) == ("Jan Roth", "Die Zeit")


def test_a_president_who_mostly_calls_on_reporters_moderates_nothing() -> None:
    parsed = read(
        "PRESIDENT ARDEN: Good afternoon. It is good to have you here, Mr. Prime Minister.",
        f"PRIME MINISTER MORI: Thank you. {LONG}",
        "PRESIDENT ARDEN: We will each take a few questions. The first is from Ada Moss of Reuters.",
        "Q    Thank you, Mr. President. What will you do about the fish that went north?",
        "PRESIDENT ARDEN: We will see. Now it’s your turn.",
        "PRIME MINISTER MORI: If I may invite Mr. Roth of Die Zeit.",
        "Q    Thank you. Prime Minister, what do you expect of the talks on fish?",
        f"PRIME MINISTER MORI: {SAYS}",
        "PRESIDENT ARDEN: Next question goes to Jo Lee of CNN.",
        "Q    Thank you. Mr. President, are you worried?",
        "PRESIDENT ARDEN: No.",
        f"PRIME MINISTER MORI: Nor am I. {SAYS}",
        "PRESIDENT ARDEN: Well, thank you all very much. I look forward to having you back. Thank you again, everyone.",
    )
    assert set(roles(parsed)) == {"principal", "press"}
    assert last_asker(parsed) == ("Jo Lee", "CNN")


BOTH = "QUESTION: Thank you. My question is for both ministers. What did you agree on with regard to oil and gas?"


@pytest.mark.parametrize(
    ("said", "kind", "answers"),
    [
        ("SECRETARY ARDEN: After you.", "interjection", [7, 8]),
        ("SECRETARY ARDEN: That’s a tough one for you, Carl. (Laughter.)", "interjection", [7, 8]),
        ("SECRETARY ARDEN: I’m not getting any translation.", "interjection", [7, 8]),
    ],
)
def test_what_is_said_before_an_answer_answers_nothing(said: str, kind: str, answers: list[int]) -> None:
    parsed = read(
        *TWO,
        "MODERATOR: We will start with Jan Roth of Die Zeit.",
        "MODERATOR: Please.",
        BOTH,
        said,
        f"FOREIGN MINISTER LINDQVIST: {SAYS}",
        f"SECRETARY ARDEN: {SAYS}",
    )
    assert kinds(parsed)[5] == kind
    assert questions(parsed)[-1][2] == answers


def test_a_joke_put_into_an_answer_is_none_and_agreement_is_one() -> None:
    parsed = read(
        *TWO,
        "MODERATOR: We will start with Jan Roth of Die Zeit.",
        BOTH,
        f"SECRETARY ARDEN: {SAYS}",
        "FOREIGN MINISTER LINDQVIST: You should come with us, Jan. (Laughter.)",
        f"SECRETARY ARDEN: {SAYS}",
        "FOREIGN MINISTER LINDQVIST: I agree.",
    )
    assert kinds(parsed)[4:] == ["answer", "interjection", "answer", "answer"]
    assert questions(parsed) == [(4, ["Arden", "Lindqvist"], [5, 7, 8])]


ROOM = (
    "Press Briefing by Press Secretary Ines Park and Security Advisor Jonas Solberg",
    "",
    f"MS. PARK: Hi, everyone. With that, I’ll turn it over to Jonas. {SAYS}",
    f"MR. SOLBERG: Thank you, Ines. {LONG}",
)


@pytest.mark.parametrize(
    ("said", "reply"), [("Jonas?", "Yeah."), ("Follow-up?", "Yeah."), ("Mr. Solberg?", "Yes, sir.")]
)
def test_who_calls_out_to_be_called_asks_nothing(said: str, reply: str) -> None:
    asks = "Q    Thank you so much. How is the White House trying to address this, and when will it be done?"
    parsed = read(*ROOM, f"Q    {said}", f"MR. SOLBERG: {reply}", asks, f"MR. SOLBERG: {SAYS}")
    assert kinds(parsed)[2:] == ["interjection", "interjection", "question", "answer"]


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("Jonas, can I ask about the summit?", "Last question."),
        ("Can I pick up on the naval base ques- —", "Sure."),
        ("Could I also ask about the ceasefire?", "Of course."),
    ],
)
def test_who_asks_leave_to_ask_about_something_asks_nothing_yet(said: str, reply: str) -> None:
    asks = "Q    Did the President secure an agreement that officials can verify what goes on at the naval base?"
    parsed = read(*ROOM, f"Q    {said}", f"MR. SOLBERG: {reply}", asks, f"MR. SOLBERG: {SAYS}")
    assert kinds(parsed)[2] == "interjection"
    assert questions(parsed) == [(5, ["Jonas Solberg"], [6])]


def test_a_host_who_calls_the_next_does_not_name_who_asked_before() -> None:
    parsed = read(
        *TWO,
        "QUESTION: Mr. Secretary, what do you make of the talks, and will they be resumed soon?",
        f"SECRETARY ARDEN: {SAYS}",
        "MODERATOR: Go ahead, Yasmeen.",
        f"QUESTION: {ASKS}",
        f"SECRETARY ARDEN: {SAYS}",
    )
    assert [row["asker"] for row in annotation(parsed.record)["questions"]] == [None, "Yasmeen"]


def test_what_was_not_heard_is_answered_when_it_is_said_again() -> None:
    asks = "Q    What assurance do you have that she did not conduct a policy of her own in that meeting?"
    again = "MR. SOLBERG: I’m sorry, can you repeat the first part of your question? I didn’t get it."
    parsed = read(*ROOM, asks, again, asks.replace("What", "Yes. What"), f"MR. SOLBERG: {SAYS}")
    assert kinds(parsed)[2:] == ["question", "interjection", "question", "answer"]
    assert [answers for _, _, answers in questions(parsed)] == [[6], [6]]


def test_who_leaves_a_question_to_a_colleague_later_has_answered() -> None:
    parsed = read(
        *ROOM,
        "Q    Are you in a position to commit that we’ll be able to see at least part of this meeting?",
        "MR. SOLBERG: I’m in a position to commit that I will turn that question over to Ines Park who will handle that.",
        "Q    Just real quick. What’s next for both countries, basically?",
        f"MR. SOLBERG: {SAYS} So, we stay focused on both.",
        "MS. PARK: With that, Zeke, why don’t you kick us off.",
        "Q    Thanks. Will there be a pool spray?",
        f"MS. PARK: {SAYS}",
    )
    assert kinds(parsed)[3] == "answer"
    assert questions(parsed)[1][1] == ["Jonas Solberg"]
    assert last_asker(parsed) == ("Zeke", None)


FOUR = (
    "Clara Arden, Secretary of State",
    "Lewis Dunn, Secretary of Defense",
    "",
    f"FOREIGN MINISTER MORI: Thank you. {LONG}",
    f"DEFENSE MINISTER SATO: Thank you. {LONG}",
    f"SECRETARY ARDEN: Thank you. {LONG}",
    f"SECRETARY DUNN: Thank you. {LONG}",
)


@pytest.mark.parametrize(
    ("asks", "asked"),
    [
        ("To the two defense chiefs, Minister Sato and Secretary Dunn: what is the plan?", {"Sato", "Lewis Dunn"}),
        (
            "First to the U.S. side, Secretary Arden and Secretary Dunn, what is the plan?",
            {"Clara Arden", "Lewis Dunn"},
        ),
        ("For the American secretaries, what is the plan?", {"Clara Arden", "Lewis Dunn"}),
        ("Secretaries Arden and Dunn, what is the plan?", {"Clara Arden", "Lewis Dunn"}),
        (
            "This is for Secretary Dunn but I’d welcome Secretary Arden’s views as well. What is the plan?",
            {"Clara Arden", "Lewis Dunn"},
        ),
        ("Secretary Dunn, you said Minister Sato had asked for troops. When will they go?", {"Lewis Dunn"}),
        (
            "I’d be curious to hear all of you on fish, and Mr. Sato’s plan. When is it due?",
            {"Mori", "Sato", "Clara Arden", "Lewis Dunn"},
        ),
    ],
)
def test_two_of_four_are_asked_in_one_breath(asks: str, asked: set[str]) -> None:
    parsed = read(*FOUR, "MODERATOR: Jan Roth of Die Zeit.", f"QUESTION: Thank you. {asks}", f"SECRETARY DUNN: {SAYS}")
    assert {name for _, addressees, _ in questions(parsed) for name in addressees} == asked


@pytest.mark.parametrize(
    "reads",
    [
        "The next question was sent in by Jan Roth of Euronews. His question is: Do you think that sanctions on gas "
        "should be next?",
        "I have one more here in the chat, from Jan Roth. “Can you tell us whether there was agreement on the next "
        "package of help?”",
    ],
)
def test_a_short_question_is_read_out_for_somebody(reads: str) -> None:
    parsed = read(*TWO, *ONE, f"MODERATOR: {reads}", f"SECRETARY ARDEN: {SAYS}")
    assert kinds(parsed)[-2:] == ["question", "answer"]
    assert questions(parsed)[-1][2] == [7]


def test_hosts_hand_on_the_turn_to_call_and_welcome_guests() -> None:
    parsed = read(
        f"PRESIDENT ARDEN: Good afternoon. {LONG}",
        f"PRIME MINISTER ROTH: Thank you. {LONG}",
        "PRESIDENT ARDEN: All right. Eve — Eve Gorst of CNN.",
        "Q    You said yesterday that you’d meet him, Mr. President. When?",
        f"PRESIDENT ARDEN: {SAYS}",
        "PRIME MINISTER ROTH: Mr. President, your turn.",
        "PRESIDENT ARDEN: First, Jo Lee of Reuters.",
        "Q    Mr. Prime Minister, welcome. Mr. President, can you say what you agreed on?",
        f"PRESIDENT ARDEN: {SAYS}",
    )
    assert [(row["asker"], row["outlet"]) for row in annotation(parsed.record)["questions"]] == [
        ("Eve Gorst", "CNN"),
        ("Jo Lee", "Reuters"),
    ]
    assert questions(parsed) == [(4, ["Arden"], [5]), (8, ["Arden"], [9])]
    assert kinds(parsed)[5:7] == ["procedural", "procedural"]


def test_a_host_says_for_whom_the_question_is() -> None:
    parsed = read(
        *TWO,
        "MODERATOR: Jan Roth of Die Zeit. The question is for both ministers.",
        "QUESTION: Thank you. What did you agree on with regard to oil and gas?",
        f"SECRETARY ARDEN: {SAYS}",
        f"FOREIGN MINISTER LINDQVIST: {SAYS}",
    )
    assert questions(parsed) == [(4, ["Arden", "Lindqvist"], [5, 6])]
