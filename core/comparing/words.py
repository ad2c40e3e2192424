"""Two texts compared by their words."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# Texts that differ over more words than this are compared as wholes: the time that a comparison takes grows with
# the product of both.
MOST_WORDS = 1_000

# Kana, Chinese characters and Hangul stand for themselves.
UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
WORD = re.compile(rf"(?:[{UNSPACED}]|[^\W{UNSPACED}]+|\S)\s*|\s+")

Operation = Literal["equal", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or only one of them."""

    op: Operation
    text: str


def compare_words(before: str, after: str) -> list[Piece]:
    """The pieces in order; those but `insert` make the text before, those but `delete` the text after, to the
    character. What is replaced is first deleted, then inserted."""
    old, new = _words(before), _words(after)
    head = _length_in_common(old, new)
    tail = _length_in_common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    pieces = [
        Piece("equal", "".join(old[:head])),
        *_compare(middle_old, middle_new),
        Piece("equal", "".join(old[len(old) - tail :])),
    ]
    return [piece for piece in pieces if piece.text]


def _words(text: str) -> list[str]:
    """Words and marks, each with the white space after it; a character of a script without spaces is a word."""
    return WORD.findall(text)


def _length_in_common(one: list[str], other: list[str]) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _compare(old: list[str], new: list[str]) -> Iterator[Piece]:
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        yield Piece("delete", "".join(old))
        yield Piece("insert", "".join(new))
        return
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("equal", "".join(old[i:j]))
            continue
        yield Piece("delete", "".join(old[i:j]))
        yield Piece("insert", "".join(new[k:m]))
