"""Labels in every style, without false ones; turns, their notes and spans; what is nobody's speech."""

import pytest

from core.parsing import ParseError, parse
from core.vocabulary import PartKind
from tests.parsing.build import codes, kinds, labels, read

ANSWER = "We had a good and candid conversation about all of these matters today, as you know."


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("SECRETARY BLINKEN:  Thank you.", "SECRETARY BLINKEN"),
        ("FOREIGN MINISTER\u00a0HAAVISTO:  Thank you.", "FOREIGN MINISTER\u00a0HAAVISTO"),
        ("FOREIGN MINISTER RINKĒVIČS:  Thank you.", "FOREIGN MINISTER RINKĒVIČS"),
        ("MR. McDONOUGH:  Thank you.", "MR. McDONOUGH"),
        ("FOREIGN MINISTER LE DRIAN: Thank you.", "FOREIGN MINISTER LE DRIAN"),
        ("SENIOR STATE DEPARTMENT OFFICIAL ONE: Thank you.", "SENIOR STATE DEPARTMENT OFFICIAL ONE"),
        ("**PRESIDENTE ANDRÉS MANUEL LÓPEZ OBRADOR:** Gracias.", "PRESIDENTE ANDRÉS MANUEL LÓPEZ OBRADOR"),
        ("**INTERLOCUTORA**: Gracias.", "INTERLOCUTORA"),
    ],
)
def test_labels_of_capitals_are_found_as_printed(line: str, label: str) -> None:
    assert labels(read("MODERATOR: Welcome.", line, "QUESTION: What is it?"))[1] == label


@pytest.mark.parametrize(
    "q", ["Q    Jay, is it so?", "Q \u00a0\u00a0Jay, is it so?", "Q\t  Jay, is it so?", "Q: Jay, is it so?"]
)
def test_q_needs_no_colon(q: str) -> None:
    parsed = read("MR. CARNEY:  Welcome aboard.", q, f"MR. CARNEY:  {ANSWER}")
    assert labels(parsed) == ["MR. CARNEY", "Q", "MR. CARNEY"]
    assert parsed.record.turns[1].text == "Jay, is it so?"


def test_public_papers_labels_end_with_a_full_stop() -> None:
    parsed = read(
        "THE PRESIDENT. Good afternoon. I have two statements.",
        "[1.] Q. Mr. President, can you give us your opinion?",
        "THE PRESIDENT. I haven't seen the measures in the U.S. Congress.",
        "Reporter: Thank you, Mr. President.",
    )
    assert labels(parsed) == ["THE PRESIDENT", "Q", "THE PRESIDENT", "Reporter"]


def test_names_with_a_full_stop_are_labels_and_outlets_in_a_sentence_are_not() -> None:
    parsed = read(
        "CHAIRMAN POWELL.  Good afternoon.",
        "STEVEN BECKNER.  Steve Beckner, Mr. Chairman, freelance journalist reporting for",
        "NPR.  About financial conditions, which worries you more?",
        "CHAIRMAN POWELL.  You know, that is a reasonable question, and we look at all of it.",
    )
    assert labels(parsed) == ["CHAIRMAN POWELL", "STEVEN BECKNER", "CHAIRMAN POWELL"]


def test_title_case_labels_and_outlets_are_labels_where_the_document_uses_them() -> None:
    parsed = read(
        "Peter Stano, Moderator: Dear colleagues, thank you very much for coming.",
        f"Secretary General Sannino: {ANSWER}",
        "Moderator: Thank you very much. We start with the first question, Agence Europe, Lea Marchal.",
        "Agence Europe: Thank you very much. Are there particular ideas?",
        f"Deputy Secretary Sherman: {ANSWER}",
        "Moderator: We take a last question, Eireni .",
        "ERT: Are there any clear indications?",
        f"Secretary General Sannino: {ANSWER}",
    )
    assert labels(parsed) == [
        "Peter Stano, Moderator",
        "Secretary General Sannino",
        "Moderator",
        "Agence Europe",
        "Deputy Secretary Sherman",
        "Moderator",
        "ERT",
        "Secretary General Sannino",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "To Secretary Blinken: do you agree?",
        "And also to Prime Minister:  What about oil?",
        "Correction: the figure is 12.",
        "Climate: we agreed to go on.",
        "President Biden, my question: What did you hear?",
        "The last thing is this: we get to stand up here.",
        "CORRECTION: the figure is 12.",
        "NOTE: the figure is 12.",
    ],
)
def test_what_only_looks_like_a_label_is_text(line: str) -> None:
    parsed = read("MR PRICE: Welcome.", "QUESTION: Thank you. What is it?", line, f"SECRETARY BLINKEN: {ANSWER}")
    assert labels(parsed) == ["MR PRICE", "QUESTION", "SECRETARY BLINKEN"]
    assert line.split(":")[0] in parsed.record.turns[1].text


