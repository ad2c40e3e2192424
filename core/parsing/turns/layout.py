"""Which lines are nobody's speech: front matter, titles, places, clocks, page headers, publishers' notes."""

import re
from collections import Counter
from collections.abc import Sequence

from core.parsing.plain import plain
from core.parsing.turns.lines import Line
from core.vocabulary import PartKind

_RULE = re.compile(r"\\?(?:-[-\s]*-|\*[*\s]*\*|_[_\s]*_|=[=\s]*=|#[#\s]*#|~[~\s]*~)$")
_PAGE_NUMBER = re.compile(r"\W*(?:page|pagina|p\.)\s*\d{1,4}(?:\s*(?:of|/|de)\s*\d{1,4})?\W*$", re.I)
# "- 3 -", and "Inquiries:  (02) 6277 7500 3" at the foot of every page (New Delhi, 8 June 2005)
_COUNTED = re.compile(r"(?P<words>(?:\S.* )?)-?\s?(?P<number>\d{1,4})\s?-?$")
_NUMBER_ENDS = frozenset("0123456789-")
_DIGITS = re.compile(r"\d+")
# A clock is printed as "1:23 P.M. EDT", "END 2:44 P.M.", "END1:48 P.M. EDT", "(The briefing was concluded at …)"
_TIME = r"\d{1,2}[:.]\d{2}\s*(?:[AaPp]\.?\s?[Mm]\.?|hours|hrs|uur|Uhr|h)?"
_CLOCK = re.compile(rf"\(?(?:END|BEGIN|START)?:?\s*{_TIME}\s*(?:\(?[A-Z]{{2,5}}\)?|\(?local(?: time)?\)?)?\s*\)?\.?$")
_END = re.compile(
    rf"[-–—*#( ]{{0,6}}(?:END|End|FIN|30)(?: (?:OF|"
    rf"of) [A-Za-z ]{{3,30}})?[-–—*#) .]{{0,6}}(?:\s*{_TIME}.{{0,12}})?$"
)
_CONCLUDED = re.compile(
    r"[(\[](?:the|this)?\s*(?:[\w' ]{0,40}?)(?:briefing|press conference|news conference|press availability|"
    r"call|"
    r"gaggle|interview|event|session|meeting|conference|teleconference|roundtable)\s+(?:was|is|has|had|ended|"
    r"concluded|adjourned|began)\b[^()\[\]]{0,120}[)\]]?\.?$",
    re.I,
)
# "PRN: 2011/1533", the number of a release of the State Department, stands below the last words
_RELEASE_NUMBER = re.compile(r"PRN:\s*\d{4}/[\w-]{1,12}$")
_HEADS = frozenset("0123456789([EBSF-–—*# ")  # what the three above start with
# "NOTE: President Kennedy's thirty-seventh news conference was held in …" closes a text of the Public Papers
_NOTE = re.compile(r"(?:note|nota|editor's note|correction|source|citation|fuente)\s*:", re.I)
_IMAGE = re.compile(r"!\[")
_MARKS = _HEADS | frozenset("\\-*_=#~!")  # what a clock, a rule and a picture start with
_MAIL_HEADER = re.compile(r"[A-Z][\w-]{1,24}:\s")
_TITLE_WORDS = re.compile(
    r"\b(?:press|news) (?:conference|briefing|gaggle|availability)|^remarks|\bremarks (?:by|with|at)|"
    r"transcript|"
    r"\bbriefing\b|\bgaggle\b|joint (?:press|statement)|interview|version estenografica|"
    r"conferencia de prensa",
    re.I,
)
_PLACE = re.compile(
    r"^(?:via (?:teleconference|telephone|webex|video)|aboard |en route |the (?:white house|pentagon|"
    r"east room))|"
    r"\b(?:room|auditorium|garden|hall|house|palace|palacio|building|airport|hotel|center|centre|embassy|"
    r"ministry|"
    r"theater|theatre|quai|kremlin|lawn|portico|headquarters|camp|loop|lodge|residence|castle|chancellery)\b|"
    r"^[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,3}, (?:D\.?C\.?|"
    r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,3})$",
    re.I,
)


def find_front(lines: Sequence[Line]) -> int:
    """How many lines at the top are a block of metadata (YAML, mail headers) in which no label may be sought."""
    first = next((position for position, line in enumerate(lines) if line.text), len(lines))
    if first == len(lines):
        return 0
    if lines[first].text == "---":
        for position in range(first + 1, min(first + 80, len(lines))):
            if lines[position].text == "---":
                return position + 1
        return 0
    position = first
    while position < len(lines) and _MAIL_HEADER.match(lines[position].text):
        position += 1
    # "Path: cantaloupe.srv…", "From: Clinton-HQ@…", "Newsgroups: …": three in a row, and lower-case words
    heads = [line.text.split(":", 1)[0] for line in lines[first:position]]
    if len(heads) >= 3 and not any(head.isupper() for head in heads) and "From" in heads:
        return position
    return 0


