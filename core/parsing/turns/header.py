"""What the lines above the first turn say of the conference: title, place, date, clock."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent

from core.parsing.turns.layout import head_kind
from core.parsing.turns.lines import Line, join_words
from core.vocabulary import PartKind

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), 1)
}
_MONTH = "|".join(_MONTHS)
_DATES = (
    (re.compile(rf"\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:18|19|20)\d\d)\b", re.I), "mdy"),
    (
        re.compile(
            rf"\b(\d{{1,2}})(?:\.|st|nd|rd|th)? (?:de |of )?({_MONTH}),? (?:de |del )?((?:18|19|20)\d\d)\b", re.I
        ),
        "dmy",
    ),
    (re.compile(r"\b((?:18|19|20)\d\d)-(\d\d)-(\d\d)\b"), "iso"),
    (re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:18|19|20)\d\d)\b"), "us"),
)
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})\s*([AaPp])\.?\s?[Mm]\.?(?:\s*\(?([A-Z]{2,4})\b)?")
# Abbreviations of the White House's and State Department's clock lines, with the zone they stand for.
ZONES = {
    "EDT": ("America/New_York", -4),
    "EST": ("America/New_York", -5),
    "ET": ("America/New_York", None),
    "CDT": ("America/Chicago", -5),
    "CST": ("America/Chicago", -6),
    "CT": ("America/Chicago", None),
    "MDT": ("America/Denver", -6),
    "MST": ("America/Denver", -7),
    "PDT": ("America/Los_Angeles", -7),
    "PST": ("America/Los_Angeles", -8),
    "PT": ("America/Los_Angeles", None),
    "GMT": ("Etc/UTC", 0),
    "UTC": ("Etc/UTC", 0),
    "BST": ("Europe/London", 1),
    "CET": ("", 1),
    "CEST": ("", 2),
    "EET": ("", 2),
    "EEST": ("", 3),
    "JST": ("Asia/Tokyo", 9),
    "KST": ("Asia/Seoul", 9),
    "ICT": ("", 7),
    "IST": ("", None),
}


@dataclass(frozen=True, slots=True)
class Header:
    """Metadata as far as the text gives it; "" and None for what it does not say."""

    title: str = ""
    date: datetime.date | None = None
    starts_at: datetime.datetime | None = None
    timezone: str = ""
    place: str = ""
    url: str = ""
    text: str = ""  # the lines of the header, one a line, front matter included


def read_header(front: str, header: Sequence[Line], trailer: Sequence[Line]) -> Header:
    """`front` is the block of metadata above everything (YAML, mail headers), "" where there is none."""
    yaml = _read_front(front)
    kinds = [(head_kind(line, position), line.text) for position, line in enumerate(header)]
    title = yaml.get("title") or yaml.get("subject") or _first_title(kinds)
    place = ", ".join(_clean(text) for kind, text in kinds if kind is PartKind.PLACE)
    lines = [_clean(line.text[:500]) for line in header[:200]]
    text = "\n".join([_clean(value) for value in yaml.values() if not value.startswith("http")] + lines)
    date = next((found for value in (yaml.get("date", ""), *lines) if (found := find_date(value))), None)
    date = date or find_date(" ".join(line.text for line in trailer)[:5000])
    clock = next((text for kind, text in kinds if kind is PartKind.CLOCK), "")
    starts_at, timezone = _read_clock(clock, date)
    return Header(_clean(title), date, starts_at, timezone, place, yaml.get("source_url", yaml.get("url", "")), text)


def _read_front(front: str) -> dict[str, str]:
    values: dict[str, str] = {}
    key = ""
    for line in dedent(front).splitlines():
        match = re.match(r"([A-Za-z_][\w-]{0,40}):\s?(.*)$", line)
        if match and not line[:1].isspace():
            key = match[1].casefold()
            values[key] = match[2].strip()
        elif key and line.strip() not in ("", "---"):
            values[key] += " " + line.strip()
    return {key: _unquote(value) for key, value in values.items()}


def _unquote(value: str) -> str:
    """The two kinds of quoted YAML scalar: '2024-04-10' and "Remarks by President\\_Biden … Joint\\ / \\ Press"."""
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        joined = re.sub(r"\\ \\ ?", " ", value[1:-1])
        return " ".join(joined.replace("\\_", " ").replace('\\"', '"').replace("\\ ", " ").replace("\\", "").split())
    return value


def _clean(text: str) -> str:
    return " ".join(text.replace("**", "").strip("#*_ \t").split())


def _first_title(kinds: Sequence[tuple[PartKind, str]]) -> str:
    """The first title line, with the lines it was wrapped into."""
    pieces: list[str] = []
    for kind, text in kinds:
        if kind is PartKind.TITLE:
            if pieces and (text.startswith("#") or pieces[0].startswith("#")):
                break
            pieces.append(text)
            if len(text) > 60 or len(pieces) > 3:
                break
        elif pieces:
            break
    return join_words(pieces) if pieces else ""


def find_date(text: str) -> datetime.date | None:
    """The first full date written in the text: "April 23, 1993", "24 de enero de 2020", "6/14/2012"."""
    for pattern, form in _DATES:
        for match in pattern.finditer(text):
            first, second, third = match.groups()
            try:
                if form == "mdy":
                    return datetime.date(int(third), _MONTHS[first.casefold()], int(second))
                if form == "dmy":
                    return datetime.date(int(third), _MONTHS[second.casefold()], int(first))
                if form == "iso":
                    return datetime.date(int(first), int(second), int(third))
                return datetime.date(int(third), int(first), int(second))
            except ValueError:
                continue
    return None


def _read_clock(text: str, date: datetime.date | None) -> tuple[datetime.datetime | None, str]:
    """ "1:23 P.M. EDT" on a known day; aware, so only with a zone whose offset the abbreviation gives."""
    match = _CLOCK.search(text)
    if not match or date is None:
        return None, ""
    zone, hours = ZONES.get(match[4] or "", ("", None))
    hour = int(match[1]) % 12 + (12 if match[3] in "Pp" else 0)
    if hours is None or int(match[2]) > 59 or int(match[1]) > 12:
        return None, zone
    offset = datetime.timezone(datetime.timedelta(hours=hours))
    return datetime.datetime.combine(date, datetime.time(hour, int(match[2])), tzinfo=offset), zone
