"""Scripts without spaces between words, and words in the form in which they are compared."""

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
_LETTER_WITH_ACCENTS = re.compile(f"(?s:.){_MARKS}*")
# A pattern of what may follow within a word.
REST_OF_WORD = f"[^\\W_]*(?:{_MARKS}+[^\\W_]*)*"
WORD = re.compile(f"[^\\W_]{REST_OF_WORD}")
WITHIN_WORD = re.compile(f"[^\\W_]|{_MARKS}")


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


def folded_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """The text folded, and for each of its characters, and its end, where that stands in `text`."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    letters: list[str] = []
    offsets: list[int] = []
    for found in _LETTER_WITH_ACCENTS.finditer(text):
        letters.append(folded(found[0]))
        offsets += [found.start()] * len(letters[-1])
    return "".join(letters), [*offsets, len(text)]
