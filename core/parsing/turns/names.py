"""What a label says: a part without a name, an office, a name, a name with an office, a numbered official."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.parsing.plain import distance, plain_words
from core.parsing.turns.labels import has_office, label_key, without_brackets
from core.parsing.words import outlets, titles


class LabelKind(StrEnum):
    PRESS = "press"
    MODERATOR = "moderator"
    INTERPRETER = "interpreter"
    STAFF = "staff"
    UNKNOWN = "unknown"
    OFFICE = "office"  # "THE PRESIDENT": an office and no name
    NUMBERED = "numbered"  # "SENIOR STATE DEPARTMENT OFFICIAL ONE"
    TITLED = "titled"  # "SECRETARY BLINKEN"
    BARE = "bare"  # "JIM TANKERSLEY", "Politico"


_GENERIC = (
    (LabelKind.PRESS, titles.PRESS_LABELS),
    (LabelKind.MODERATOR, titles.MODERATOR_LABELS),
    (LabelKind.INTERPRETER, titles.INTERPRETER_LABELS),
    (LabelKind.STAFF, titles.STAFF_LABELS),
    (LabelKind.UNKNOWN, titles.UNKNOWN_LABELS),
)
_LONG_OFFICES = tuple(word for word in sorted(titles.OFFICES) if len(word) >= 6)


@dataclass(frozen=True, slots=True)
class LabelWords:
    """A label taken apart. `name` and `title` have the case of a running text."""

    kind: LabelKind
    name: str = ""
    title: str = ""
    name_words: tuple[str, ...] = ()  # levelled
    title_words: tuple[str, ...] = ()  # levelled, misprints mended
    misprint: bool = False  # a word of the title was misprinted: "DEFENESE MINISTER"


# The title or the outlet behind a name: "Oana Lungescu [NATO Spokesperson]", "Lorne Cook (Associated Press)"
_TITLE_IN_BRACKETS = re.compile(r"(?P<name>[^()\[\]]{2,60}) [(\[](?P<title>[^()\[\]]{2,80})[)\]]$")
_SUFFIX = re.compile(r",? (?:jr|sr|ii|iii|iv)\.?$", re.I)  # "LLOYD J. AUSTIN III"


def read_label(printed: str) -> LabelWords:
    """Take a printed label apart."""
    key = label_key(printed)
    bare = key.rstrip("0123456789#").strip().removeprefix("the ")
    for kind, known in _GENERIC:
        if bare in known or key in known:
            return LabelWords(kind)
    if key == "a":  # of "Q:" and "A:"
        return LabelWords(LabelKind.OFFICE)
    bracket = _TITLE_IN_BRACKETS.match(printed)
    if bracket and (has_office(label_key(bracket["title"])) or outlets.outlet_and_name(printed)[1]):
        printed = f"{bracket['name']}, {bracket['title']}"
    text = _SUFFIX.sub("", without_brackets(printed).strip(" .,:;*[]"))
    if key in titles.SHORT_OFFICES:
        text = titles.SHORT_OFFICES[key]
    head, _, tail = text.partition(",")
    if tail:
        return _read_with_comma(head.strip(), tail.strip(), text)
    return _read_words(text)


def _read_with_comma(head: str, tail: str, text: str) -> LabelWords:
    """ "Peter Stano, Moderator", "ROGELIO JIMÉNEZ PONS, DIRECTOR GENERAL DEL …"."""
    tail_key = label_key(tail)
    words = tuple(plain_words(head))
    for kind, known in _GENERIC:
        if tail_key in known:
            return LabelWords(kind, name_case(head), "", words)
    own = _read_words(head)
    if len(tail.split()) <= 3 and outlets.outlet_and_name(text)[1]:
        return LabelWords(LabelKind.BARE, text, "", tuple(plain_words(text)))
    if own.kind is LabelKind.BARE and words:
        return LabelWords(LabelKind.TITLED, name_case(head), title_case(tail), words, tuple(plain_words(tail)))
    if own.name and set(own.title_words) <= titles.HONORIFICS and has_office(tail_key):
        # "Shri Arindam Bagchi, Official Spokesperson" (Delhi, 6 April 2023)
        return replace(own, title=title_case(tail), title_words=(*own.title_words, *plain_words(tail)))
    return own if own.name else LabelWords(LabelKind.OFFICE, "", title_case(text), (), tuple(plain_words(text)))


def _read_words(text: str) -> LabelWords:
    words = text.split()
    levelled = [(plain_words(word) or [""])[0] for word in words]
    levelled = [
        titles.SHORTENED.get(each, each) if "." in word else each for each, word in zip(levelled, words, strict=True)
    ]
    misprint = False
    last = -1
    for position, word in enumerate(levelled):
        if word in titles.OFFICES or word in titles.HONORIFICS:
            last = position
        elif mended := _mend_office(word):
            levelled[position] = mended
            last, misprint = position, True
    if last < 0:
        return LabelWords(LabelKind.BARE, name_case(text), "", tuple(word for word in levelled if word))
    if last == len(words) - 1 and levelled[0] in titles.HONORIFICS and last > 0:
        last = 0  # "MR. KING"
    elif last == len(words) - 1 and _ends_in_surname(levelled):
        offices = [at for at, word in enumerate(levelled[:-1]) if word in titles.OFFICES or word in titles.HONORIFICS]
        last = offices[-1] if offices else -1
        if last < 0:
            return LabelWords(LabelKind.BARE, name_case(text), "", tuple(word for word in levelled if word))
    start = last + 1
    if start < len(words) and levelled[start] in ("of", "for", "to"):
        while start < len(words) and levelled[start] in titles.QUALIFIERS:
            start += 1
    if start and len(words) == start + 2 and _is_family_name_first(*words[start:]):
        words[start:], levelled[start:] = words[: start - 1 : -1], levelled[: start - 1 : -1]
    name, title = " ".join(words[start:]), " ".join(words[:start])
    title_words = tuple(word for word in levelled[:start] if word and word != "the")
    misprint = misprint or _has_misprint(title_words)
    if not name:
        return LabelWords(LabelKind.OFFICE, "", title_case(title), (), title_words, misprint)
    name_words = tuple(word for word in levelled[start:] if word)
    if name_words and len(name_words) == 1 and name_words[0] in titles.NUMERALS:
        return LabelWords(LabelKind.NUMBERED, title_case(text), "", name_words, title_words, misprint)
    return LabelWords(LabelKind.TITLED, name_case(name), title_case(title), name_words, title_words, misprint)


def _ends_in_surname(levelled: Sequence[str]) -> bool:
    """ "JULIE BISHOP" (Canberra, 20 August 2015), "FOREIGN MINISTER BISHOP": the last word is an office that people are
    named after too, and is no office there."""
    before = levelled[-2] if len(levelled) > 1 else ""
    return (
        levelled[-1] in titles.SURNAMES_TOO
        and bool(before)
        and before not in titles.QUALIFIERS
        and before not in titles.BEFORE_OFFICES
    )


def _is_family_name_first(first: str, second: str) -> bool:
    """ "Mr. HAYASHI Yoshimasa" (Foreign Ministry of Japan): the capitals mark the family name, wherever it stands."""
    return len(first) > 2 and first.isupper() and second[:1].isupper() and second[1:].islower()


def _mend_office(word: str) -> str:
    """ "MINISTESR" is MINISTER misprinted; "" for a word that is near no office."""
    if len(word) < 6:
        return ""
    for office in _LONG_OFFICES:
        if 0 < distance(word, office, 1 if len(word) < 8 else 2) <= (1 if len(word) < 8 else 2):
            return office
    return ""


def _has_misprint(words: tuple[str, ...]) -> bool:
    """ "DEFENESE": a word of a title that is near a known qualifier and not one."""
    return any(
        len(word) >= 6
        and word not in titles.QUALIFIERS
        and word not in titles.OFFICES
        and any(len(known) >= 6 and distance(word, known, 2) <= 2 for known in titles.QUALIFIERS)
        for word in words
    )


def name_case(text: str) -> str:
    """ "MS. JEAN-PIERRE" -> "Ms. Jean-Pierre", "McDONOUGH" -> "McDonough"; mixed case stays as it is."""
    return " ".join(_word_case(word) for word in text.split())


def title_case(text: str) -> str:
    """ "SECRETARY OF STATE" -> "Secretary of State"."""
    small = {"of", "the", "for", "and", "to", "de", "del", "la", "y", "los", "las", "al"}
    words = text.split()
    return " ".join(
        word.lower() if position and word.lower() in small else _word_case(word) for position, word in enumerate(words)
    )


def _word_case(word: str) -> str:
    letters = [letter for letter in word if letter.isalpha()]
    if not letters or sum(letter.isupper() for letter in letters) < 2:
        return word
    if word[:2] == "Mc" or word[:3] == "Mac":
        prefix = 2 if word[:2] == "Mc" else 3
        return word[:prefix] + word[prefix : prefix + 1] + word[prefix + 1 :].lower()
    if any(letter.islower() for letter in letters) or "." in word.rstrip("."):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0][:1] + part[0][1:].lower(), word)
