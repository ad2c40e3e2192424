"""What a turn of a principal does: remarks, answer, interjection, told by what was said before it."""

import re
from collections.abc import Sequence

from core.parsing.kinds.asking_back import DENIED, REPLIED, asks_back
from core.parsing.kinds.colleagues import (
    ACKNOWLEDGES,
    ASIDE,
    PASSES_BACK,
    colleague_kind,
    only_asks,
)
from core.parsing.kinds.openings import begins_remarks, goes_on_opening, speaks_next
from core.parsing.kinds.procedure import closing_kind, only_calls, opening_kind, sends_away, wraps_up
from core.parsing.plain import plain, shares_long_word
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Role, TurnKind

_AGREES = re.compile(r"^(?:(?:that[’']?s )?(?:correct|right|true)|exactly|absolutely|no|not yet)\W*$", re.I)
# "It’s been good talking to you all." (the same gaggle) leaves what was asked
_LEAVES = re.compile(
    r"^(?:(?:okay|all right|well|guys)[,.]? )*(?:it[’']?s |it was )?(?:been )?(?:good|great|nice|a pleasure) "
    r"(?:to (?:talk|speak|see|be)|talking|speaking|seeing|being)\b[^.?!]{0,30}\W*$",
    re.I,
)
# "Oh, the door is broken, guys.  Hold on one second." "Okay.  Let’s try this again." (Air Force One, 17 February 2022)
_HOLDS_ON = re.compile(
    r"\b(?:hold on(?: (?:one|a) (?:second|sec|moment|minute))?|(?:just |give me )?(?:one|a) (?:second|sec|moment)|"
    r"try (?:this|that|it) again)\W*$"
)
_BEGINS_WITH_TITLE = re.compile(
    r"(?:Thank you,? |Thanks,? )?(?:Mr\.?|Mrs\.?|Ms\.?|Madam|Vice|President|Prime|Secretary|Minister|Chair(?:man)?)"
    r"(?: [A-Z][\w'’-]+){1,3}[,.—–]"
)
# "Sorry, what — what, I’m sorry?  I didn’t hear the last part of your question." (Helsinki, 13 July 2023)
_UNHEARD_FIRST = re.compile(r"^(?:(?:oh|well|i)[\s,]+)*(?:i[’']m sorry|sorry|what|pardon|excuse me)\b", re.I)
_UNHEARD = 20  # words
# "So, your question is if we are ready to give up our territories?" (White House, 12 December 2023)
_RESTATES = re.compile(r"\b(?:your question is|you(?:[’']re| are) asking(?: me)?)\b[^.?!]{0,120}\?\W*$", re.I)
_RESTATED = 30  # words
# "does he intend to touch on … the security at the airport —" "Yes." "— maybe with Mr. Erdoğan?" (the same flight)
_ADDED = 4  # words
# "I have nothing to report at this moment." "(Inaudible.)" "Stay tuned, however." (Philadelphia, 24 October 2024)
_BEHIND_UNHEARD = 3  # words
_LEAST = 12  # words
_LAST = 12  # turns
# "I didn’t speak to him." "He was supposed to be there." "I think so, yeah, but I did not see him." (19 February 2025)
_SPEAKS = re.compile(r"^(?:(?:well|no|yes|yeah|and|but)[\s,.]++)*(?:i|we)\b")
_SAYS_ON = 8  # words
_BEFORE_QUESTION = 30  # words
_CHAT = 8  # turns
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
    if only_calls(turn, before, after):
        return TurnKind.PROCEDURAL
    if turn.length > ASIDE and (
        goes_on_opening(turns, index) or begins_remarks(turns, index) or (index > begun and speaks_next(turns, index))
    ):
        return TurnKind.REMARKS
    if index < begun:
        return opening_kind(turns, index, levelled)
    if wraps_up(turn, before, after):
        return TurnKind.PROCEDURAL
    if len(turns) - index <= _LAST and all(
        (each.length <= 12 or (each.role is Role.MODERATOR and not each.asks)) and each.kind is not TurnKind.QUESTION
        for each in turns[index + 1 :]
    ):
        closing = closing_kind(turns, index)
        if closing is not None:
            return closing
    elif index > 0 and len(turns) - index <= _LAST and sends_away(turns, index):
        return TurnKind.PROCEDURAL
    if len(speech) < 160 and phrases.THANKS.search(levelled) and phrases.BARE_THANKS.match(levelled):
        return TurnKind.INTERJECTION
    if before is None:
        return TurnKind.REMARKS
    if before.role is Role.PRESS:
        if before.kind is TurnKind.QUESTION:
            return _response_kind(turn, before, after, levelled)
        return _after_interjection_kind(turns, index, levelled)
    return colleague_kind(turns, index, begun, levelled)


