"""What a turn of a principal does: remarks, answer, interjection, told by what was said before it."""

import re
from collections.abc import Sequence

from core.parsing.openings import begins_remarks, goes_on_opening
from core.parsing.plain import plain
from core.parsing.procedure import closing_kind, only_calls, opening_kind, wraps_up
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Role, TurnKind

_CONTINUES = re.compile(r"^(?:—|–|--|-|…|\.\.\.)\s*\S")
_ACKNOWLEDGES = re.compile(
    r"^(?:(?:right|yeah|yes|yep|no|okay|ok|sure|mm-?hmm?|uh-?huh|exactly|correct|great|good|fine|sorry|i see|"
    r"well|clearly|true|oh|all right|thanks?(?: you)?|"
    r"fair enough|got it|understood|i know|of course|absolutely|perfect|interesting|wow|ah|please|"
    r"go ahead)(?!\w)[\s,.!?—–-]*+){1,5}$",
    re.I,
)
# Says nothing yet to what was asked: "Sure." (psaki, clinton)
_GRANTS = re.compile(
    r"^(?:(?:sure|okay|ok|all right|of course|mm-?hmm?|please|go ahead|yes|you (?:may|can))(?!\w)[\s,.!]*+){1,2}$", re.I
)
# "Say the first part of your question again. Because there — this fan is going on" (White House, 10 September 2023)
_SAY_AGAIN = re.compile(
    r"^(?:(?:sorry|i[’']?m sorry|oh|well|wait)[\s,.—–-]++)*+(?:(?:can|could|would) you )?(?:please )?"
    r"(?:(?:say|repeat|ask|give me)\b[^.?!]{0,50}\b(?:again|once more|one more time)\b|"
    r"repeat (?:that|the|your) question)",
    re.I,
)
# Asks back: "Give me an example." (clinton), "You mean the north and the west." (afpak), "Is what one of the
# realistic --" (afpak)
_ASKS_BACK = re.compile(
    r"^(?:(?:well|okay|so|i think|wait)[\s,.—–-]++)*+(?:(?:do )?you mean\b|give me (?:an example|one)|such as\W*$|"
    r"like what|what do you mean|meaning what|which (?:one|part|question))",
    re.I,
)
_ASKS_BACK_BROKEN = re.compile(r"^(?:is|are|do|does|did|was|were|what|which|who)\b.*(?:—|–|-)$", re.I)
_PASSES_BACK = re.compile(r"\b(?:goes|is for|belongs) to you\b|\bthat[’']?s (?:for )?you(?:rs)?\b", re.I)  # afpak
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
# The last sentence of a question that announces another: "And then I have a question for President Yoon."
_ANNOUNCES_LAST = re.compile(
    r"(?:[.?!…]\s+|^)(?:[^.?!]{0,40}\b)?i have\b[^.?!]{0,60}\bquestions?\b[^.?!]{0,60}\.$", re.I
)
# "Hey, Jeff.  You broke up a little bit, but I think I got the gist" "Yes."; "I think I missed the beginning of your
# question.  But is this a proposal put forth by folks on the Trump team?" (call by John Kirby, 2024)
_HALF_HEARD = re.compile(
    r"\byou (?:broke|cut|were breaking|were cutting|kind of broke) (?:up|out)\b|"
    r"\bi (?:think i |might have |may have )?missed (?:the |your )?(?:\w+ )?(?:of your |of the )?"
    r"(?:question|beginning|end)\b",
    re.I,
)
# "My turn, huh?" "Please, yes.  Yeah." (White House, 21 December 2022)
_WHOSE_TURN = re.compile(
    r"\b(?:(?:my|your|whose) turn|who(?:[’']s| is) next|next question|i go next)\b[^.?!]*\?\W*$", re.I
)
_BEGINS_WITH_TITLE = re.compile(
    r"(?:Thank you,? |Thanks,? )?(?:Mr\.?|Mrs\.?|Ms\.?|Madam|Vice|President|Prime|Secretary|Minister|Chair(?:man)?)"
    r"(?: [A-Z][\w'’-]+){1,3}[,.—–]"
)
# A second principal joins in the answer of the first in a word
_AGREES = re.compile(
    r"^(?:(?:and|yes|well|no)[\s,.]++)*+(?:i (?:\w+ )?(?:agree|concur|share|second)|same here|"
    r"(?:the )?same(?: for me)?\W*$|likewise|ditto|as do i|me too|so do i)\b",
    re.I,
)
_REPLIED = 8  # words
_ASIDE = 16  # words
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
    if turn.length > _ASIDE and (goes_on_opening(turns, index) or begins_remarks(turns, index)):
        return TurnKind.REMARKS
    if index < begun:
        return opening_kind(turns, index, levelled)
    if wraps_up(turn, before):
        return TurnKind.PROCEDURAL
    if len(turns) - index <= 12 and all(
        (each.length <= 12 or (each.role is Role.MODERATOR and not each.asks)) and each.kind is not TurnKind.QUESTION
        for each in turns[index + 1 :]
    ):
        closing = closing_kind(turns, index)
        if closing is not None:
            return closing
    if len(speech) < 160 and phrases.THANKS.search(levelled) and phrases.BARE_THANKS.match(levelled):
        return TurnKind.INTERJECTION
    if before is None:
        return TurnKind.REMARKS
    if before.role is Role.PRESS:
        if before.kind is TurnKind.QUESTION:
            return _response_kind(turn, before, after, levelled)
        return _after_interjection_kind(turns, index, levelled)
    return _after_colleague_kind(turns, index, begun, levelled)


