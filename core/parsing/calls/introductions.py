"""Who asks, in the asker's own words."""

import re
from collections.abc import Collection
from itertools import pairwise

from core.parsing.calls.said import GREETING, NAME, NAME_WORD, Said, is_name, strip_honorific
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Turn
from core.parsing.words import outlets, phrases, titles, word_set
from core.parsing.words.addresses import NATIONS
from core.parsing.words.openers import NOT_NAMES

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
# "Ah Penny, I'm actually Vanessa Gorman doing a story on" (Canberra, September 2022), "Mr Downer Geoff Thomson from
# ABC, sorry to get you here" (New Delhi, 8 June 2005)
_CALLED_FIRST = re.compile(
    rf"{NAME_WORD},\s+(?=(?i:i[’']?m|i am|my name|this is)\b)|"
    rf"(?:Mr|Mrs|Ms|Dr)\.? {NAME_WORD} (?={NAME_WORD} {NAME_WORD} (?:from|with) )"
)


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
    match = re.match(NAME, rest)
    name = match[0].rstrip(".") if match else ""
    if not match or not is_name(name) or outlets.is_certain(name):
        return _read_between_commas(bare, offset)
    end = match.end()
    if (comma_behind := re.match(r" +(?=,)", rest[end:])) is not None:
        end += comma_behind.end()  # where a spelling stood: "Ada Moss (phonetic), The Wire"
    behind = rest[end:]
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
            return Said(offset, sentence[offset : offset + end + joint.end()].strip(), name, outlet)
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
    rf"(?:[Tt]he |el |la )?(?P<outlet>{NAME})"
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
