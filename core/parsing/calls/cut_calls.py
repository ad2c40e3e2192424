"""Calls that others speak into: one in two parts, and one that somebody asks on through."""

import re
from collections.abc import Mapping, Sequence

from core.parsing.calls.said import Said
from core.parsing.scene import Speaker, Turn
from core.parsing.words import phrases
from core.vocabulary import Role

_REST = re.compile(r"(?:—|–|--|-)\s*(?:of|from|with) (?:the )?(?P<outlet>[A-Z][^.?!,;:]{1,40})[.?!,]?$")
_CALL = 14  # words


def rest_of_call(turns: Sequence[Turn], index: int, calls: Mapping[int, Said | None]) -> Said | None:
    """ "Nancy —" "Hi, thank you." "— from Bloomberg." (Bucharest, 11 March 2022): whom both parts call.

    `calls` has what the turns before call, by position.
    """
    turn, begun = turns[index], turns[max(0, index - 2)]
    match = _REST.match(turn.text)
    first = calls.get(begun.position) if match and begun.speaker is turn.speaker else None
    if match is None or first is None or first.outlet or not phrases.BROKEN.search(begun.speech):
        return None
    return Said(match.start("outlet"), match["outlet"], first.name, match["outlet"])


def speaks_over_call(turns: Sequence[Turn], index: int) -> Speaker | None:
    """ "And when you talk about unemployment —" "MJ." "— do you take into account" (White House, 28 March 2022): who
    asks on, though somebody else was called."""
    if index < 2 or turns[index - 1].length > _CALL or not phrases.CONTINUES.match(turns[index].text):
        return None
    asked = turns[index - 2]
    return asked.speaker if asked.role is Role.PRESS and phrases.BROKEN.search(asked.speech) else None
