"""The full names and titles that the header and the text know the speakers by, whose labels hold a surname."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from core.parsing.plain import plain, plain_words
from core.parsing.scene import Speaker, Turn
from core.parsing.turns.header import Header
from core.parsing.turns.names import LabelKind, title_case
from core.parsing.words import titles, word_set
from core.parsing.words.addresses import FAMILY_NAME_FIRST, FAMILY_NAME_TURNED, NATIONS
from core.parsing.words.given_names import GIVEN_NAMES
from core.parsing.words.openers import NOT_NAMES
from core.vocabulary import Basis

_NAME_BEFORE = re.compile(r"((?:[^\W\d_][\w.'’-]*[ \u00a0]){1,4})$")
_OFFICES_BEFORE = re.compile(r"((?:[^\W\d_][\w.'’-]*[ \u00a0]){1,8})$")


def complete_names(speakers: Sequence[Speaker], turns: Sequence[Turn], header: Header) -> None:
    """Give speakers the first names and titles that the header and the moderator's words know them by."""
    body = "\n".join(turn.text for turn in turns)[:300_000]
    briefer = _briefer(header.text)
    hosts = set(plain_words("\n".join(_MODERATED_BY.findall(header.text[:5000]))))
    for speaker in speakers[:200]:
        if speaker.kind not in (LabelKind.TITLED, LabelKind.BARE, LabelKind.MODERATOR) or not speaker.name_words:
            continue
        _mend_case(speaker, header.text, body)
        _complete_from_header(speaker, header.text)
        speaker.briefs = speaker.name_words[-1] == briefer
        speaker.hosts = hosts.issuperset(speaker.name_words)
        speaker.nation = _nation(speaker, header.text)
        if len(speaker.name.split()) < 2:
            _complete_behind(speaker, header.text)
        if len(speaker.name.split()) < 2:
            _complete_from_body(speaker, body)
        if len(speaker.name.split()) < 2 and speaker.title_words and speaker.title_words <= titles.HONORIFICS:
            _complete_by_given_name(speaker, body)
        if len(speaker.name.split()) < 2 and speaker.title_words and speaker.title_words <= titles.HONORIFICS:
            _complete_by_thanks(speaker, turns)


def _complete_by_given_name(speaker: Speaker, body: str) -> None:
    """ "we have Admiral John Kirby with us" (White House, 30 November 2023): who MR. KIRBY is, if no other is named."""
    found = set(re.findall(rf"\b([A-Z][a-zà-ÿ]+) {re.escape(speaker.name)}\b", body))
    found = {name for name in found if plain(name) in GIVEN_NAMES}
    if len(found) == 1:
        speaker.name = f"{found.pop()} {speaker.name}"
        speaker.name_words = tuple(plain_words(speaker.name))


_THANKS_TO = re.compile(
    r"^(?:(?:well|great|okay|all right),? )?thank(?:s|you| you)?(?: (?:so|very) much)?,\s+(\w+)\b", re.I
)
_BACK_TO = re.compile(r"\b(?:over|back) to(?: you,)? (\w+)[.,]?$", re.I)


def _complete_by_thanks(speaker: Speaker, turns: Sequence[Turn]) -> None:
    """ "Thank you, Jen." behind MS. PSAKI, "Back to you, Jeff." before MR. ZIENTS: how colleagues call them."""
    found: Counter[str] = Counter()
    for before, turn in pairwise(turns):
        if before.speaker is speaker and turn.speaker is not None and turn.speaker is not speaker:
            if match := _THANKS_TO.match(turn.text[:60]):
                found[match[1]] += 1
        elif (
            turn.speaker is speaker
            and before.speaker not in (None, speaker)
            and (match := _BACK_TO.search(before.text[-40:].rstrip()))
        ):
            found[match[1]] += 1
    named = [name for name, _ in found.most_common() if plain(name) in GIVEN_NAMES and name[:1].isupper()]
    if named:
        speaker.name = f"{named[0]} {speaker.name}"
        speaker.name_words = tuple(plain_words(speaker.name))


