"""Labels: the words at the head of a line that say who speaks, in all styles seen, without false ones."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.parsing.errors import ParseError
from core.parsing.plain import plain
from core.parsing.turns.lines import Line, join_words
from core.parsing.words import outlets, titles
from core.parsing.words.given_names import GIVEN_NAMES
from core.parsing.words.openers import NOT_NAMES

LONGEST_LABEL = 170  # code points: "HUGO LÓPEZ-GATELL RAMÍREZ, SUBSECRETARIO DE PREVENCIÓN Y PROMOCIÓN DE LA SALUD:"
MOST_CANDIDATES = 20_000
_MOST_WORDS = 20

# "[3-] Q. Mr. President": the Public Papers number their topics before the label.
_TOPIC_NUMBER = re.compile(r"\[\d{1,3}[.\-)]?\]\s*")
_BOLD = re.compile(r"\*\*([^*\n]{1,200})\*\*\s*(:?)\s*")
_COLON = re.compile(r"([^:\n]{1,170}?)\s*:(?![/\d])\s*")
_PERIOD_WORD = r"(?:(?:M[Rr][Ss]?|M[Ss]|D[Rr]|S[Tt]|GEN|SEN|REP|[A-Z])\.|[^\W\d_][\w'’\-]*)"
_PERIOD = re.compile(rf"({_PERIOD_WORD}(?:[ \u00a0]{_PERIOD_WORD}){{0,5}}?)\.(?=\s|$)\s*")
_DASHED = re.compile(r"(M(?:R|RS|S)\.? [A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,20})\s+(?=(?:—|–|--)\s)")
# "Journalist- Mr Minister, do you play cricket?", "Downer - Well," among many "Downer:" (New Delhi, 8 June 2005)
_HYPHENED = re.compile(r"([A-ZÀ-Þ][\w.'’]*(?: [A-ZÀ-Þ][\w.'’]*){0,3})\s?[-–—]\s+(?=\S)")
_HYPHEN = re.compile(r"[-–—]")
# The White House's "Q    Jay, the speech" and "Q (As interpreted.)", the Public Papers' "Q. Mr. President"
_Q = re.compile(r"(Q)(?:[.:]\s*|[\s\u00a0]+)(?=\S)")
_A = re.compile(r"(A)[.:]\s+(?=\S)")
# "(Via interpreter)", "(As interpreted.)", "(In English)": how what follows was delivered.
_NOTE = re.compile(
    r"\(((?:via|through|as|in|speak\w*|spoke\w*|by|with|con|en|habla\w*|mediante|traducci\w*|translat\w*|"
    r"interpret\w*|from)\b[^()\n]{0,80})\)\s*",
    re.I,
)
_NOTE_WORDS = re.compile(
    r"interpret|translat|traduc|\bin (?:english|french|spanish|arabic|german|japanese|korean|russian|"
    r"ukrainian|"
    r"chinese|mandarin|hebrew|italian|portuguese|polish|turkish|latvian|estonian|lithuanian|finnish|danish|"
    r"vietnamese|hindi|urdu|dari|pashto|greek|dutch|swedish|norwegian|romanian|czech|hungarian|"
    r"\w+ian|\w+ese|\w+ish)\b",
    re.I,
)
_LOWER = re.compile(r"[a-zß-öø-ÿ]")
_LETTER = re.compile(r"[^\W\d_]")
_FALSE_START = re.compile(
    r"(?:to|and|for|but|also|so|or|as|if|in|on|of|at|by|with|from|that|this|these|those|it|what|who|whom|how|"
    r"why|when|where|which|i|we|you|he|she|they|my|our|your|his|her|its|their|one|two|three|first|second|"
    r"third|"
    r"then|now|let|last|next|another|a|an|is|are|was|can|could|would|will|do|does|did|not|no|yes|firma|le|"
    r"dije)\b",
    re.I,
)
_SHORT_OFFICES = {office.upper() for office in titles.SHORT_OFFICES}
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}|\b[AaPp]\.?[Mm]\.?\b")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the head of lines `first` to `last`; the turn's first words are `body`."""

    first: int  # position of the line it starts in
    last: int  # position of the line it ends in
    printed: str
    body: str  # the words behind the label in its last line
    style: str  # "upper", "title", "period", "dash", "q", "alone"
    key: str  # printed, levelled: labels of one key are printed alike

    @property
    def words(self) -> list[str]:
        return self.key.split()


def split_note(text: str) -> tuple[str, str]:
    """A delivery note at the head of a turn, without its brackets, and the text behind it."""
    match = _NOTE.match(text)
    if match and _NOTE_WORDS.search(match[1]) and text[match.end() :].strip():
        return match[1].strip(), text[match.end() :]
    return "", text


