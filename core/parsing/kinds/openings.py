"""What a briefer or a leader says before the questions, though the press spoke first."""

import re
from collections.abc import Sequence

from core.parsing.plain import plain
from core.parsing.scene import Turn
from core.vocabulary import Role, TurnKind

# "Anyway, that’s all I got." (State Department, 29 March 2012) ends what a briefer says before the questions
_OPENS_FLOOR = re.compile(
    r"\bthat[’']?s (?:all|everything|it) (?:that )?i(?:[’']ve)? (?:got|have)\b|\bto what[’']?s on your minds\b|"
    r"\bhappy to take (?:some |a few |any )?(?:of )?(?:your )?questions\b",
    re.I,
)
_OPENING = 12  # turns
# Before two leaders meet, the press asks first: "you’ve got to be quiet, and I’m going to make a statement here" (White
# House, 13 September 2024), "Well, welcome.  And it’s good to" (10 July 2024)
_BEGINS_REMARKS = re.compile(
    r"\b(?:make|read) (?:a|my|this) (?:\w+ )?statement\b|(?:^|[.!?] )(?:well,? |so,? |(?:mr|madam)\.? [\w ]{3,20}, )*"
    r"welcome(?: back)?[.!,]|\bwelcome (?:back )?to the (?:white house|oval office)\b",
    re.I,
)

# "I don’t really have any announcements to begin with, so I will take a few questions" (Delhi, 6 April 2023), "I have
# nothing at the top, so let’s go to what’s on your minds." (State Department, 29 November 2012)
_NOTHING_FIRST = re.compile(
    r"\b(?:do|does|did)(?: not|n[’']t) (?:actually |really )*have (?:any|an?|much)\b[^.?!]{0,30}"
    r"\b(?:announcements?|openings?|statements?|comments?|remarks|top|begin|start)\b|"
    r"\b(?:have |got )?nothing (?:(?:at|off|for) (?:you )?(?:the |at the )?top|to announce|to start)|"
    r"\bno (?:opening|prepared|announcements?)\b",
    re.I,
)
# "Thank you. Now we’ll take a few questions." (biden-kishida), "I’m happy to take a few questions." (26 October 2022)
_TAKES_QUESTIONS = re.compile(
    r"\b(?:take|open|get|go|turn|start|jump)\b[^.?!]{0,40}"
    r"\b(?:questions?|right (?:to|into) it|what[’']?s on your minds?)\b",
    re.I,
)
_GREETS = re.compile(
    r"^(?:(?:all right|okay|so|well|and|very|a|hi|hello|hey|happy \w+|good (?:morning|afternoon|evening|day)|"
    r"thank you(?: (?:so|very) much)?|thanks|welcome|to|all of you|you all|everybody|everyone|all|guys|folks|again|"
    r"back|for (?:joining|coming|being)\b[^.?!]{0,50})(?!\w)[\s,.!—–-]*+)++$",
    re.I,
)
_GREETS_BACK = re.compile(r"^(?:well,? |oh,? )*(?:(?:mr|madam)\.? [\w ]{3,20}, )?(?:thank you|thanks)\b", re.I)
_BESIDE = 30  # words said of something else, where there is nothing to announce
_ASIDE = 4  # words


def only_opens_floor(turn: Turn) -> bool:
    """Whether somebody greets, has nothing to say first, and lets the press ask."""
    beside = opens = nothing = 0
    for start, end in turn.sentences:
        sentence = plain(turn.text[start:end])
        if _NOTHING_FIRST.search(sentence):
            nothing += 1
        elif _TAKES_QUESTIONS.search(sentence):
            opens += 1
        elif not _GREETS.match(sentence):
            beside += len(sentence.split())
    return beside <= _BESIDE if nothing else bool(opens) and beside <= _ASIDE


def begins_remarks(turns: Sequence[Turn], index: int) -> bool:
    """Whether one of two leaders begins what they have to say, behind questions that were called at them."""
    if index >= _OPENING or not _BEGINS_REMARKS.search(plain(turns[index].speech[:200])):
        return False
    before = [each for each in turns[:index] if each.role is not Role.PRESS]
    leaders = {id(each.speaker) for each in turns if each.role is Role.PRINCIPAL}
    return len(leaders) > 1 and all(each.kind is not TurnKind.REMARKS and each.length <= 40 for each in before)


def goes_on_opening(turns: Sequence[Turn], index: int) -> bool:
    """Whether a briefer ends the opening statement that banter broke into."""
    if index >= _OPENING:
        return False
    turn = turns[index]
    spoken = {id(each.speaker) for each in turns[:index] if each.role is not Role.PRESS}
    ending = plain(turn.speech[-160:].rsplit(". ", 2)[-1])
    return spoken == {id(turn.speaker)} and bool(_OPENS_FLOOR.search(ending))


def speaks_next(turns: Sequence[Turn], index: int) -> bool:
    """Whether a leader speaks right behind the remarks of another, though questions were called out before both.

    "So, Mr. Prime Minister, thank you again for being here." "Mr. President, thank you very much for those words."
    (White House, 13 September 2024)
    """
    if index >= _OPENING or not index:
        return False
    before = turns[index - 1]
    return (
        before.role is Role.PRINCIPAL
        and before.kind is TurnKind.REMARKS
        and before.speaker is not turns[index].speaker
        and bool(_GREETS_BACK.match(plain(turns[index].speech[:120])))
    )
