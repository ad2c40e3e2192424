"""Scripts without spaces between words, and words in the form in which they are compared."""

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence

# Letters of Chinese, Japanese and Korean, as a class of characters that Python, SQLite's GLOB and PostgreSQL's
# regular expressions all read.
UNSPACED = "[々-〇ぁ-ゟァ-ヺー-ヿ㐀-䶿一-鿿가-힣豈-﫿𠀀-𲎯ｦ-ﾟ]"

_RUNS = re.compile(f"({UNSPACED}+)")
# Accents are taken off Latin letters only: elsewhere they make another letter (й is no и), as SQLite sees it too.
_MARKS = "[\u0300-\u036f]"
_MARK = re.compile(_MARKS)
_ACCENTS = re.compile(f"(?<=[A-Za-z]){_MARKS}+")
# What needs a look when a text is folded: the rest is ASCII without accents.
_TO_FOLD = re.compile(f"(?s:.){_MARKS}+|[^\x00-\x7f]")
WORD = re.compile(f"[^\\W_](?:[^\\W_]|{_MARKS})*")
_BETWEEN_WORDS = re.compile(f"[^\\w{_MARKS[1:-1]}]|_")
_BETWEEN_WORDS_IN_ASCII = {number: " " for number in range(128) if not chr(number).isalnum()}


def runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text in parts that are written without spaces, or not: whether, and the part."""
    for number, run in enumerate(_RUNS.split(text)):
        if run:
            yield number % 2 == 1, run


def folded(text: str) -> str:
    """Without accents, in small letters."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text)
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", apart) if _MARK.search(apart) else text)
    return plain.replace("Σ", "σ").lower()  # a sigma stays one at the end of a word


def with_spaces(text: str) -> str:
    """The text, of the same length, with a space for whatever is not of a word."""
    if text.isascii():
        return text.translate(_BETWEEN_WORDS_IN_ASCII)
    return _BETWEEN_WORDS.sub(" ", text)


def folded_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """The text folded, and for each of its characters, and its end, where that stands in `text`."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    parts: list[str] = []
    offsets: list[int] = []
    reached = 0
    for found in _TO_FOLD.finditer(text):
        start, end = found.span()
        letter = _folded_letter(found[0])
        parts += [text[reached:start].lower(), letter]
        offsets += range(reached, start)
        offsets += [start] * len(letter)
        reached = end
    return "".join((*parts, text[reached:].lower())), [*offsets, *range(reached, len(text) + 1)]


_folded_letter = functools.lru_cache(maxsize=10_000)(folded)