def _is_cut_off(turn: Turn, before: Turn, after: Turn | None) -> bool:
    """ "NATO force deployment along the eastern —" "Yes, we have —" "— that — that could involve U.S. troops to —"."""
    return (
        after is not None
        and after.role is Role.PRESS
        and bool(phrases.BROKEN.search(turn.speech))
        and bool(phrases.BROKEN.search(before.speech))
        and (after.length <= 2 or bool(phrases.RESUMES.match(after.text)))
    )


def _response_kind(turn: Turn, before: Turn, after: Turn | None, levelled: str) -> TurnKind:
    """What is said right behind a question."""
    words = turn.length
    if phrases.SAYS_SO.match(levelled):
        return TurnKind.ANSWER
    if asks_back(turn, before, after, levelled):
        return TurnKind.INTERJECTION
    if words <= REPLIED and _LEAVES.match(levelled):
        return TurnKind.PROCEDURAL
    if words <= 10 and PASSES_BACK.search(levelled):
        return TurnKind.INTERJECTION  # "I think that goes to you, Robert."
    is_joke = words <= ASIDE and phrases.LAUGHS.search(turn.text[-20:]) and "answer is" not in levelled
    if is_joke and after is not None and after.role is Role.PRINCIPAL:
        return TurnKind.INTERJECTION  # "Good luck.  (Laughter.)" to a colleague who is asked (biden-moon)
    if words <= 12 and phrases.NOT_HEARD.search(levelled):
        return TurnKind.INTERJECTION
    is_before_press = after is not None and after.role is Role.PRESS
    if words <= _UNHEARD and is_before_press and _UNHEARD_FIRST.match(levelled) and phrases.NOT_HEARD.search(levelled):
        return TurnKind.INTERJECTION
    if words <= _RESTATED and is_before_press and _RESTATES.search(levelled):
        return TurnKind.INTERJECTION
    if 2 <= words <= 4 and len(set(re.findall(r"\w+", levelled))) == 1 and not ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION  # "Christina – Christina."
    if words <= 10 and phrases.SORTS_OUT.search(levelled):
        return TurnKind.INTERJECTION  # "Okay, I'll go.", "Please, go ahead.", "They have to answer their questions."
    if words <= 2 and _is_all_answered(turn, before, after):
        return TurnKind.ANSWER
    if words <= _LEAST and phrases.BROKEN.search(before.speech) and not before.asks and _HOLDS_ON.search(levelled):
        return TurnKind.INTERJECTION
    if words <= 3 and not before.asks and ACKNOWLEDGES.match(levelled) and not _confirms(before, after, levelled):
        return TurnKind.INTERJECTION  # "Ah, yes." to a question that is only announced
    if words <= 2 and before.asks and _AGREES.match(levelled):
        return TurnKind.ANSWER  # "Correct." to "Can you just confirm …?  And my two major —" (call of 3 June 2024)
    if words == 2 and not phrases.BROKEN.search(turn.speech) and shares_long_word(before.speech, turn.speech[:90]):
        return TurnKind.ANSWER  # "No sort of formal —" "Nothing formal." (Geneva, 15 June 2021)
    if words <= 2 and (phrases.BROKEN.search(turn.speech) or phrases.BROKEN.search(before.speech)):
        return TurnKind.INTERJECTION  # "I —"
    is_broken = phrases.BROKEN.search(turn.speech) and phrases.BROKEN.search(before.speech)
    if (words <= 5 and _is_cut_off(turn, before, after)) or (words <= 3 and is_broken):
        return TurnKind.INTERJECTION
    if (
        words <= ASIDE
        and after is not None
        and after.role is Role.PRESS
        and phrases.BROKEN.search(before.speech)
        and not before.asks
        and not phrases.RESUMES.match(turn.text)
        and phrases.RESUMES.match(after.text)
    ):
        return TurnKind.INTERJECTION  # "With your permission, I’m going to take my coat off." (Geneva, 16 June 2021)
    if words <= 12 and turn.speech.rstrip('”" ').endswith("?") and not turn.text.count(". "):
        return TurnKind.INTERJECTION  # "Why doesn't everybody holler at once?"
    if words <= 3 and phrases.BROKEN.search(before.speech) and ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION  # "Yeah." in the middle of a question
    return TurnKind.ANSWER


