"""Kinds of turns, who asks, what is asked of whom, and what answers it."""

import pytest

from core.exporting.annotation import annotation
from core.vocabulary import Basis
from tests.parsing.build import check_excerpts, codes, kinds, questions, read, speakers

LONG = "We had a very productive discussion today of security, of trade and of all that our two countries share. " * 3
TWO = ("SECRETARY BLINKEN: " + LONG, "FOREIGN MINISTER HAAVISTO: " + LONG)


@pytest.mark.parametrize(
    ("call", "name", "outlet"),
    [
        ("The first question goes to the BBC, Barbara Usher.", "Barbara Usher", "BBC"),
        ("Yes, please, Mr. Michael Gordon, Wall Street Journal.", "Michael Gordon", "Wall Street Journal"),
        ("We will now take a question from each side, beginning with Shannon from ABC News.", "Shannon", "ABC News"),
        ("Over to Annalisa Rapana, the Italian news agency, ANSA.", "Annalisa Rapana", "ANSA"),
        ("The next question will be from Frederikke Ingemann, TV2, Denmark.", "Frederikke Ingemann", "TV2"),
        ("Thank you very much. Wall Street Journal, William Mauldin.", "William Mauldin", "Wall Street Journal"),
        ("Our second question goes to Humeyra Pamuk of Reuters.", "Humeyra Pamuk", "Reuters"),
        ("Mr. Shimizu, please.", "Shimizu", None),
        ("John Hudson.", "John Hudson", None),
        ("Okay. With that, let’s go to the line of Jennifer Hansler. Jennifer?", "Jennifer Hansler", None),
        ("Our next question will come from El Pais.", None, "El Pais"),
        ("Aamer, with the AP.", "Aamer", "AP"),
    ],
)
def test_the_asker_is_known_from_the_call(call: str, name: str | None, outlet: str | None) -> None:
    parsed = read(*TWO, f"MODERATOR: {call}", "QUESTION: Thank you. Is that really so?", TWO[0])
    row = annotation(parsed.record)["questions"][0]
    assert (row["asker"], row["outlet"]) == (name, outlet) or (
        row["outlet"] == outlet and name in (row["asker"], "Jennifer Hansler")
    )
    check_excerpts(parsed.record)


@pytest.mark.parametrize(
    ("words", "name", "outlet"),
    [
        ("Hi, Patrick Tucker from Defense One.", "Patrick Tucker", "Defense One"),
        ("Yes, Kamimura from Yomiuri newspaper.", "Kamimura", "Yomiuri newspaper"),
        ("This is Tanaka of Jiji Press.", "Tanaka", "Jiji Press"),
        ("Thanks very much. David Herszenhorn with Politico.", "David Herszenhorn", "Politico"),
        ("Marty Crutsinger, Associated Press.", "Marty Crutsinger", "Associated Press"),
        ("Just a follow-up on—Don Lee from the L.A. Times.", "Don Lee", "L.A. Times"),
        ("My name is Żaklina Skowrońska.  I represent Polish Television.", "Żaklina Skowrońska", "Polish Television"),
        ("Buenos días, soy Lourdes Piña Soria, de _Barlovento Informa_ .", "Lourdes Piña Soria", "Barlovento Informa"),
    ],
)
def test_the_asker_is_known_from_their_own_words(words: str, name: str, outlet: str) -> None:
    parsed = read(*TWO, f"QUESTION: {words} Is that really so?", TWO[0])
    row = annotation(parsed.record)["questions"][0]
    assert (row["asker"], row["outlet"]) == (name, outlet)
    check_excerpts(parsed.record)


@pytest.mark.parametrize(
    "answer", ["Thank you, Barbara. ", "Well, Barbara, ", "Barbara, thank you very much. ", "Well, first, Barbara, "]
)
def test_the_asker_is_known_from_the_answer(answer: str) -> None:
    parsed = read(*TWO, "QUESTION: Is that really so?", f"SECRETARY BLINKEN: {answer}{LONG}")
    assert speakers(parsed)[2] == "Barbara"
    assert parsed.record.participants[2].basis is Basis.ANSWER_WORDS


def test_sources_that_contradict_each_other_are_both_kept_with_a_warning() -> None:
    parsed = read(
        *TWO,
        "MODERATOR: So Mr. Patrick Tucker from Defense Once, please.",
        "QUESTION: Hi, Patrick Tucker from Defense One. Is it so?",
        TWO[0],
    )
    asker = next(each for each in parsed.record.participants if each.name == "Patrick Tucker")
    assert [(each.basis, each.outlet) for each in asker.introductions] == [
        (Basis.OWN_WORDS, "Defense One"),
        (Basis.CALL, "Defense Once"),
    ]
    assert "differing-introductions" in codes(parsed)