def test_a_title_case_label_among_capitals_is_text_with_a_warning() -> None:
    parsed = read(
        "MR PRICE: Welcome.", "Secretary Blinken: he is here.", "QUESTION: What is it?", f"MR PRICE: {ANSWER}"
    )
    assert labels(parsed) == ["MR PRICE", "QUESTION", "MR PRICE"]
    assert "doubtful-label" in codes(parsed)


def test_a_wrapped_bold_label_is_one_label() -> None:
    parsed = read(
        "**PRESIDENTE:** Buenos días.",
        "",
        "**ROGELIO JIMÉNEZ PONS, DIRECTOR GENERAL DEL FONDO NACIONAL DE FOMENTO AL",
        "TURISMO (FONATUR):** Con su permiso, señor presidente.",
    )
    turn = parsed.record.turns[1]
    assert turn.label == "ROGELIO JIMÉNEZ PONS, DIRECTOR GENERAL DEL FONDO NACIONAL DE FOMENTO AL TURISMO (FONATUR)"
    assert turn.text == "Con su permiso, señor presidente."


@pytest.mark.parametrize(
    ("line", "note", "text"),
    [
        ("SECRETARY X: (Via interpreter) Good day.", "Via interpreter", "Good day."),
        ("SECRETARY X: (As interpreted.)  Good day.", "As interpreted.", "Good day."),
        ("SECRETARY X: (In English) Good day.", "In English", "Good day."),
        ("SECRETARY X: (Laughter.) Good day.", "", "(Laughter.) Good day."),
        ("SECRETARY X: (Inaudible) good day.", "", "(Inaudible) good day."),
    ],
)
def test_a_delivery_note_is_apart_from_the_text(line: str, note: str, text: str) -> None:
    turn = read("MODERATOR: Welcome.", line).record.turns[1]
    assert (turn.delivery_note, turn.text) == (note, text)


def test_annotations_within_a_turn_stay_in_its_text() -> None:
    turn = read(
        "MODERATOR: Welcome.",
        "SECRETARY X: As I count –(laughter) – but (inaudible) (Applause.) [sic] (In English) it is (so).",
    ).record.turns[1]
    assert [(each.kind.value, each.text) for each in turn.annotations] == [
        ("laughter", "(laughter)"),
        ("inaudible", "(inaudible)"),
        ("applause", "(Applause.)"),
        ("correction", "[sic]"),
        ("interpretation", "(In English)"),
    ]
    assert "(so)" in turn.text


def test_hard_wrapped_lines_become_paragraphs() -> None:
    parsed = read(
        "PRESIDENT BIDEN:  When I became president, I said that the United States would",
        "rebuild the muscle of our alliances and we’d stand shoulder to shoulder with our",
        "allies again.",
        "",
        "It is driven by slow-",
        "moving variables, as we all know from the many long years of watching this thing",
        "go on and on.",
    )
    assert parsed.record.turns[0].paragraphs == [
        "When I became president, I said that the United States would rebuild the muscle of our alliances "
        "and we’d "
        "stand shoulder to shoulder with our allies again.",
        "It is driven by slow-moving variables, as we all know from the many long years of watching this "
        "thing go on "
        "and on.",
    ]


def test_lines_of_unwrapped_text_are_paragraphs_each() -> None:
    parsed = read("MODERATOR: We start.", "Minister Kamikawa.", f"QUESTION: {ANSWER} Is it?", "Thank you.")
    assert parsed.record.turns[0].paragraphs == ["We start.", "Minister Kamikawa."]


