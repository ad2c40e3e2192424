"""What is said around the questions: lists of askers, chat with whoever is called, openings, endings, cut-off answers."""

import pytest

from core.exporting.annotation import annotation
from tests.parsing.build import check_excerpts, kinds, labels, questions, read, roles, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5
ASKS = "Q    What is the plan for the airport now that the date is so near, and who decides it?"
PRESIDENTS = [f"PRESIDENT ARDEN:  Good evening. {LONG}", f"MINISTER ROCHE:  (As interpreted.)  Thank you. {LONG}"]


def test_those_announced_together_keep_their_outlets_when_they_are_called_by_name() -> None:
    parsed = read(
        *PRESIDENTS,
        "PRESIDENT ARDEN:  I’m told there are two questioners: Ada from the Harbour Journal and Kumar from the Trust of "
        "Islands.",
        "And, Ada, you first.",
        "Q    Thank you, Mr. President.  I have a question for the Minister.  But first, a two-part question for you: The "
        "harbour was closed last week.  Did that undermine the talks?",
        f"PRESIDENT ARDEN:  The answer is no. {SAYS}",
        "Q    Mr. Minister, many people say that your government is late.  What steps are you willing to take?",
        f"MINISTER ROCHE:  (As interpreted.)  I’m surprised. {SAYS}",
        "PRESIDENT ARDEN:  Kumar.",
        "Q    Thanks a lot, sir.  My question is on the climate.  Both countries have spoken.  But there’s a view —",
        "PRESIDENT ARDEN:  Of what?",
        "AUDIENCE MEMBER:  The climate.",
        "Q    Both —",
        "PRESIDENT ARDEN:  The climate.  I’m sorry, I didn’t hear you.",
        "Q    Yeah.  Both countries have spoken of the climate.  How do you both see the way ahead?",
        f"PRESIDENT ARDEN:  It is a threat to all of us. {SAYS}",
        f"MINISTER ROCHE:  (As interpreted.)  It is. {SAYS}",
    )
    rows = annotation(parsed.record)["questions"]
    assert kinds(parsed)[2] == "procedural"
    assert {(row["asker"], row["outlet"]) for row in rows} == {
        ("Ada", "Harbour Journal"),
        ("Kumar", "Trust of Islands"),
    }
    assert questions(parsed)[:2] == [(4, ["Arden"], [5]), (6, ["Roche"], [7])]
    assert [(turn, answers) for turn, _, answers in questions(parsed)[2:]] == [(9, [15, 16]), (14, [15, 16])]
    assert roles(parsed)[10] == "unknown"
    check_excerpts(parsed.record)


def test_what_cannot_be_got_into_is_an_answer() -> None:
    parsed = read(
        f"MR. TONER: Hello. {LONG}", "QUESTION: Why is this a concern now?", "MR. TONER: I can’t get into that."
    )
    assert kinds(parsed)[2] == "answer"


def test_chat_with_the_one_who_was_called_answers_nothing() -> None:
    parsed = read(
        f"THE PRESIDENT: Good evening. {LONG} The next question was to Bloomberg.",
        "Q Hi, Mr. President.  Do you believe the slowdown could cause the island to be more aggressive, including with —",
        "THE PRESIDENT: Say the first part of your question again. Because there — this fan is going on behind me.",
        "Q No worries.  Do you believe the slowdown could cause the island to be more aggressive?",
        f"THE PRESIDENT: I don’t. {LONG} Okay. Ada Moss, BBC.",
        "Q It is.  My name is Ada Moss.  I’m from BBC News.  Good evening, Mr. President.",
        "THE PRESIDENT: Good evening.",
        "Q How are you?",
        "THE PRESIDENT: Well. Thank you.",
        "Q Good.",
        "THE PRESIDENT: These long trips around the world are no problem.",
        "Q I can imagine.  You’ve signed deals with six islands.  Is it a danger of a new war?",
        f"THE PRESIDENT: It’s not about that. {LONG}",
        "THE PRESIDENT: No, I ain’t calling on you. I said there were five questions.",
        "MS. HALE: Ida — Ida from VOA.",
        "THE PRESIDENT: Ida from VOA.",
        "Q Thank you, Mr. President.  Are you worried about the island?",
        f"THE PRESIDENT: I am. {SAYS}",
    )
    assert kinds(parsed)[1:5] == ["question", "interjection", "question", "answer"]
    assert kinds(parsed)[5:11] == ["interjection"] * 6
    assert kinds(parsed)[11:] == ["question", "answer", "procedural", "procedural", "procedural", "question", "answer"]
    assert roles(parsed)[14] == "moderator"
    assert [row["asker"] for row in annotation(parsed.record)["questions"][-2:]] == ["Ada Moss", "Ida"]


