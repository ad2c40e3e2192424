"""Exchanges of several turns: who goes on asking, what only leads up to a question, who hands over to whom."""

import pytest

from core.exporting.annotation import annotation
from core.parsing import Doubt, parse
from core.records import PersonRecord
from tests.parsing.build import check_excerpts, codes, kinds, questions, read, roles, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5
OPENING = f"MS. PSAKI: Good evening, everyone. {LONG}"
ASKS = "Q    What is the plan for the airport now that the date is so near, and who decides it?"


@pytest.mark.parametrize(
    "answer",
    [
        f"{SAYS} Now, I understand your question, Peter, and the questions of others on what they knew.",
        f"{SAYS} I would note for you, Peter, as you know, that we have a range of capacities.",
        f"{SAYS} And as it relates to your first question, Peter — you know, I’ve been sitting in these meetings.",
        f"{SAYS} I will say, Peter, that the initial reports came in this morning.",
        f"{SAYS} And that is a question I think, Peter, that will be resolved this week.",
    ],
)
def test_a_name_in_the_middle_of_an_answer_names_the_asker_of_the_whole_exchange(answer: str) -> None:
    parsed = read(OPENING, ASKS, f"MS. PSAKI: {SAYS}", "Q    And is he sure of that?", f"MS. PSAKI: {answer}")
    assert [row["asker"] for row in annotation(parsed.record)["questions"]] == ["Peter", "Peter"]
    check_excerpts(parsed.record)


@pytest.mark.parametrize(
    "answer",
    [
        f"{SAYS} I met my wife, Jill, there.",
        f"{SAYS} I know that in this region, Korea, in my opinion, will do its part. We work with Korea.",
        f"{SAYS} We spoke with Lithuania, Latvia, and others.",
    ],
)
def test_a_country_or_a_third_person_between_commas_asks_nothing(answer: str) -> None:
    parsed = read(OPENING, ASKS, f"MS. PSAKI: {answer}")
    assert annotation(parsed.record)["questions"][0]["asker"] is None


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("Go ahead, Eli.", "Eli"),
        ("Go ahead.  Oh, go ahead, Shelby.", "Shelby"),
        ("Andrei, I'll give you the last one.", "Andrei"),
        ("Margaret, did you have something?", "Margaret"),
        ("April.", "April"),
    ],
)
def test_a_call_at_the_end_of_an_answer_names_the_next(call: str, name: str) -> None:
    parsed = read(OPENING, ASKS, f"MS. PSAKI: {LONG} {call}", ASKS, f"MS. PSAKI: {LONG}")
    assert annotation(parsed.record)["questions"][1]["asker"] == name


def test_leave_to_go_on_is_no_call_and_asks_nothing() -> None:
    parsed = read(
        "THE PRESIDENT:  Terry, do you have a question?",
        "Q\t  Mr. President, there's a growing feeling that the Western response has been weak. Is it so?",
        f"THE PRESIDENT:  {LONG}",
        "Q\t  Can I follow up?",
        "THE PRESIDENT:  Sure.",
        "Q\t  Do you see any parallel between the ethnic cleansing in Bosnia and the Holocaust?",
        f"THE PRESIDENT:  {LONG}",
    )
    assert kinds(parsed)[3:] == ["interjection", "interjection", "question", "answer"]
    assert speakers(parsed)[5] == "Terry"


def test_the_next_asker_names_the_one_before() -> None:
    parsed = read(
        f"THE PRESIDENT:  {LONG}",
        "Q\t  Mr. President, by any count, you have not had a good week. What have you learned?",
        f"THE PRESIDENT:  {LONG}",
        "Q\t  Mr. President, to follow up partly on Helen on your political style, are you too nice?",
        f"THE PRESIDENT:  {LONG}",
    )
    assert speakers(parsed)[1] == "Helen"
    assert speakers(parsed)[3] != "Helen"


def test_a_surname_in_the_call_and_a_first_name_in_the_answer_are_one_name() -> None:
    parsed = read(f"MR. CARNEY:  {LONG} Mr. Kuhnhenn.", ASKS, f"MR. CARNEY:  Well, Jim, I think so. {LONG}")
    assert speakers(parsed)[1] == "Jim Kuhnhenn"


@pytest.mark.parametrize(
    ("reply", "more"),
    [
        ("Well, I think — you mean after the 31st, or moving —", "Yeah, after the 31st, is that still going to work?"),
        ("Give me an example.", "Example?  Judge Sessions said that there was no guidance. Why?"),
        ("Are you concerned that we’re letting them in?  Or what’s the root of your question?", "No. Is it so?"),
        ("Sure.", "What did he do over those coming hours, from the first reports to the speech?"),
    ],
)
def test_what_asks_back_answers_nothing(reply: str, more: str) -> None:
    parsed = read(OPENING, ASKS, f"MS. PSAKI: {reply}", f"Q    {more}", f"MS. PSAKI: {LONG}")
    assert kinds(parsed)[2] == "interjection"
    assert [answers for _, _, answers in questions(parsed)] == [[5], [5]]


