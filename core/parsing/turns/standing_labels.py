"""Labels that stand alone in their line, without a colon, where a whole text is laid out so.

"JOURNALIST", and below it what is asked; "JULIE BISHOP", and below it what is answered (doorstop interviews of the
Parliamentary Library of Australia, 20 August 2015).
"""

from collections import Counter
from collections.abc import Sequence

from core.parsing.turns.labels import Label, is_generic, label_key
from core.parsing.turns.lines import Line
from core.parsing.words import titles

_LONGEST = 60  # code points
_MOST_WORDS = 6
_MOST_KEYS = 12  # people who speak more than once
_LEAST = 4  # labels


def find_standing(lines: Sequence[Line]) -> tuple[Label, ...]:
    """The labels, if the layout leaves no doubt: the press and somebody else, each more than once, all in capitals,
    and words below each; none otherwise."""
    found = [label for position in range(len(lines)) if (label := _label(lines, position)) is not None]
    counts = Counter(label.key for label in found)
    known = {key for key, count in counts.items() if count > 1 or is_generic(key)}
    labels = tuple(label for label in found if label.key in known)
    recurring = [key for key in known if counts[key] > 1]
    asks = [key for key in recurring if key in titles.PRESS_LABELS]
    if not asks or len(recurring) == len(asks) or len(known) > _MOST_KEYS or len(labels) < _LEAST:
        return ()
    return labels


def _label(lines: Sequence[Line], position: int) -> Label | None:
    text = lines[position].text.strip()
    words = text.split()
    if not words or len(text) > _LONGEST or len(words) > _MOST_WORDS or not text.isupper() or not text[-1].isalnum():
        return None
    above = lines[position - 1].text if position else ""
    below = next((line.text for line in lines[position + 1 : position + 4] if line.text), "")
    if (above and above[-1].isalnum()) or not below or below.isupper():
        return None
    key = label_key(text)
    return Label(position, position, text, "", "alone", key) if key and key not in titles.NEVER_LABELS else None
