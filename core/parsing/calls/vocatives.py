"""The asker's name in the words of the one who answers: "Well, Bob, ...", "I will say, Karen, that the initial"."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

from core.parsing.calls.said import NAME_WORD, Said
from core.parsing.plain import plain
from core.parsing.scene import Turn
from core.parsing.words import outlets, titles
from core.parsing.words.given_names import GIVEN_NAMES
from core.parsing.words.openers import NAMES_IN_LY, NOT_NAMES

_SHORT_OPENING = 40  # code points: "Yes, sure.  Humeyra, thank you"
LONGEST_ANSWER = 20_000  # code points of an answer that are searched for names

# "Well, first, Jake, I think", "Shaun, thank you very much.", "Thank you, Barbara."
_THANKS_NAME = re.compile(rf"\b[Tt]hank(?:s| you)[^.?!,\n]{{0,50}},\s+({NAME_WORD})(?=[,.!;]|\s+[–—-]|\s+for\b)")
_OPENER_NAME = re.compile(
    rf"^(?:(?:[Ww]ell|[Ss]o|[Yy]eah|[Yy]es|[Nn]o|[Ll]ook|[Aa]gain|[Rr]ight|[Aa]nd|[Bb]ut|[Oo]kay|[Ss]ure|"
    rf"[Ff]irst|[Nn]ow|[Hh]i|[Hh]ello|[Hh]ey|I think|I guess|You know|[Aa]bsolutely|"
    rf"[Ff]irst of all)[,.]?\s+){{0,3}}({NAME_WORD})(?:,|\s+(?:--|—|–))\s"
)
_OFFICE_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(titles.OFFICES))})$", re.I)
_CLOSING_NAME = re.compile(rf"[a-z],\s+({NAME_WORD})[.?!]")


def read_answer(turn: Turn, known: Collection[str]) -> Said | None:
    """The asker's name in the words of the one who answers: "Thank you, Barbara.", "Well, Bob, ..."."""
    for start, end in turn.sentences[:3]:
        sentence = turn.text[start:end][:300]
        for pattern in (_THANKS_NAME, _OPENER_NAME) if start < 200 else ():
            match = pattern.search(sentence) if pattern is _THANKS_NAME else pattern.match(sentence)
            # "more can be done.  Deconfliction, we’ve seen it for ourselves" (call of 18 December 2023): a topic
            is_late = pattern is _OPENER_NAME and start > _SHORT_OPENING
            if match and is_late and plain(match[1]) not in GIVEN_NAMES:
                continue
            if match and _is_first_name(match[1], known):
                return Said(start + match.start(), match[0].strip(), match[1])
        if end - start < 110 and start < 120:
            match = None
            for match in _CLOSING_NAME.finditer(sentence):  # noqa: B007 - the last match is wanted
                pass
            if match and _OFFICE_BEFORE.search(sentence[: match.end() - len(match[0]) + 1]):
                match = None  # "The Russian deputy foreign minister, Vershinin." (berlin) says which
            if match and match.end() == len(sentence) and _is_first_name(match[1], known):
                return Said(start + match.start(1), match[1], match[1])
    return None


_SIMPLE = r"[A-ZÀ-Þ][a-zà-ÿ]+(?:[-'’][A-ZÀ-Þa-zà-ÿ]+)?"
# "Now, I understand your question, Peter, and", "I would note for you, Trevor, as you know", "your first question,
# Mike — you know" (psaki); "And that is a question I think, Mary, that will be resolved" (clinton).
_WITHIN = re.compile(
    rf"(?P<before>[a-zà-ÿ]{{2,20}}),\s+(?P<name>{_SIMPLE})"
    r"(?:,\s+(?=[a-zI“])(?!and [A-Z]|who\b|whose\b|which\b)|\s*(?:--|—|–)|[.?!](?=\s|$))"
)
# "my country, Poland, would fall" tells which country; so does "our colleague, Brian, has".
_APPOSITION = re.compile(r"\b(?:my|our|his|her|their|its|including)\s+(?:[\w-]+\s+){0,2}[\w-]+$", re.I)
# "I will say, Karen", "The point is, Andrei", "I think we've been very clear, Mona": what one says to somebody.
_SAYS = re.compile(r"\b(?:I|I[’'](?:d|m|ve|ll)|you|your|point|right now|we[’']ve)\b")
_SPOKEN_OF = re.compile(
    rf"\b(?:in|of|from|to|on|at|by|between|against|across|about|with|for|the|into|including)\s+({_SIMPLE})"
)


class SpokenOf:
    """How often a capitalised word stands where places and things do: "in Korea", "the Congress"."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(plain(word) for turn in self._turns for word in _SPOKEN_OF.findall(turn.speech))

    def __getitem__(self, levelled: str) -> int:
        return self._counts[levelled]


def read_within(turn: Turn, known: Collection[str], spoken: SpokenOf) -> Said | None:
    """The asker's name anywhere in an answer, where the words around it leave no doubt that it is an address.

    A word that the conference speaks of is no name; a common given name needs no such proof.
    """
    for match in _WITHIN.finditer(turn.text[:LONGEST_ANSWER]):
        word = match["name"]
        levelled = plain(word)
        if not _is_first_name(word, known):
            continue
        before = turn.text[max(0, match.start("name") - 90) : match.end("before")]
        before = re.split(r"[.?!]\s", before)[-1]
        if _APPOSITION.search(before):
            continue
        if levelled not in GIVEN_NAMES and (spoken[levelled] or not _SAYS.search(before)):
            continue
        return Said(match.start("name"), word, word)
    return None


_CONTRACTED = re.compile(r"'(?:s|re|ll|ve|m|d|t)$")


def _is_first_name(word: str, known: Collection[str]) -> bool:
    levelled = plain(word).strip(".")
    return (
        levelled not in known
        and levelled not in NOT_NAMES
        and not _CONTRACTED.search(levelled)
        and (not levelled.endswith("ly") or levelled in NAMES_IN_LY)
        and levelled not in titles.OFFICES
        and levelled not in titles.HONORIFICS
        and levelled not in titles.QUALIFIERS
        and not outlets.is_outlet(word)
        and len(word) > 1
        and not word.isupper()
    )


# The next one asks "to follow up on Matt's question", "to follow up partly on Helen on your …" (clinton), "I just, kind
# of, want to pick up on Mary’s questioning over there" (White House, 17 March 2021).
_FOLLOWS = re.compile(
    rf"\b(?:follow(?:ing)?|pick(?:ing)?)[ -]?up (?:\w+ )?(?:on|to|from) (?P<name>{_SIMPLE}?)"
    r"(?:[’']s? (?:\w+ )?(?P<asked>question|point)(?:s|ing)?\b|(?=\W))"
)
FOLLOWS_SOMEBODY = re.compile(r"\b(?:follow|pick)(?:ing)?[ -]?up\b")


def read_colleague(turn: Turn) -> Said | None:
    """The name of the one who asked just before, in the words of the next: "to follow up on Matt's question"."""
    match = _FOLLOWS.search(turn.text[:300])
    if not match or not _is_first_name(match["name"], ()):
        return None
    if plain(match["name"]) not in GIVEN_NAMES and not match["asked"]:
        return None
    return Said(match.start(), match[0], match["name"])