@pytest.mark.parametrize(
    ("press", "reply"),
    [
        ("Waco --", f"Well, with regard to Waco I don't have much to add. {SAYS}"),
        ("Thank you.  Over 65 Democrats in Congress are calling on Biden to raise the refugee cap —", SAYS),
    ],
)
def test_a_question_cut_off_and_understood_is_a_question(press: str, reply: str) -> None:
    parsed = read(OPENING, ASKS, f"MS. PSAKI: {LONG}", f"Q    {press}", f"MS. PSAKI: {reply}")
    assert kinds(parsed)[3:] == ["question", "answer"]


def test_what_leads_up_to_a_question_is_asked_with_it() -> None:
    parsed = read(
        OPENING,
        "Q    You have said in the past that you would not meet with Kim Jong Un without certain preconditions.",
        "MS. PSAKI: Yes.",
        "Q    What are those preconditions?  And do you believe he would be able to meet them?",
        f"MS. PSAKI: {LONG}",
    )
    assert kinds(parsed)[1:] == ["question", "interjection", "question", "answer"]
    assert [answers for _, _, answers in questions(parsed)] == [[5], [5]]


MINISTERS = (f"SECRETARY CLINTON: Good morning. {LONG}", f"SECRETARY GATES: {LONG}")


def test_a_spokesman_who_calls_on_everybody_beside_ministers_moderates() -> None:
    exchanges = []
    for name in ("Caren.", "Chuck.", "Mike.", "Scott."):
        exchanges += [f"MR. GIBBS: {name}", ASKS, f"SECRETARY GATES: {LONG}", f"SECRETARY CLINTON: {LONG}"]
    parsed = read(
        *MINISTERS,
        *exchanges,
        "MR. GIBBS: Helene.",
        "Q    Robert, will he sign the bill?",
        "MR. GIBBS: Jim, let me -- I want to go to Secretary Gates on this because I know they’ve had conversations.",
        f"SECRETARY GATES: {LONG}",
        f"MR. GIBBS: And I would just add to this. {LONG}",
        "Q    But how is that -- will he sign it?",
        f"MR. GIBBS: Well, again, our preference would be none. {LONG}",
        "Q    Is he communicating with Senator Reid on that?",
        f"MR. GIBBS: They talk regularly. {LONG}",
    )
    assert set(roles(parsed)) == {"principal", "press", "moderator"}
    assert roles(parsed)[2] == "moderator"
    assert kinds(parsed)[-7:] == ["procedural", "answer", "answer", "question", "answer", "question", "answer"]


@pytest.mark.parametrize(
    "words",
    [
        "I’m going to defer to the deputy secretary on the one-third piece since they’re steeped in all the numbers.",
        "Let me get General Cartwright in here on that one as well.",
        "Go ahead, Tracy or Tricia.",
    ],
)
def test_a_principal_who_hands_over_answers_nothing(words: str) -> None:
    parsed = read(*MINISTERS, ASKS, f"SECRETARY CLINTON: {words}", f"SECRETARY GATES: {LONG}")
    assert kinds(parsed)[3:] == ["procedural", "answer"]


def test_an_answer_that_was_put_off_belongs_to_the_question_it_names() -> None:
    parsed = read(
        "MODERATOR: Let’s go to the line of Matt Lee.",
        *MINISTERS,
        "MODERATOR: Let’s go to the line of Matt Lee.",
        "QUESTION: Is the funding for Egypt the same as last year? Thank you.",
        f"SECRETARY GATES: {LONG}",
        "MODERATOR: Let’s go to the line of Tracy Wilkinson.",
        "QUESTION: Is there more for Central America this year? Thank you.",
        f"SECRETARY GATES: {LONG}",
        "MODERATOR: Are you able to carry on, sir?",
        f"SECRETARY CLINTON: I realize that I didn’t address Matt Lee’s question on Egypt. Let me do that. {LONG}",
    )
    assert kinds(parsed)[-1] == "answer"
    assert [answers for _, _, answers in questions(parsed)] == [[6, 11], [9]]


def test_nothing_to_add_is_an_interjection_and_a_last_word_is_a_statement() -> None:
    parsed = read(
        *MINISTERS,
        ASKS,
        f"SECRETARY GATES: {LONG}",
        "SECRETARY CLINTON: No, that’s it. Thank you.",
        f"SECRETARY GATES: Maybe I would just like to close by, again, saying that {LONG}",
    )
    assert kinds(parsed)[-2:] == ["interjection", "remarks"]


