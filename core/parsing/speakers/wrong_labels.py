"""Answers that are printed under the label of the press, between two questions."""

import re
from collections.abc import Sequence

from core.parsing.doubts import Doubt, Notebook
from core.parsing.plain import plain
from core.parsing.scene import Speaker, Turn
from core.parsing.words import phrases
from core.vocabulary import Role

# "We have maritime task forces elsewhere …  I don’t have anything formal to announce.", printed as "Q" (White House, 4
# December 2023): who answers speaks of what they do, and not to "you"
_WE = re.compile(r"\b(?:we|our|us|i|my)\b(?![’']d like to ask)", re.I)
_YOU = re.compile(r"\byou(?:r|[’'](?:re|ve|ll|d))?\b", re.I)
_THANKS = re.compile(r"^(?:thank|thanks|hi|hello|hey|good (?:morning|afternoon|evening)|yes,? thank)\b")
_LEAST = 40  # words
_NEAR = 6  # turns


def mend_labels(turns: Sequence[Turn], notebook: Notebook) -> None:
    """Give such an answer to the one who answers before and after it, with a warning."""
    for index, turn in enumerate(turns):
        if turn.speaker is not None or not _reads_like_answer(turns, index):
            continue
        before = _nearest(turns[max(0, index - _NEAR) : index][::-1])
        after = _nearest(turns[index + 1 : index + 1 + _NEAR])
        if before is None or before is not after:
            continue
        turn.speaker = before
        notebook.warn(
            Doubt.WRONG_LABEL,
            turn.start,
            f"“{turn.label}” stands before what reads like an answer; it was given to {before.name or before.title}.",
            turn.position,
        )


def _nearest(turns: Sequence[Turn]) -> Speaker | None:
    return next((each.speaker for each in turns if each.role is Role.PRINCIPAL), None)


def _reads_like_answer(turns: Sequence[Turn], index: int) -> bool:
    turn = turns[index]
    before = turns[index - 1] if index else None
    after = turns[index + 1] if index + 1 < len(turns) else None
    if turn.asks or turn.length < _LEAST or before is None or after is None:
        return False
    if before.speaker is not None or after.speaker is not None or not before.speech.endswith("?") or not after.asks:
        return False
    levelled = plain(turn.speech)
    if _THANKS.match(levelled) or phrases.CONTINUES.match(turn.text) or phrases.BROKEN.search(turn.speech):
        return False
    said = len(_WE.findall(levelled))
    return said >= 2 and not phrases.ASKS.search(levelled) and len(_YOU.findall(levelled)) * 3 <= said
