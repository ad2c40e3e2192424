"""Which country a place is in, as far as its name says it."""

import pytest

from core.parsing import parse
from core.parsing.turns.places import country_of


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Lisbon, Portugal", "PT"),
        ("Hanoi, Vietnam", "VN"),
        ("Moscow, Russia, Spiridonovka", "RU"),
        ("Treaty Room, Washington, D.C.", "US"),
        ("Austin, Texas", "US"),
        ("San Juan, Puerto Rico", "PR"),
        ("Tbilisi, Georgia", ""),  # or Atlanta
        ("Portugal, Spain", ""),
        ("Aboard the plane, en route Lisbon, Portugal", ""),
        ("Rose Garden", ""),
        ("", ""),
    ],
)
def test_the_name_of_a_country_or_of_a_state_says_it(place: str, country: str) -> None:
    assert country_of(place) == country


def test_a_header_gives_place_and_country() -> None:
    text = (
        "Remarks With Minister Silva\n\nLisbon, Portugal\n\nMay 3, 2022\n\nMINISTER SILVA: Welcome.\n\nQUESTION: Why?\n"
    )
    record = parse(text).record
    assert (record.place, record.country) == ("Lisbon, Portugal", "PT")
