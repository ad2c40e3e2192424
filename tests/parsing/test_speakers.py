"""One participant per person, whatever the label; roles; names and titles; matches to known people."""

from uuid import UUID

import pytest

from core.parsing import parse
from core.parsing.turns.names import LabelKind, read_label
from core.records import NameRecord, OrganizationRecord, PersonRecord
from core.vocabulary import OrganizationKind
from tests.parsing.build import codes, read, roles, speakers

REMARKS = (
    "We had a very productive discussion today of security, of trade and of all that our two countries share. " * 3
)


def test_a_misprinted_title_is_the_same_person_with_a_warning() -> None:
    parsed = read(
        "MODERATOR: Minister Kihara.",
        f"DEFENSE MINISTER KIHARA: {REMARKS}",
        "QUESTION: And is it so?",
        f"DEFENSE MINISTER KIHARA: {REMARKS}",
        "QUESTION: And is it?",
        f"DEFENESE MINISTER KIHARA: {REMARKS}",
    )
    assert len({turn.participant for turn in parsed.record.turns if "KIHARA" in turn.label}) == 1
    assert parsed.record.turns[-1].label == "DEFENESE MINISTER KIHARA"
    assert "near-equal-label" in codes(parsed)


def test_a_misprinted_office_is_the_same_person_with_a_warning() -> None:
    parsed = read(
        f"FOREIGN MINISTER KOFOD: {REMARKS}", "QUESTION: Is it so?", "FOREIGN MINISTESR KOFOD: That’s great, Tony."
    )
    assert speakers(parsed)[0] == speakers(parsed)[2] == "Kofod"
    assert "near-equal-label" in codes(parsed)


def test_near_equal_labels_of_two_people_stay_two() -> None:
    parsed = read(
        f"PRIME MINISTER ISHIBA: {REMARKS}",
        "QUESTION: Is it so?",
        f"PRIME MINISTER KISHIDA: {REMARKS}",
        "QUESTION: And is it?",
        f"PRIME MINISTER ISHIBA: {REMARKS}",
    )
    assert speakers(parsed)[0] == speakers(parsed)[4] == "Ishiba"
    assert speakers(parsed)[2] == "Kishida"


def test_officials_told_apart_by_a_number_stay_apart() -> None:
    parsed = read(
        "MODERATOR: On background.",
        f"SENIOR STATE DEPARTMENT OFFICIAL ONE: {REMARKS}",
        "QUESTION: Is it so?",
        f"SENIOR STATE DEPARTMENT OFFICIAL TWO: {REMARKS}",
        "QUESTION: And?",
        f"SENIOR STATE DEPARTMENT OFFICIAL ONE: {REMARKS}",
    )
    assert speakers(parsed)[1] == speakers(parsed)[5] == "Senior State Department Official One"
    assert speakers(parsed)[3] == "Senior State Department Official Two"


def test_a_name_one_letter_off_is_merged_only_with_a_warning() -> None:
    parsed = read(
        f"FOREIGN MINISTER DI MAIO: {REMARKS}",
        "QUESTION: Is it?",
        f"FOREIGN MINISTER DI MAIO: {REMARKS}",
        "QUESTION: Is it so?",
        f"FOREIGN MINISTER DE MAIO: {REMARKS}",
    )
    assert speakers(parsed)[4] == "Di Maio"
    assert "near-equal-label" in codes(parsed)


def test_titles_of_different_lengths_are_one_person() -> None:
    parsed = read(f"FOREIGN MINISTER KAMIKAWA: {REMARKS}", "QUESTION: Is it?", f"MINISTER KAMIKAWA: {REMARKS}")
    assert len({turn.participant for turn in parsed.record.turns}) == 2
    assert "near-equal-label" not in codes(parsed)


def test_one_surname_with_two_offices_stays_two_with_a_warning() -> None:
    parsed = read(f"PRESIDENT CLINTON: {REMARKS}", "QUESTION: Is it?", f"SECRETARY CLINTON: {REMARKS}")
    assert len({turn.participant for turn in parsed.record.turns}) == 3
    assert "same-surname" in codes(parsed)


def test_mr_and_ms_of_one_surname_are_two() -> None:
    parsed = read(f"MR. SMITH: {REMARKS}", "QUESTION: Is it?", f"MS. SMITH: {REMARKS}")
    assert len({turn.participant for turn in parsed.record.turns}) == 3


def test_names_and_titles_come_from_the_header() -> None:
    parsed = read(
        "Antony J. Blinken, Secretary of State",
        "French Foreign Minister Jean-Yves Le Drian",
        "Paris, France",
        f"FOREIGN MINISTER LE DRIAN: {REMARKS}",
        f"SECRETARY BLINKEN: {REMARKS}",
        "QUESTION: Is it so?",
        f"SECRETARY BLINKEN: {REMARKS}",
    )
    people = {each.name: each.title for each in parsed.record.participants if each.role.value == "principal"}
    assert people == {"Jean-Yves Le Drian": "French Foreign Minister", "Antony J. Blinken": "Secretary of State"}
    assert parsed.record.place == "Paris, France"


