"""Sentences of a text, by their offsets."""

import re

from core.parsing.words import word_set

Sentence = tuple[int, int]

# The look-behind keeps a run of stops from being tried at each of its characters; it stands behind the first one, since
# a pattern that begins with a set of characters skips to the next of them many times as fast.
_STOP = re.compile(r"[.?!…\n](?:(?<=\n)|(?<![.?!…].)[.?!…]*+[\"'”’)\]*_]*+\s++)")
_LAST_WORD = re.compile(r"[^\s(“\"]+$")
# After these a full stop ends no sentence: "Mr. Blinken", "the U.S. side", "H.E. Moon".
_ABBREVIATIONS = word_set(
    "mr mrs ms dr st jr sr gen lt col maj sgt capt gov sen rep prof rev hon vs inc u.s u.n u.k d.c h.e "
    "e.g i.e "
    "l.a a.m p.m ph.d lic ing sra dra adm amb u.s.a messrs v"  # "codifying Roe v. Wade" (Madrid, 30 June 2022)
)


def sentences(text: str) -> list[Sentence]:
    """Half-open spans of the sentences in order, outer white space left out. A line feed ends one."""
    spans = []
    start = 0
    for match in _STOP.finditer(text):
        stop, behind = match.span()
        following = text[behind : behind + 1]
        if text[stop] == "." and behind - stop < 4:
            word = _LAST_WORD.search(text, max(start, stop - 12), stop)
            if word is not None:
                last = word[0].lower()
                if last == "no":
                    if following.isdigit():  # "No. 10", not "No.  Go ahead"
                        continue
                elif last in _ABBREVIATIONS and not (
                    len(last) > 2 and last[-2] == "." and following.isupper() and _ends_sentence(text, behind)
                ):
                    continue
                if len(last) == 1 and last.isalpha() and last != "i" and word[0].isupper():
                    continue
            if following.islower():
                continue
        end = behind
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            spans.append((start, end))
        start = behind
    end = len(text.rstrip())
    if end > start:
        spans.append((start, end))
    return spans


def _ends_sentence(text: str, offset: int) -> bool:
    """ "… to the U.S. And will …": an abbreviation that a sentence ends with, told by the word behind it."""
    return text[offset : offset + 4].split(" ")[0] in (
        "And",
        "But",
        "So",
        "The",
        "Is",
        "It",
        "We",
        "I",
        "How",
        "Do",
        "Did",
        "Can",
    )
