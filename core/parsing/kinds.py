"""What each turn does: remarks, question, answer, procedural, interjection."""

import re
from collections.abc import Sequence

from core.parsing.doubts import Doubt, Notebook
from core.parsing.plain import plain
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Basis, Role, TurnKind

_BROKEN = re.compile(r"(?:—|–|--|-|…|\.\.\.)\s*[\"”’)]*$")
_CONTINUES = re.compile(r"^(?:—|–|--|-|…|\.\.\.)\s*\S")
_OPENS_QUESTION = re.compile(
    r"^(?:(?:right|okay|ok|yes|yeah|well|and|but|so|sir|also|sorry|then|thank you|thanks|no|[^\W\d_]+,|mr\.? (?:president|secretary|chairman|prime minister|foreign minister|minister),?|madam \w+,?|"
    r"president,?|secretary \w+,?|minister \w+,?)[\s,.—–-]++)*+"
    r"(?:(?:what|how|why|when|where|who|which)\b|(?:do|does|did|is|are|was|were|can|could|would|will|should|have|has|had|may) "
    r"(?:you|he|she|it|they|we|i|the|this|that|these|those|there|any|anyone|anybody|mr|president|your|his|her|their|our|my|not|people|[^\W\d_]+ (?:have|be|going|still))\b|(?:"
    r"on (?:the|a|that|this)|in (?:the|terms)|about|regarding|with (?:regard|respect)|que|como|cuando|cuanto|por que|¿|haven[’']t|isn[’']t|aren[’']t|"
    r"don[’']t|doesn[’']t|didn[’']t|wouldn[’']t|shouldn[’']t|couldn[’']t|speaking of|there (?:is|are|was|were|have|has)|i (?:have|had) (?:a|one|two|another)|"
    r"just (?:to|on|one|a)|if|or)\b)",
    re.I,
)
_BARE_THANKS = re.compile(
    r"^(?:(?:thanks?(?: you)?|all right|okay|so much|very much|all|again|everybody|everyone|guys|folks|indeed|sir|yes|welcome|"
    r"good (?:afternoon|evening|night|day|morning)|bye|have a (?:good|great|nice) \w+|you[’']?re welcome|(?:i )?appreciate it)(?!\w)[\s,.!—–-]*+)++"
    r"(?:[^\W\d_]+[\s,.!—–-]*)?$",
    re.I,
)
_THANKS = re.compile(r"\b(?:thank|gracias|good (?:afternoon|evening|night)|bye)", re.I)
_INVERTED = re.compile(r"\b(?:do|does|did|is|are|was|were|can|could|would|will|should|have|has) (?:you|he|she|it|they|we|the|this|that|there|these|those)\b", re.I)
_ACKNOWLEDGES = re.compile(
    r"^(?:(?:right|yeah|yes|yep|no|okay|ok|sure|mm-?hmm?|uh-?huh|exactly|correct|great|good|fine|sorry|i see|well|clearly|true|oh|all right|thanks?(?: you)?|"
    r"fair enough|got it|understood|i know|of course|absolutely|perfect|interesting|wow|ah|go ahead)(?!\w)[\s,.!?—–-]*+){1,5}$",
    re.I,
)
_SORTS_OUT = re.compile(
    r"^(?:(?:okay|well|so|yes|please)[,.]? )*(?:(?:i[’']?ll|you|i will|i can) (?:go|start|take it|take that)\b|go ahead|continue\b|finish\b)|"
    r"\b(?:answer|ask|finish) (?:their|your|the) questions?\W*$|^(?:okay|all right|yes)[,.]? (?:sir|ma[’']am)?\W*$",
    re.I,
)
_ONLY_BRACKETS = re.compile(r"^[\s(\[]*[^()\[\]]{0,60}[)\]][\s.]*$")
_STATEMENT = 12  # words: a turn of the press that asks nothing in words but is long enough to be put as a question
_EXCHANGE = 60  # turns: how far back an answer that an interjection broke may have begun


