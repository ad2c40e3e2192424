"""Where in a text a phrase stands, as the indexes of both databases see it."""

import functools
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence

from core.search.language import Phrase, shorter_stems, stem
from core.search.scripts import UNSPACED, folded, folded_with_offsets, with_spaces

Range = tuple[int, int]

_UNSPACED = re.compile(UNSPACED)
_BEYOND_ASCII = re.compile("([^\x00-\x7f]+)")


def words_of(text: str) -> str:
    """The text as phrases of words are looked for in it: folded, a space before each word, and without letters of
    scripts without spaces."""
    if not text.isascii():
        # To fold only what is beyond ASCII is faster by far than to fold all.
        parts = _BEYOND_ASCII.split(unicodedata.normalize("NFC", text))
        parts[1::2] = map(_words_of_part, parts[1::2])
        text = "".join(parts)
    return f" {with_spaces(text.lower())}"


@functools.lru_cache(maxsize=10_000)
def _words_of_part(part: str) -> str:
    return with_spaces(_UNSPACED.sub(" ", folded(f"a{part}")[1:]))  # after a letter: an accent may come first


def words_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """The same, and for each place in it, its end included, the place in `text`."""
    flat, offsets = folded_with_offsets(text)
    words = with_spaces(flat if text.isascii() else _UNSPACED.sub(" ", flat))
    return f" {words}", [0, *offsets]


class Sought:
    """A phrase, made ready to be looked for in many texts."""

    def __init__(self, phrase: Phrase) -> None:
        self.letters = "".join(phrase.words) if phrase.unspaced else ""
        *words, last = phrase.words
        self._met = [*map(_Met, words), _Met(last, phrase.begins, is_alone=not words)]
        first, *others = (f"({re.escape(met.beginning)}[^ ]*)" if met.beginning else "([^ ]+)" for met in self._met)
        followed = f"(?={''.join(f' +{other}' for other in others)})" if others else ""
        self._places = re.compile(f" {first}{followed}")

    def ranges(self, text: str, words: str) -> Iterator[Range]:
        """Where it stands, in order: in `text` when it has `letters`, else in its `words`."""
        if self.letters:
            return (found.span() for found in re.finditer(self.letters, text))
        places = self._places.finditer(words)
        return ((found.start(1), found.end(len(self._met))) for found in places if self._is_met(found.groups()))

    def count(self, text: str, words: str) -> int:
        """At how many places it stands; `text` and `words` as above."""
        if self.letters:
            return text.count(self.letters)
        found = self._places.finditer(words)
        return sum(self._is_met(each.groups()) for each in found)

    def _is_met(self, words: Sequence[str]) -> bool:
        return all(met[word] for met, word in zip(self._met, words, strict=True))


class SoughtWords(dict[str, list[int]]):
    """Phrases of one word each, made ready to be counted all at once; by words of texts, which of them these are."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        super().__init__()
        self._met = [_Met(phrase.words[-1], phrase.begins) for phrase in phrases]
        beginnings = "|".join(sorted({re.escape(met.beginning) or "[^ ]" for met in self._met}))
        self._places = re.compile(f" ((?:{beginnings})[^ ]*)")

    def counts(self, words: str) -> list[int]:
        """At how many places each stands; `words` as above."""
        counts = [0] * len(self._met)
        for word in self._places.findall(words):
            for number in self[word]:
                counts[number] += 1
        return counts

    def __missing__(self, word: str) -> list[int]:
        return self.setdefault(word, [number for number, met in enumerate(self._met) if met[word]])


class _Met(dict[str, bool]):
    """Whether a word is a form of the one that is sought, worked out once for each."""

    def __init__(self, word: str, begins: bool = False, is_alone: bool = True) -> None:
        super().__init__()
        self._stem, self._begins = stem(word), begins
        self._shorter = frozenset(shorter_stems(word)) if begins and is_alone else frozenset[str]()
        # What all forms of the word begin with: its stem but the last two letters, which another form may have
        # otherwise (happy: happi). To look for these is faster by far than to look at every word.
        beginning = os.path.commonprefix([word, self._stem, *self._shorter])  # noqa: RUF071
        self.beginning = beginning[: max(len(beginning) - 2, 2)]

    def __missing__(self, word: str) -> bool:
        stemmed = stem(word)
        met = stemmed == self._stem or (self._begins and stemmed.startswith(self._stem)) or stemmed in self._shorter
        return self.setdefault(word, met)
