"""Whom a question is put to that calls nobody, where the order of turns shows it."""

import re
from collections import defaultdict
from collections.abc import Sequence

from core.parsing.links.questions import Call, Question
from core.parsing.plain import plain
from core.parsing.scene import Speaker, Turn
from core.parsing.words import phrases
from core.vocabulary import Basis, Role, TurnKind

_GOES_ON = re.compile(
    r"^(?:and|but|so|again,|right|okay|well|yeah|then|no|i mean|can i just|could i just|because|also|just)\b", re.I
)
# To whoever spoke last, as in "Again, could I just follow up with you?" (italy)
_WITH_YOU = re.compile(
    r"\b(?:follow(?:ing)?[- ]?up|stay|stick|back) (?:with|to) you\b(?! (?:both|all|two|three|each))", re.I
)
_GREETS = re.compile(r"^(?:yes,? |thank you\W+|thanks\W+)*(?:hi|hello|good (?:morning|afternoon|evening))\b", re.I)
_ON_THE_FLOOR = 30  # turns
_ALONE = 3  # answers


def call_by_order(turns: Sequence[Turn], questions: Sequence[Question]) -> None:
    """A follow-up that calls nobody is put to the one who was speaking, if they are the one who goes on."""
    by_turn: defaultdict[int, list[Question]] = defaultdict(list)
    for question in questions:
        by_turn[question.turn.position].append(question)
    for question in questions:
        if question.calls:
            continue
        inside = by_turn[question.turn.position]
        if any(other.calls for other in inside):
            # The rest of the turn calls somebody: then this part is left open, but for who alone answers it
            alone = _who_answers_the_rest(question, inside)
            if alone is not None:
                question.calls = [Call(alone, "", Basis.ORDER)]
            continue
        before = _before(turns, question.turn.position - 1)
        if before is None:
            continue
        if _GREETS.match(plain(question.turn.speech[:80])) and before.kind is not TurnKind.PROCEDURAL:
            continue  # "Hi, good afternoon, gentlemen.  My question refers to" (haiti): the next one asks them all
        guest = _on_the_floor(turns, question)
        if guest is not None or _goes_on(question, before):
            question.calls = [Call(guest or before.speaker, "", Basis.ORDER)]


def _who_answers_the_rest(question: Question, inside: Sequence[Question]) -> Speaker | None:
    """ "have you even considered such a step?  And, Mr. Biden, could you please" (White House, 12 December 2023): the
    colleague of who is called, who answers first."""
    speaker = _alone_answers(question)
    first = min((each.turn.position for other in inside for each in other.answers), default=0)
    if speaker is None or "?" not in question.excerpt or question.answers[0].turn.position != first:
        return None
    is_called = any(call.speaker is speaker for other in inside for call in other.calls)
    return None if is_called else speaker


def _alone_answers(question: Question) -> Speaker | None:
    speakers = {id(each.turn.speaker): each.turn.speaker for each in question.answers}
    return next(iter(speakers.values())) if len(speakers) == 1 else None


def _goes_on(question: Question, before: Turn) -> bool:
    answer = question.answers[0].turn if question.answers else None
    if answer is not None and answer.speaker is before.speaker:
        return True
    # "Thousands?" asks back; a shouted "Sir, how does the —" that nobody takes up does not
    asks_back = question.turn.length <= 7 and answer is not None
    opening = plain(question.turn.speech[:200])
    goes_on = asks_back or bool(_GOES_ON.match(opening)) or bool(_WITH_YOU.search(opening))
    return goes_on and before.kind is not TurnKind.PROCEDURAL


def _on_the_floor(turns: Sequence[Turn], question: Question) -> Speaker | None:
    """The guest who answers, and who alone has answered of late: "Go ahead, Sebastian." says his host, and he is asked
    "Again, on Prime Minister Meloni" (White House, 26 July 2023)."""
    speaker = _alone_answers(question)
    if speaker is None:
        return None
    position = question.turn.position
    recent = [each for each in turns[max(0, position - _ON_THE_FLOOR) : position] if each.kind is TurnKind.ANSWER]
    return speaker if len(recent) >= _ALONE and all(each.speaker is speaker for each in recent) else None


def _before(turns: Sequence[Turn], index: int) -> Turn | None:
    """The principal's turn that the press turn at `index` follows, but for an aside: "Sure, we can – yeah."."""
    for turn in reversed(turns[max(0, index - 3) : index]):
        if turn.role is Role.PRESS and turn.length <= 5 and phrases.BROKEN.search(turn.speech):
            continue  # "Where do Venezuelan hostages —" "On Brazil, real quickly:" (Air Force One, 8 June 2022)
        is_host = turn.speaker is not None and turn.speaker.also_answers
        # "All right, I’m going to let Jake go back." "Thanks, Jake." (Air Force One, 9 June 2021): asked is who stays
        calls_directly = turn.role is Role.PRINCIPAL and (turn.position == index or not turn.calls)
        if (turn.role is Role.PRINCIPAL or is_host) and (turn.kind is not TurnKind.PROCEDURAL or calls_directly):
            return turn
        is_aside = turn.kind is TurnKind.INTERJECTION or (turn.role is Role.MODERATOR and turn.length <= 6)
        if not is_aside or turn.calls or turn.length == 0:
            return None
    return None
