"""What people type into a search box, read: words, "phrases", beginnings*, -exclusions, OR.

Nothing that is typed is an error but what holds no word at all: signs that mean nothing here part words.
"""

import functools
import itertools
import re
import unicodedata
from dataclasses import dataclass

import snowballstemmer

from core.search.scripts import WORD, folded, runs

# A beginning of two letters would be most of the archive, and each takes SQLite a while: others are taken as words.
SHORTEST_BEGINNING, MOST_BEGINNINGS = 3, 4
_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
# Letters as wide as a Chinese one, and narrow katakana: Japanese keyboards give them, and few texts hold them.
_OTHER_WIDTHS = re.compile("[！-～･-ﾟ]")
_PART = re.compile(r'(?P<without>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# Ends of words by which stems differ from the beginnings that people type.
_ENDINGS = "e|y|s|ed|ing|ion|ions|ity|ive|al|ate|ation|ement|ment|ness|er|ies|ous|able|ible|ance|ence|ism|ist|ize|ly"


class NothingToFindError(Exception):
    """A query without a word to look for; the message says what it lacks."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; `unspaced` ones are letters that do, found within any word.

    With `begins`, the last word may go on.
    """

    words: tuple[str, ...]
    unspaced: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A turn is found that holds, of each of `wanted`, all phrases of one alternative, and all of none of `without`."""

    wanted: tuple[tuple[tuple[Phrase, ...], ...], ...]
    without: tuple[tuple[Phrase, ...], ...]

    def phrases(self) -> list[Phrase]:
        """Those that may stand in what is found."""
        return [phrase for alternatives in self.wanted for term in alternatives for phrase in term]


def read(text: str) -> Query:
    """Raises NothingToFindError when there is no word to look for."""
    wanted: list[list[tuple[Phrase, ...]]] = []
    without: list[tuple[Phrase, ...]] = []
    alternative, beginnings = False, 0
    for part in _PART.finditer(unicodedata.normalize("NFC", text).translate(_QUOTES)):
        if part["word"] == "OR" and not part["without"] and wanted:
            alternative = True
            continue
        asked = part["word"] if part["phrase"] is None else part["phrase"]
        forms = [asked, unicodedata.normalize("NFKC", asked)] if _OTHER_WIDTHS.search(asked) else [asked]
        terms = [term for form in forms if (term := _term(form, beginnings < MOST_BEGINNINGS))]
        if not terms:
            continue
        beginnings += sum(term[-1].begins for term in terms)
        if part["without"]:
            without += terms
        elif alternative:
            wanted[-1] += terms
        else:
            wanted.append(terms)
        alternative = False
    if not wanted:
        lacking = "Only what is to be left out is given" if without else "There is no letter and no digit"
        raise NothingToFindError(f"{lacking} in {text[:80]!r}: give a word to look for.")
    # What is typed twice is looked for once: databases would do it twice.
    return Query(tuple(dict.fromkeys(tuple(dict.fromkeys(each)) for each in wanted)), tuple(dict.fromkeys(without)))


def _term(text: str, may_begin: bool) -> tuple[Phrase, ...]:
    phrases = []
    for unspaced, run in runs(text):
        if unspaced:
            phrases.append(Phrase(tuple(run), unspaced=True))
        elif words := tuple(folded(word) for word in WORD.findall(run)):
            phrases.append(Phrase(words))
    if may_begin and phrases and text.endswith("*"):
        last = phrases[-1]
        if not last.unspaced and len(last.words[-1]) >= SHORTEST_BEGINNING:
            phrases[-1] = Phrase(last.words, begins=True)
    return tuple(phrases)


_stemmer = snowballstemmer.stemmer("porter")


@functools.lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem under which both databases keep a folded word."""
    stemmed: str = _stemmer.stemWord(word)
    return stemmed


def shorter_stems(beginning: str) -> list[str]:
    """Stems of words that begin so, but are shorter than it: `securit*` is meant to find security, whose stem is
    "secur"."""
    stems = {stem(beginning + ending) for ending in _ENDINGS.split("|")}
    return sorted(
        each for each in stems if len(each) >= SHORTEST_BEGINNING and beginning.startswith(each) and each != beginning
    )


def pairs(letters: tuple[str, ...]) -> list[str]:
    """How letters without spaces are indexed: each with the one that follows it."""
    return [one + other for one, other in itertools.pairwise(letters)] or list(letters)
