"""What those do who run the event: a moderator, an aide, an operator."""

import re
from collections.abc import Sequence

from core.parsing.kinds.replies import reply_kind
from core.parsing.plain import plain
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Role, TurnKind

_PUT_IN = 10  # words
_AT_LENGTH = 40  # words
_READ = 18  # words
# Whose it is, before it: "Sent in by Ada Moss.  Her question is: …", "One more, from Ada Moss.  “Can you tell us …?”"
_QUOTES = re.compile(
    r"\b(?:asks|(?:his|her|their|the) question (?:is|reads)(?! (?:for|to|from)\b)|wants to know)\b|"
    r"\b(?:from|by)\b[^.?!]{3,60}[.:,]\s+[“\"]",
    re.I,
)

# "Thank you.  And in regards to the President Zelenskyy question, he is set to speak" (call of 29 June 2022)
_TAKES_UP = re.compile(
    r"\b(?:(?:in|with) regards? to|regarding|as (?:to|for)|on) (?:the|your) (?:[\w’'-]+ ){0,5}?question[,—–]+ "
    r"(?:he|she|it|they|we|i|there|that|the)(?!\w)",
    re.I,
)


def moderator_kind(turns: Sequence[Turn], index: int, begun: int) -> TurnKind:
    """Procedural, but for a question read out for somebody (eeas), and for what a moderator adds (kerry)."""
    turn = turns[index]
    if "?" in turn.text and (turn.length >= _AT_LENGTH or (turn.length >= _READ and _QUOTES.search(turn.speech))):
        asked = sum(end - start for start, end in turn.sentences if turn.text[start:end].rstrip('”"').endswith("?"))
        if asked * 4 > len(turn.text) and (phrases.READ_OUT.search(turn.speech) or _QUOTES.search(turn.speech)):
            return TurnKind.QUESTION
    before = turns[index - 1] if index else None
    after = turns[index + 1] if index + 1 < len(turns) else None
    if turn.length <= _PUT_IN and _is_put_in(before, after):
        return TurnKind.INTERJECTION
    if turn.speaker is not None and turn.speaker.also_answers and before is not None:
        if turn.length <= 5 and phrases.BROKEN.search(turn.speech):
            return TurnKind.INTERJECTION  # "Yes, I will --"
        calls = after is not None and after.role is Role.PRESS and before.kind is TurnKind.INTERJECTION
        if calls and phrases.NAMELESS_CALL.match(plain(turn.speech)):
            return TurnKind.PROCEDURAL  # "Yes, sir."
        if before.role is Role.PRESS:
            kind = reply_kind(turns, index, begun)
            return TurnKind.PROCEDURAL if kind is TurnKind.REMARKS and turn.length < 40 else kind
        return TurnKind.PROCEDURAL if turn.length < 20 else reply_kind(turns, index, begun)
    if begun < index and turn.length >= _READ and not turn.calls and _TAKES_UP.search(turn.speech):
        return TurnKind.ANSWER
    if turn.length >= 40 and before is not None and begun < index:
        procedure = len(phrases.PROCEDURE.findall(turn.speech)) + len(phrases.CALL.findall(turn.speech)) + turn.calls
        if (
            procedure * 25 < turn.length
            and not (turn.asks and procedure)
            and not re.search(r"\bthank", turn.speech, re.I)
        ):
            first = plain(turn.text[: turn.sentences[0][1]])
            # Right behind a question: "Yeah, I think — this is Bob.  So, it’s all the above." (15 September 2022)
            adds = (before.kind is TurnKind.QUESTION and before.role is Role.PRESS) or (
                before.kind is TurnKind.ANSWER and re.search(r"\b(?:add|answer|respond|just say)\b", first)
            )
            return TurnKind.ANSWER if adds else TurnKind.REMARKS
    return TurnKind.PROCEDURAL


def _is_put_in(before: Turn | None, after: Turn | None) -> bool:
    """ "Seriously." between "we spend our lives asking —" and "— for pool sprays" (Air Force One, 7 September 2023)."""
    return (
        before is not None
        and after is not None
        and before.role is Role.PRINCIPAL
        and before.speaker is after.speaker
        and bool(phrases.BROKEN.search(before.speech))
        and bool(phrases.CONTINUES.match(after.text))
    )


def staff_kind(turn: Turn) -> TurnKind:
    """An operator runs the line; an aide with a name also reads out or puts in (amlo)."""
    if turn.speaker is None or not turn.speaker.name or phrases.PROCEDURE.search(turn.speech):
        return TurnKind.PROCEDURAL
    return TurnKind.REMARKS if turn.length >= 20 else TurnKind.INTERJECTION
