"""How a name and an outlet are worded, wherever they are said."""

import re
from dataclasses import dataclass

from core.parsing.plain import plain, plain_words
from core.parsing.scene import Introduction, Turn
from core.parsing.words import outlets, titles
from core.parsing.words.addresses import NATIONS
from core.parsing.words.given_names import GIVEN_NAMES, INITIALS
from core.parsing.words.openers import DESCRIBES, NAMES_IN_LY, NOT_NAMES
from core.vocabulary import Basis

_PARTICLE = r"(?:de|da|di|del|della|van|von|der|den|al|el|bin|le|la|ten|dos|du)(?=\s)"
NAME_WORD = rf"(?:[^\W\d_a-zß-öø-ÿ][^\W_]*(?:[-'’.][^\W_]+)*\.?|{_PARTICLE})"
NAME = rf"{NAME_WORD}(?:[ \u00a0]{NAME_WORD}){{0,4}}"
_HONORIFIC = re.compile(r"^(?:(?:mr|mrs|ms|miss|dr|señor|señora|sr|sra)\.?|sir|madam)[ \u00a0]+", re.I)
# "Ms. — Ms. Lopez." (White House, 25 October 2023), "Andra- — Andrea." (White House, 7 February 2022), "Jim, the New
# York — Jim Tankersley, the New York Times." (Madrid, 30 June 2022)
STUTTER = re.compile(r"^(?:([^\W\d_]+\.?)(?:, [\w ]{2,30})? (?:—|–|--) (?=\1 )|[^\W\d_]+- (?:—|–|--) )", re.I)
_JOINT = re.compile(
    r",[ \u00a0]+|[ \u00a0]+(?:of|from|with|at|for|de|del|corresponsal de|reportero de|reportera de|"
    r"periodista de|–|—|--|-)[ \u00a0]+",
    re.I,
)
_SIDE = re.compile(r"\s+(?:on|from) (?:the|our|my) [\w.]+ side$", re.I)  # "from Les Echos on the French side" (france)
_CONNECTOR = re.compile(r"^(?:of|from|with|at|for|de|del|also|and|here) (?:the (?=[A-Z]))?", re.I)
TAIL = re.compile(
    r"(?:[,;]?\s+(?:please|go ahead|sir|ma[’']?am|if (?:you|we) (?:can|could|may|would)\b.*|"
    r"you have the floor|the floor is yours|thank you(?: very much)?|"
    r"and then\b.*|to (?:ask|pose|take|start|begin|go|open)\b.*|"
    r"and (?:congratulat\w+|thank|welcome)\b[^.?!]*|and (?:his|her|their|your) (?:\w+ )?question|"
    r"you(?:[’']re| are) (?:next|up|on)|(?:is |are )?(?:up )?(?:next|first)|over to you|over (?:here|there)"
    r"|por favor|adelante|for the (?:last|next|final|first) (?:question|"
    r"one)))+$",
    re.I,
)
# "Hi, Mr. Chairman. ", "Yes, ", "All right. ", "Thank you so much. ": what comes before an introduction
GREETING = re.compile(
    r"^(?:(?:oh|ah|uh|um|okay|ok|yes|yeah|no|right|all right|sure|hi there|hi|hey|hello there|hello|excuse me|"
    r"well|sorry|so|and|but|now|"
    r"with that|great|perfect|please|sir|"
    r"thanks?(?: you)?(?: (?:so|very) much| again| for [^,.?!]{3,40})?|good (?:morning|afternoon|evening|"
    r"day)|"
    r"(?:muy )?buen(?:os|as)? (?:d[ií]as?|tardes|noches)|muchas gracias|gracias|just a follow-up on|just|"
    r"(?:se[nñ]or )?presidente)[\s,.!–—-]++)++",
    re.I,
)
# "Calling on the gentleman from USA Today." (White House, 28 March 2022)
_THE_ONE_FROM = re.compile(
    r"(?:young )?(?:lady|gentleman|woman|man|colleague|reporter|journalist|correspondent|representative)"
    r"(?: (?:right )?(?:over )?(?:here|there))? (?:from|of|with) (?:the )?(?=(?-i:[A-Z0-9]))",
    re.I,
)
_DESCRIBED = re.compile(r"^(?:[Tt]he|[Aa]n?|your|our|el|la|una?)\s+[a-zà-ÿ]")


@dataclass(frozen=True, slots=True)
class Said:
    """A name and an outlet as words give them, and where those words stand in the turn's text."""

    start: int
    excerpt: str
    name: str = ""
    outlet: str = ""

    def introduction(self, turn: Turn, basis: Basis) -> Introduction:
        return Introduction(turn.position, self.start, self.excerpt, basis, self.name, self.outlet)