def test_a_label_that_is_an_outlet_leaves_the_name_to_the_words() -> None:
    parsed = read(
        "Moderator: We go to David .",
        "Politico: Thanks very much. David Herszenhorn with Politico. Is it so?",
        "Deputy Secretary Sherman: " + LONG,
        "Politico: And why is that?",
        "Secretary General Sannino: " + LONG,
    )
    rows = annotation(parsed.record)["questions"]
    assert [(row["asker"], row["outlet"]) for row in rows] == [("David Herszenhorn", "Politico")] * 2


def test_two_questions_in_a_row_are_of_two_people() -> None:
    parsed = read(*TWO, "Q    What will you do if it happens?", "Q    Mr. Secretary, are they alive?", TWO[0])
    assert len({turn.participant for turn in parsed.record.turns[2:4]}) == 2


def test_sub_questions_have_their_own_addressees() -> None:
    """Tucker's turn in the Tokyo record."""
    parsed = read(
        "MODERATOR: Comments by Defense Minister Kihara, Secretary of State Blinken, Secretary of Defense Austin.",
        f"DEFENSE MINISTER KIHARA: {LONG}",
        f"SECRETARY BLINKEN: {LONG}",
        f"SECRETARY AUSTIN: {LONG}",
        "MODERATOR: Mr. Patrick Tucker from Defense One, please.",
        "QUESTION: Hi, Patrick Tucker from Defense One. For Secretary Austin and Minister Kihara, you’ve "
        "mentioned an "
        "agreement. Can you give us some more details? What can we expect?",
        "And for Minister Kihara and Secretary Blinken, do you both share an understanding of the role each "
        "country would "
        "play? Thank you.",
        f"SECRETARY AUSTIN: {LONG}",
        f"DEFENSE MINISTER KIHARA: {LONG}",
    )
    assert questions(parsed) == [(6, ["Austin", "Kihara"], [7, 8]), (6, ["Kihara", "Blinken"], [8])]
    check_excerpts(parsed.record)
    second = parsed.record.questions[1]
    assert second.excerpt.startswith("And for Minister Kihara")
    assert [each.words for each in second.addressees] == ["Minister Kihara", "Secretary Blinken"]


@pytest.mark.parametrize(
    ("question", "addressees"),
    [
        ("Secretary Blinken, what will you do?", ["Blinken"]),
        ("My question is for both ministers. What will you do?", ["Blinken", "Haavisto"]),
        ("I ask the question to both of you. What will you do?", ["Blinken", "Haavisto"]),
        (
            "Mr. Secretary, what will you do? And a similar question to Minister Haavisto. Will you?",
            ["Blinken", "Haavisto"],
        ),
        ("What did you make of what Secretary Blinken told the press?", []),
        ("Thank you, Mr. Foreign Minister. What will you do?", ["Haavisto"]),
        ("I wanted to ask Secretary Blinken: What will you do?", ["Blinken"]),
        ("What will you do, sir?", []),
    ],
)
def test_addressees_are_those_who_are_called_not_those_who_are_mentioned(question: str, addressees: list[str]) -> None:
    parsed = read(*TWO, "MODERATOR: John Hudson.", f"QUESTION: {question}", "MODERATOR: That is all the time we have.")
    found = [name for _, names, _ in questions(parsed) for name in names]
    assert found == addressees


def test_where_one_speaker_answers_everything_is_put_to_them() -> None:
    parsed = read(f"MR. CARNEY: {LONG}", "Q    What is the plan?", f"MR. CARNEY: {LONG}")
    assert questions(parsed) == [(2, ["Carney"], [3])]
    assert parsed.record.questions[0].addressees[0].basis is Basis.SOLE


def test_words_that_fit_nobody_are_an_addressee_without_participant() -> None:
    parsed = read(*TWO, "MODERATOR: John Hudson.", "QUESTION: Mr. Chancellor, what will you do?", TWO[0])
    addressee = parsed.record.questions[0].addressees[0]
    assert (addressee.participant, addressee.words) == (None, "Mr. Chancellor")
    assert "unknown-addressee" in codes(parsed)


