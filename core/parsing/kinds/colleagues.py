"""What a principal says behind another principal or a moderator: a further answer, thanks, a joke."""

import re
from collections.abc import Sequence

from core.parsing.plain import plain
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Role, TurnKind

ACKNOWLEDGES = re.compile(
    r"^(?:(?:right|yeah|yes|yep|no|okay|ok|sure|mm-?hmm?|uh-?huh|exactly|correct|(?:good|fair) point|great|good|"
    r"fine|sorry|i see|"
    r"well|clearly|true|oh|all right|thanks?(?: you)?|"
    r"fair enough|got it|understood|i know|of course|absolutely|perfect|interesting|wow|ah|please|"
    r"go ahead)(?!\w)[\s,.!?—–-]*+){1,5}$",
    re.I,
)
PASSES_BACK = re.compile(r"\b(?:goes|is for|belongs) to you\b|\bthat[’']?s (?:for )?you(?:rs)?\b", re.I)  # afpak
# "No, that’s it. Thank you." (budget): nothing to add
_ADDS_NOTHING = re.compile(
    r"^(?:no,? |i think )*(?:that[’']?s (?:it|all)|nothing (?:else|further|more|to add|from me)|i[’']?m good)\b",
    re.I,
)
# What was left out before: "didn’t address Matt Lee’s question on Egypt. Let me just do that quickly." (budget)
DEFERRED = re.compile(
    r"\b(?:(?:did(?:n[’']t| not)|have(?:n[’']t| not)|forgot to|neglected to|failed to|never) "
    r"(?:address|answer|get(?: back)? to|touch on|mention|respond to|take)(?:ed)?|(?:go|get|come|circle) back to) "
    r"(?P<whose>[^.?!;]{0,40}?)\b(?:question|part|point)s?\b",
    re.I,
)
# "My turn, huh?" "Please, yes.  Yeah." (White House, 21 December 2022)
_WHOSE_TURN = re.compile(
    r"\b(?:(?:my|your|whose) turn|who(?:[’']s| is) next|next question|i go next)\b[^.?!]*\?\W*$", re.I
)
# A second principal joins in the answer of the first in a word
_AGREES = re.compile(
    r"^(?:(?:and|yes|well|no)[\s,.]++)*+(?:i (?:\w+ )?(?:agree|concur|share|second)|same here|"
    r"(?:the )?same(?: for me)?\W*$|likewise|ditto|as do i|me too|so do i)\b",
    re.I,
)
# "Thank you both so much for joining us.  Appreciate it.  Always welcome." (White House, 8 June 2021) to guests
_THANKS_GUESTS = re.compile(
    r"^(?:(?:all right|okay|great|well)[,.]? )*thank(?:s| you)\b[^.?!]{0,40}\bfor (?:joining|coming|being|stopping)\b",
    re.I,
)
ASIDE = 16  # words
_PUT_IN = 10  # words
_ASKS_BACK = 30  # words
_FAREWELL = 25  # words
_CAN_WE = 8  # words