def give_kinds(turns: Sequence[Turn], notebook: Notebook) -> None:
    """Set the kind of every turn, in order: what the press does first, then what is said back."""
    for index, turn in enumerate(turns):
        if turn.role is Role.PRESS:
            turn.kind = _press_kind(turns, index)
    begun = next((index for index, turn in enumerate(turns) if turn.kind is TurnKind.QUESTION), len(turns))
    for index, turn in enumerate(turns):
        role = turn.role
        if role is Role.PRESS:
            _doubt(turns, index, notebook)
        elif role is Role.MODERATOR:
            turn.kind = _moderator_kind(turns, index, begun)
            begun = min(begun, index) if turn.kind is TurnKind.QUESTION else begun
            if turn.kind is TurnKind.QUESTION:
                notebook.warn(
                    Doubt.READ_OUT_QUESTION, turn.start, "The moderator seems to read a question. Whose is it?", turn.position
                )
        elif role is Role.STAFF:
            turn.kind = _staff_kind(turn)
        elif role is Role.INTERPRETER:
            turn.kind = turns[index - 1].kind if index else TurnKind.REMARKS
            turn.basis = Basis.ORDER
        else:
            turn.kind = _principal_kind(turns, index, begun)


def _press_kind(turns: Sequence[Turn], index: int) -> TurnKind:
    turn = turns[index]
    speech = turn.speech
    if not speech or _ONLY_BRACKETS.match(turn.text) or (len(speech) < 200 and phrases.CHATTER.match(plain(speech))):
        return TurnKind.INTERJECTION
    words = turn.length
    if turn.asks:
        return TurnKind.INTERJECTION if _is_chatter(turns, index) else TurnKind.QUESTION
    levelled = plain(speech[:600])
    if _BROKEN.search(speech):
        if words >= 2 and (_OPENS_QUESTION.match(levelled) or (words >= 3 and (_INVERTED.search(levelled) or phrases.ASKS.search(levelled)))):
            return TurnKind.QUESTION
        return TurnKind.QUESTION if words >= _STATEMENT * 2 else TurnKind.INTERJECTION
    if words >= 4 and (phrases.ASKS.search(plain(speech)) or (words >= 8 and _OPENS_QUESTION.match(levelled))):
        after = turns[index + 1] if index + 1 < len(turns) else None
        if words >= 8 or (after is not None and after.role is not Role.PRESS and after.length > 12):
            return TurnKind.QUESTION
    if index and turns[index - 1].kind is TurnKind.QUESTION and levelled.startswith("or "):
        return TurnKind.QUESTION  # "Or anywhere else."
    # "Some in Ukraine are saying that the level of autonomy would be disruptive to your country." is put to be
    # answered, and is; "The premise was based partly on the difference in response …" is not.
    after = turns[index + 1] if index + 1 < len(turns) else None
    if words >= _STATEMENT and after is not None and after.role is not Role.PRESS:
        if after.length >= _STATEMENT or words >= 28:
            return TurnKind.QUESTION
    return TurnKind.INTERJECTION


def _is_chatter(turns: Sequence[Turn], index: int) -> bool:
    """Question marks that ask about the microphone: every sentence with one is chatter."""
    turn = turns[index]
    if turn.length > 30:
        return False
    asked = [plain(turn.text[start:end]) for start, end in turn.sentences if "?" in turn.text[start:end]]
    if all(phrases.CHATTER.match(sentence[:200]) or (len(sentence) < 60 and phrases.NOT_HEARD.search(sentence)) for sentence in asked):
        return True
    # Between two exchanges about the microphone: "Do you have another one? It's a shame not to get a question."
    after = turns[index + 1] if index + 1 < len(turns) else None
    later = turns[index + 2] if index + 2 < len(turns) else None
    before = [each for each in turns[max(0, index - 3) : index] if each.role is Role.PRESS]
    return (
        turn.length <= 15
        and bool(before)
        and before[-1].kind is TurnKind.INTERJECTION
        and after is not None
        and after.length <= 8
        and later is not None
        and later.role is Role.PRESS
        and later.length > 25
    )