def label_key(printed: str) -> str:
    """A printed label, levelled for comparison: no bracketed notes, case, accents, or outer punctuation."""
    return plain(without_brackets(printed)).strip(" .,:;*[]")


def without_brackets(printed: str) -> str:
    return _BRACKETED.sub(" ", printed) if "(" in printed or "[" in printed else printed


def find_candidates(lines: Sequence[Line]) -> list[Label]:
    """Every line head that has the shape of a label, in order; which of them are labels is decided later.

    Raises ParseError where there are more than any conference has.
    """
    candidates = []
    taken = -1
    for position, line in enumerate(lines):
        # Most lines of a wrapped text start in lower case and hold no colon: nothing to look at.
        is_plain = "a" <= line.text[:1] <= "z" and ":" not in line.text[: LONGEST_LABEL + 2]
        if position > taken and line.text and not is_plain:
            candidate = _candidate(lines, position)
            if candidate is not None:
                taken = candidate.last
                candidates.append(candidate)
                if len(candidates) > MOST_CANDIDATES:
                    raise ParseError(
                        f"More than {MOST_CANDIDATES:,} lines start like a speaker's label. Is this the "
                        f"transcript of one conference?"
                    )
    return candidates


def _candidate(lines: Sequence[Line], position: int) -> Label | None:
    text = lines[position].text
    topic = _TOPIC_NUMBER.match(text) if text[0] == "[" else None
    if topic:
        text = text[topic.end() :]
    if text.startswith("**"):
        return _bold_label(lines, position, text)
    head = text[: LONGEST_LABEL + 2]
    if head[:1] in "QA" and (match := _Q.match(head) or _A.match(head)):
        return _label(position, position, match[1], text[match.end() :], "q")
    if not head[:1].isalpha() and head[:1] not in '[<“"':
        return None
    if ":" in head and (match := _COLON.match(head)) and (style := _shape(match[1])):
        printed = match[1].strip("<> ")  # "Oana Lungescu [NATO Spokesperson]" keeps its bracket
        printed = printed.strip("[] ") if printed[:1] == "[" else printed
        return _label(position, position, printed, text[match.end() :], style)
    if head[:1] == "M" and (match := _DASHED.match(head)):
        return _label(position, position, match[1], text[match.end(1) :], "dash")
    if _HYPHEN.search(head) and (match := _HYPHENED.match(head)):
        return _label(position, position, match[1], text[match.end() :], "dash")
    if "." in head and (match := _PERIOD.match(head)) and _period_shape(match[1]):
        return _label(position, position, match[1], text[match.end() :], "period")
    return _wrapped_label(lines, position, text)


def _label(first: int, last: int, printed: str, body: str, style: str) -> Label | None:
    printed = printed.strip()
    key = label_key(printed)
    if not key or key in titles.NEVER_LABELS:
        return None
    return Label(first, last, printed, body.strip(), style, key)


def _bold_label(lines: Sequence[Line], position: int, text: str) -> Label | None:
    """Markdown: "**ROGELIO JIMÉNEZ PONS, DIRECTOR GENERAL … AL / TURISMO (FONATUR):** Con su permiso"."""
    last = position
    while "**" not in text[2:] and last + 1 < len(lines) and lines[last + 1].text and last - position < 3:
        last += 1
        text = join_words([text, lines[last].text])
    match = _BOLD.match(text)
    if not match or len(match[1]) > LONGEST_LABEL:
        return None
    printed = match[1].strip()
    if not (match[2] or printed.endswith((":", "."))) and printed != "Q":
        return None
    printed = printed.rstrip(":").strip() if not printed.startswith("Q") else "Q" if len(printed) < 3 else printed
    style = "q" if printed == "Q" else _shape(printed)
    return _label(position, last, printed, text[match.end() :], style) if style else None


def _wrapped_label(lines: Sequence[Line], position: int, text: str) -> Label | None:
    """A label of capitals so long that it was wrapped: only its last line holds the colon."""
    if len(text) < 40 or len(text) > LONGEST_LABEL or _LOWER.search(text) or position + 1 >= len(lines):
        return None
    below = lines[position + 1].text
    match = _COLON.match(below[:80])
    if not match or _LOWER.search(match[1]) or ":" in text:
        return None
    printed = join_words([text, match[1]])
    if _shape(printed) != "upper":
        return None
    return _label(position, position + 1, printed, below[match.end() :], "upper")