def _asks_back(turn: Turn, before: Turn, after: Turn | None, levelled: str) -> bool:
    """Whether a reply waits for the asker to say more."""
    if after is None or after.role is not Role.PRESS:
        return False
    if turn.length <= 2 and _GRANTS.match(levelled):
        # "Can I ask about the Russian election?" "You may." (State Department, 5 March 2012)
        return not levelled.startswith("yes") or turn.length > 1
    if turn.length <= 40 and _SAY_AGAIN.match(levelled):
        return True
    if turn.length <= 14 and (_ASKS_BACK.match(levelled) or _ASKS_BACK_BROKEN.match(levelled)):
        return True
    if turn.length <= 14 and _only_asks(turn):
        return True
    if turn.length <= 45 and after.length <= 20 and _HALF_HEARD.search(levelled):
        return True
    if turn.length <= 70 and "you" in levelled and all(turn.text[end - 1] == "?" for _, end in turn.sentences):
        return True  # "Are you concerned that we’re letting — …?  Or what’s the root of your question?" (psaki)
    if turn.length <= 12 and _ANNOUNCES_LAST.search(before.speech[-160:]):
        return True  # "And then I have a question for President Yoon." "You only get one." (Seoul, 21 May 2022)
    # "I understand that." to what only leads up to a question: "Can you live with a split --" (clinton)
    last = plain(before.speech[-200:].split(". ")[-1])
    if before.asks or turn.calls or phrases.CALL.search(turn.speech):
        return False
    if turn.length <= 12 and turn.text.rstrip().endswith(("Laughter.)", "Laughs.)")):
        return True  # "We’ve changed this “one question” thing, haven’t we? (Laughs.)" (biden-moon)
    return (
        turn.length <= 8
        and "answer" not in levelled
        and not phrases.INVERTED.search(last)
        and not phrases.ASKS.search(last)
        and (after.asks or after.length >= 12 or bool(phrases.INVERTED.search(plain(after.speech[:80]))))
    )


def _only_asks(turn: Turn) -> bool:
    """ "The thousands of children?  Or the thousands of families —" (White House, 17 March 2021)."""
    ends = [turn.text[start:end].rstrip('”" ') for start, end in turn.sentences]
    return turn.asks and all(each.endswith("?") or phrases.BROKEN.search(each) for each in ends)


def _is_cut_off(turn: Turn, before: Turn, after: Turn | None) -> bool:
    """ "NATO force deployment along the eastern —" "Yes, we have —" "— that — that could involve U.S. troops to —"."""
    return (
        after is not None
        and after.role is Role.PRESS
        and bool(phrases.BROKEN.search(turn.speech))
        and bool(phrases.BROKEN.search(before.speech))
        and (after.length <= 2 or bool(_CONTINUES.match(after.text)))
    )