def _mend_case(speaker: Speaker, header: str, body: str) -> None:
    """ "MCKEON" is McKeon where the text prints it so."""
    wanted = speaker.name
    if wanted in header or wanted in body:
        return
    for text in (header, body):
        for match in re.finditer(rf"\b{re.escape(wanted)}\b", text, re.I):
            if match[0][:1].isupper() and not match[0].isupper():
                speaker.name = match[0]
                return


def _complete_from_header(speaker: Speaker, header: str) -> None:
    surname = speaker.name.split()[-1]
    levelled = plain(surname)
    for line in header.split("\n"):
        if levelled not in plain(line):
            continue
        match = re.search(rf"(?<!\w){re.escape(surname)}(?!\w)", line, re.I)
        if not match:
            # "Mute Egede" in the header, "MÚTE EGEDE" in a label: the accents differ
            words = [word for word in line.split() if plain(word).strip(",.") == levelled]
            match = re.search(re.escape(words[0].strip(",.")), line) if words else None
        if not match:
            continue
        forenames = _forenames(line[: match.start()])
        before = line[: match.start()][: len(line[: match.start()]) - len(" ".join(forenames)) - bool(forenames)]
        if forenames and len(speaker.name.split()) < 3 and not line.isupper():
            own = speaker.name if len(speaker.name.split()) < 2 else speaker.name.split()[-1]
            speaker.name = " ".join([*forenames, own]) if plain(own) != plain(forenames[-1]) else speaker.name
            speaker.name_words = tuple(plain_words(speaker.name))
        elif forenames and line.isupper() and len(speaker.name.split()) < 2:
            speaker.name = " ".join([*(title_case(name) for name in forenames), speaker.name])
            speaker.name_words = tuple(plain_words(speaker.name))
        # "Antony J. Blinken, Secretary of State": a title behind a name only where the name opens the line
        title = (_title_after(line[match.end() :]) if not before.strip() else "") or title_before(before)
        if title:
            speaker.title_words |= frozenset(word for word in plain_words(title.replace("-", " ")) if word != "the")
            if len(title) > len(speaker.title) or plain(speaker.title).strip(".") in titles.HONORIFICS:
                speaker.title = title_case(title) if title.isupper() else title
        speaker.is_in_header = True
        speaker.basis = Basis.HEADER
        return


def _forenames(before: str) -> list[str]:
    """The words of a name right before the surname: ["Antony", "J."], read backwards to a title or a stop."""
    match = _NAME_BEFORE.search(before[-120:])
    names: list[str] = []
    for word in reversed(match[1].split() if match else []):
        levelled = plain(word).strip(".,")
        if not word[:1].isupper() and levelled not in titles.PARTICLES:
            break
        if (
            levelled in titles.OFFICES
            or levelled in titles.HONORIFICS
            or levelled in titles.QUALIFIERS - titles.PARTICLES
        ):
            break
        if levelled in _STOPS or len(names) == 3:
            break
        names.insert(0, word)
    while names and not names[0][:1].isupper():
        names.pop(0)
    return names


# "Press Briefing by Press Secretary Jen Psaki, Deputy Director of the National Economic Council …" (White House, 8 June
# 2021): who is named first gives the briefing, and presents the others
_BRIEFING_BY = re.compile(
    r"\b(?:briefing|gaggle|conference) (?:by|with) (?:the )?(?:white house )?(?:principal )?(?:deputy )?press "
    r"secretary (?P<name>[^\n,;]{3,60}?)(?=$|,|;| and | en route| aboard)",
    re.I | re.M,
)


def _briefer(header: str) -> str:
    """The surname, levelled; "" without one."""
    match = _BRIEFING_BY.search(header[:5000])
    words = plain_words(match["name"]) if match is not None else []
    return words[-1] if words else ""


# "Moderator:", and in the next line "JOSE LUIS DE HARO" (International Monetary Fund, 21 January 2026)
_MODERATED_BY = re.compile(r"^moderators?:\s*([^\n:]{3,60})$", re.I | re.M)
_OF = r",?(?: [A-Z][\w-]+){0,2},?(?: (?:the )?[A-Z]\w+(?: Minister)?)? of (?:the )?(?:\w+ of )?"
_COUNTRY = "|".join(sorted((re.escape(country) for country in NATIONS), key=len, reverse=True))


