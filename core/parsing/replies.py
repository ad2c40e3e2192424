"""What a turn of a principal does: remarks, answer, a call, an interjection, told by what was said before it."""

import re
from collections.abc import Sequence

from core.parsing.plain import plain
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Role, TurnKind

_CONTINUES = re.compile(r"^(?:—|–|--|-|…|\.\.\.)\s*\S")
_BARE_THANKS = re.compile(
    r"^(?:(?:thanks?(?: you)?|all right|okay|so much|very much|all|again|everybody|everyone|guys|folks|"
    r"indeed|sir|yes|welcome|"
    r"good (?:afternoon|evening|night|day|morning)|bye|have a (?:good|great|nice) \w+|you[’']?re welcome|"
    r"(?:i )?appreciate it)(?!\w)[\s,.!—–-]*+)++"
    r"(?:[^\W\d_]+[\s,.!—–-]*)?$",
    re.I,
)
_THANKS = re.compile(r"\b(?:thank|gracias|good (?:afternoon|evening|night)|bye)", re.I)
_ACKNOWLEDGES = re.compile(
    r"^(?:(?:right|yeah|yes|yep|no|okay|ok|sure|mm-?hmm?|uh-?huh|exactly|correct|great|good|fine|sorry|i see|"
    r"well|clearly|true|oh|all right|thanks?(?: you)?|"
    r"fair enough|got it|understood|i know|of course|absolutely|perfect|interesting|wow|ah|"
    r"go ahead)(?!\w)[\s,.!?—–-]*+){1,5}$",
    re.I,
)
_SORTS_OUT = re.compile(
    r"^(?:(?:okay|well|so|yes|please)[,.]? )*(?:(?:i[’']?ll|you|i will|i can) (?:go|start|take it|"
    r"take that)\b|go ahead|continue\b|finish\b)|"
    r"\b(?:answer|ask|finish) (?:their|your|the) questions?\W*$|^(?:okay|all right|yes)[,.]? (?:sir|"
    r"ma[’']am)?\W*$",
    re.I,
)
_EXCHANGE = 60  # turns: how far back an answer that an interjection broke may have begun


def reply_kind(turns: Sequence[Turn], index: int, begun: int) -> TurnKind:
    """The kind of the principal's turn at `index`; `begun` is the index of the first question of all."""
    turn = turns[index]
    before = turns[index - 1] if index else None
    after = turns[index + 1] if index + 1 < len(turns) else None
    speech = turn.speech
    levelled = plain(speech[:1500])
    if not speech:
        return TurnKind.INTERJECTION
    if _calls(turn, before, after):
        return TurnKind.PROCEDURAL
    if index < begun:
        return _opening_kind(turns, index, levelled)
    if len(turns) - index <= 12 and all(
        each.length <= 12 and each.kind is not TurnKind.QUESTION for each in turns[index + 1 :]
    ):
        closing = _closing_kind(turns, index)
        if closing is not None:
            return closing
    if len(speech) < 160 and _THANKS.search(levelled) and _BARE_THANKS.match(levelled):
        return TurnKind.INTERJECTION
    if before is None:
        return TurnKind.REMARKS
    if before.role is Role.PRESS:
        if before.kind is TurnKind.QUESTION:
            return _response_kind(turn, before, levelled)
        return _after_interjection_kind(turns, index, levelled)
    return _after_colleague_kind(turns, index, levelled)