def _doubt(turns: Sequence[Turn], index: int, notebook: Notebook) -> None:
    turn = turns[index]
    if turn.kind is TurnKind.QUESTION and not turn.asks:
        notebook.warn(
            Doubt.DOUBTFUL_QUESTION, turn.start, "A question without a question mark. Does it ask something?", turn.position
        )
        before = turns[index - 1] if index else None
        after = turns[index + 1] if index + 1 < len(turns) else None
        if (
            turn.length > 60
            and before is not None
            and after is not None
            and before.kind is TurnKind.QUESTION
            and after.role is Role.PRESS
            and before.role is Role.PRESS
            and not phrases.ASKS.search(plain(turn.speech))
        ):
            # An answer printed as "QUESTION:", between a question and the next
            turn.kind = TurnKind.ANSWER
            notebook.warn(
                Doubt.WRONG_LABEL,
                turn.start,
                f"“{turn.label}” stands before what reads like an answer. Who speaks?",
                turn.position,
            )


def _moderator_kind(turns: Sequence[Turn], index: int, begun: int) -> TurnKind:
    """Procedural, but for a question read out for somebody (eeas), and for what a moderator adds (kerry)."""
    turn = turns[index]
    if turn.length >= 40 and "?" in turn.text:
        asked = sum(end - start for start, end in turn.sentences if turn.text[start:end].rstrip("”\"").endswith("?"))
        if asked * 4 > len(turn.text) and phrases.READ_OUT.search(turn.speech):
            return TurnKind.QUESTION
    before = turns[index - 1] if index else None
    if turn.length >= 40 and before is not None and begun < index:
        procedure = len(phrases.PROCEDURE.findall(turn.speech)) + len(phrases.CALL.findall(turn.speech)) + turn.calls
        if procedure * 25 < turn.length and not phrases.CLOSING.search(turn.speech):
            first = plain(turn.text[: turn.sentences[0][1]])
            adds = before.kind in (TurnKind.ANSWER, TurnKind.QUESTION) and re.search(r"\b(?:add|answer|question|respond|just say)\b", first)
            return TurnKind.ANSWER if adds else TurnKind.REMARKS
    return TurnKind.PROCEDURAL


def _staff_kind(turn: Turn) -> TurnKind:
    """An operator runs the line; an aide with a name also reads out or puts in (amlo)."""
    if turn.speaker is None or not turn.speaker.name or phrases.PROCEDURE.search(turn.speech):
        return TurnKind.PROCEDURAL
    return TurnKind.REMARKS if turn.length >= 20 else TurnKind.INTERJECTION


