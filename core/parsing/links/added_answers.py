"""Answers that take up an earlier one: to a colleague's, and to one's own that was cut off."""

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from core.parsing.links.questions import Question, Response
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Basis, TurnKind

# In afpak: "First of all, let me just add to Secretary Clinton’s response to you"
_ADDS_TO = re.compile(
    r"\b(?:add(?:ing)?|build(?:ing)?|follow(?:ing)?[- ]?up) (?:just )?(?:to|on) (?:what )?(?:the )?"
    r"(?P<whose>[^.?!,;]{3,40}?)(?:[’']s\b|s[’']| (?:just )?said\b)",
    re.I,
)
# In nato: "I do want to say one thing about the question that you addressed to the Secretary General"
_PUT_TO_ANOTHER = re.compile(
    r"\bquestions? (?:that |which )?you (?:just |also )?(?:addressed|put|posed|directed|asked|had)(?: of| to| for)? "
    r"(?:the |my )?(?P<whose>[\w’'-]+(?: [\w’'-]+)?)",
    re.I,
)
_LEAD = re.compile(r"^(?:(?:okay|ok|so|well|yes|yeah|right|look|again)\b[\s,.]*)+", re.I)
_FURTHEST = 8  # turns
_NEAR = 5  # turns
_MOST = 40  # questions
_ALIKE = 4  # words


def add_to_colleagues(turns: Sequence[Turn], questions: Sequence[Question]) -> None:
    """Who adds to a colleague's answer answers what the colleague was asked, too."""
    for index, turn in enumerate(turns):
        match = _ADDS_TO.search(plain(turn.speech[:200])) if turn.kind is TurnKind.ANSWER else None
        if match is None:
            continue
        named = set(plain_words(match["whose"]))
        for before in reversed(turns[max(0, index - _FURTHEST) : index]):
            speaker = before.speaker
            if before.kind is not TurnKind.ANSWER or speaker is None or speaker is turn.speaker:
                continue
            if named & set(speaker.name_words):
                _answer_what(before, turn, questions)
                break


def answer_for_another(turns: Sequence[Turn], questions: Sequence[Question]) -> None:
    """Who says something to a question that was put to a colleague answers that one, too."""
    positions = [question.turn.position for question in questions]
    for turn in turns:
        if turn.kind is not TurnKind.ANSWER or "question" not in turn.text:
            continue
        before = questions[bisect_left(positions, turn.position - _FURTHEST) : bisect_left(positions, turn.position)]
        for match in _PUT_TO_ANOTHER.finditer(turn.speech):
            whose = set(plain_words(match["whose"]))
            put = next((question for question in reversed(before[-_MOST:]) if _is_put_to(question, whose, turn)), None)
            if put is not None and not any(response.turn is turn for response in put.answers):
                put.answers.append(Response(turn, basis=Basis.CONTENT))
                put.answers.sort(key=lambda response: response.turn.position)


def _is_put_to(question: Question, whose: Collection[str], turn: Turn) -> bool:
    """Whether a question is put to whom the words name or title, who is not the speaker of `turn`."""
    called = [call.speaker for call in question.calls if call.speaker is not None]
    return any(set(whose) <= {*each.name_words, *each.title_words} for each in called if each is not turn.speaker)


def answer_again(turns: Sequence[Turn], index: int, asked: Turn, questions: Sequence[Question]) -> None:
    """What begins an answer again that `asked` cut off, while asking nothing outright, answers that question, too."""
    turn = turns[index]
    cut_off = next((each for each in reversed(turns[max(0, index - _NEAR) : index]) if _says_again(each, turn)), None)
    if cut_off is not None and not (asked.asks and cut_off.position >= asked.position):
        _answer_what(cut_off, turn, questions)


def answer_restated(turns: Sequence[Turn], index: int, asked: Turn, by_turn: Mapping[int, Sequence[Question]]) -> None:
    """What answers a question that was asked once more, because somebody wanted to hear it again, answers the part of
    the first that was put to them: "Say it again." "Sorry.  So, the question was" (White House, 12 December 2023)."""
    turn = turns[index]
    place = asked.position - 1
    again = turns[place - 1] if place else None
    if again is None or again.speaker is not turn.speaker or not phrases.SAY_AGAIN.match(plain(again.speech)):
        return
    near = [each for each in turns[max(0, place - _NEAR) : place] if each.kind is TurnKind.QUESTION]
    if not near or near[-1].speaker is not asked.speaker:
        return
    for question in by_turn.get(near[-1].position, ()):
        own = [each.turn for each in question.answers]
        if question.is_put_to(turn.speaker) and turn not in own:
            question.answers.append(Response(turn, basis=Basis.ORDER))


def _answer_what(earlier: Turn, turn: Turn, questions: Sequence[Question]) -> None:
    """`turn` answers all that `earlier` does."""
    for question in questions:
        own = [each.turn for each in question.answers]
        if earlier in own and turn not in own:
            question.answers.append(Response(turn, basis=Basis.CONTENT))


def _says_again(cut_off: Turn, turn: Turn) -> bool:
    """ "We make those determinations based on the facts and based on —" … "We make those determinations on a regular
    basis" (price): the same speaker, who was cut off, in the same first words."""
    if cut_off.kind is not TurnKind.ANSWER or cut_off.speaker is not turn.speaker:
        return False
    if not phrases.BROKEN.search(cut_off.speech):
        return False
    # "They spoke about Ukraine primarily.  And —", an aside, "Okay.  They spoke about Ukraine primarily because of"
    first, again = (plain_words(_LEAD.sub("", each.speech[:200])) for each in (cut_off, turn))
    return len(first) >= _ALIKE and again[:_ALIKE] == first[:_ALIKE]