def _calls(turn: Turn, before: Turn | None, after: Turn | None) -> bool:
    """A short turn that only calls on somebody or hands over: "Mr. Shimizu, please.", "Thank you. Sir, please."."""
    if after is None or turn.length > 45 or not turn.speech or not turn.sentences:
        return False
    levelled = plain(turn.speech)
    if before is not None and plain(before.speech) == levelled:
        return False  # "Sergey Vershinin." said by one and said again by another
    last = plain(turn.text[turn.sentences[-1][0] : turn.sentences[-1][1]])
    answers = before is not None and before.role is Role.PRESS
    if after.role in (Role.PRESS, Role.STAFF) or (after.role is Role.MODERATOR and turn.length < 10):
        if phrases.NOT_HEARD.search(levelled):
            return False
        if answers and before is not None and before.kind is TurnKind.QUESTION and len(last.split()) * 2 < turn.length:
            return False  # "I would leave that to the Department of Defense to confirm. Go ahead." answers first
        speaks_of_asking = bool(re.search(r"\b(?:questions?|one more|last one|go ahead|pregunta)\b", levelled))
        if (before is not None and before.kind is TurnKind.QUESTION and turn.length <= 6 and not turn.calls) or (
            re.match(r"^(?:please,? )?go ahead\W*$", levelled)
            and answers
            and before is not None
            and before.kind is TurnKind.QUESTION
        ):
            return False
        if (
            turn.calls
            and turn.length <= 25
            and (not answers or before is None or before.kind is TurnKind.INTERJECTION or speaks_of_asking)
        ):
            return len(last.split()) * 2 >= turn.length or speaks_of_asking or turn.length <= 12
        if speaks_of_asking and turn.length <= 30 and (phrases.CALL.search(turn.speech) or "go ahead" in levelled):
            # "Please, go ahead." in the middle of a question lets it go on; behind something else it calls
            return not (before is not None and before.kind is TurnKind.QUESTION and turn.length <= 6)
        free = before is None or before.role is not Role.PRESS or before.kind is TurnKind.INTERJECTION
        return free and bool(phrases.CALL.search(levelled if "vamos" in levelled else last)) and turn.length <= 20
    if after.role is Role.PRINCIPAL and after.speaker is not turn.speaker:
        if _SORTS_OUT.search(levelled):
            return False
        return turn.length <= 30 and bool(phrases.HAND_OVER.search(last) or phrases.HAND_OVER.search(levelled[:160]))
    return False


def _opening_kind(turns: Sequence[Turn], index: int, levelled: str) -> TurnKind:
    turn = turns[index]
    after = turns[index + 1] if index + 1 < len(turns) else None
    if turn.length <= 25:
        if turn.length <= 12 or (
            turn.length <= 14 and (_BARE_THANKS.match(levelled) or phrases.NOT_HEARD.search(levelled))
        ):
            called = after is not None and after.role is Role.PRESS and "question" in levelled
            return TurnKind.PROCEDURAL if called else TurnKind.INTERJECTION
        if after is not None and after.role is Role.PRESS and turn.asks:
            return TurnKind.PROCEDURAL  # "Terry, do you have a question?"
    return TurnKind.REMARKS


def _closing_kind(turns: Sequence[Turn], index: int) -> TurnKind | None:
    """The last words: thanks after a moderator's closing interject, a principal's own closing is procedure."""
    turn = turns[index]
    before = turns[index - 1]
    levelled = plain(turn.speech)
    if phrases.CLOSING_REMARKS.match(levelled) and turn.length > 25:
        return TurnKind.REMARKS
    if turn.length > 25 or not (_THANKS.search(levelled) or phrases.CLOSING.search(levelled)):
        return None
    if before.kind is TurnKind.QUESTION and turn.length > 12:
        return None
    closed = any(
        each.role is Role.MODERATOR or (each.role is Role.PRINCIPAL and each.speaker is not turn.speaker)
        for each in turns[max(0, index - 3) : index]
    )
    return TurnKind.INTERJECTION if closed else TurnKind.PROCEDURAL


def _response_kind(turn: Turn, before: Turn, levelled: str) -> TurnKind:
    """What is said right behind a question."""
    words = turn.length
    if words <= 12 and phrases.NOT_HEARD.search(levelled):
        return TurnKind.INTERJECTION
    if 2 <= words <= 4 and len(set(re.findall(r"\w+", levelled))) == 1 and not _ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION  # "Christina – Christina."
    if words <= 10 and _SORTS_OUT.search(levelled):
        return TurnKind.INTERJECTION  # "Okay, I'll go.", "Please, go ahead.", "They have to answer their questions."
    if words <= 3 and not before.asks and _ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION  # "Ah, yes." to a question that is only announced
    if words <= 2 and (phrases.BROKEN.search(turn.speech) or phrases.BROKEN.search(before.speech)):
        return TurnKind.INTERJECTION  # "I —"
    if words <= 12 and turn.text.rstrip('”" ').endswith("?") and not turn.text.count(". "):
        return TurnKind.INTERJECTION  # "Why doesn't everybody holler at once?"
    if words <= 3 and phrases.BROKEN.search(before.speech) and _ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION  # "Yeah." in the middle of a question
    return TurnKind.ANSWER