def _principal_kind(turns: Sequence[Turn], index: int, begun: int) -> TurnKind:
    turn = turns[index]
    before = turns[index - 1] if index else None
    after = turns[index + 1] if index + 1 < len(turns) else None
    words = turn.length
    speech = turn.speech
    levelled = plain(speech[:1500])
    if not speech:
        return TurnKind.INTERJECTION
    if _calls(turn, before, after):
        return TurnKind.PROCEDURAL
    if index < begun:
        return _opening_kind(turns, index, levelled)
    if len(turns) - index <= 12 and all(each.length <= 12 and each.kind is not TurnKind.QUESTION for each in turns[index + 1 :]):
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
        speaks_of_asking = bool(re.search(r"\b(?:questions?|one more|last one|go ahead|pregunta)\b", levelled))
        if before is not None and before.kind is TurnKind.QUESTION and turn.length <= 6 and not turn.calls or re.match(r"^(?:please,? )?go ahead\W*$", levelled) and answers and before is not None and before.kind is TurnKind.QUESTION:
            return False
        if turn.calls and turn.length <= 25 and (
            not answers or before is None or before.kind is TurnKind.INTERJECTION or speaks_of_asking
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
        if turn.length <= 12 or (turn.length <= 14 and (_BARE_THANKS.match(levelled) or phrases.NOT_HEARD.search(levelled))):
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
    if words <= 2 and (_BROKEN.search(turn.speech) or _BROKEN.search(before.speech)):
        return TurnKind.INTERJECTION  # "I —"
    if words <= 12 and turn.text.rstrip("”\" ").endswith("?") and not turn.text.count(". "):
        return TurnKind.INTERJECTION  # "Why doesn't everybody holler at once?"
    if words <= 3 and _BROKEN.search(before.speech) and _ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION  # "Yeah." in the middle of a question
    return TurnKind.ANSWER


def _after_interjection_kind(turns: Sequence[Turn], index: int, levelled: str) -> TurnKind:
    """Behind an interjection of the press an answer goes on, if one was being given."""
    turn = turns[index]
    if turn.length <= 5 and _ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION
    if turn.length <= 14 and (phrases.NOT_HEARD.search(levelled) or _ACKNOWLEDGES.match(levelled)):
        return TurnKind.INTERJECTION
    if turn.length <= 12 and turn.text.rstrip("”\" ").endswith("?"):
        return TurnKind.INTERJECTION
    if turn.length <= 20 and _THANKS.match(levelled) and _THANKS.search(levelled[-40:]):
        # "Thanks. I believe we've asked – we've answered Soyoung's questions. Thank you very much."
        return TurnKind.PROCEDURAL if _is_alone(turns) else TurnKind.INTERJECTION
    recent = range(index - 1, max(-1, index - _EXCHANGE), -1)
    asked = next((n for n in recent if turns[n].kind is TurnKind.QUESTION), None)
    answering = next(
        (
            turns[n]
            for n in recent
            if turns[n].role is not Role.PRESS and turns[n].kind is not TurnKind.INTERJECTION
        ),
        None,
    )
    is_open = asked is not None and (answering is None or answering.position < turns[asked].position)
    if answering is not None and answering.kind is TurnKind.REMARKS and answering.speaker is turn.speaker and not is_open:
        return TurnKind.REMARKS if turn.length > 12 else TurnKind.INTERJECTION
    if _CONTINUES.match(turn.text) or turn.length >= 13:
        return TurnKind.ANSWER
    if asked is not None and not any(each.kind is TurnKind.ANSWER for each in turns[asked:index]):
        return TurnKind.ANSWER if turn.length >= 2 else TurnKind.INTERJECTION
    if turn.length >= 5 and answering is not None and answering.speaker is turn.speaker and turns[index - 1].length <= 4:
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
        or (_BROKEN.search(before.speech) and _INVERTED.search(plain(before.speech[before.sentences[-1][0] :])))
    ):
        return TurnKind.ANSWER  # "Is that right, , or —" "Yeah. Yes."
    if turn.length <= 4 and not _CONTINUES.match(turn.text):
        adds = before.kind is TurnKind.ANSWER and before.length <= 12 and turn.length >= 2
        spoken = plain(" ".join(each.speech for each in turns[max(0, index - 2) : index]))
        return TurnKind.ANSWER if adds and plain(turn.speech) != plain(before.speech) and (
            plain(turn.speech).strip(".") not in spoken
        ) else TurnKind.INTERJECTION
    if turn.length <= 12 and (phrases.NOT_HEARD.search(levelled) or _BARE_THANKS.match(levelled) and _THANKS.search(levelled)):
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
            each for each in turns[max(0, index - 4) : index - 1] if each.role is Role.PRESS and each.kind is TurnKind.QUESTION
        ]
        return TurnKind.ANSWER if earlier and before.length < 40 else TurnKind.REMARKS
    if before.kind is TurnKind.INTERJECTION and turn.length <= 6:
        return TurnKind.INTERJECTION
    return TurnKind.ANSWER