def _response_kind(turn: Turn, before: Turn, after: Turn | None, levelled: str) -> TurnKind:
    """What is said right behind a question."""
    words = turn.length
    if _asks_back(turn, before, after, levelled):
        return TurnKind.INTERJECTION
    if words <= 10 and _PASSES_BACK.search(levelled):
        return TurnKind.INTERJECTION  # "I think that goes to you, Robert."
    if (
        words <= _ASIDE
        and after is not None
        and after.role is Role.PRINCIPAL
        and phrases.LAUGHS.search(turn.text[-20:])
    ):
        return TurnKind.INTERJECTION  # "Good luck.  (Laughter.)" to a colleague who is asked (biden-moon)
    if words <= 12 and phrases.NOT_HEARD.search(levelled):
        return TurnKind.INTERJECTION
    if 2 <= words <= 4 and len(set(re.findall(r"\w+", levelled))) == 1 and not _ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION  # "Christina – Christina."
    if words <= 10 and phrases.SORTS_OUT.search(levelled):
        return TurnKind.INTERJECTION  # "Okay, I'll go.", "Please, go ahead.", "They have to answer their questions."
    if words <= 3 and not before.asks and _ACKNOWLEDGES.match(levelled) and not _confirms(before, after, levelled):
        return TurnKind.INTERJECTION  # "Ah, yes." to a question that is only announced
    if words <= 2 and (phrases.BROKEN.search(turn.speech) or phrases.BROKEN.search(before.speech)):
        return TurnKind.INTERJECTION  # "I —"
    is_broken = phrases.BROKEN.search(turn.speech) and phrases.BROKEN.search(before.speech)
    if (words <= 5 and _is_cut_off(turn, before, after)) or (words <= 3 and is_broken):
        return TurnKind.INTERJECTION
    if (
        words <= _ASIDE
        and after is not None
        and after.role is Role.PRESS
        and phrases.BROKEN.search(before.speech)
        and not before.asks
        and not _CONTINUES.match(turn.text)
        and _CONTINUES.match(after.text)
    ):
        return TurnKind.INTERJECTION  # "With your permission, I’m going to take my coat off." (Geneva, 16 June 2021)
    if words <= 12 and turn.speech.rstrip('”" ').endswith("?") and not turn.text.count(". "):
        return TurnKind.INTERJECTION  # "Why doesn't everybody holler at once?"
    if words <= 3 and phrases.BROKEN.search(before.speech) and _ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION  # "Yeah." in the middle of a question
    return TurnKind.ANSWER


def _confirms(before: Turn, after: Turn | None, levelled: str) -> bool:
    """ "He said in particular, you’re going to help advise him on that." "Yes." "Vice President Harris, you were …"
    (White House, 27 January 2022): the next asks about something else."""
    return (
        levelled.startswith(("yes", "no"))
        and before.length >= _REPLIED
        and not phrases.BROKEN.search(before.speech)
        and after is not None
        and after.role is Role.PRESS
        and after.asks
        and bool(_BEGINS_WITH_TITLE.match(after.text))
    )


def _after_interjection_kind(turns: Sequence[Turn], index: int, levelled: str) -> TurnKind:
    """Behind an interjection of the press an answer goes on, if one was being given."""
    turn = turns[index]
    if turn.length <= 5 and _ACKNOWLEDGES.match(levelled):
        return TurnKind.INTERJECTION
    if _is_taken_up_again(turns, index):
        return TurnKind.ANSWER
    if turn.length <= 14 and (phrases.NOT_HEARD.search(levelled) or _ACKNOWLEDGES.match(levelled)):
        return TurnKind.INTERJECTION
    if turn.length <= 12 and turn.text.rstrip('”" ').endswith("?"):
        return TurnKind.INTERJECTION
    caller = turns[index - 2] if index > 1 else turn
    if turn.length <= 20 and caller.calls and caller.speaker is turn.speaker and turns[index - 1].length <= 8:
        return TurnKind.INTERJECTION  # "I think you’re going to steal the mic." to one who asks next (8 June 2023)
    if turn.length <= 40 and index + 1 < len(turns) and turns[index + 1].role is Role.PRESS and _only_asks(turn):
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


def _is_taken_up_again(turns: Sequence[Turn], index: int) -> bool:
    """ "I’ve talked about it —" "Yeah.  Yeah." "— in the briefing room —" (Air Force One, 9 September 2022)."""
    turn = turns[index]
    if turn.length < 3 or index + 2 >= len(turns) or not phrases.BROKEN.search(turn.speech):
        return False
    later = turns[index + 2]
    answering = next((each for each in reversed(turns[:index]) if each.role is not Role.PRESS), None)
    return (
        later.speaker is turn.speaker
        and bool(_CONTINUES.match(later.text))
        and answering is not None
        and answering.kind is TurnKind.ANSWER
        and answering.speaker is turn.speaker
    )


def _jokes(turns: Sequence[Turn], index: int) -> bool:
    """ "let’s do a lady, for a change." "You must be careful; we have a Vice President who is a lady." (Lusaka)."""
    for turn in reversed(turns[max(0, index - 4) : index]):
        if turn.role is Role.MODERATOR:
            return True
        if turn.kind is not TurnKind.INTERJECTION:
            return False
    return False


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


