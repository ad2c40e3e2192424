"""Who held an office of which transcripts print no name: `THE PRESIDENT.` in the Public Papers.

From the official list of Presidents of the United States (whitehouse.gov), for the years that press
conferences have been held and published in the Public Papers and the White House's own releases; and
from the Senate's list of Vice Presidents (senate.gov), "" while there was none.
"""

import datetime

PRESIDENTS: tuple[tuple[datetime.date, str], ...] = (
    (datetime.date(1913, 3, 4), "Woodrow Wilson"),
    (datetime.date(1921, 3, 4), "Warren G. Harding"),
    (datetime.date(1923, 8, 2), "Calvin Coolidge"),
    (datetime.date(1929, 3, 4), "Herbert Hoover"),
    (datetime.date(1933, 3, 4), "Franklin D. Roosevelt"),
    (datetime.date(1945, 4, 12), "Harry S. Truman"),
    (datetime.date(1953, 1, 20), "Dwight D. Eisenhower"),
    (datetime.date(1961, 1, 20), "John F. Kennedy"),
    (datetime.date(1963, 11, 22), "Lyndon B. Johnson"),
    (datetime.date(1969, 1, 20), "Richard Nixon"),
    (datetime.date(1974, 8, 9), "Gerald R. Ford"),
    (datetime.date(1977, 1, 20), "Jimmy Carter"),
    (datetime.date(1981, 1, 20), "Ronald Reagan"),
    (datetime.date(1989, 1, 20), "George Bush"),
    (datetime.date(1993, 1, 20), "William J. Clinton"),
    (datetime.date(2001, 1, 20), "George W. Bush"),
    (datetime.date(2009, 1, 20), "Barack Obama"),
    (datetime.date(2017, 1, 20), "Donald J. Trump"),
    (datetime.date(2021, 1, 20), "Joseph R. Biden"),
    (datetime.date(2025, 1, 20), "Donald J. Trump"),
)

VICE_PRESIDENTS: tuple[tuple[datetime.date, str], ...] = (
    (datetime.date(1953, 1, 20), "Richard Nixon"),
    (datetime.date(1961, 1, 20), "Lyndon B. Johnson"),
    (datetime.date(1963, 11, 22), ""),
    (datetime.date(1965, 1, 20), "Hubert H. Humphrey"),
    (datetime.date(1969, 1, 20), "Spiro T. Agnew"),
    (datetime.date(1973, 10, 10), ""),
    (datetime.date(1973, 12, 6), "Gerald R. Ford"),
    (datetime.date(1974, 8, 9), ""),
    (datetime.date(1974, 12, 19), "Nelson A. Rockefeller"),
    (datetime.date(1977, 1, 20), "Walter F. Mondale"),
    (datetime.date(1981, 1, 20), "George Bush"),
    (datetime.date(1989, 1, 20), "Dan Quayle"),
    (datetime.date(1993, 1, 20), "Al Gore"),
    (datetime.date(2001, 1, 20), "Dick Cheney"),
    (datetime.date(2009, 1, 20), "Joseph R. Biden"),
    (datetime.date(2017, 1, 20), "Mike Pence"),
    (datetime.date(2021, 1, 20), "Kamala Harris"),
    (datetime.date(2025, 1, 20), "JD Vance"),
)


def president_on(day: datetime.date) -> str:
    """The name of the President of the United States on that day; "" before the list begins."""
    return _holder(PRESIDENTS, day)


def vice_president_on(day: datetime.date) -> str:
    """The name of the Vice President of the United States on that day; "" where there was none."""
    return _holder(VICE_PRESIDENTS, day)


def _holder(holders: tuple[tuple[datetime.date, str], ...], day: datetime.date) -> str:
    name = ""
    for since, holder in holders:
        if since <= day:
            name = holder
    return name