def _shape(text: str) -> str:
    """ "upper" or "title" for words in the shape of a label, "" for anything else."""
    bare = without_brackets(text)
    if bare in _SHORT_OFFICES:
        return "upper"
    words = bare.split()
    if not words or len(words) > _MOST_WORDS or _CLOCK.search(bare) or bare.count(",") > 3:
        return ""
    if any(mark in bare for mark in "?!;=@/\\|#") or bare.rstrip()[-1:] in "—–":
        return ""
    letters = len(_LETTER.findall(bare))
    if letters < 1 or letters * 2 < len(bare.replace(" ", "")):
        return ""
    lower = 0
    for word in words:
        if plain(word) not in titles.PARTICLES and word not in ("and", "of", "the", "for"):
            lower += len(_LOWER.findall(word))
    # "MR. McDONOUGH" has a lower-case letter or two.
    if lower <= 2 and letters > lower + 1:
        return "upper"
    if _FALSE_START.match(bare) or len(words) > 9:
        return ""
    small = titles.PARTICLES | {"of", "the", "for", "and", "to"}
    return "title" if all(word[:1].isupper() or plain(word) in small for word in words) else ""


def _period_shape(text: str) -> bool:
    """ "CHAIRMAN POWELL.", "THE PRESIDENT.", "The President.", "Q."; but not "U.S." or "Thank you."."""
    if text[:1] in "Tt" and label_key(text) in ("the president", "the vice president", "the first lady"):
        return True
    words = text.split()
    if not _LOWER.search(text):
        return len(label_key(text)) > 3
    if len(text) > 5 and len(_LOWER.findall(text)) <= 2:
        return True
    # "President Carter.", "Prime Minister Begin.": only behind an office, and judged again by recurrence
    return (
        len(words) in (2, 3)
        and all(word[:1].isupper() for word in words)
        and ((first := plain(words[0])) in titles.OFFICES or first in ("prime", "vice"))
    )


def is_generic(key: str) -> bool:
    """Whether a label names a part (QUESTION, MODERATOR, OPERATOR) and no person."""
    bare = key.rstrip("0123456789# ").removeprefix("the ")
    return any(
        bare in known or key in known
        for known in (
            titles.PRESS_LABELS,
            titles.MODERATOR_LABELS,
            titles.INTERPRETER_LABELS,
            titles.STAFF_LABELS,
            titles.UNKNOWN_LABELS,
        )
    )


def has_office(key: str) -> bool:
    """Whether a word of the label is a form of address or an office."""
    return any(word.strip(".,") in titles.OFFICES or word.strip(".,") in titles.HONORIFICS for word in key.split())


@dataclass(frozen=True, slots=True)
class Judged:
    """The labels of a document, and candidates that were read as text though they might be labels."""

    labels: tuple[Label, ...]
    doubtful: tuple[Label, ...]


def judge(candidates: Sequence[Label], lines: Sequence[Line]) -> Judged:
    """Tell labels from look-alikes by the style of the whole document and by recurrence."""
    counts = Counter(candidate.key for candidate in candidates)
    styles = Counter(candidate.style for candidate in candidates if _is_strong(candidate, counts))
    has_period = _has_period_style(candidates, counts, styles)
    upper = styles["upper"] + styles["q"] + (styles["period"] if has_period else 0)
    title_document = styles["title"] > upper
    capitals = Counter(candidate.key for candidate in candidates if candidate.style == "upper")
    titled = Counter(candidate.key for candidate in candidates if candidate.style == "title")
    starts = {candidate.first for candidate in candidates}
    surnames = {key.split()[-1] for key in capitals if capitals[key] > 1 and has_office(key) and " " in key}
    labels: list[Label] = []
    doubtful: list[Label] = []
    for candidate in candidates:
        if counts[candidate.key] == 1 and not labels and _is_front(candidate, lines):
            accepted = False
        elif candidate.style == "q":
            accepted = candidate.printed == "Q" or counts["a"] >= 3
        elif candidate.style == "upper":
            # "LEAVITT:  I know" once, among many "MS. LEAVITT:" (White House, 20 February 2025)
            is_surname = candidate.key in surnames and bool(candidate.body)
            accepted = (
                _accept_upper(candidate, counts) or is_surname or (title_document and _is_sure_once(candidate, lines))
            )
        elif candidate.style == "dash":
            # "MR. SULLIVAN — COVAX has a list" among many "MR. SULLIVAN:" (call of 3 June 2021) is misprinted
            is_known = titled[candidate.key] > 1 or is_generic(candidate.key)
            accepted = capitals[candidate.key] > 1 or (title_document and is_known)
        elif candidate.style == "period":
            # "MR. KIRBY.  Thank you, Karine." among many "MR. KIRBY:" (White House, 4 August 2022) is misprinted
            is_misprint = capitals[candidate.key] > 1 and has_office(candidate.key) and candidate.printed.isupper()
            accepted = (has_period or is_misprint) and _accept_period(candidate, counts, lines)
        else:
            accepted = _accept_title(candidate, counts, title_document, lines, starts)
        if accepted:
            labels.append(candidate)
        elif candidate.key in titles.FRONT_HEADINGS:
            continue
        elif candidate.style == "upper" or (
            candidate.style == "title" and (has_office(candidate.key) or (title_document and _may_be_name(candidate)))
        ):
            doubtful.append(candidate)
    return Judged(tuple(labels), tuple(doubtful))


