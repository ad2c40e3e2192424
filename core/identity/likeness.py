"""How like two names are, whoever they belong to: folded, in any order, with initials, in any script."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from core.parsing.plain import distance, plain
from core.parsing.words import word_set
from core.parsing.words.titles import HONORIFICS

# Letters with a stroke are letters of their own to Unicode, and a matter of typing to whoever writes a name.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"})
_KATAKANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
# Scripts that need no space between the parts of a name; some write one all the same.
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_BETWEEN_LETTERS = re.compile("['’‘ʼ`]")
_NOT_ASCII_WORD = re.compile("[^a-z0-9]+")

# What an organization's name has or lacks, as one likes.
_FILLERS = word_set("the of for and de la del des du")
_GENERIC = word_set(
    "news agency newspaper newspapers tv television network networks broadcasting media press shimbun group company"
    " inc ltd llc plc co corp corporation gmbh limited"
)

Words = tuple[str, ...]


class Like(IntEnum):
    """In what two names are alike, the surest last; apart by as much as what else is known can add or take."""

    FAMILY = 30
    ACRONYM = 40
    SPELLING = 50
    INITIALS = 60
    FULLER = 70
    ORDER = 80
    SAME = 90


@dataclass(frozen=True, slots=True)
class Form:
    """A name as printed, and its words as they are compared. `whole` when nobody would take it for a part of one."""

    text: str
    words: Words
    whole: bool


def fold(text: str) -> Words:
    """Its words without case, accents, punctuation and honorifics: "Mr. José O’Brien-Łuk" -> jose, obrien, luk. What is
    written in a script without spaces is one word; katakana counts as hiragana."""
    levelled = _BETWEEN_LETTERS.sub("", plain(text))
    if levelled.isascii():
        words = _NOT_ASCII_WORD.sub(" ", levelled).split()
    else:
        levelled = unicodedata.normalize("NFC", levelled).translate(_STROKES).translate(_KATAKANA)
        words = "".join(" " if unicodedata.category(each)[0] in "PSZC" else each for each in levelled).split()
        if _SPACELESS.search(levelled):
            words = ["".join(words)]
    kept = [word for word in words if word not in HONORIFICS]
    return tuple(kept or words)


def person_form(text: str) -> Form:
    family, comma, given = text.partition(",")  # "Kihara, Minoru"
    words = fold(f"{given} {family}") if comma else fold(text)
    return Form(
        text, words, len(words) > 1 or (bool(_SPACELESS.search(text)) and len(words[0]) > 2 if words else False)
    )


def organization_form(text: str) -> Form:
    words = fold(text)
    core = tuple(word for word in words if word not in _FILLERS)
    return Form(text, core or words, True)


def people_alike(one: Form, other: Form) -> Like | None:
    """None where the names are two people's, as far as names tell."""
    mine, theirs = one.words, other.words
    if "".join(mine) == "".join(theirs):
        return Like.SAME if one.whole else Like.FAMILY
    if sorted(mine) == sorted(theirs):
        return Like.ORDER
    if len(mine) == 1 or len(theirs) == 1:
        (alone,), full = (mine, theirs) if len(mine) == 1 else (theirs, mine)
        return Like.FAMILY if len(full) > 1 and alone in {full[0], full[-1]} else None
    return _fitting(mine, theirs) or _spelled_alike(mine, theirs)


def organizations_alike(one: Form, other: Form) -> Like | None:
    mine, theirs = one.words, other.words
    if "".join(mine) == "".join(theirs):
        return Like.SAME
    if sorted(mine) == sorted(theirs):
        return Like.ORDER
    if core_of(mine) == core_of(theirs):
        return Like.FULLER
    if is_acronym(one, other) or is_acronym(other, one):
        return Like.ACRONYM
    return _spelled_alike(mine, theirs)


def core_of(words: Words) -> Words:
    """Without what many organizations are called beside their name: "Kyodo News" -> kyodo."""
    return tuple(word for word in words if word not in _GENERIC) or words


def is_acronym(short: Form, long: Form) -> bool:
    """Whether "AP" can stand for "Associated Press"; it is printed in capitals."""
    return short.text.isupper() and len(short.words) == 1 and short.words[0] in acronyms_of(long)


def acronyms_of(form: Form) -> set[str]:
    printed = [fold(form.text), form.words]
    return {"".join(word[0] for word in words) for words in printed if len(words) > 1}


def _fitting(mine: Words, theirs: Words) -> Like | None:
    """ "J. Smith" fits "John Smith", and "John Kerry" fits "John Forbes Kerry"; one word at least is the same."""
    short, long = sorted((mine, theirs), key=lambda words: (len(words), sum(map(len, words))))
    left = list(long)
    rest = []
    for word in short:
        if len(word) > 1 and word in left:
            left.remove(word)
        else:
            rest.append(word)
    if len(rest) == len(short):
        return None
    for word in rest:
        meant = next((each for each in left if _initial(word, each)), None)
        if meant is None:
            return None
        left.remove(meant)
    return Like.INITIALS if rest else Like.FULLER


def _initial(word: str, other: str) -> bool:
    return (len(word) == 1 or len(other) == 1) and word[0] == other[0]


def _spelled_alike(mine: Words, theirs: Words) -> Like | None:
    """All words the same but one, which is a letter off: two in long words."""
    if len(mine) != len(theirs):
        return None
    left, right = list(mine), list(theirs)
    for word in mine:
        if word in right:
            left.remove(word)
            right.remove(word)
    if len(left) != 1:
        return None
    (one,), (other,) = left, right
    longest = max(len(one), len(other))
    most = 2 if longest >= 8 else 1 if longest >= 4 else 0
    return Like.SPELLING if distance(one, other, most) <= most else None
