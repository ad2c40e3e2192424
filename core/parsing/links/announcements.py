"""Whom an asker, or the one who calls on them, only announces: who is asked later, or meant by a call."""

import re
from collections.abc import Sequence

from core.parsing.links.addressing import FOR_YOU, Piece, read_pieces
from core.parsing.links.roster import Reference, Roster
from core.parsing.scene import Speaker, Turn
from core.parsing.words import phrases
from core.vocabulary import Role, TurnKind

# An asker's last words that only announce what they ask next: "Shall I ask my questions to the Secretary General?"
# (nato), "And then I have a question for President Yoon." (Seoul, 21 May 2022)
_ASKS_LEAVE = re.compile(
    r"^(?:and |then |or )*(?:shall|may|can|could|should) i (?:also |now |then |just )*(?:ask|put|address|direct)\b"
    r"[^?]{0,40}\bquestions?\b",
    re.I,
)
_HAS_A_QUESTION = re.compile(
    r"^(?:and |then |also |so )*i(?:[’']ve| have| also have| had|[’']d like to ask)\b[^.?!]{0,60}"
    r"\bquestions?\b[^.?!]{0,60}[.—–-]*$",
    re.I,
)
_HAS_A_QUESTION_HEAD = re.compile(
    r"^(?:[^.?!]{0,20}\bi(?:[’']ve| have| also have)\b[^.?!]{0,40}|(?:and |then |also )+(?:a|one|another|some) )"
    r"\bquestions? for\b",
    re.I,
)
# "It’s my first question.  The second will be to the President Zelenskyy." (Fasano, 13 June 2024)
_NEXT_WILL_BE = re.compile(
    r"^(?:and |then |so )*(?:the|my|a) (?:second|third|next|other|last)(?: question| one| part)? (?:will be|is|goes|"
    r"will go|would be) (?:to|for)\b",
    re.I,
)
_BUT = re.compile(r"\bbut\b", re.I)
# "And I have a question for the Finnish President.  But I would be remiss if I didn’t raise my colleague" (Helsinki, 13
# July 2023)
_BUT_FIRST = re.compile(r"but,? (?:(?:just |very )?first\b|before (?:that|i)\b|i(?: would|[’']d) be remiss\b)", re.I)
_SOON = 12  # turns
_NEXT = 7  # turns
_QUESTION_FOR = re.compile(
    r"\bquestions? (?:(?:is|are|will|be|goes|go|that is|addressed|directed) )*(?:to|for) (?:the )?$", re.I
)


def put_off(turns: Sequence[Turn], index: int, pieces: Sequence[Piece], roster: Roster) -> None:
    """ "I have a question for Prime Minister Kishida as well. But, Mr. President, I wanted to ask you" ...

    Who is only announced and asked in a later turn is not asked in this one (Tokyo, 23 May 2022).
    """
    last = pieces[-1] if pieces else None
    if last is not None and last.strong and _NEXT_WILL_BE.match(last.text) and len(pieces) > 1:
        if _asks_later(turns, index, last.strong[0], roster):
            last.strong = []
        return
    for place, piece in enumerate(pieces):
        if not piece.strong or not _HAS_A_QUESTION_HEAD.match(piece.text):
            continue
        first = piece.strong[0]
        inside = [each for each in piece.strong[1:] if _BUT.search(piece.text[first.end : each.start])]
        behind = pieces[place + 1] if place + 1 < len(pieces) else None
        goes_on = (
            behind is not None
            and behind.text.lower().startswith("but")
            and bool(behind.strong or _BUT_FIRST.match(behind.text))
        )
        if not inside and not goes_on:
            continue
        if _asks_later(turns, index, first, roster):
            piece.strong = inside if inside else [each for each in piece.strong if each.speakers != first.speakers]
        return


def _asks_later(turns: Sequence[Turn], index: int, reference: Reference, roster: Roster) -> bool:
    for later in turns[index + 1 : index + _SOON]:
        if later.kind is TurnKind.PROCEDURAL:
            return False
        if (
            later.speaker is not turns[index].speaker
            and later.role is Role.PRESS
            and later.speaker
            and later.speaker.name
        ):
            return False
        if later.kind is TurnKind.QUESTION:
            pieces = read_pieces(later, roster)
            called = {id(speaker) for piece in pieces for each in piece.strong for speaker in each.speakers}
            if called & {id(speaker) for speaker in reference.speakers}:
                return True
    return False


