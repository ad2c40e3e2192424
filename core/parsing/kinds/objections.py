"""Statements of the press that object to what was said, and are answered like questions."""

import re
from collections.abc import Sequence

from core.parsing.plain import plain
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Role, TurnKind

_SAYS_NO = re.compile(r"^(?:well, )?no\b[,.]", re.I)
_OBJECTS = re.compile(r"^(?:(?:well|okay|right|yeah)[\s,.—–-]++)*but\b")
THEY_SAY = re.compile(
    r"\b(?:[a-z]+s|people|some|many|they|he|she|others)(?:[’']re| are| is|[’']s)? (?:say|says|said|saying|think|claim|"
    r"accuse|accusing|believe|argue|arguing)(?: that)? (?:you|your|this (?:administration|government))\b",
    re.I,
)
# "Republicans say it’s dead on arrival, though." (White House, 10 March 2023)
_CRITICS = re.compile(
    r"\b(?:republicans|democrats|critics|opponents|analysts|experts|observers|economists)\b(?: \w+){0,3}? "
    r"(?:say|saying|argue|think|believe|claim|fear|warn)\b",
    re.I,
)
_OBJECTION = 5  # words
_AT_LENGTH = 28  # words
_SAYS_MORE = 9  # words: more than a mere "No."


def objects(turns: Sequence[Turn], index: int) -> bool:
    """ "But now there’s been action from China." (White House, 4 August 2022) to an answer, and answered at length.

    So is what is cut off: "But you have a mandate and --" (clinton).
    """
    if not 0 < index < len(turns) - 1 or turns[index].length < _OBJECTION:
        return False
    before, after = turns[index - 1], turns[index + 1]
    return (
        bool(_OBJECTS.match(plain(turns[index].speech[:40])))
        and before.role is Role.PRINCIPAL
        and after.speaker is before.speaker
        and not phrases.BROKEN.search(before.speech)
        and after.length > _AT_LENGTH
        and not phrases.CONTINUES.match(after.text)
    )


def reports_critics(turn: Turn, after: Turn | None) -> bool:
    """ "Republicans say you’re refusing to negotiate …  They’re saying you’re missing in action." (26 April 2023)."""
    if after is None or after.role is not Role.PRINCIPAL or phrases.CONTINUES.match(turn.text):
        return False
    levelled = plain(turn.speech[:400])
    if turn.length >= _OBJECTION and after.length > _AT_LENGTH and _CRITICS.search(levelled):
        return True
    return turn.length >= _SAYS_MORE and after.length >= _OBJECTION and bool(THEY_SAY.search(levelled))


def is_denied(turn: Turn, before: Turn | None, after: Turn) -> bool:
    """ "I’m talking about permanent bases." "No, I — that’s a decision for NATO to make." (2 March 2022)."""
    return (
        turn.length >= _OBJECTION
        and before is not None
        and before.kind is not TurnKind.INTERJECTION
        and before.role is not Role.PRESS
        and after.role is Role.PRINCIPAL
        and after.length >= _SAYS_MORE
        and bool(_SAYS_NO.match(plain(after.speech[:20])))
        and not phrases.CONTINUES.match(turn.text)
    )