def test_an_answer_after_an_interruption_belongs_to_the_question_before_it() -> None:
    """eu-borrell: Borrell answers what he was asked before a follow-up to Blinken came between."""
    parsed = read(
        "SECRETARY BLINKEN: " + LONG,
        "HIGH REPRESENTATIVE BORRELL: " + LONG,
        "MR PRICE: The first question goes to the BBC, Barbara Usher.",
        "QUESTION: A question for you, Mr. Blinken. Do you agree? And a question for you, Mr. Borrell. Does the EU?",
        f"SECRETARY BLINKEN: Thank you, Barbara. {LONG}",
        "QUESTION: Some in Ukraine are saying that the level of autonomy would be disruptive to your country.",
        f"SECRETARY BLINKEN: {LONG}",
        f"HIGH REPRESENTATIVE BORRELL: {LONG}",
        "QUESTION: (Off-mike.)",
        "HIGH REPRESENTATIVE BORRELL: I haven’t finished yet.",
        "QUESTION: Sorry.",
        f"HIGH REPRESENTATIVE BORRELL: {LONG}",
    )
    assert questions(parsed) == [(4, ["Blinken"], [5]), (4, ["Borrell"], [8, 12]), (6, ["Blinken"], [7])]
    assert kinds(parsed)[8:] == ["interjection", "interjection", "interjection", "answer"]


def test_an_answer_that_counts_its_questions_is_quoted_in_parts() -> None:
    parsed = read(
        f"MS PORTER: {LONG}",
        "QUESTION: What about the march? And my second question: How do you see the law?",
        "MS PORTER: To your first question, we do not have an assessment. And to your second question, we "
        "are aware of it.",
    )
    first, second = parsed.record.questions
    assert first.answers[0].excerpt == "To your first question, we do not have an assessment."
    assert second.answers[0].excerpt == "And to your second question, we are aware of it."
    check_excerpts(parsed.record)


def test_a_question_taken_up_again_shares_its_answer() -> None:
    parsed = read(
        *TWO,
        "MR PRICE: Our next question will come from El Pais.",
        "QUESTION: Thank you so much. I have a question for Minister Haavisto and also for Secretary Blinken.",
        "FOREIGN MINISTER HAAVISTO: Speak louder, because with the mask it’s difficult to understand.",
        "QUESTION: A question for Minister Haavisto and also Secretary Blinken. Do you think this is the "
        "smart strategy?",
        TWO[0],
        TWO[1],
    )
    assert questions(parsed) == [(4, ["Haavisto", "Blinken"], [7, 8]), (6, ["Haavisto", "Blinken"], [7, 8])]


@pytest.mark.parametrize(
    "words",
    [
        "Hello?",
        "(Off-mike.)",
        "Thanks.",
        "Sorry.",
        "Hi, thank you.",
        "Can you hear me?",
        "Right.",
        "Did a lot of it, but --",
    ],
)
def test_what_asks_nothing_is_an_interjection(words: str) -> None:
    parsed = read(*TWO, f"QUESTION: {words}", "SECRETARY BLINKEN: Yes.", "QUESTION: Is that really so?", TWO[0])
    assert kinds(parsed)[2] == "interjection"


@pytest.mark.parametrize(
    "words",
    ["Sir, how does the —", "Jay, can you speak to the juxtaposition --", "I was wondering if you could clarify that."],
)
def test_a_question_needs_no_question_mark(words: str) -> None:
    parsed = read(*TWO, f"QUESTION: {words}", TWO[0])
    assert kinds(parsed)[2] == "question"
    assert "doubtful-question" in codes(parsed)


def test_a_question_read_out_by_the_moderator_is_a_question() -> None:
    parsed = read(
        *TWO,
        "MODERATOR: I see your microphone is muted, so I will read your question.",
        "MODERATOR: Finbarr, I will read it. This is a question for the Secretary of State: yesterday you "
        "said that leadership had relayed "
        "the consequences. Are you on the same page on what these consequences might be? Are you ready to "
        "act in tandem should they "
        "be found to circumvent the sanctions that were agreed?",
        TWO[0],
    )
    assert kinds(parsed)[3:] == ["question", "answer"]
    assert "read-out-question" in codes(parsed)


def test_a_question_that_nobody_answers_says_so() -> None:
    parsed = read(
        *TWO,
        "Q    Mr. Secretary, are they alive?",
        "MS. JEAN-PIERRE: This concludes the press conference. Thanks, everybody.",
    )
    assert questions(parsed) == [(3, ["Blinken"], [])]
    assert "unanswered-question" in codes(parsed)