def test_who_is_told_to_go_ahead_with_a_question_goes_on_asking() -> None:
    parsed = read(
        "MR. TONER: Good afternoon. We’re a little bit late today. Anyway, over to you, Matt.",
        "QUESTION: You have nothing to start with?",
        "MR. TONER: Nothing to start with.",
        "QUESTION: I do have something to ask. It’s going to be the second question.",
        "MR. TONER: Okay. Go ahead.",
        "QUESTION: The first one is on the harbour. Can you explain what the plan is?",
        f"MR. TONER: {SAYS}",
    )
    assert {row["asker"] for row in annotation(parsed.record)["questions"]} == {"Matt"}


def test_leave_to_ask_is_no_answer() -> None:
    parsed = read(
        f"MS. NULAND: Happy Monday. {LONG}",
        "QUESTION: Can I ask about the election?",
        "MS. NULAND: You may.",
        "QUESTION: Your statement doesn’t name anybody. Is that intentional?",
        f"MS. NULAND: It’s a matter of form. {SAYS}",
    )
    assert kinds(parsed)[2] == "interjection"


def test_a_word_of_welcome_names_no_asker() -> None:
    parsed = read(
        "MR. TONER: Good afternoon. I do want to welcome our folks in the back of the room. Welcome.",
        "QUESTION: Why is it so late?",
        f"MR. TONER: {SAYS}",
    )
    assert annotation(parsed.record)["questions"][0]["asker"] is None


def test_banter_in_an_opening_does_not_begin_the_questions() -> None:
    parsed = read(
        "MS. PSAKI:  Hi.  Okay.  Just one thing at the top.",
        "Q    The Queen?  (Laughter.)  Sorry.",
        f"MS. PSAKI:  As you all know, we are on our way to the harbour. {LONG}",
        ASKS,
        f"MS. PSAKI:  {SAYS}",
    )
    assert kinds(parsed) == ["remarks", "interjection", "remarks", "question", "answer"]
    parsed = read(
        f"MR. TONER: Good afternoon. {LONG} We’re not going to get into a sports --",
        "QUESTION: Flyers or Penguins?",
        "MR. TONER: Flyers, of course.",
        "QUESTION: Well, then don’t – (laughter).",
        "MR. TONER: Thanks. I also want to welcome the information officers, who are watching us. Anyway, that’s all I got.",
        "QUESTION: Have you figured out how much aid you’ve suspended?",
        f"MR. TONER: {SAYS}",
    )
    assert kinds(parsed)[4:] == ["remarks", "question", "answer"]


def test_an_answer_goes_on_through_the_words_put_in() -> None:
    parsed = read(
        f"MS. PSAKI:  Hi, everybody. {LONG}",
        "Q    Could the President talk about the forests before the summer?  Is that on his agenda?",
        "MS. PSAKI:  So — yeah, and I know this question has come up a couple of times.",
        "Q    Yes.  It’s come up.",
        "MS. PSAKI:  I’ve talked about it —",
        "Q    Yeah.  Yeah.",
        "MS. PSAKI:  — in the briefing room a couple of weeks back.",
        "Q    Okay.  So island leaders are obviously —",
        "MS. PSAKI:  (Inaudible.)  (Laughter.)",
        "Q    Island leaders are obviously focused on the harbour.  What’s the level of concern?",
        f"MS. PSAKI:  It is high. {SAYS}",
    )
    assert questions(parsed)[0][2] == [3, 5, 7]
    assert questions(parsed)[-2:] == [(8, ["Psaki"], [11]), (10, ["Psaki"], [11])]


MINISTERS = [f"SECRETARY CLINTON:  Good morning. {LONG}", f"SECRETARY GATES:  Thank you. {LONG}"]


def test_who_adds_to_a_colleagues_response_answers_the_same_question() -> None:
    parsed = read(
        *MINISTERS,
        "MR. GIBBS:  Jake.",
        "Q    Secretary Clinton, how can you wage this war with so little support?",
        f"SECRETARY CLINTON:  Well, first, Jake, I think it’s important. {SAYS}",
        "Q    Secretary Gates, I was wondering if you could comment on the harbours in the north.",
        f"SECRETARY GATES:  First of all, let me just add to Secretary Clinton’s response to you. {SAYS}",
    )
    assert [answers for _, _, answers in questions(parsed)] == [[5, 7], [7]]


def test_an_answer_that_was_cut_off_and_begins_again_answers_both() -> None:
    parsed = read(
        f"MR PRICE: Good afternoon. {LONG}",
        "QUESTION: About the request to name the island a sponsor, are you reviewing this request?",
        "MR PRICE: We make those determinations based on the facts and based on —",
        "QUESTION: They did damage in the harbour, and they did it in the airport of the capital too, in broad daylight.",
        "MR PRICE: We make those determinations on a regular basis based on the facts. We don’t comment on them here.",
    )
    assert questions(parsed) == [(2, ["Price"], [3, 5]), (4, ["Price"], [5])]


