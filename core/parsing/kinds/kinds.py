"""What each turn does: remarks, question, answer, procedural, interjection."""

import re
from collections.abc import Sequence

from core.parsing.doubts import Doubt, Notebook
from core.parsing.kinds.hosting import moderator_kind, staff_kind
from core.parsing.kinds.openings import only_opens_floor
from core.parsing.kinds.press_kinds import press_kind
from core.parsing.kinds.replies import reply_kind
from core.parsing.plain import plain
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Basis, Role, TurnKind

# "I don’t have any opening comments today so we’ll just get right to it." (State Department, 14 October 2015)
_GETS_TO_IT = re.compile(r"\b(?:any|no) opening (?:comments?|statements?|remarks)\b|\bget right to (?:it|your)\b", re.I)
_LONG_STATEMENT = 28  # words: long enough to be put as a question whatever is said back
_BANTER = 10  # turns
_OWN_WORDS = 6  # "Mic, please.": an interpreter's own


def give_kinds(turns: Sequence[Turn], notebook: Notebook) -> None:
    """Set the kind of every turn, in order: what the press does first, then what is said back."""
    opening = _opening(turns)
    for index, turn in enumerate(turns):
        if turn.role is Role.PRESS:
            turn.kind = TurnKind.INTERJECTION if index < opening else press_kind(turns, index)
    begun = next((index for index, turn in enumerate(turns) if turn.kind is TurnKind.QUESTION), len(turns))
    for index, turn in enumerate(turns):
        role = turn.role
        if index <= opening and role is not Role.PRESS:
            turn.kind = TurnKind.INTERJECTION
            if index == opening:
                turn.kind = TurnKind.PROCEDURAL if only_opens_floor(turn) else TurnKind.REMARKS
        elif role is Role.PRESS:
            _doubt(turns, index, notebook)
        elif role is Role.MODERATOR:
            turn.kind = moderator_kind(turns, index, begun)
            begun = min(begun, index) if turn.kind is TurnKind.QUESTION else begun
            if turn.kind is TurnKind.QUESTION:
                notebook.warn(
                    Doubt.READ_OUT_QUESTION,
                    turn.start,
                    "The moderator seems to read a question. Whose is it?",
                    turn.position,
                )
        elif role is Role.STAFF:
            turn.kind = staff_kind(turn)
        elif role is Role.INTERPRETER:
            turn.kind = turns[index - 1].kind if index else TurnKind.REMARKS
            if not turn.text or (turn.length <= _OWN_WORDS and phrases.NOT_HEARD.search(plain(turn.speech))):
                turn.kind = TurnKind.INTERJECTION
            turn.basis = Basis.ORDER
        else:
            turn.kind = reply_kind(turns, index, begun)


def _opening(turns: Sequence[Turn]) -> int:
    """Where a briefer begins behind banter: "Many people here despite the snow." "I’m kind of lonely here in the front
    row." "Okay, a couple of items for you guys at the top." (State Department, 27 January 2015); -1 without banter."""
    for index, turn in enumerate(turns[:_BANTER]):
        if turn.role is not Role.PRESS and turn.length > _LONG_STATEMENT:
            spoken = any(each.role is Role.PRESS for each in turns[:index])
            begins = phrases.AT_THE_TOP.search(turn.speech[:200]) or _GETS_TO_IT.search(turn.speech[:300])
            return index if spoken and begins else -1
        if turn.length > _LONG_STATEMENT:
            return -1
    return -1


def _doubt(turns: Sequence[Turn], index: int, notebook: Notebook) -> None:
    turn = turns[index]
    if turn.kind is TurnKind.QUESTION and not turn.asks:
        notebook.warn(
            Doubt.DOUBTFUL_QUESTION,
            turn.start,
            "A question without a question mark. Does it ask something?",
            turn.position,
        )