def leave_for_later(
    turns: Sequence[Turn], index: int, pieces: Sequence[Piece], roster: Roster
) -> dict[int, tuple[Reference, ...]]:
    """ "Shall I ask my questions to the Secretary General?" (nato): whom the asker means to ask next.

    Their calls are taken from the last of `pieces`, and given by the index of the turn they are for.
    """
    last = pieces[-1] if pieces else None
    if last is None or not last.strong or not any(piece.asks for piece in pieces[:-1]):
        return {}
    if not _ASKS_LEAVE.match(last.text) and not (last.announces and _HAS_A_QUESTION.match(last.text)):
        return {}
    for place in range(index + 1, min(index + _NEXT, len(turns))):
        later = turns[place]
        if later.kind is TurnKind.QUESTION:
            if later.speaker is turns[index].speaker and not any(piece.strong for piece in read_pieces(later, roster)):
                left = tuple(each for each in last.strong if each.speakers)
                last.strong, last.asks = [], False
                return {place: left}
            return {}
    return {}


def named_by_caller(turns: Sequence[Turn], index: int, roster: Roster) -> list[Reference]:
    """ "a Korean journalist will be posing a question to the Korean president": whom a call says it is for."""
    caller = turns[index - 1] if index else None
    if caller is None or caller.kind is not TurnKind.PROCEDURAL or len(roster.speakers) < 2:
        return []
    named = []
    for start, end in caller.sentences[-4:]:
        sentence = caller.text[start:end][:600]
        for reference in roster.references(sentence):
            before = sentence[: reference.start][-60:]
            # "The question is for both.": there "for" belongs to the form of address
            is_for = _QUESTION_FOR.search(before) or (reference.is_all and _QUESTION_FOR.search(f"{before}for "))
            if reference.speakers and is_for:
                named.append(reference)
    return named


# "A question for you or for the Secretary." (El Paso, 25 June 2021): "you" is who has just answered
_YOU_OR = re.compile(
    r"\bquestions? (?:is )?(?:for|to) (?P<you>you),? (?:or|and)(?: also)?(?: maybe| perhaps)? (?:for |to )?", re.I
)


def put_to_caller(turns: Sequence[Turn], index: int, pieces: Sequence[Piece]) -> None:
    """ "Any further questions to me?  Please." "I have two questions for you." (White House, 26 April 2023)."""
    caller = turns[index - 1] if index else None
    if caller is None or caller.role is not Role.PRINCIPAL or caller.speaker is None:
        return
    opening = pieces[0] if pieces else None
    match = _YOU_OR.search(opening.text) if opening is not None else None
    if opening is not None and match and opening.strong and caller.kind is TurnKind.ANSWER:
        others = {id(speaker) for each in opening.strong for speaker in each.speakers}
        if id(caller.speaker) not in others:
            opening.strong.insert(0, Reference(match.start("you"), match.end("you"), (caller.speaker,)))
        return
    ending = caller.text[caller.sentences[-2:][0][0] :][:300] if caller.sentences else ""
    if not caller.calls and not phrases.ANNOUNCES.search(ending):
        return
    for piece in pieces:
        if piece.strong or piece.weak:
            return
        match = FOR_YOU.search(piece.text) if piece.announces else None
        if match:
            piece.strong.append(Reference(match.start("you"), match.end("you"), (caller.speaker,)))
            return


_DID_THEY = re.compile(r"\b(?:did|has|had|does|do|have|will|would|can|could) (?:the )?$", re.I)
_YOU = re.compile(r"[^.?!]{0,60}\byou\b", re.I)


def not_the_one_spoken_of(question: str, roster: Roster) -> Speaker | None:
    """ "did President Biden provide you any assurances?" (White House, 26 April 2023) is put to the other of two."""
    principals = [speaker for speaker in roster.speakers if speaker.role is Role.PRINCIPAL]
    if len(principals) != 2:
        return None
    for each in roster.references(question):
        acts = _DID_THEY.search(question[: each.start][-20:]) and _YOU.match(question, each.end)
        if acts and len(each.speakers) == 1 and not each.is_all:
            return next(speaker for speaker in principals if speaker is not each.speakers[0])
    return None