def test_a_question_for_one_although_maybe_another_also_is_for_both() -> None:
    parsed = read(
        f"MAJOR GENERAL ALLYN: {LONG}",
        f"MR. CALLAGHAN: {LONG}",
        "Q    I think this is probably for General Allyn, although maybe Mr. Callaghan also.  Are they needed?",
        f"MAJOR GENERAL ALLYN: {LONG}",
    )
    assert questions(parsed)[0][1] == ["Allyn", "Callaghan"]


def test_a_known_person_is_one_participant() -> None:
    people = (PersonRecord(slug="lloyd-austin", name="Lloyd Austin"),)
    parsed = read(
        f"SECRETARY AUSTIN: {LONG}", f"MINISTER LLOYD AUSTIN: {LONG}", ASKS, f"SECRETARY AUSTIN: {LONG}", people=people
    )
    linked = [each.person for each in parsed.record.participants if each.person]
    assert linked == ["lloyd-austin"]


def test_a_label_in_the_middle_of_a_paragraph_is_doubted() -> None:
    parsed = read(OPENING, ASKS, f"MS. PSAKI: {SAYS} MS. PSAKI: {SAYS}", ASKS, f"MS. PSAKI: {LONG}")
    assert Doubt.LABEL_INSIDE_TEXT.value in codes(parsed)
    assert Doubt.LABEL_INSIDE_TEXT.value not in codes(parse(f"{OPENING}\n{ASKS}\nMS. PSAKI: {LONG}"))


# "Press Briefing by Press Secretary Jen Psaki and Secretary of Education Miguel Cardona" (White House, 17 March 2021)
GUEST = (
    f"MS. PSAKI:  Good afternoon, everyone. {LONG}",
    f"SECRETARY CARDONA:  Thank you, Jen. {LONG}",
    "MS. PSAKI:  Okay.  Kristin.",
    "Q    Mr. Secretary, what do you say to those who refuse to get vaccinated, now that they may be?",
    f"SECRETARY CARDONA:  {SAYS}",
)


def test_what_stands_at_the_top_is_a_statement_and_its_last_words_call() -> None:
    parsed = read(
        *GUEST,
        "MS. PSAKI:  Thank you, Mr. Secretary.",
        "SECRETARY CARDONA:  Thank you.",
        f"MS. PSAKI:  Thank you so much. All right, a couple of other things at the top. {LONG} With that, Darlene, go ahead.",
        "Q    Thank you, Jen.  Is there any reaction to Russia recalling its ambassador to the U.S.?",
        f"MS. PSAKI:  {SAYS}",
    )
    assert kinds(parsed)[7] == "remarks"
    assert annotation(parsed.record)["questions"][1]["asker"] == "Darlene"


def test_the_next_one_picks_up_on_a_colleagues_questioning() -> None:
    parsed = read(
        f"MS. PSAKI:  {LONG} Go ahead.",
        "Q    A question about the situation on the border.  Why have we still not seen any images?",
        f"MS. PSAKI:  {LONG} Go ahead.",
        "Q    Thank you, Jen.  I just, kind of, want to pick up on Mary’s questioning over there.  Is the White House "
        "instructing agents to refuse requests from reporters?",
        f"MS. PSAKI:  {SAYS}",
    )
    assert annotation(parsed.record)["questions"][0]["asker"] == "Mary"


def test_who_only_asks_back_answers_nothing() -> None:
    parsed = read(
        OPENING,
        "Q    So is there a limit or a cap to the number that are going to be allowed in?",
        "MS. PSAKI:  A limit or a cap?",
        "Q    Or cap.",
        "MS. PSAKI:  So should we send some back at a certain point?  Is that what you’re asking me?",
        "Q    How many, ultimately, would be allowed in?",
        f"MS. PSAKI:  {SAYS}",
        "Q    How is that message communicated to those who are already on their way?",
        "MS. PSAKI:  The thousands of children?  Or the thousands of families —",
        "Q    Families, adults, all of them.  What do you tell them?",
        f"MS. PSAKI:  {SAYS}",
    )
    assert [turn + 1 for turn, kind in enumerate(kinds(parsed)) if kind == "answer"] == [7, 11]


def test_you_all_that_did_something_is_no_form_of_address() -> None:
    parsed = read(
        *GUEST,
        "Q    But you all came in and promised to be transparent.  So couldn’t you just grant access?",
        f"SECRETARY CARDONA:  {SAYS}",
    )
    assert [name.split()[-1] for name in questions(parsed)[1][1]] == ["Cardona"]