def test_a_moderator_is_told_by_what_they_do() -> None:
    parsed = read(
        f"SECRETARY BLINKEN: {REMARKS}",
        "MR PRICE: We’ll now take two questions. The first question goes to the BBC, Barbara Usher.",
        "QUESTION: Thank you. Do you agree with that?",
        f"SECRETARY BLINKEN: Thank you, Barbara. {REMARKS}",
        "MR PRICE: Thank you, Mr. Secretary.",
    )
    assert roles(parsed) == ["principal", "moderator", "press", "principal", "moderator"]


def test_a_lone_spokesperson_is_the_principal() -> None:
    parsed = read(
        "Jalina Porter, Principal Deputy Spokesperson",
        f"MS PORTER: {REMARKS} Let’s go to Shaun Tandon.",
        "OPERATOR: Thank you. Shaun Tandon’s line is open.",
        "QUESTION: Hi, Jalina. Do you have any comment on the march?",
        f"MS PORTER: Thank you, Shaun. {REMARKS}",
    )
    assert roles(parsed) == ["principal", "staff", "press", "principal"]
    assert speakers(parsed) == ["Jalina Porter", "", "Shaun Tandon", "Jalina Porter"]


def test_the_president_has_the_name_of_who_held_the_office_with_a_warning() -> None:
    parsed = read(
        "THE PRESIDENT. Good afternoon. The Congress of the United States is in session.",
        "Q. Mr. President, is it so?",
        "THE PRESIDENT. Well, as you know, we sent up a program.",
        slug="public-papers-1962-06-27",
    )
    assert speakers(parsed) == ["John F. Kennedy", "", "John F. Kennedy"]
    assert {"office-holder", "date-from-name"} <= codes(parsed)


def test_people_are_matched_only_to_those_passed_in() -> None:
    lines = (
        "Antony J. Blinken, Secretary of State",
        f"SECRETARY BLINKEN: {REMARKS}",
        f"MINISTER MORALES: {REMARKS}",
        "QUESTION: Is it?",
    )
    assert all(each.person is None for each in read(*lines).record.participants)
    blinken = PersonRecord(slug="antony-blinken", name="Antony Blinken")
    parsed = read(
        *lines,
        people=[
            blinken,
            PersonRecord(slug="evo-morales", name="Evo Morales"),
            PersonRecord(slug="ana-morales", name="Ana Morales"),
        ],
    )
    persons = {each.name: each.person for each in parsed.record.participants}
    assert persons["Antony J. Blinken"] == "antony-blinken"
    assert persons["Morales"] is None
    assert parsed.record.people == (blinken,)


def test_a_surname_alone_matches_with_a_warning() -> None:
    person = PersonRecord(
        slug="yoko-kamikawa", name="Yoko Kamikawa", names=(NameRecord(text="上川陽子", language="ja"),)
    )
    parsed = read(f"FOREIGN MINISTER KAMIKAWA: {REMARKS}", "QUESTION: Is it?", people=[person])
    assert parsed.record.participants[0].person == "yoko-kamikawa"
    assert "matched-by-surname" in codes(parsed)


def test_an_outlet_is_matched_by_name_or_alias() -> None:
    afp = OrganizationRecord(
        slug="afp", name="Agence France-Presse", kind=OrganizationKind.MEDIA, names=(NameRecord(text="AFP"),)
    )
    parsed = read(
        f"PRESIDENT BIDEN: {REMARKS} Aurelia of AFP.",
        "QUESTION: Thank you. Is it so?",
        f"PRESIDENT BIDEN: {REMARKS}",
        organizations=[afp],
    )
    assert {each.name: each.organization for each in parsed.record.participants} == {"Biden": None, "Aurelia": "afp"}


def test_ids_come_from_the_caller() -> None:
    numbers = iter(range(1, 1000))
    parsed = read("MODERATOR: Welcome.", "QUESTION: Is it?", new_id=lambda: UUID(int=next(numbers)))
    assert all(turn.id.int < 1000 for turn in parsed.record.turns)


@pytest.mark.parametrize(
    ("label", "kind", "name", "title"),
    [
        ("MR. McDONOUGH", LabelKind.TITLED, "McDonough", "Mr."),
        ("MS. JEAN-PIERRE", LabelKind.TITLED, "Jean-Pierre", "Ms."),
        ("SECRETARY OF STATE BLINKEN", LabelKind.TITLED, "Blinken", "Secretary of State"),
        ("HIGH REPRESENTATIVE BORRELL", LabelKind.TITLED, "Borrell", "High Representative"),
        ("THE PRESIDENT", LabelKind.OFFICE, "", "The President"),
        ("MR. KING", LabelKind.TITLED, "King", "Mr."),
        ("JIM TANKERSLEY", LabelKind.BARE, "Jim Tankersley", ""),
        ("Peter Stano, Moderator", LabelKind.MODERATOR, "Peter Stano", ""),
        ("OPERATOR", LabelKind.STAFF, "", ""),
        ("INTERPRETER", LabelKind.INTERPRETER, "", ""),
    ],
)
def test_labels_are_taken_apart(label: str, kind: LabelKind, name: str, title: str) -> None:
    words = read_label(label)
    assert (words.kind, words.name, words.title) == (kind, name, title)


def test_how_somebody_is_called_is_no_title() -> None:
    record = parse(
        "MR PRICE: Good morning.\nQUESTION: Is it open?\nMR PRICE: It is.\nQUESTION: Since when?\nMR PRICE: May."
    ).record
    assert {each.title for each in record.participants} == {""}