def _is_all_answered(turn: Turn, before: Turn, after: Turn | None) -> bool:
    """ "Did you find Bibi receptive to the humanitarian argument you made and —" "Yes." "Was — was there any pushback"
    (Ramstein, 18 October 2023): what was cut off had asked, and the next asks something else or adds some words."""
    if after is None or after.role is not Role.PRESS or not phrases.BROKEN.search(before.speech):
        return False
    if before.length < REPLIED:
        return False
    said = plain(turn.speech)
    if DENIED.match(said):
        return True
    if not _AGREES.match(said) and said.strip(" .!") not in ("yes", "yeah", "yep"):
        return False
    asked = plain(before.speech)
    if phrases.CONTINUES.match(after.text):
        return after.asks and after.length <= _ADDED and bool(phrases.INVERTED.search(asked))
    return after.length >= REPLIED and bool(phrases.INVERTED.match(asked))


def _confirms(before: Turn, after: Turn | None, levelled: str) -> bool:
    """ "He said in particular, you’re going to help advise him on that." "Yes." "Vice President Harris, you were …"
    (White House, 27 January 2022): the next asks about something else."""
    return (
        levelled.startswith(("yes", "no"))
        and before.length >= REPLIED
        and not phrases.BROKEN.search(before.speech)
        and after is not None
        and after.role is Role.PRESS
        and after.asks
        and bool(_BEGINS_WITH_TITLE.match(after.text))
    )


def _after_interjection_kind(turns: Sequence[Turn], index: int, levelled: str) -> TurnKind:
    """Behind an interjection of the press an answer goes on, if one was being given."""
    turn = turns[index]
    if _denies_at_last(turns, index, levelled):
        return TurnKind.ANSWER
    if turn.length <= 5 and ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION
    if turn.length > 25 and phrases.AT_THE_TOP.search(levelled[:300]):
        return TurnKind.REMARKS  # behind guests: "Okay, just two more items for all of you at the top." (8 June 2021)
    if turn.length <= 14 and phrases.NOT_HEARD.search(levelled):
        return TurnKind.INTERJECTION
    if _is_taken_up_again(turns, index):
        return TurnKind.ANSWER
    if turn.length <= _LEAST and index + 1 < len(turns) and turns[index + 1].asks and _HOLDS_ON.search(levelled):
        return TurnKind.INTERJECTION
    if turn.length <= 14 and ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION
    if turn.length <= 12 and turn.text.rstrip('”" ').endswith("?"):
        return TurnKind.INTERJECTION
    caller = turns[index - 2] if index > 1 else turn
    if turn.length <= 20 and caller.calls and caller.speaker is turn.speaker and turns[index - 1].length <= 8:
        return TurnKind.INTERJECTION  # "I think you’re going to steal the mic." to one who asks next (8 June 2023)
    if turn.length <= 10 and phrases.SORTS_OUT.search(levelled):
        return TurnKind.INTERJECTION  # "You all sort that out, okay?" to two who call out (24 October 2024)
    if turn.length <= 40 and index + 1 < len(turns) and turns[index + 1].role is Role.PRESS and only_asks(turn):
        return TurnKind.INTERJECTION  # "Is that what you’re asking me?" behind "Or cap." (White House, 17 March 2021)
    if turn.length <= 20 and phrases.THANKS.match(levelled) and phrases.THANKS.search(levelled[-40:]):
        # "Thanks. I believe we've asked – we've answered Soyoung's questions. Thank you very much."
        return TurnKind.PROCEDURAL if _is_alone(turns) else TurnKind.INTERJECTION
    if _is_before_question(turns, index):
        return TurnKind.INTERJECTION
    recent = range(index - 1, max(-1, index - _EXCHANGE), -1)
    asked = next((n for n in recent if turns[n].kind is TurnKind.QUESTION), None)
    answering = next(
        (turns[n] for n in recent if turns[n].role is not Role.PRESS and turns[n].kind is not TurnKind.INTERJECTION),
        None,
    )
    is_open = asked is not None and (answering is None or answering.position < turns[asked].position)
    goes_on = answering is not None and answering.speaker is turn.speaker
    if goes_on and answering is not None and answering.kind is TurnKind.REMARKS and not is_open:
        return TurnKind.REMARKS if turn.length > 12 else TurnKind.INTERJECTION
    if phrases.RESUMES.match(turn.text) and caller.speaker is turn.speaker and _is_not_heard(caller):
        return TurnKind.INTERJECTION  # "I can’t understand —" "Okay." "— a word he’s saying." (13 February 2025)
    if phrases.RESUMES.match(turn.text) or turn.length >= 13:
        return TurnKind.ANSWER
    if turn.length >= _SAYS_ON and goes_on and _SPEAKS.match(levelled):
        return TurnKind.ANSWER
    if asked is not None and not any(each.kind is TurnKind.ANSWER for each in turns[asked:index]):
        return TurnKind.ANSWER if turn.length >= 2 else TurnKind.INTERJECTION
    least = 5 if turns[index - 1].speech else _BEHIND_UNHEARD
    if goes_on and turn.length >= least and turns[index - 1].length <= 4:
        return TurnKind.ANSWER
    return TurnKind.INTERJECTION


