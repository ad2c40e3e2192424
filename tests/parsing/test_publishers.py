"""How publishers print who speaks: the Foreign Ministry of Japan, NATO, the Pentagon, the ECB, the UN; names made up."""

from core.exporting.annotation import annotation
from core.parsing import ParsedTranscript
from tests.parsing.build import kinds, questions, read, roles, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5


def askers(parsed: ParsedTranscript) -> list[tuple[str | None, str | None]]:
    return [(row["asker"], row["outlet"]) for row in annotation(parsed.record)["questions"]]


def test_a_label_of_name_and_outlet_asks_whichever_stands_first() -> None:
    parsed = read(
        f"State Minister for Foreign Affairs Keiko Mori: I am in charge of all bureaus. {LONG}",
        "Kojima, NHK: How do you take the interview?",
        f"State Minister Mori: {SAYS}",
        "Asahi Shimbun, Ono: Does the Government then stick to its schedule?",
        "State Minister Mori: Yes, it does.",
    )
    assert askers(parsed) == [("Kojima", "NHK"), ("Ono", "Asahi Shimbun")]
    assert kinds(parsed) == ["remarks", "question", "answer", "question", "answer"]


def test_a_heading_at_the_end_of_a_turn_calls_nobody() -> None:
    parsed = read(
        f"Minister Mori: {LONG}\n\nJapan-Norland Relations\n",
        "Reporter: A letter was sent. Please explain your view of the letter, and whether it was enough?",
        f"Minister Mori: {SAYS}",
    )
    assert askers(parsed) == [(None, None)]


def test_titles_and_outlets_stand_in_brackets_and_an_office_is_its_holder() -> None:
    parsed = read(
        "Ada Moss [Alliance Spokesperson]: We’ll start with the Wall Street Journal, front row.",
        "Dan Fell [Wall Street Journal]: Thank you, Secretary General. Can you give us numbers?",
        f"Alliance Secretary General Jan Roth: {SAYS}",
        "Ada Moss [Alliance Spokesperson]: Okay, Reuters, over there.",
        "Eve Gorst, Reuters: Secretary General, do you expect them to ratify?",
        f"Alliance Secretary General: {SAYS}",
        "Ada Moss [Alliance Spokesperson]: Norlandic media, please.",
        "Question: Thank you. Norform news agency, Iryna. When will Norland be a member?",
        f"Alliance Secretary General: {SAYS}",
        "Ada Moss [Alliance Spokesperson]: Thank you very much. That’s all we have time for.",
    )
    assert askers(parsed) == [
        ("Dan Fell", "Wall Street Journal"),
        ("Eve Gorst", "Reuters"),
        ("Iryna", "Norform news agency"),
    ]
    assert {name for name, role in zip(speakers(parsed), roles(parsed), strict=True) if role == "principal"} == {
        "Jan Roth"
    }
    assert roles(parsed)[0] == "moderator"


def test_shortened_offices_and_generations_are_one_persons() -> None:
    parsed = read(
        f"SECRETARY OF DEFENSE LEWIS J. ARDEN III: Good afternoon. {LONG}",
        f"CHAIRMAN OF THE JOINT CHIEFS OF STAFF GENERAL MARC A. ROTH: Thank you. {LONG}",
        "STAFF: Tara.",
        "Q: For both of you, has the fighting changed your assessment?",
        f"SEC. ARDEN: {SAYS}",
        f"GEN. ROTH: {SAYS}",
        "STAFF: All right. Thanks, everybody.",
        "SEC. ARDEN: Thank you.",
    )
    assert {*speakers(parsed)} == {"Lewis J. Arden", "Marc A. Roth", "Tara", ""}
    assert questions(parsed) == [(4, ["Lewis J. Arden", "Marc A. Roth"], [5, 6])]
    assert kinds(parsed)[-1] == "interjection"


def test_a_vice_president_of_a_bank_is_asked_by_office_and_by_name() -> None:
    parsed = read(
        "Clara Arden, President of the Bank,",
        "Luis de Roth, Vice-President of the Bank",
        "",
        "Question: Was the decision unanimous? And second, for Mr de Roth, how do you see the banks?",
        f"Arden: {SAYS}",
        f"de Roth: {SAYS}",
        "Question: A question for the Vice-President: can you rule out a crisis?",
        f"de Roth: {SAYS}",
        "Question: Madame Arden, did you consider not raising rates at all?",
        f"Arden: {SAYS}",
    )
    assert questions(parsed)[1:] == [(1, ["Luis de Roth"], [3]), (4, ["Luis de Roth"], [5]), (6, ["Clara Arden"], [7])]


def test_a_spokesman_who_is_alone_with_the_press_answers() -> None:
    parsed = read(
        "Question: Thank you, Farid. Is the Secretary-General planning to speak to the generals?",
        "Deputy Spokesman: He has spoken with both of them in recent days. Edie?",
        "Question: Thank you, Farid. Any update on the grain deal, and what about the vote?",
        "Deputy Spokesman: The talks are ongoing. Yes, Deng?",
        "Question: Do you have the numbers of the ships?",
        "Deputy Spokesman: Not at this point. I’ll get them to you.",
    )
    assert kinds(parsed) == ["question", "answer"] * 3
    assert [asker for asker, _ in askers(parsed)] == [None, "Edie", "Deng"]