def _is_open(turns: Sequence[Turn], index: int) -> bool:
    """Whether a question that the moderator passed on has no answer yet."""
    for turn in reversed(turns[max(0, index - 5) : index]):
        if turn.kind is TurnKind.QUESTION:
            return True
        if turn.role not in (Role.MODERATOR, Role.STAFF) and turn.kind is not TurnKind.INTERJECTION:
            return False
    return False


def _is_alone(turns: Sequence[Turn]) -> bool:
    """Whether one principal gives the briefing and nobody moderates it."""
    return len({id(each.speaker) for each in turns if each.role is Role.PRINCIPAL}) == 1 and not any(
        each.role is Role.MODERATOR for each in turns
    )


def _after_colleague_kind(turns: Sequence[Turn], index: int, begun: int, levelled: str) -> TurnKind:
    """Behind another principal or a moderator: a further answer, if a question is open."""
    turn = turns[index]
    before = turns[index - 1]
    last = turns[index - 2] if index > 1 and before.kind is TurnKind.INTERJECTION and before.length <= 10 else before
    if _CONTINUES.match(turn.text) and last.speaker is turn.speaker and last.kind is TurnKind.ANSWER:
        return TurnKind.ANSWER  # "— other things, of course." behind a colleague’s "All the time." (7 September 2023)
    if last is not before and last.speaker is turn.speaker and last.kind is TurnKind.REMARKS and turn.length >= 4:
        return TurnKind.REMARKS  # "It really is growing." behind "Yeah." (White House, 10 July 2024)
    if turn.length > 25 and (phrases.CLOSING_REMARKS.match(levelled) or phrases.LIKES_TO_CLOSE.search(levelled[:160])):
        return TurnKind.REMARKS
    if turn.length > 25 and phrases.AT_THE_TOP.search(levelled[:300]):
        return TurnKind.REMARKS
    if (
        turn.length <= _ASIDE
        and before.role is not Role.PRESS
        and phrases.LAUGHS.search(turn.text)
        and _jokes(turns, index)
    ):
        return TurnKind.INTERJECTION
    after = turns[index + 1] if index + 1 < len(turns) else None
    is_put_in = before.kind is TurnKind.ANSWER and after is not None and after.speaker is before.speaker
    if is_put_in and turn.length <= _ASIDE and phrases.LAUGHS.search(turn.text[-20:]):
        return TurnKind.INTERJECTION  # a colleague's joke, behind which the answer goes on
    if before.kind is TurnKind.ANSWER and turn.length <= _ASIDE and _AGREES.match(levelled):
        return TurnKind.ANSWER
    if turn.length > 15 and index > begun and DEFERRED.search(levelled[:300]):
        return TurnKind.ANSWER
    if turn.length <= (20 if phrases.THANKS.search(levelled) else 8) and _ADDS_NOTHING.match(levelled):
        return TurnKind.INTERJECTION
    if turn.length <= 10 and _PASSES_BACK.search(levelled):
        return TurnKind.INTERJECTION
    if turn.length <= 20 and before.kind is TurnKind.ANSWER and phrases.NOT_HEARD.search(levelled):
        return TurnKind.INTERJECTION  # "you were boxed out for a second, Tracy. I couldn’t hear the number" (budget)
    if turn.length <= 14 and _only_asks(turn) and after is not None and after.role is Role.PRESS:
        return TurnKind.INTERJECTION  # "What was the second part of your question?" (White House, 21 December 2022)
    if turn.length <= 5 and _ACKNOWLEDGES.match(levelled) and _WHOSE_TURN.search(before.speech[-60:]):
        return TurnKind.INTERJECTION
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
        phrases.NOT_HEARD.search(levelled) or (phrases.BARE_THANKS.match(levelled) and phrases.THANKS.search(levelled))
    ):
        return TurnKind.INTERJECTION
    if before.kind is TurnKind.QUESTION:
        return TurnKind.ANSWER
    if before.role is Role.MODERATOR:
        if turn.length <= _ASIDE and before.calls and after is not None and after.role is Role.PRESS:
            return (
                TurnKind.INTERJECTION
            )  # "And I’ll fold the Haiti question in as well." (Mexico City, 10 January 2023)
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
    if before.kind is TurnKind.INTERJECTION and turn.length <= 8:
        return TurnKind.INTERJECTION
    return TurnKind.ANSWER