def parse_name(text: str, offset: int) -> Said | None:
    """Read "the BBC, Barbara Usher", "Mr. Patrick Tucker from Defense Once", "Humeyra Pamuk of Reuters"."""
    lead = len(text) - len(text.lstrip(" ,:–—-"))
    text, offset = text[lead:], offset + lead
    bare = TAIL.sub("", text.rstrip().rstrip(".!?—–- ,:"))
    bare = _SIDE.sub("", TAIL.sub("", bare)).rstrip(" ,.")
    stutter = STUTTER.match(bare)
    if stutter:
        bare, offset = bare[stutter.end() :], offset + stutter.end()
    honorific = _HONORIFIC.match(bare)
    start = honorific.end() if honorific else 0
    if bare[start : start + 4].lower() == "the ":
        one_from = _THE_ONE_FROM.match(bare, start + 4)
        if one_from:
            return Said(offset, bare, "", bare[one_from.end() :])
        # "the BBC, Barbara Usher"
        first, _, second = bare[start + 4 :].partition(", ")
        second = _CONNECTOR.sub("", second)
        if second and is_name(second):
            return (
                Said(offset, bare, second, first) if not _DESCRIBED.match(bare[start:]) else Said(offset, bare, second)
            )
        return Said(offset, bare, "", first) if outlets.is_outlet(first) else None
    pieces = _JOINT.split(bare[start:])
    joints = _JOINT.findall(bare[start:])
    if not pieces or not pieces[0]:
        return None
    first = pieces[0].strip()
    # "from the Norwegian press – NTB, Johan Falnes"
    is_acronym = _ACRONYM.fullmatch(first) and len(pieces) > 1 and is_name(strip_honorific(pieces[1]))
    is_word = first.isalpha() and first.islower()  # "Say that one more time." (Air Force One, 17 February 2022)
    if (outlets.is_outlet(first) or is_acronym) and not honorific and not is_word:
        second = next((strip_honorific(piece) for piece in pieces[1:] if is_name(strip_honorific(piece))), "")
        return Said(offset, bare, second, first)
    if not is_name(first):
        return None
    outlet = _outlet([piece.strip() for piece in pieces[1:]], joints)
    if plain(outlet) == plain(first) or plain(outlet) in NATIONS:
        outlet = ""  # "Christina – Christina." (price)
    return Said(offset, bare, strip_honorific(first), outlet)


def strip_honorific(name: str) -> str:
    """A name without "Mr." before it, or the "-san" of Japanese hosts behind it."""
    return _HONORIFIC.sub("", name.strip()).removesuffix("-san")


def _outlet(pieces: list[str], joints: list[str]) -> str:
    """The piece that names the outlet: "the Italian news agency" gives way to "ANSA", "KNR" goes before "Greenland"."""
    pieces = [_CONNECTOR.sub("", piece) for piece in pieces]  # "Aamer, with the AP."
    named = [
        piece.removeprefix("the ").removeprefix("The ") for piece in pieces if piece and not _DESCRIBED.match(piece)
    ]
    known = [piece for piece in named if plain(piece) in outlets.OUTLETS]
    if known:
        # "Nancy Cordes, with NBC — CBS." (Tokyo, 23 May 2022) corrects itself
        corrects = len(known) > 1 and any(re.fullmatch(r"\s*(?:–|—|--)\s*", joint) for joint in joints)
        return known[-1] if corrects else known[0]
    for piece in named:
        if outlets.is_outlet(piece):
            return piece
    if named and re.match(r"[^\W_]*[^\W_a-zß-öø-ÿ]", named[0]):  # "VG", "360", "bTV"
        return named[0]
    described = [piece for piece in pieces if outlets.DESCRIPTION.search(piece)]
    return (
        described[0].removeprefix("the ") if described else (named[0] if named and outlets.is_outlet(named[0]) else "")
    )


_ACRONYM = re.compile(r"[A-Z]{3,5}\d{0,2}")
_CONTRACTED = re.compile(r"'(?:s|re|ll|ve|m|d|t)$")


def is_name(text: str) -> bool:
    """One to five capitalised words, none of them an office or a common opener."""
    text = strip_honorific(text).strip(" .")
    if not text or not re.fullmatch(NAME, text):
        return False
    words = plain_words(text)
    if not words or len(words) > 5 or _CONTRACTED.search(words[0]):
        return False  # "Where’s Ada?"
    # "Amanda Head with Just the News." (White House, 13 March 2025): a surname that is an office too
    offices = words[:-1] if len(words) == 2 and words[0] in GIVEN_NAMES else words
    if any(word in titles.OFFICES or word in titles.HONORIFICS for word in offices):
        return False
    if len(words) == 1 and DESCRIBES.search(words[0]) and words[0] not in NAMES_IN_LY | GIVEN_NAMES:
        return False  # "Possibly."
    if (words[0] in NOT_NAMES and words[0] not in GIVEN_NAMES) or (
        len(words) == 1 and (words[0] in titles.QUALIFIERS or len(words[0]) < 2)
    ):
        return False
    return len(words) > 1 or not text.isupper() or len(text) > 4 or words[0] in INITIALS
