"""Where in a text a phrase stands, as the indexes of both databases see it."""

import functools
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence

from core.search.language import Phrase, shorter_stems, stem
from core.search.scripts import REST_OF_WORD, UNSPACED, WITHIN_WORD, WORD, folded, folded_with_offsets

Range = tuple[int, int]

_UNSPACED = re.compile(UNSPACED)
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


def words_of(text: str) -> str:
    """The text as phrases of words are looked for in it: folded, without letters of scripts without spaces."""
    if text.isascii():
        return text.lower()
    # To fold only what is beyond ASCII is faster by far than to fold all.
    return _BEYOND_ASCII.sub(lambda found: _words_of_part(found[0]), unicodedata.normalize("NFC", text)).lower()


@functools.lru_cache(maxsize=1_000)
def _words_of_part(part: str) -> str:
    return _UNSPACED.sub(" ", folded(f"a{part}")[1:])  # after a letter: an accent may come first


def words_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """The same, and for each place in it, its end included, the place in `text`."""
    flat, offsets = folded_with_offsets(text)
    return _UNSPACED.sub(" ", flat), offsets


class Sought:
    """A phrase, made ready to be looked for in many texts."""

    def __init__(self, phrase: Phrase) -> None:
        self.letters = "".join(phrase.words) if phrase.unspaced else ""
        self._stems = [stem(word) for word in phrase.words]
        self._begins = phrase.begins
        self._shorter = frozenset(shorter_stems(phrase.words[0]) if phrase.begins and len(phrase.words) == 1 else ())
        # What all forms of the first word begin with: its stem but the last two letters, which another form may have
        # otherwise (happy: happi). To look for these is faster by far than to look at every word.
        beginning = os.path.commonprefix([phrase.words[0], self._stems[0], *self._shorter])  # noqa: RUF071
        self._first = re.compile(re.escape(beginning[: max(len(beginning) - 2, 2)]) + REST_OF_WORD)

    def ranges(self, text: str, words: str) -> Iterator[Range]:
        """Where it stands, in order, none within another: in `text` when it has `letters`, else in its `words`."""
        if self.letters:
            return (found.span() for found in re.finditer(self.letters, text))
        return self._among(words)

    def _among(self, words: str) -> Iterator[Range]:
        reached = 0
        for found in self._first.finditer(words):
            start, end = found.span()
            if start < reached or (start and WITHIN_WORD.match(words, start - 1)) or not self._is_met(0, found[0]):
                continue
            for step in range(1, len(self._stems)):
                word = WORD.search(words, end)
                if word is None or not self._is_met(step, word[0]):
                    break
                end = word.end()
            else:
                reached = end
                yield start, end

    def _is_met(self, step: int, word: str) -> bool:
        stemmed = stem(word)
        if self._begins and step == len(self._stems) - 1:
            return stemmed.startswith(self._stems[step]) or stemmed in self._shorter
        return stemmed == self._stems[step]