def test_looking_for_somebody_and_greeting_them_names_and_answers_nothing() -> None:
    parsed = read(
        f"PRESIDENT ARDEN: Good afternoon. {LONG}",
        f"PRIME MINISTER ROTH: Thank you. {LONG}",
        "PRESIDENT ARDEN: Ada Moss.  Where's Ada?",
        "Q    Thank you, Mr. President.",
        "PRESIDENT ARDEN: Hi, Ada.",
        "Q    Should the withdrawal be sped up?",
        f"PRESIDENT ARDEN: {SAYS}",
        f"PRIME MINISTER ROTH: {SAYS}",
        "PRESIDENT ARDEN: Thank you very much, everybody.",
    )
    assert askers(parsed) == [("Ada Moss", None)]
    assert kinds(parsed)[3:5] == ["interjection", "interjection"]
    assert kinds(parsed)[-1] == "procedural"


def test_a_surname_that_is_an_office_too_is_a_name() -> None:
    """Labels of Canberra, 20 August 2015, and of State Department transcripts of Australian ministers."""
    parsed = read(
        f"MINISTER ADA KING: Good afternoon. {LONG}",
        "JOURNALIST: Minister, could you get comfortable in this job?",
        f"MINISTER ADA KING: {SAYS}",
        "JOURNALIST: Ms Bishop, and you?",
        f"JULIE BISHOP: {SAYS}",
        f"CHIEF JUSTICE: {SAYS}",
        f"THE KING: {SAYS}",
    )
    assert speakers(parsed)[0::2] == ["Ada King", "Ada King", "Julie Bishop", ""]
    assert speakers(parsed)[5] == ""


def test_honorifics_of_india_are_no_names_and_the_office_behind_is_the_title() -> None:
    """Briefings of the Ministry of External Affairs of India."""
    parsed = read(
        f"Shri Arun Das, Official Spokesperson: Good afternoon. {LONG}",
        "Mira: Sir, Mira from The Hindu. What is the update on the case?",
        f"Shri Arun Das, Official Spokesperson: {SAYS}",
        f"Smt. Lata Rao: {SAYS}",
    )
    people = parsed.record.participants_by_id()
    named = [(people[turn.participant].name, people[turn.participant].title) for turn in parsed.record.turns]
    assert named[0] == ("Arun Das", "Official Spokesperson")
    assert named[3] == ("Lata Rao", "")


def test_a_letter_for_journalists_is_a_label_where_it_recurs() -> None:
    """Doorstop interviews of the Prime Minister of Australia, 1994."""
    parsed = read(
        "J: How would you feel about facing two separate parties next year?",
        f"PM: {SAYS}",
        "J: Prime Minister, is that too fast?",
        "PM: You must be joking.",
    )
    assert roles(parsed) == ["press", "principal", "press", "principal"]
    once = read(f"MS. PARK: {LONG}", "Q    Which of them?", f"MS. PARK: {SAYS}", "J: the tenth letter")
    assert len(once.record.turns) == 3


def test_outlets_that_ask_once_each_are_labels() -> None:
    """Regular press conferences of the Foreign Ministry of China, 12 May and 16 August 2021."""
    parsed = read(
        "China News Service: The second meeting was held this morning. What important outcomes have been achieved?",
        f"Hua Min: The meeting is a great success. {SAYS}",
        "CCTV: The situation is developing rapidly. How do you evaluate it?",
        f"Hua Min: It has undergone major changes. {SAYS}",
        "Phoenix TV: What does it mean to the region?",
        f"Hua Min: {SAYS} As CCTV News put it.",
        "China Daily: the paper that was quoted before.",
    )
    assert askers(parsed) == [(None, "China News Service"), (None, "CCTV"), (None, "Phoenix TV")]
    assert roles(parsed) == ["press", "principal"] * 3


def test_who_answers_under_a_is_whose_press_conference_it_is() -> None:
    """Foreign Ministry of China, 31 July 2019."""
    lines = (
        "Q: I wonder if you have any comment on that?",
        f"A: {SAYS}",
        "Q: Can you confirm that?",
        "A: I’m not aware of the situation.",
        "Q: And when?",
        "A: Tomorrow.",
    )
    parsed = read("Foreign Ministry Spokesperson Hua Min's Regular Press Conference on July 31, 2019", "", *lines)
    assert speakers(parsed)[1::2] == ["Hua Min"] * 3
    assert [names for _, names, _ in questions(parsed)] == [["Hua Min"]] * 3
    unnamed = read(*lines)
    assert (speakers(unnamed)[1], roles(unnamed)[1], kinds(unnamed)[1]) == ("", "principal", "answer")