def colleague_kind(turns: Sequence[Turn], index: int, begun: int, levelled: str) -> TurnKind:
    """Behind another principal or a moderator: a further answer, if a question is open."""
    turn = turns[index]
    before = turns[index - 1]
    last = turns[index - 2] if index > 1 and before.kind is TurnKind.INTERJECTION and before.length <= 10 else before
    if phrases.RESUMES.match(turn.text) and last.speaker is turn.speaker and last.kind is TurnKind.ANSWER:
        return TurnKind.ANSWER  # "— other things, of course." behind a colleague’s "All the time." (7 September 2023)
    if last is not before and last.speaker is turn.speaker and last.kind is TurnKind.REMARKS and turn.length >= 4:
        return TurnKind.REMARKS  # "It really is growing." behind "Yeah." (White House, 10 July 2024)
    after = turns[index + 1] if index + 1 < len(turns) else None
    goes_on = after is not None and after.speaker is before.speaker and phrases.CONTINUES.match(after.text)
    if turn.length <= _PUT_IN and goes_on and phrases.BROKEN.search(before.speech):
        return TurnKind.INTERJECTION  # "is it okay if I stand here —" "Sure." "— to be able to look" (8 June 2021)
    if turn.length <= _FAREWELL and before.kind is TurnKind.ANSWER and _THANKS_GUESTS.match(levelled):
        return TurnKind.PROCEDURAL
    if turn.length > 25 and (phrases.CLOSING_REMARKS.match(levelled) or phrases.LIKES_TO_CLOSE.search(levelled[:160])):
        return TurnKind.REMARKS
    if turn.length > 25 and phrases.AT_THE_TOP.search(levelled[:300]):
        return TurnKind.REMARKS
    if (
        turn.length <= ASIDE
        and before.role is not Role.PRESS
        and phrases.LAUGHS.search(turn.text)
        and _jokes(turns, index)
    ):
        return TurnKind.INTERJECTION
    is_put_in = before.kind is TurnKind.ANSWER and after is not None and after.speaker is before.speaker
    if is_put_in and turn.length <= ASIDE and phrases.LAUGHS.search(turn.text[-20:]):
        return TurnKind.INTERJECTION  # a colleague's joke, behind which the answer goes on
    if is_put_in and turn.length <= _CAN_WE and only_asks(turn) and before.length <= 30 and not before.asks:
        return TurnKind.INTERJECTION  # "Can we take care of it?" in another's answer (White House, 1 December 2022)
    if before.kind is TurnKind.ANSWER and turn.length <= ASIDE and _AGREES.match(levelled):
        return TurnKind.ANSWER
    if turn.length > 15 and index > begun and DEFERRED.search(levelled[:300]):
        return TurnKind.ANSWER
    if turn.length <= (20 if phrases.THANKS.search(levelled) else 8) and _ADDS_NOTHING.match(levelled):
        return TurnKind.INTERJECTION
    if turn.length <= 10 and PASSES_BACK.search(levelled):
        return TurnKind.INTERJECTION
    if turn.length <= 20 and before.kind is TurnKind.ANSWER and phrases.NOT_HEARD.search(levelled):
        return TurnKind.INTERJECTION  # "you were boxed out for a second, Tracy. I couldn’t hear the number" (budget)
    if turn.length <= _ASKS_BACK and only_asks(turn) and before.kind is TurnKind.PROCEDURAL and after is not None:
        # "whether the U.S. still has final say …?  … was that the question?" (3 June 2021)
        return TurnKind.INTERJECTION
    if turn.length <= 14 and only_asks(turn) and after is not None and after.role is Role.PRESS:
        return TurnKind.INTERJECTION  # "What was the second part of your question?" (White House, 21 December 2022)
    if turn.length <= 5 and ACKNOWLEDGES.match(levelled) and _WHOSE_TURN.search(before.speech[-60:]):
        return TurnKind.INTERJECTION
    if before.kind is TurnKind.ANSWER and (
        before.speech.rstrip().endswith("?")
        or (
            phrases.BROKEN.search(before.speech)
            and phrases.INVERTED.search(plain(before.speech[before.sentences[-1][0] :]))
        )
    ):
        return TurnKind.ANSWER  # "Is that right, , or —" "Yeah. Yes."
    if turn.length <= 4 and not phrases.RESUMES.match(turn.text):
        adds = before.kind is TurnKind.ANSWER and before.length <= 12 and turn.length >= 2
        spoken = plain(" ".join(each.speech for each in turns[max(0, index - 2) : index]))
        return (
            TurnKind.ANSWER
            if adds and plain(turn.speech) != plain(before.speech) and (plain(turn.speech).strip(".") not in spoken)
            else TurnKind.INTERJECTION
        )
    if turn.length <= 12 and (
        phrases.NOT_HEARD.search(levelled) or (phrases.BARE_THANKS.match(levelled) and phrases.THANKS.search(levelled))
    ):
        return TurnKind.INTERJECTION
    if before.kind is TurnKind.QUESTION:
        return TurnKind.ANSWER
    if before.role is Role.MODERATOR:
        if turn.length <= ASIDE and before.calls and after is not None and after.role is Role.PRESS:
            # "And I’ll fold the Haiti question in as well." (Mexico City, 10 January 2023)
            return TurnKind.INTERJECTION
        # "… is there anything you want to say just on the bilateral piece?" gives the floor; one who breaks in on
        # an answer does not.
        if re.search(r"\b(?:your|the|that) question", levelled[:80]):
            return TurnKind.ANSWER
        if _is_open(turns, index):
            return TurnKind.ANSWER  # "But Mr. Callaghan, do you want to address it in broad terms?" (haiti)
        if before.asks and before.length >= 10 and not re.search(r"\bquestion", plain(before.speech)):
            return TurnKind.REMARKS
        earlier = [
            each
            for each in turns[max(0, index - 4) : index - 1]
            if each.role is Role.PRESS and each.kind is TurnKind.QUESTION
        ]
        return TurnKind.ANSWER if earlier and before.length < 40 else TurnKind.REMARKS
    if before.kind in (TurnKind.INTERJECTION, TurnKind.REMARKS) and turn.length <= 8:
        return TurnKind.INTERJECTION
    return TurnKind.ANSWER


def only_asks(turn: Turn) -> bool:
    """ "The thousands of children?  Or the thousands of families —" (White House, 17 March 2021)."""
    ends = [turn.text[start:end].rstrip('”" ') for start, end in turn.sentences]
    return turn.asks and all(each.endswith("?") or phrases.BROKEN.search(each) for each in ends)


def _jokes(turns: Sequence[Turn], index: int) -> bool:
    """ "let’s do a lady, for a change." "You must be careful; we have a Vice President who is a lady." (Lusaka)."""
    for turn in reversed(turns[max(0, index - 4) : index]):
        if turn.role is Role.MODERATOR:
            return True
        if turn.kind is not TurnKind.INTERJECTION:
            return False
    return False


def _is_open(turns: Sequence[Turn], index: int) -> bool:
    """Whether a question that the moderator passed on has no answer yet."""
    for turn in reversed(turns[max(0, index - 5) : index]):
        if turn.kind is TurnKind.QUESTION:
            return True
        if turn.role not in (Role.MODERATOR, Role.STAFF) and turn.kind is not TurnKind.INTERJECTION:
            return False
    return False
