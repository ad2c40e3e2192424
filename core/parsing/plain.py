"""Text as it is compared: without case, accents, or the kinds of white space."""

import re
import unicodedata
from functools import lru_cache

_COMBINING = re.compile(r"[\u0300-\u036f]+")
# The marks of English transcripts that are not ASCII; without them most texts need no decomposing.
_PUNCTUATION = {"’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "…": "..."}
_LONG = re.compile(r"[a-zà-ÿ]{6,}")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")


def plain(text: str) -> str:
    """Case, accents and runs of white space (no-break spaces too) levelled."""
    return _plain_short(text) if len(text) < 80 else _plain(text)


@lru_cache(maxsize=20_000)
def _plain_short(text: str) -> str:
    return _plain(text)


def _plain(text: str) -> str:
    if not text.isascii():
        for mark, ascii_mark in _PUNCTUATION.items():  # str.translate takes ten times as long
            text = text.replace(mark, ascii_mark)
        if not text.isascii():
            text = _COMBINING.sub("", unicodedata.normalize("NFKD", text)).replace("’", "'")
    return " ".join(text.casefold().split())


def plain_words(text: str) -> list[str]:
    """The words of `plain(text)` without outer punctuation: "Mr. McDonough," -> ["mr", "mcdonough"]."""
    return [word.strip(".") for word in _WORD.findall(plain(text))]


def shares_long_word(one: str, other: str) -> bool:
    """Whether two texts have a longer word in common: "No sort of formal —" "Nothing formal."."""
    return not set(_LONG.findall(plain(one))).isdisjoint(_LONG.findall(plain(other)))


@lru_cache(maxsize=20_000)
def distance(first: str, second: str, most: int) -> int:
    """Edits (insert, drop, change, swap neighbours) from one word to another; `most + 1` when more than `most`.

    Optimal string alignment, bounded: label words are short.
    """
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        before_before, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1] if row[-1] <= most else most + 1
