"""The source as lines that tile it, and how lines are joined into paragraphs whatever the wrapping."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

_TERMINAL = re.compile(r"[.?!:…][\"'”’)\]*_]*$")
_OPENS_LOWER = re.compile(r"[\"'“‘(\[]?[a-zà-ÿ]")
_DASH_WRAP = re.compile(r"\w[-–—]$")
# "…this matter.,[3-] Q. Mr. President": a file whose paragraphs were joined by bare commas.
_COMMA_JOIN = re.compile(r"(?<=[.?!\"”)\]—-]),(?=[\"“(\[A-Z]|--)")
LONGEST_WRAP = 130  # code points; a line longer than this was not wrapped by anybody
TELLING = 20_000  # lines, by which the wrapping is told: more than a day of speech
ENDLESS = 1500  # code points; lines this long may hold several turns


class Line(NamedTuple):
    """A piece of the source: `[start, end)` with its line ending, and its words without outer white space."""

    start: int
    end: int
    text: str
    indent: int


def split_lines(source: str) -> list[Line]:
    """Lines in the order of the source. They tile it: each starts where the one before ends. Blank lines that follow
    each other are one."""
    lines: list[Line] = []
    offset = 0
    blank_from = -1
    for raw in source.splitlines(keepends=True):
        # A run of blank lines is one blank line: a megabyte of line feeds costs no more than one.
        if raw.isspace():
            if blank_from < 0:
                blank_from = offset
        else:
            if blank_from >= 0:
                lines.append(Line(blank_from, offset, "", 0))
                blank_from = -1
            if raw[0].isalnum() and "\ufeff" not in raw:
                lines.append(Line(offset, offset + len(raw), raw.rstrip(), 0))
            else:
                lines.append(make_line(source, offset, offset + len(raw)))
        offset += len(raw)
    if blank_from >= 0:
        lines.append(Line(blank_from, offset, "", 0))
    return _split_comma_joined(source, lines)


def make_line(source: str, start: int, end: int, cut: int = 0) -> Line:
    """The line at `[start, end)`; `cut` trailing characters are no words of it."""
    raw = source[start : end - cut]
    text = raw.strip().strip("\ufeff").strip() if "\ufeff" in raw else raw.strip()
    indent = len(raw.expandtabs()) - len(raw.expandtabs().lstrip()) if raw[:1].isspace() else 0
    return Line(start, end, text, indent)


def line_starts(source: str) -> list[int]:
    """Offsets at which the physical lines of the source start."""
    return [0, *accumulate(map(len, source.splitlines(keepends=True)))][:-1] or [0]


def _split_comma_joined(source: str, lines: list[Line]) -> list[Line]:
    if not any(len(line.text) > ENDLESS for line in lines):
        return lines
    joints = [match.end() for match in _COMMA_JOIN.finditer(source)]
    if len(joints) < 3 or len(joints) * 5000 < len(source):
        return lines
    split: list[Line] = []
    for line in lines:
        start = line.start
        first = bisect_right(joints, line.start)
        last = bisect_right(joints, line.end - 1)
        for joint in joints[first:last]:
            split.append(make_line(source, start, joint, cut=1))
            start = joint
        split.append(make_line(source, start, line.end))
    return split


def _stops(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return not text[-1:].isalnum() and bool(_TERMINAL.search(text[-6:]))


def _opens_lower(text: str) -> bool:
    return "a" <= text[:1] <= "z" or bool(_OPENS_LOWER.match(text))


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a source were broken: `width` is 0 when each line is a paragraph."""

    width: int

    def continues(self, before: Line, after: Line) -> bool:
        """Whether `after` goes on with the paragraph of `before`, which stands right above it."""
        if not self.width:
            return False
        if after.indent > before.indent + 1 and after.indent >= 3:
            return False
        if not _stops(before.text) and _opens_lower(after.text):
            return True
        # A line was broken by wrapping only if the next word would not have fitted. Proportional fonts of a
        # PDF make the width uneven, hence the slack.
        next_word = after.text.split(maxsplit=1)[0]
        return len(before.text) + 1 + len(next_word) >= self.width * 0.87

    def stops_short(self, line: Line) -> bool:
        """Whether a line of speech breaks off in mid-sentence: "freelance journalist reporting for" (fed)."""
        return len(line.text) >= self.width * 0.6 > 0 and (line.text[-1:].isalpha() or line.text[-1:] == ",")


def find_wrapping(lines: Sequence[Line]) -> Wrapping:
    """Hard-wrapped text shows in lines that stop within a sentence and go on in lower case. The first lines tell."""
    pairs = going_on = 0
    lengths = []
    for before, after in pairwise(islice(lines, TELLING)):
        if before.text:
            lengths.append(len(before.text))
            if after.text:
                pairs += 1
                if not _stops(before.text) and _opens_lower(after.text):
                    going_on += 1
    if not lengths or pairs < 2 or going_on < pairs * 0.2:
        return Wrapping(0)
    lengths.sort()
    width = lengths[len(lengths) * 95 // 100]
    return Wrapping(width if width <= LONGEST_WRAP else 0)


def join_words(pieces: Sequence[str]) -> str:
    """Undo the wrapping: a space between lines, none behind a hyphen or dash that stands against a word."""
    if len(pieces) == 1:
        return pieces[0]
    joined: list[str] = []
    for piece in pieces:
        if joined and not (_DASH_WRAP.search(joined[-1]) and piece[:1].isalnum()):
            joined.append(" ")
        joined.append(piece)
    return "".join(joined)
