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
