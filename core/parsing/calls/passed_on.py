"""Questions that are named by who put them: "Carol asked about normalizing." (kerry), before one who answers that."""

import re
from collections.abc import Sequence

from core.parsing.calls.said import Said
from core.parsing.plain import plain
from core.parsing.scene import Turn
from core.parsing.words import word_set
from core.parsing.words.given_names import GIVEN_NAMES
from core.vocabulary import Role

ASKED_ABOUT = re.compile(
    r"(?:^|[.!]\s+)(?:and |but |so |i think )?(?P<name>[^\W\d_]+) (?:had |also )?asked (?:me |you |us )?"
    r"(?:about|on|whether|if)\s+(?P<what>[^.?!;]{3,80})",
    re.I,
)
_STEM = re.compile(r"\b[a-zà-ÿ]{5}")  # "normalizing" and "normalize" begin alike
_COMMON = word_set("about their there these those which would could should wheth becau")
_FURTHEST = 20  # turns


def passed_on(turns: Sequence[Turn], index: int) -> tuple[Said, Turn] | None:
    """Who is said by the turn at `index` to have asked, and the turn of a while ago that asks about that."""
    turn = turns[index]
    match = ASKED_ABOUT.search(turn.text[:200]) if "asked " in turn.text[:200] else None
    if match is None or plain(match["name"]) not in GIVEN_NAMES:
        return None
    said = Said(match.start("name"), turn.text[match.start("name") : match.end()].strip(), match["name"])
    about = _stems(match["what"])
    for asked in reversed(turns[max(0, index - _FURTHEST) : index]):
        if asked.role is Role.PRESS and asked.asks and about & _stems(asked.text[:4000]):
            return said, asked
    return None


def _stems(text: str) -> frozenset[str]:
    return frozenset(_STEM.findall(plain(text))) - _COMMON