def _is_not_heard(turn: Turn) -> bool:
    return turn.kind is TurnKind.INTERJECTION and bool(phrases.NOT_HEARD.search(plain(turn.speech)))


def _is_taken_up_again(turns: Sequence[Turn], index: int) -> bool:
    """ "I’ve talked about it —" "Yeah.  Yeah." "— in the briefing room —" (Air Force One, 9 September 2022)."""
    turn = turns[index]
    if turn.length < 3 or index + 2 >= len(turns) or not phrases.BROKEN.search(turn.speech):
        return False
    later = turns[index + 2]
    answering = next((each for each in reversed(turns[:index]) if each.role is not Role.PRESS), None)
    return (
        later.speaker is turn.speaker
        and bool(phrases.RESUMES.match(later.text))
        and answering is not None
        and answering.kind is TurnKind.ANSWER
        and answering.speaker is turn.speaker
    )


def _denies_at_last(turns: Sequence[Turn], index: int, levelled: str) -> bool:
    """ "… are greased up by the oil companies?" "Are what?" "Greased up." "No." (Gold Coast, 21 April 2006)."""
    if index < 3 or not DENIED.match(levelled):
        return False
    asked, asks_back = turns[index - 3], turns[index - 2]
    return (
        asked.kind is TurnKind.QUESTION
        and asks_back.kind is TurnKind.INTERJECTION
        and asks_back.speaker is turns[index].speaker
        and asks_back.speech.endswith("?")
    )


def _is_before_question(turns: Sequence[Turn], index: int) -> bool:
    """ "These five-day trips around the world are no problem." (White House, 10 September 2023) to one who was called.

    Whoever was called on has chatted so far, and asked nothing; what could not be heard may have asked.
    """
    if turns[index].length > _BEFORE_QUESTION:
        return False
    for turn in reversed(turns[max(0, index - _CHAT) : index]):
        is_call = turn.calls and turn.kind is not TurnKind.INTERJECTION
        if is_call or (turn.kind is TurnKind.PROCEDURAL and turn.role is not Role.PRESS):
            return True
        if turn.kind is TurnKind.QUESTION or turn.length > _BEFORE_QUESTION:
            return False
        if turn.role is Role.PRESS and not turn.speech.strip(" .!?—–-"):
            return False
    return False


def _is_alone(turns: Sequence[Turn]) -> bool:
    """Whether one principal gives the briefing and nobody moderates it."""
    return len({id(each.speaker) for each in turns if each.role is Role.PRINCIPAL}) == 1 and not any(
        each.role is Role.MODERATOR for each in turns
    )