_LONGEST_NAMED = 8  # words


def _is_front(candidate: Label, lines: Sequence[Line]) -> bool:
    """Whether it says who takes part: "Moderator:", and a name in the next line."""
    if candidate.key in titles.FRONT_LABELS:
        return True
    if candidate.key not in titles.FRONT_HEADINGS or candidate.body:
        return False
    below = next((line.text for line in lines[candidate.last + 1 : candidate.last + 4] if line.text), "")
    return 0 < len(below.split()) <= _LONGEST_NAMED and below[-1] not in ".?!"


def _is_strong(candidate: Label, counts: Counter[str]) -> bool:
    return is_generic(candidate.key) or has_office(candidate.key) or counts[candidate.key] > 2


def _has_period_style(candidates: Sequence[Label], counts: Counter[str], styles: Counter[str]) -> bool:
    recurring = sum(1 for each in candidates if each.style == "period" and counts[each.key] > 1)
    others = styles["upper"] + styles["title"]
    if not others and not styles["q"]:
        return any(each.style == "period" and has_office(each.key) for each in candidates)
    return recurring >= 2 and recurring * 2 > others


def _accept_upper(candidate: Label, counts: Counter[str]) -> bool:
    if is_generic(candidate.key) or has_office(candidate.key) or counts[candidate.key] > 1:
        return True
    # "JOHN SMITH:" once is a speaker; "CLIMATE:" or "ERT:" once may be a heading
    return 2 <= len(candidate.words) <= 6 and bool(candidate.body)


def _accept_period(candidate: Label, counts: Counter[str], lines: Sequence[Line]) -> bool:
    if counts[candidate.key] > 1 or has_office(candidate.key):
        return True
    if len(candidate.words) < 2 or not candidate.body:
        return False
    # "… will be from Asma Khalid of / NPR.  ": a first time counts only where the words before had ended.
    above = candidate.first - 1
    while above >= 0 and not lines[above].text:
        above -= 1
    return above < 0 or lines[above].text.rstrip('”"’)0123456789')[-1:] in ".?!—-:" or above < candidate.first - 1


def _accept_title(
    candidate: Label, counts: Counter[str], title_document: bool, lines: Sequence[Line], starts: set[int]
) -> bool:
    if is_generic(candidate.key):
        return len(candidate.key) > 1 or counts[candidate.key] > 1  # "J:" once is an item of a list
    if not title_document:
        # "Reporter: Thank you, Mr. President." stands among labels of capitals; "To Secretary Blinken:" must not
        return counts[candidate.key] > 2 and has_office(candidate.key) and len(candidate.words) > 1
    if len(outlets.outlet_and_name(candidate.printed)[1].split()) in (1, 2, 3):
        return bool(candidate.body)  # "Asahi Shimbun, Takahashi: I would like to ask" (Tokyo, 22 November 2022)
    if counts[candidate.key] > 1 or has_office(candidate.key):
        # "Minister:" stands above what he says (Foreign Ministry of Japan, 26 September 2007)
        below = candidate.last + 1
        stands_above = counts[candidate.key] > 1 and has_office(candidate.key) and below < len(lines)
        return len(candidate.words) <= 9 and bool(candidate.body or (stands_above and lines[below].text))
    return _is_sure_once(candidate, lines) or _is_full_name(candidate)


def _is_full_name(candidate: Label) -> bool:
    """ "Ada Moss: Colleagues, the next question, please." once, in a document whose labels are printed so."""
    return _may_be_name(candidate) and candidate.words[0] in GIVEN_NAMES


def _may_be_name(candidate: Label) -> bool:
    words = candidate.words
    return 2 <= len(words) <= 3 and bool(candidate.body) and NOT_NAMES.isdisjoint(words)


def _is_sure_once(candidate: Label, lines: Sequence[Line]) -> bool:
    """Whether what is printed once is a label: it was called, or is an outlet that asks, as "CCTV: The situation in
    Afghanistan is developing rapidly. How does China see it?" (Beijing, 16 August 2021)."""
    return _was_called(candidate, lines) or ("?" in candidate.body and outlets.is_certain(candidate.printed))


def _was_called(candidate: Label, lines: Sequence[Line]) -> bool:
    """ "We start with the first question, Agence Europe, Lea Marchal." above "Agence Europe:" makes it a label."""
    above = candidate.first - 1
    while above >= 0 and not lines[above].text:
        above -= 1
    if above < 0:
        return False
    called = plain(lines[above].text[-300:])
    own = plain(candidate.body[:200])
    return candidate.key in called or candidate.key in own or "question" in called