def test_who_only_announces_a_question_or_turns_to_another_matter_asks_nothing_yet() -> None:
    parsed = read(
        f"MR PRICE: Good afternoon. {LONG}",
        ASKS.replace("Q    ", "QUESTION: "),
        f"MR PRICE: {SAYS}",
        "QUESTION: Switching now to —",
        "QUESTION: Can you say how many are leaving?",
        f"MR PRICE: I can’t. {SAYS} Thank you all very much.",
        "QUESTION: Wait, Ned. I have a non-contentious question, and it’s extremely brief.",
        "MR PRICE: Okay.",
        "QUESTION: It has to do with the island. Is this something that has been brought up?",
        f"MR PRICE: {SAYS}",
    )
    assert [kinds(parsed)[place] for place in (3, 6, 8)] == ["interjection", "interjection", "question"]


def test_an_asker_who_is_asked_back_tells_and_the_answer_goes_on() -> None:
    parsed = read(
        f"MR. KIRBY:  Hi, everybody. {LONG}",
        "Q    In my province people lack the medicine they need.  What will you do about it?",
        f"MR. KIRBY:  {SAYS} As for the medicine for the children, we have sent more. That was on the children, right?",
        "Q    Well, the report that I got is not only of children, but of people of age, who also lack the medicine.",
        f"MR. KIRBY:  {SAYS}",
    )
    assert kinds(parsed)[3] == "interjection"
    assert questions(parsed) == [(2, ["Kirby"], [3, 5])]


@pytest.mark.parametrize("asked", ["Do you sense some room for the talks?", "So will he sign it?"])
def test_a_question_that_the_next_one_repeats_is_answered_with_it(asked: str) -> None:
    repeated = asked.removeprefix("So ")
    parsed = read(
        *MINISTERS,
        "MR. GIBBS:  Jake.",
        f"Q    {asked}",
        f"Q    But how is that — first of all, {repeated}  And how did he come to think so?",
        f"SECRETARY CLINTON:  We will see. {SAYS}",
    )
    assert [answers for _, _, answers in questions(parsed)] == [[6], [6]]


def test_who_thanks_at_the_end_closes_and_the_release_number_is_nobodys_speech() -> None:
    parsed = read(
        "Remarks Before a Meeting",
        "",
        "QUESTION: Madam Secretary, how are things going on the island?",
        "",
        f"SECRETARY CLINTON: {LONG}",
        "",
        "MS. NULAND: Thank you.",
        "",
        "PRN: 2011/1533",
    )
    assert (roles(parsed)[-1], kinds(parsed)[-1], parsed.record.turns[-1].text) == (
        "moderator",
        "procedural",
        "Thank you.",
    )


def test_an_official_thanks_everybody_when_no_more_ask() -> None:
    parsed = read(
        "MODERATOR:  Good afternoon, everyone.  This call will be on background.  I’ll hand it over.",
        f"SENIOR ADMINISTRATION OFFICIAL:  Thanks. {LONG}",
        "Q    Hello.  Hello?",
        "SENIOR ADMINISTRATION OFFICIAL:  Hi, Kemi.  We can hear you.",
        "Q    Oh, okay.  Thank you.  Will the President visit the island?",
        f"SENIOR ADMINISTRATION OFFICIAL:  Thanks, Kemi. {LONG}",
        "MODERATOR:  At this time, there are no other questions in queue.",
        "SENIOR ADMINISTRATION OFFICIAL:  Okay.  Well, thank you, everyone, for your time.  We appreciate your interest.",
        "MODERATOR:  Thank you, everyone.  As a reminder, this call was on background.  The embargo ends at five tomorrow.",
    )
    assert kinds(parsed)[2:4] == ["interjection", "interjection"]
    assert kinds(parsed)[-3:] == ["procedural"] * 3


def test_a_line_that_names_the_presenter_is_front_matter() -> None:
    parsed = read(
        "Presenter: Secretary of Defense Arthur H. Marsh",
        "September 6, 2001",
        "",
        f"Marsh: I’m glad to be here. {LONG}",
        "Q: What is the plan for the airport?",
        f"Marsh: {SAYS}",
        "Q: And for the harbour?",
        f"Marsh: {SAYS}",
    )
    assert labels(parsed) == ["Marsh", "Q", "Marsh", "Q", "Marsh"]


def test_a_label_may_stand_above_what_is_said_and_the_header_names_the_office() -> None:
    parsed = read(
        "Press Conference by Minister for Foreign Affairs Haruto Kawada",
        "",
        "Minister:",
        LONG,
        "",
        "Question:",
        "What would the itinerary be for you?",
        "",
        "Minister:",
        SAYS,
    )
    assert labels(parsed) == ["Minister", "Question", "Minister"]
    assert set(speakers(parsed)) == {"Haruto Kawada", ""}


@pytest.mark.parametrize(
    ("others", "name"),
    [((), "Arthur Marsh"), (("The Hon Ida Kettle MP",), "")],
    ids=["one", "two"],
)
def test_a_minister_is_the_one_member_of_parliament_whom_the_header_names(others: tuple[str, ...], name: str) -> None:
    parsed = read(
        "Transcript by The Hon Arthur Marsh MP",
        *others,
        "",
        "MINISTER:",
        LONG,
        "",
        "QUESTION:",
        "What will your priorities be?",
        "",
        "MINISTER:",
        SAYS,
    )
    assert set(speakers(parsed)) == {name, ""}
