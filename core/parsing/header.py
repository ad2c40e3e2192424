"""What the lines above the first turn, and introductions in the text, say: names, titles, place, date, clock."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.parsing.layout import head_kind
from core.parsing.lines import Line, join_words
from core.parsing.names import LabelKind, title_case
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Speaker, Turn
from core.parsing.words import titles, word_set
from core.parsing.words.given_names import GIVEN_NAMES
from core.vocabulary import Basis, PartKind

_NAME_BEFORE = re.compile(r"((?:[^\W\d_][\w.'’-]*[ \u00a0]){1,4})$")
_OFFICES_BEFORE = re.compile(r"((?:[^\W\d_][\w.'’-]*[ \u00a0]){1,8})$")
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
    for line in front.splitlines():
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


def complete_names(speakers: Sequence[Speaker], turns: Sequence[Turn], header: Header) -> None:
    """Give speakers the first names and titles that the header and the moderator's words know them by."""
    body = "\n".join(turn.text for turn in turns)[:300_000]
    for speaker in speakers[:200]:
        if speaker.kind not in (LabelKind.TITLED, LabelKind.BARE, LabelKind.MODERATOR) or not speaker.name_words:
            continue
        _mend_case(speaker, header.text, body)
        _complete_from_header(speaker, header.text)
        if not speaker.is_in_header and len(speaker.name.split()) < 2:
            _complete_from_body(speaker, body)
        if len(speaker.name.split()) < 2 and speaker.title_words and speaker.title_words <= titles.HONORIFICS:
            _complete_by_given_name(speaker, body)


def _complete_by_given_name(speaker: Speaker, body: str) -> None:
    """ "we have Admiral John Kirby with us" (White House, 30 November 2023): who MR. KIRBY is, if no other is named."""
    found = set(re.findall(rf"\b([A-Z][a-zà-ÿ]+) {re.escape(speaker.name)}\b", body))
    found = {name for name in found if plain(name) in GIVEN_NAMES}
    if len(found) == 1:
        speaker.name = f"{found.pop()} {speaker.name}"
        speaker.name_words = tuple(plain_words(speaker.name))


def _mend_case(speaker: Speaker, header: str, body: str) -> None:
    """ "MCKEON" is McKeon where the text prints it so."""
    wanted = speaker.name
    if wanted in header or wanted in body:
        return
    for text in (header, body):
        for match in re.finditer(rf"\b{re.escape(wanted)}\b", text, re.I):
            if match[0][:1].isupper() and not match[0].isupper():
                speaker.name = match[0]
                return


def _complete_from_header(speaker: Speaker, header: str) -> None:
    surname = speaker.name.split()[-1]
    levelled = plain(surname)
    for line in header.split("\n"):
        if levelled not in plain(line):
            continue
        match = re.search(rf"(?<!\w){re.escape(surname)}(?!\w)", line, re.I)
        if not match:
            # "Mute Egede" in the header, "MÚTE EGEDE" in a label: the accents differ
            words = [word for word in line.split() if plain(word).strip(",.") == levelled]
            match = re.search(re.escape(words[0].strip(",.")), line) if words else None
        if not match:
            continue
        forenames = _forenames(line[: match.start()])
        before = line[: match.start()][: len(line[: match.start()]) - len(" ".join(forenames)) - bool(forenames)]
        if forenames and len(speaker.name.split()) < 3 and not line.isupper():
            own = speaker.name if len(speaker.name.split()) < 2 else speaker.name.split()[-1]
            speaker.name = " ".join([*forenames, own]) if plain(own) != plain(forenames[-1]) else speaker.name
            speaker.name_words = tuple(plain_words(speaker.name))
        elif forenames and line.isupper() and len(speaker.name.split()) < 2:
            speaker.name = " ".join([*(title_case(name) for name in forenames), speaker.name])
            speaker.name_words = tuple(plain_words(speaker.name))
        # "Antony J. Blinken, Secretary of State": a title behind a name only where the name opens the line
        title = (_title_after(line[match.end() :]) if not before.strip() else "") or _title_before(before)
        if title:
            speaker.title_words |= frozenset(word for word in plain_words(title) if word != "the")
            if len(title) > len(speaker.title) or plain(speaker.title).strip(".") in titles.HONORIFICS:
                speaker.title = title_case(title) if title.isupper() else title
        speaker.is_in_header = True
        speaker.basis = Basis.HEADER
        return


def _forenames(before: str) -> list[str]:
    """The words of a name right before the surname: ["Antony", "J."], read backwards to a title or a stop."""
    match = _NAME_BEFORE.search(before[-120:])
    names: list[str] = []
    for word in reversed(match[1].split() if match else []):
        levelled = plain(word).strip(".,")
        if not word[:1].isupper() and levelled not in titles.PARTICLES:
            break
        if (
            levelled in titles.OFFICES
            or levelled in titles.HONORIFICS
            or levelled in titles.QUALIFIERS - titles.PARTICLES
        ):
            break
        if levelled in _STOPS or len(names) == 3:
            break
        names.insert(0, word)
    while names and not names[0][:1].isupper():
        names.pop(0)
    return names


# Words with a capital that stand before a surname at the head of a sentence and are no first name.
_STOPS = word_set(
    "h.e and but so thank thanks as with by for from to when while if what hi hello yes no dear that this "
    "welcome "
    "the both also ministers secretaries presidents messrs like president's press briefing by remarks"
)


def _title_after(rest: str) -> str:
    """ ", Secretary of State" behind a name."""
    match = re.match(r",\s*([^,;:\n(]{3,140}(?:, [^,;:\n]{3,60}){0,1})", rest)
    if not match:
        return ""
    words = plain_words(match[1])
    return match[1].strip() if any(word in titles.OFFICES for word in words) else ""


def _title_before(before: str) -> str:
    """ "Press Briefing by Press Secretary" before a name: the words from the last that is no part of a title."""
    before = before[-200:]
    match = _OFFICES_BEFORE.search(before if before.endswith((" ", "\u00a0")) else before + " ")
    title: list[str] = []
    for word in reversed(match[1].split() if match else []):
        levelled = plain(word).strip(".,")
        known = levelled in titles.OFFICES or levelled in titles.QUALIFIERS
        if (
            not known
            or levelled in ("by", "with", "and", "y")
            or (not word[:1].isupper() and levelled not in ("of", "for", "the"))
        ):
            break
        title.insert(0, word)
    while title and plain(title[0]) in ("of", "for", "the", "and", "to", "in"):
        title.pop(0)
    return " ".join(title) if any(plain(word).strip(".") in titles.OFFICES for word in title) else ""


def _complete_from_body(speaker: Speaker, body: str) -> None:
    """ "First, Prime Minister Kaja Kallas, please.": a full name behind an office, said in the text."""
    surname = speaker.name
    position = body.find(surname)
    tried = 0
    while position >= 0 and tried < 60:
        tried += 1
        before = body[max(0, position - 90) : position]
        forenames = _forenames(before)
        if forenames and before.endswith(" "):
            office = before[: len(before) - len(" ".join(forenames)) - 1]
            title = _title_before(office)
            if title and speaker.title_words & frozenset(plain_words(title)) & titles.OFFICES:
                speaker.name = " ".join([*forenames, surname])
                speaker.name_words = tuple(plain_words(speaker.name))
                speaker.title_words |= frozenset(plain_words(title))
                return
        position = body.find(surname, position + len(surname))
