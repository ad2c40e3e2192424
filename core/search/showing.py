"""Where in a turn what was looked for stands, and the passage around it."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.search.language import Query
from core.search.places import Range, Sought, words_with_offsets

# About how many characters a passage has.
LENGTH = 240


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a turn's text, from its offset `start` on; `marks` are ranges of `text`. All in code points."""

    start: int
    text: str
    marks: tuple[Range, ...]

    @property
    def html(self) -> str:
        """The text as HTML, what was looked for in <mark>."""
        written, reached = [], 0
        for start, end in self.marks:
            written += [html.escape(self.text[reached:start]), "<mark>", html.escape(self.text[start:end]), "</mark>"]
            reached = end
        return "".join((*written, html.escape(self.text[reached:])))


def passages(texts: Iterable[str], query: Query) -> list[Passage]:
    """The passage of each text with most of what was looked for, at the earliest; its beginning where nothing is."""
    phrases = [Sought(phrase) for phrase in dict.fromkeys(query.phrases())]
    return [_passage(text, phrases) for text in texts]


def _passage(text: str, phrases: Sequence[Sought]) -> Passage:
    found = _marks(text, phrases)
    if not found:
        return Passage(0, text[: _word_end(text, LENGTH)], ())
    best, most, last = 0, 0, 0
    for first in range(len(found)):
        last = max(last, first)
        while last < len(found) and found[last][1] - found[first][0] <= LENGTH * 3 // 4:
            last += 1
        if last - first > most:
            best, most = first, last - first
    inside = found[best : best + max(most, 1)]
    around = max(LENGTH - (inside[-1][1] - inside[0][0]), 0) // 2
    start = _word_start(text, inside[0][0] - around)
    end = _word_end(text, max(inside[-1][1], start + LENGTH))
    shown = tuple((one - start, other - start) for one, other in found if start <= one and other <= end)
    return Passage(start, text[start:end], shown)


def _word_start(text: str, at: int) -> int:
    """The beginning of a word at that offset or a little after."""
    if at <= 0:
        return 0
    for place in range(at, min(at + 30, len(text))):
        if text[place - 1].isspace():
            return place
    return at


def _word_end(text: str, at: int) -> int:
    """The end of a word at that offset or a little before."""
    if at >= len(text):
        return len(text)
    for place in range(at, max(at - 30, 0), -1):
        if text[place].isspace():
            return place
    return at


def _marks(text: str, phrases: Sequence[Sought]) -> list[Range]:
    """Every place in the text where a phrase stands, in order, none within another."""
    words, offsets = words_with_offsets(text)
    found: list[Range] = []
    for phrase in phrases:
        for start, end in phrase.ranges(text, words):
            found.append((start, end) if phrase.letters else (offsets[start], offsets[end]))
    return _apart(found)


def _apart(ranges: list[Range]) -> list[Range]:
    """In order; those that overlap as one."""
    apart: list[Range] = []
    for start, end in sorted(ranges):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
