"""Which part of an answer belongs to which of several questions, where the answer counts them."""

import re
from itertools import pairwise

from core.parsing.scene import Turn

# "To your first question", "And to your second question", "On the second part", "Lastly, there was a question about"
_ORDINAL = re.compile(
    r"\b(?:(?:to|on|as to|regarding|for|with (?:regard|respect) to)\s+)?(?:the |your |that |"
    r"a )?(?P<which>first|second|third|last|latter|former|other)"
    r"(?:\s+(?:question|part|point|issue|one|half|piece))\b|^(?P<adverb>second(?:ly)?|third(?:ly)?|lastly)\b",
    re.I,
)
_PLACE = {
    "first": 0,
    "former": 0,
    "second": 1,
    "secondly": 1,
    "third": 2,
    "thirdly": 2,
    "last": -1,
    "latter": -1,
    "lastly": -1,
    "other": -1,
}


def parts_of(turn: Turn, questions: int) -> list[tuple[int | None, int | None]]:
    """Parts of an answer for each of several questions, cut where it counts them ("And to your second question").

    [] where it does not count them.
    """
    cuts: dict[int, int] = {}
    for start, end in turn.sentences:
        match = _ORDINAL.search(turn.text[start:end][:120])
        if match:
            place = _PLACE[(match["which"] or match["adverb"]).lower()]
            place = questions - 1 if place < 0 else place
            if place < questions and place not in cuts and (not cuts or start > max(cuts.values())):
                cuts[place] = start
    if questions - 1 not in cuts or len(cuts) < questions - (0 not in cuts):
        return []
    cuts.setdefault(0, 0)
    if 0 in cuts and cuts[0] < 200:
        cuts[0] = 0
    places = sorted(cuts.items())
    if [place for place, _ in places] != list(range(questions)) or sorted(cuts.values()) != [
        start for _, start in places
    ]:
        return []
    bounds = [start for _, start in places] + [len(turn.text)]
    excerpts = [(start, start + len(turn.text[start:end].rstrip())) for start, end in pairwise(bounds)]
    return [] if any(start == end for start, end in excerpts) else [*excerpts]