def _nation(speaker: Speaker, header: str) -> str:
    """Whose office it is, as in "President Macron of France", "Moon Jae-in, President of the Republic of Korea"."""
    surname = re.escape(speaker.name.split()[-1])
    match = re.search(rf"(?<!\w){surname}{_OF}(?P<country>(?i:{_COUNTRY}))(?!\w)", header[:5000])
    return NATIONS[match["country"].casefold()] if match else ""


_GIVEN = r"(?P<given>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?)(?=$|[\s,;.|)])"


def _complete_behind(speaker: Speaker, header: str) -> None:
    """ "President Yoon Suk Yeol of the Republic of Korea, and Prime Minister Kishida Fumio of Japan" (camp-david).

    Where the family name is said first, the given name stands behind it; what nation it is must stand there too.
    """
    surname = speaker.name
    for match in re.finditer(rf"(?<!\w){re.escape(surname)} {_GIVEN}", header[:5000]):
        given = match["given"].split()
        if any(plain(word) in titles.OFFICES | titles.QUALIFIERS | NOT_NAMES for word in given):
            continue
        before = header[: match.start()][-60:].split("\n")[-1]
        if before and not title_before(before) and not before.endswith((". ", "; ")):
            continue
        near = set(plain_words(before.split(",")[-1])) | set(plain_words(header[match.end() : match.end() + 50])[:8])
        if near & FAMILY_NAME_TURNED:
            speaker.name = f"{match['given']} {surname}"
        elif near & FAMILY_NAME_FIRST or (len(given) == 1 and "-" in given[0]):
            speaker.name = f"{surname} {match['given']}"
        else:
            continue
        speaker.basis = Basis.HEADER
        return


# Words with a capital that stand before a surname at the head of a sentence and are no first name.
_STOPS = word_set(
    "h.e and but so thank thanks as with by for from to when while if what hi hello yes no dear that this "
    "welcome "
    "the both also ministers secretaries presidents messrs like president's press briefing by remarks"
)


def _title_after(rest: str) -> str:
    """ ", Secretary of State" behind a name."""
    match = re.match(r",\s*([^,;:\n(]{3,140}(?:, [^,;:\n]{3,60}){0,1})", rest)
    if not match:
        return ""
    words = plain_words(match[1].replace("-", " "))  # "Vice-President of the ECB"
    return match[1].strip() if any(word in titles.OFFICES for word in words) else ""


def title_before(before: str) -> str:
    """ "Press Briefing by Press Secretary" before a name: the words from the last that is no part of a title."""
    before = before[-200:]
    match = _OFFICES_BEFORE.search(before if before.endswith((" ", "\u00a0")) else before + " ")
    title: list[str] = []
    for word in reversed(match[1].split() if match else []):
        levelled = plain(word).strip(".,")
        known = levelled in titles.OFFICES or levelled in titles.QUALIFIERS
        if (
            not known
            or levelled in ("by", "with", "and", "y")
            or (not word[:1].isupper() and levelled not in ("of", "for", "the"))
        ):
            break
        title.insert(0, word)
    while title and plain(title[0]) in ("of", "for", "the", "and", "to", "in"):
        title.pop(0)
    return " ".join(title) if any(plain(word).strip(".") in titles.OFFICES for word in title) else ""


def _complete_from_body(speaker: Speaker, body: str) -> None:
    """ "First, Prime Minister Kaja Kallas, please.": a full name behind an office, said in the text."""
    surname = speaker.name
    position = body.find(surname)
    tried = 0
    while position >= 0 and tried < 60:
        tried += 1
        before = body[max(0, position - 90) : position]
        forenames = _forenames(before)
        if forenames and before.endswith(" "):
            office = before[: len(before) - len(" ".join(forenames)) - 1]
            title = title_before(office)
            if title and speaker.title_words & frozenset(plain_words(title)) & titles.OFFICES:
                speaker.name = " ".join([*forenames, surname])
                speaker.name_words = tuple(plain_words(speaker.name))
                speaker.title_words |= frozenset(plain_words(title))
                return
        position = body.find(surname, position + len(surname))