def _after_interjection_kind(turns: Sequence[Turn], index: int, levelled: str) -> TurnKind:
    """Behind an interjection of the press an answer goes on, if one was being given."""
    turn = turns[index]
    if turn.length <= 5 and _ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION
    if turn.length <= 14 and (phrases.NOT_HEARD.search(levelled) or _ACKNOWLEDGES.match(levelled)):
        return TurnKind.INTERJECTION
    if turn.length <= 12 and turn.text.rstrip('”" ').endswith("?"):
        return TurnKind.INTERJECTION
    if turn.length <= 20 and _THANKS.match(levelled) and _THANKS.search(levelled[-40:]):
        # "Thanks. I believe we've asked – we've answered Soyoung's questions. Thank you very much."
        return TurnKind.PROCEDURAL if _is_alone(turns) else TurnKind.INTERJECTION
    recent = range(index - 1, max(-1, index - _EXCHANGE), -1)
    asked = next((n for n in recent if turns[n].kind is TurnKind.QUESTION), None)
    answering = next(
        (turns[n] for n in recent if turns[n].role is not Role.PRESS and turns[n].kind is not TurnKind.INTERJECTION),
        None,
    )
    is_open = asked is not None and (answering is None or answering.position < turns[asked].position)
    if (
        answering is not None
        and answering.kind is TurnKind.REMARKS
        and answering.speaker is turn.speaker
        and not is_open
    ):
        return TurnKind.REMARKS if turn.length > 12 else TurnKind.INTERJECTION
    if _CONTINUES.match(turn.text) or turn.length >= 13:
        return TurnKind.ANSWER
    if asked is not None and not any(each.kind is TurnKind.ANSWER for each in turns[asked:index]):
        return TurnKind.ANSWER if turn.length >= 2 else TurnKind.INTERJECTION
    if (
        turn.length >= 5
        and answering is not None
        and answering.speaker is turn.speaker
        and turns[index - 1].length <= 4
    ):
        return TurnKind.ANSWER
    return TurnKind.INTERJECTION


def _is_alone(turns: Sequence[Turn]) -> bool:
    """Whether one principal gives the briefing and nobody moderates it."""
    return len({id(each.speaker) for each in turns if each.role is Role.PRINCIPAL}) == 1 and not any(
        each.role is Role.MODERATOR for each in turns
    )


def _after_colleague_kind(turns: Sequence[Turn], index: int, levelled: str) -> TurnKind:
    """Behind another principal or a moderator: a further answer, if a question is open."""
    turn = turns[index]
    before = turns[index - 1]
    if turn.length > 25 and phrases.CLOSING_REMARKS.match(levelled):
        return TurnKind.REMARKS
    if before.kind is TurnKind.ANSWER and (
        before.speech.rstrip().endswith("?")
        or (
            phrases.BROKEN.search(before.speech)
            and phrases.INVERTED.search(plain(before.speech[before.sentences[-1][0] :]))
        )
    ):
        return TurnKind.ANSWER  # "Is that right, , or —" "Yeah. Yes."
    if turn.length <= 4 and not _CONTINUES.match(turn.text):
        adds = before.kind is TurnKind.ANSWER and before.length <= 12 and turn.length >= 2
        spoken = plain(" ".join(each.speech for each in turns[max(0, index - 2) : index]))
        return (
            TurnKind.ANSWER
            if adds and plain(turn.speech) != plain(before.speech) and (plain(turn.speech).strip(".") not in spoken)
            else TurnKind.INTERJECTION
        )
    if turn.length <= 12 and (
        phrases.NOT_HEARD.search(levelled) or (_BARE_THANKS.match(levelled) and _THANKS.search(levelled))
    ):
        return TurnKind.INTERJECTION
    if before.kind is TurnKind.QUESTION:
        return TurnKind.ANSWER
    if before.role is Role.MODERATOR:
        # "… is there anything you want to say just on the bilateral piece?" gives the floor; one who breaks in on
        # an answer does not.
        if re.search(r"\b(?:your|the|that) question", levelled[:80]):
            return TurnKind.ANSWER
        if before.asks and before.length >= 10 and not re.search(r"\bquestion", plain(before.speech)):
            return TurnKind.REMARKS
        earlier = [
            each
            for each in turns[max(0, index - 4) : index - 1]
            if each.role is Role.PRESS and each.kind is TurnKind.QUESTION
        ]
        return TurnKind.ANSWER if earlier and before.length < 40 else TurnKind.REMARKS
    if before.kind is TurnKind.INTERJECTION and turn.length <= 6:
        return TurnKind.INTERJECTION
    return TurnKind.ANSWER