def test_a_page_header_parts_a_turn_in_two_spans() -> None:
    page = ["June 13, 2018 Chairman Powell’s Press Conference  FINAL", "", "Page {} of 26", ""]
    lines = []
    for number in (1, 2, 3):
        lines += [line.format(number) for line in page]
        lines += (
            ["CHAIRMAN POWELL.  Good afternoon.  I want to start with a plain summary of how the"]
            if number == 1
            else []
        )
        lines += ["economy is doing, what my colleagues and I at the Federal Reserve are trying to do and"] * 3
    parsed = read(*lines)
    turn = parsed.record.turns[0]
    assert len(turn.spans) == 3
    assert "Page" not in turn.text
    assert [part.kind for part in parsed.record.source.parts].count(PartKind.PAGE_HEADER) == 3


def test_front_matter_titles_places_and_clocks_are_nobodys() -> None:
    parsed = read(
        "---",
        "date: '2024-04-10'",
        'title: "Remarks by President\\_Biden in Joint\\',
        '  \\ Press\\_Conference"',
        "---",
        "",
        "Rose Garden",
        "",
        "1:23 P.M. EDT",
        "",
        "PRESIDENT BIDEN:  Please, have a seat.",
        "",
        "END  1:53 P.M. EDT",
        "",
    )
    record = parsed.record
    assert [part.kind.value for part in record.source.parts] == ["front_matter", "place", "clock", "clock"]
    assert record.title == "Remarks by President Biden in Joint Press Conference"
    assert str(record.date) == "2024-04-10"
    assert record.place == "Rose Garden"
    assert record.starts_at is not None
    assert record.starts_at.isoformat() == "2024-04-10T13:23:00-04:00"
    assert record.timezone == "America/New_York"


@pytest.mark.parametrize(
    "trailer", ["END 2:44 P.M.", "(The briefing was concluded at 2:31 p.m.)", "# # #", "12:55 P.M. EDT"]
)
def test_what_closes_a_transcript_is_nobodys(trailer: str) -> None:
    parsed = read("MS PORTER: Good afternoon, everyone.", "QUESTION: Hello. Is it so?", f"MS PORTER: {ANSWER}", trailer)
    assert parsed.record.turns[-1].text == ANSWER
    assert parsed.record.source.parts[-1].kind in (PartKind.CLOCK, PartKind.NOTE)


def test_turns_are_cut_out_of_one_endless_line_with_a_warning() -> None:
    parsed = read(" ".join([f"MODERATOR: Welcome to all. QUESTION: Is it so? SECRETARY BLINKEN: {ANSWER}"] * 15))
    assert labels(parsed)[:3] == ["MODERATOR", "QUESTION", "SECRETARY BLINKEN"]
    assert len(labels(parsed)) == 45
    assert "inline-turns" in codes(parsed)


def test_paragraphs_joined_by_bare_commas_are_parted() -> None:
    line = ",".join(
        ["THE PRESIDENT. Good afternoon. " + ANSWER, "Now, on the bill. " + ANSWER, "[3-] Q. Mr. President, is it so?"]
        * 8
    )
    parsed = read(line)
    assert labels(parsed) == ["THE PRESIDENT", "Q"] * 8
    assert len(parsed.record.turns[0].paragraphs) == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        (" \n \n", "empty"),
        ("\ufeff", "empty"),
        ("Just a few words that nobody says.", "No speaker's label was found in 7 words."),
        ("{}", "No speaker's label was found in one word."),
        ("and so on " * 1000, "one endless line"),
        ("MODERATOR: Hello\0", "NUL character in line 1"),
        ("MODERATOR: Hello \ud800", "cannot write"),
        ("Q: \n" * 30_000, "one conference"),
    ],
)
def test_what_is_no_transcript_is_refused_with_its_problem(text: str, problem: str) -> None:
    with pytest.raises(ParseError, match=problem):
        parse(text)


def test_a_label_with_nothing_behind_it_is_an_empty_turn_with_a_warning() -> None:
    parsed = read("MODERATOR:", "QUESTION: Is it so?", f"SECRETARY X: {ANSWER}")
    assert parsed.record.turns[0].text == ""
    assert "empty-turn" in codes(parsed)
    assert kinds(parsed)[1:] == ["question", "answer"]
