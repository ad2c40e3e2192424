"""Labels that stand alone in their line, without a colon, where a whole text is laid out so.

"JOURNALIST", and below it what is asked; "JULIE BISHOP", and below it what is answered (doorstop interviews of the
Parliamentary Library of Australia, 20 August 2015).
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from core.parsing.plain import plain_words
from core.parsing.turns.labels import Label, is_generic, label_key
from core.parsing.turns.lines import Line
from core.parsing.words import titles
from core.parsing.words.openers import NOT_NAMES

_LONGEST = 60  # code points
_MOST_WORDS = 6
_MOST_KEYS = 12  # people who speak more than once
_LEAST = 4  # labels


def find_standing(lines: Sequence[Line]) -> tuple[Label, ...]:
    """The labels, if the layout leaves no doubt; none otherwise.

    It leaves none where the press and somebody else stand more than once each, all in capitals, and words below each;
    or where one name stands again and again, by turns with those of others.
    """
    return _find_parts(lines) or _find_names(lines)


def _find_parts(lines: Sequence[Line]) -> tuple[Label, ...]:
    found = _labels(lines, str.isupper)
    counts = Counter(label.key for label in found)
    known = {key for key, count in counts.items() if count > 1 or is_generic(key)}
    labels = tuple(label for label in found if label.key in known)
    recurring = [key for key in known if counts[key] > 1]
    asks = [key for key in recurring if key in titles.PRESS_LABELS]
    if not asks or len(recurring) == len(asks) or len(known) > _MOST_KEYS or len(labels) < _LEAST:
        return ()
    return labels


def _find_names(lines: Sequence[Line]) -> tuple[Label, ...]:
    """ "Michele Bullock" above each answer, and who asked above each question (Reserve Bank of Australia, 10 December
    2024)."""
    found = _labels(lines, _is_printed_name)
    if not found:
        return ()
    ((answers, number),) = Counter(label.key for label in found).most_common(1)
    turns_taken = sum((one.key == answers) != (other.key == answers) for one, other in pairwise(found))
    is_sure = number >= _LEAST and number * 3 >= len(found) and turns_taken * 4 >= (len(found) - 1) * 3
    return found if is_sure else ()


_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?: (?:[A-ZÀ-Þ][\w'’.-]*|de|da|van|von|der|den|al|bin|di)){1,3}")


def _is_printed_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not text.isupper() and NOT_NAMES.isdisjoint(plain_words(text))


def _labels(lines: Sequence[Line], is_printed_so: Callable[[str], bool]) -> tuple[Label, ...]:
    found = (_label(lines, position, is_printed_so) for position in range(len(lines)))
    return tuple(label for label in found if label is not None)


def _label(lines: Sequence[Line], position: int, is_printed_so: Callable[[str], bool]) -> Label | None:
    text = lines[position].text
    if not text or len(text) > _LONGEST or text.count(" ") >= _MOST_WORDS or not text[-1].isalnum():
        return None
    if not is_printed_so(text):
        return None
    above = lines[position - 1].text if position else ""
    below = next((line.text for line in lines[position + 1 : position + 4] if line.text), "")
    if (above and above[-1].isalnum()) or not below or is_printed_so(below):
        return None
    key = label_key(text)
    return Label(position, position, text, "", "alone", key) if key and key not in titles.NEVER_LABELS else None
