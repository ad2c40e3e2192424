"""Who asks, in the asker's own words, and how a name and an outlet are worded wherever they are said."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from core.parsing.plain import plain, plain_words
from core.parsing.scene import Introduction, Turn
from core.parsing.words import outlets, phrases, titles, word_set
from core.parsing.words.addresses import NATIONS
from core.parsing.words.given_names import GIVEN_NAMES, INITIALS
from core.parsing.words.openers import DESCRIBES, NAMES_IN_LY, NOT_NAMES
from core.vocabulary import Basis

_PARTICLE = r"(?:de|da|di|del|della|van|von|der|den|al|el|bin|le|la|ten|dos|du)(?=\s)"
NAME_WORD = rf"(?:[^\W\d_a-zß-öø-ÿ][^\W_]*(?:[-'’.][^\W_]+)*\.?|{_PARTICLE})"
_NAME = rf"{NAME_WORD}(?:[ \u00a0]{NAME_WORD}){{0,4}}"
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
# "Mr. Secretary, ", "Presidents — William Galibert" (White House, 1 December 2022), "Director Young, Josh Boak with
# AP." (White House, 28 March 2022): whom they address first
_ADDRESS_LEAD = re.compile(
    rf"^(?:(?:mr|madam|madame|your|dear)\.?[ \u00a0])?(?:(?:{'|'.join(sorted(titles.OFFICES | titles.QUALIFIERS))})s?"
    rf"[ \u00a0]?){{1,4}}(?:(?-i:{NAME_WORD}))?(?:,|—|–|--|-)\s+",
    re.I,
)
_LEAD_IN = re.compile(
    r"^(?:this is|it[’']?s|i[’']?m(?: actually)?|i am|my name is|name is|my name[’']s|soy|mi nombre es|me llamo|"
    r"here is|hier|(?:reporter|journalist|correspondent)(?= (?-i:[A-Z])))\s+",
    re.I,
)
# "Calling on the gentleman from USA Today." (White House, 28 March 2022)
_THE_ONE_FROM = re.compile(
    r"(?:young )?(?:lady|gentleman|woman|man|colleague|reporter|journalist|correspondent|representative)"
    r"(?: (?:right )?(?:over )?(?:here|there))? (?:from|of|with) (?:the )?(?=(?-i:[A-Z0-9]))",
    re.I,
)
# "Ah Penny, I'm actually Vanessa Gorman doing a story on" (Canberra, September 2022)
_CALLED_FIRST = re.compile(rf"{NAME_WORD},\s+(?=(?i:i[’']?m|i am|my name|this is)\b)")
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
    if not text or not re.fullmatch(_NAME, text):
        return False
    words = plain_words(text)
    if not words or len(words) > 5 or _CONTRACTED.search(words[0]):
        return False  # "Where’s Ada?"
    if any(word in titles.OFFICES or word in titles.HONORIFICS for word in words):
        return False
    if len(words) == 1 and DESCRIBES.search(words[0]) and words[0] not in NAMES_IN_LY | GIVEN_NAMES:
        return False  # "Possibly."
    if (words[0] in NOT_NAMES and words[0] not in GIVEN_NAMES) or (
        len(words) == 1 and (words[0] in titles.QUALIFIERS or len(words[0]) < 2)
    ):
        return False
    return len(words) > 1 or not text.isupper() or len(text) > 4 or words[0] in INITIALS


def read_own_words(turn: Turn, known: Collection[str]) -> Said | None:
    """How the asker introduces themselves, in the first sentences: "Hi, Patrick Tucker from Defense One."."""
    limit = 400
    for start, end in turn.sentences[:6]:
        if start > limit:
            break
        said = _read_own_sentence(turn.text[start:end])
        if said is not None and not set(plain_words(f"{said.name} {said.outlet}")) & set(known):
            outlet = said.outlet or outlet_before(turn, start)
            return Said(start + said.start, said.excerpt, said.name, outlet)
    return None


def introduces(sentence: str) -> bool:
    """Whether one sentence of an asker says who they are, and where they are from."""
    said = _read_own_sentence(sentence)
    return said is not None and bool(said.name and said.outlet)


_FROM = re.compile(r"^(?:i[’']m|i am) (?:here )?(?:from|with) (?:the )?", re.I)


def outlet_before(turn: Turn, start: int) -> str:
    """ "TV Asahi.  My name is Yamamoto." (Tokyo, 23 May 2022), "I’m from Korea Herald.  My name is" (biden-moon)."""
    for begin, end in (*turn.sentences[:5], *turn.sentences[-5:]):
        if begin < start <= end + 3:
            words = _FROM.sub("", turn.text[begin:end].strip(" .,"))
            return words if len(words.split()) <= 5 and outlets.is_outlet(words) else ""
    return ""


# "My name is Stephanie Kunda \\[ph\\] from Mwebantu Media." (Lusaka, 31 March 2023): the spelling is a guess
_SPELLING = re.compile(r"\\?[\[(](?:ph|sp|phonetic|sic)\.?\\?[\])]", re.I)


def _read_own_sentence(sentence: str) -> Said | None:
    offset = 0
    bare = _SPELLING.sub(lambda match: " " * len(match[0]), sentence.replace("_", " "))
    greeting = GREETING.match(bare)
    if greeting:
        offset = greeting.end()
    # "Just a follow-up on—Don Lee from the L.A. Times."
    dash = re.search(r"[a-z](?:—|--)(?=[A-Z])", bare[offset : offset + 60])
    if dash:
        offset += dash.end()
    rest = bare[offset:]
    address = _ADDRESS_LEAD.match(rest)
    if address:
        offset += address.end()
        rest = bare[offset:]
    called = _CALLED_FIRST.match(rest)
    if called:
        offset += called.end()
        rest = bare[offset:]
    lead_in = _LEAD_IN.match(rest)
    if lead_in:
        offset += lead_in.end()
        rest = bare[offset:]
    match = re.match(_NAME, rest)
    name = match[0].rstrip(".") if match else ""
    if not match or not is_name(name) or outlets.is_certain(name):
        return _read_between_commas(bare, offset)
    behind = rest[match.end() :]
    joint = re.match(
        r"(?:,?[ \u00a0]+(?:here[ \u00a0]+)?(?:on behalf of|of|from|with|at|for|de|del|(?:a |"
        r"the )?(?:\w+ )?(?:corresponsal|correspondent|reporter|reportero|reportera|"
        r"periodista)[ \u00a0](?:de|for|of|with|from))[ \u00a0]+|,[ \u00a0]+)"
        r"(?:el |la |los )?((?:[Tt]he[ \u00a0]+)?[^\W_][^?!;:\n]{1,90})",
        behind,
    )
    if joint:
        comma = joint[0].lstrip().startswith(",") and not re.match(r",\s+(?:of|from|with|at|for|de|corresp)", joint[0])
        outlet = _own_outlet(joint[1], comma=comma)
        if address and comma and not outlets.is_outlet(outlet) and (len(name.split()) < 2 or _speaks_of(name, outlet)):
            return None  # "Mr. Secretary, North Korea, South Korea, …"
        if outlet and (lead_in or offset or len(sentence.split()) <= (16 if comma else 30)):
            return Said(offset, sentence[offset : offset + match.end() + joint.end()].strip(), name, outlet)
    if (
        lead_in
        and re.match(r"\s*(?:[,.!—–-]|$|\s+(?:and|with|here|doing|reporting|writing)\b)", behind)
        and (len(name.split()) <= 4)
    ):
        return Said(offset, sentence[offset : offset + match.end()], name)
    return _read_between_commas(bare, offset)


_INTRODUCTION = 20  # words
_WHO = re.compile(
    r"^(?:(?:and |so )?(?:my name(?: is|[’']s)|(?:this|it) is|it[’']s|i am|i[’']m|i represent|i work for|"
    r"(?:here )?from|with|for|of|reporting for|speaking)[ \u00a0]+)+(?:(?:the|an?)[ \u00a0]+)?"
    r"(?:(?:newspaper|news agency|agency|channel|station|broadcaster|reporter|journalist|correspondent)[ \u00a0]+"
    r"(?:(?:of|with|for|from|at)[ \u00a0]+(?:the[ \u00a0]+)?)?)?(?=(?-i:[A-Z0-9]))",
    re.I,
)
_AND_HERE = re.compile(r"[ \u00a0]+(?:here|speaking)$")


def _read_between_commas(sentence: str, offset: int) -> Said | None:
    """ "I represent The Wire, my name is Ada Moss.": an outlet and a name between commas, whichever comes first."""
    rest = sentence[offset:].rstrip(" .!")
    if len(rest.split()) > _INTRODUCTION or "?" in rest:
        return None
    pieces = comma_pieces(rest)
    for (at, first), (then, second) in pairwise(pieces):
        name, outlet = (_AND_HERE.sub("", _WHO.sub("", each)) for each in (first, second))
        if outlets.is_certain(name) or outlets.DESCRIPTION.search(first.removesuffix(name)):
            name, outlet, second_is_outlet = outlet, name, True
        else:
            second_is_outlet = outlets.is_certain(outlet)
        if second_is_outlet and is_name(name) and not outlets.is_certain(name):
            return Said(offset + at, rest[at : then + len(second)], strip_honorific(name), outlet)
    return None


_COMMAS = re.compile(r"(?:[,:;]|[ \u00a0](?:–|—|--|-))[ \u00a0]+")


def comma_pieces(text: str) -> list[tuple[int, str]]:
    """The parts of a text between commas, colons and dashes, each with its place."""
    pieces, at = [], 0
    for seam in _COMMAS.finditer(text):
        pieces.append((at, text[at : seam.start()]))
        at = seam.end()
    return [*pieces, (at, text[at:])]


_PLACES = word_set("north south east west new united") | {*NATIONS, *NATIONS.values()}


def _speaks_of(name: str, outlet: str) -> bool:
    return bool({*plain_words(name), *plain_words(outlet)} & _PLACES)


# "from the Portuguese news agency, Lusa"
_DESCRIBED_FIRST = re.compile(
    r"the (?:[^\s,]+ ){1,3}(?:agency|broadcaster|newspaper|channel|television|magazine|station|network),? "
    r"(?=(?-i:[A-Z]))",
    re.I,
)


def _own_outlet(text: str, *, comma: bool) -> str:
    """The outlet at the head of the words behind a name: capitalised words, or a known description."""
    text = text.strip()
    described = _DESCRIBED_FIRST.match(text)
    text = text[described.end() :] if described else text
    article = re.match(r"[Tt]he[ \u00a0]+", text)
    bare = text[article.end() :] if article else text
    first = bare.split(",")[0].strip()
    if comma and first[:1].isdigit() and len(first.split()) < 5 and outlets.is_outlet(first):
        return first.rstrip(".")  # "Olga Koshelenko, 1+1 tv channel." (White House, 21 December 2022)
    match = re.match(
        rf"(?:{NAME_WORD}|\d+|&)(?:[ \u00a0](?:{NAME_WORD}|\d+|&|of|and|the|y|in|on|newspaper|news|channel|"
        rf"television|agency|radio|magazine|press))*",
        first,
    )
    if not match:
        return first if outlets.DESCRIPTION.match(first) and len(first.split()) < 6 else ""
    words = plain_words(match[0])
    if any(word in titles.HONORIFICS for word in words[:1]) or (
        any(word in titles.OFFICES for word in words) and not outlets.is_outlet(match[0])
    ):
        return ""
    rest = first[match.end() :].strip()
    if comma and not outlets.is_outlet(match[0]) and (rest or words[0] in NOT_NAMES or len(words) > 5):
        return ""
    # "… of NATO has said": the words go on as a sentence
    if rest and re.match(r"(?:has|have|is|are|was|were|said|says|will|would|does|did|can|which|who|that)\b", rest):
        return ""
    return re.sub(r"\s+(?:and|of|the|in|on|y)$", "", match[0]).rstrip(".")


_ELSEWHERE = re.compile(
    rf"\b(?:I represent|I work for|I(?:[’']m| am) (?:here )?(?:with|from)|I(?:[’']m| am) here for|represento a|"
    rf"trabajo (?:para|en)|(?:reporting|reporter|correspondent|"
    rf"journalist|writing|corresponsal|reportera?|(?:del?|en el) (?:peri[oó]dico|diario(?: digital)?|portal|canal|"
    rf"noticiero|programa))(?: \w+)?(?: (?:for|with|from|of|de|del|en))?) {{1,2}}"
    rf"(?:[Tt]he |el |la )?(?P<outlet>{_NAME})"
)


_AT_FIRST = 60  # code points


def read_own_outlet(turn: Turn) -> Said | None:
    """An outlet that the asker names apart from their name: "I represent Polish Television."."""
    for start, end in turn.sentences[:8]:
        if start > 700:
            break
        sentence = turn.text[start:end][:500].replace("_", " ")
        greeting = GREETING.match(sentence)
        alone = sentence[greeting.end() if greeting else 0 :].rstrip(" .!")
        if start < _AT_FIRST and outlets.is_certain(alone):
            return Said(start + sentence.index(alone), alone, "", alone)  # "BBC."
        match = _ELSEWHERE.search(sentence)
        if match and match["outlet"][:1].isupper():
            outlet = match["outlet"].rstrip(".")
            return Said(
                start + match.start(),
                turn.text[start + match.start() : start + match.start("outlet") + len(outlet)],
                "",
                outlet,
            )
    return None


# "It is.  My name is Laura Bicker.  I’m from BBC News.  Good evening, Mr. President." (White House, 10 September 2023)
_INTRODUCES = re.compile(
    r"^(?:it is|that[’']?s (?:me|correct)|(?:hi,? )?(?:my name(?: is|[’']s)|i[’']m|i am|this is)"
    r"(?: (?:here )?(?:from|with|of))?(?: the)? (?-i:[A-Z])[^.?!]{1,60})[.!]?$",
    re.I,
)


def only_introduces(turn: Turn) -> bool:
    """Whether every sentence greets, or says who is speaking."""
    rest = [turn.text[start:end].strip() for start, end in turn.sentences]
    rest = [each for each in rest if not phrases.CHATTER.match(plain(each))]
    return bool(rest) and all(_INTRODUCES.match(each) and not phrases.ASKS.search(plain(each)) for each in rest)