def find_page_headers(lines: Sequence[Line]) -> set[int]:
    """Lines that a paginated source repeats: "Page 2 of 26" and what is repeated right beside it."""
    numbers = [
        position
        for position, line in enumerate(lines)
        if not line.text[-1:].isalpha() and line.text and _PAGE_NUMBER.match(line.text)
    ]
    if len(numbers) < 3:
        numbers = _counted_pages(lines)
    if len(numbers) < 2:
        return set()
    found = set(numbers)
    shapes: Counter[str] = Counter()
    beside: dict[int, str] = {}
    for number in numbers:
        for step in (-1, 1):
            position = number + step
            seen = 0
            while 0 <= position < len(lines) and seen < 2 and abs(position - number) < 5:
                if lines[position].text:
                    seen += 1
                    text = lines[position].text
                    if position not in found and position not in beside and len(text) <= 130 and text[-1] != ":":
                        shape = _DIGITS.sub("#", plain(text))
                        shapes[shape] += 1
                        beside[position] = shape
                position += step
    everywhere = Counter(line.text for line in lines)
    found.update(
        position
        for position, shape in beside.items()
        if shapes[shape] * 2 >= len(numbers)
        and shapes[shape] > 1
        # "JOURNALIST" begins many a page, and stands in the middle of it too (Ryde, 25 September 2006)
        and everywhere[lines[position].text] * 2 <= shapes[shape] * 3
    )
    return found


def _counted_pages(lines: Sequence[Line]) -> list[int]:
    """Lines that hold only a number, or the same words before it, if they count up by one: page numbers."""
    pages: dict[str, list[int]] = {}
    expected: dict[str, int] = {}
    for position, line in enumerate(lines):
        if len(line.text) < 60 and line.text[-1:] in _NUMBER_ENDS and (match := _COUNTED.match(line.text)):
            words, value = match["words"], int(match["number"])
            if expected.setdefault(words, value) == value:
                pages.setdefault(words, []).append(position)
                expected[words] = value + 1
    return sorted(position for found in pages.values() if len(found) >= 3 for position in found)


def is_clock(text: str) -> bool:
    """ "1:23 P.M. EDT", "END 2:44 P.M.", "(The briefing was concluded at 2:31 p.m.)"."""
    return (
        len(text) < 160
        and text[:1] in _HEADS
        and bool(_CLOCK.match(text) or _END.match(text) or _CONCLUDED.match(text))
    )


def is_end(text: str) -> bool:
    """ "END", "END 1:14 P.M. EDT", "# # #": nothing after it is speech."""
    return len(text) < 60 and bool(_END.match(text) or re.fullmatch(r"(?:#\s*){3,}", text))


def is_rule(text: str) -> bool:
    return len(text) < 200 and len(text) >= 3 and bool(_RULE.match(text))


def head_kind(line: Line, position: int) -> PartKind:
    """What a line above the first label is; `position` counts the lines that are not blank, from 0."""
    text = line.text.lstrip("#* ").strip()
    if is_clock(line.text):
        return PartKind.CLOCK
    if len(text) > 400:
        return PartKind.FRONT_MATTER
    if line.text.startswith("#") or (len(text) < 300 and _TITLE_WORDS.search(plain(text))):
        return PartKind.TITLE
    if _NOTE.match(text) or line.text.startswith("**"):
        return PartKind.NOTE
    if len(text) < 80 and _PLACE.search(text) and not _names_office(text):
        return PartKind.PLACE
    return PartKind.TITLE if position == 0 and len(text) > 60 and "," not in text else PartKind.FRONT_MATTER


def _names_office(text: str) -> bool:
    """ "Antony J. Blinken, Secretary of State" has the shape of a place and is a person."""
    return bool(
        re.search(
            r"\b(?:secretary|minister|president|premier|spokes|ambassador|representative|director|advisor|"
            r"adviser|commander|general|captain)|^by ",
            text,
            re.I,
        )
    )


def find_trailer(lines: Sequence[Line], last_label: int) -> int:
    """Where the trailer starts: the position of the first line behind the last words of the last turn.

    Lines are read upwards from the end while they are clocks, notes and the like, and downwards for an
    explicit END; `last_label` is the position of the last label, which is never in the trailer.
    """
    start = len(lines)
    for position in range(last_label + 1, len(lines)):
        text = lines[position].text
        if text and (is_end(text) or (_NOTE.match(text) and not lines[position - 1].text)):
            return position
        if text and is_rule(text) and _is_short_rest(lines, position):
            return position
    position = len(lines) - 1
    while position > last_label:
        line = lines[position]
        if line.text:
            if not (
                is_clock(line.text)
                or _is_footnote(line)
                or _IMAGE.match(line.text)
                or is_rule(line.text)
                or _RELEASE_NUMBER.match(line.text)
            ):
                break
            start = position
        position -= 1
    return start


def _is_short_rest(lines: Sequence[Line], position: int) -> bool:
    """ "\\---" with "VE 733." behind it closes a Mexican transcript; a rule with paragraphs behind it does not."""
    rest = 0
    for line in lines[position + 1 :]:
        rest += bool(line.text)
        if rest > 6 or len(line.text) >= 200:
            return False
    return True


def _is_footnote(line: Line) -> bool:
    """ " References the 2022 U.S.-Africa Business Summit": its number was lost, the no-break space was not."""
    return line.indent > 0 and len(line.text) < 200 and line.text[-1:] not in '.?!”")'


def inner_kind(line: Line) -> PartKind | None:
    """What a line between two turns is if it is nobody's speech: a clock, a picture, a rule."""
    text = line.text
    if text[:1] not in _MARKS:
        return None
    if is_clock(text) and not text.upper().startswith("END"):
        return PartKind.CLOCK
    if _IMAGE.match(text) or is_rule(text):
        return PartKind.NOTE
    return None


def tail_kind(line: Line) -> PartKind:
    """What a line behind the last turn is."""
    return PartKind.CLOCK if is_clock(line.text) else PartKind.NOTE
