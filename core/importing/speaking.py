"""Whom an editor means by the words that name the speaker of a label."""

from collections.abc import Mapping

LONGEST_NAME = 150


class NobodyNamedError(Exception):
    """Words that name nobody, or several; the message says which."""


class Known:
    """People by slug, to be named by it, or by their whole name if only one of them has it."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names` by slug."""
        self._names = names
        self._by_name: dict[str, list[str]] = {}
        for slug, name in names.items():
            self._by_name.setdefault(name.casefold(), []).append(slug)

    def named(self, words: str) -> str:
        """A slug; or the words themselves, if they are the full name of somebody else: of whom only the transcript
        knows, or nobody yet. Raises NobodyNamedError."""
        words = " ".join(words.split())
        slugs = [words] if words in self._names else self._by_name.get(words.casefold(), [])
        if len(slugs) > 1:
            raise NobodyNamedError(f"Several people have this name: {', '.join(slugs)}. Say which.")
        if slugs:
            return slugs[0]
        if not is_full_name(words):
            raise NobodyNamedError(
                f"There is no person with the name or slug {words[:100]!r}. Whom nobody knows yet needs a full name."
            )
        return words


def is_full_name(words: str) -> bool:
    """Two words or more that can be a name; a slug is one."""
    return len(words) <= LONGEST_NAME and words.isprintable() and sum(map(_is_word, words.split())) > 1


def _is_word(word: str) -> bool:
    return any(letter.isalpha() for letter in word) and not set(word) & set("<>{}[]|\\")
