"""Of those whom a sentence of a question refers to, whom it calls to answer, whom it greets, whom it only mentions."""

import re
from dataclasses import dataclass, field

from core.parsing.calls.introductions import introduces
from core.parsing.links.roster import Reference, Roster
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Role

_AT_FIRST = 200  # code points
_NEAR = 20  # sentences
LONGEST_QUESTION = 20_000  # code points of a turn that are searched for questions

# What stands before a form of address at the head of a sentence: "And also to Prime Minister:", "Hi, "
_LEAD = re.compile(
    r"^(?:(?:and|so|then|but|also|now|well|okay|ok|yes|hi|hello|thank you(?: very much)?|"
    r"thanks(?: very much)?|good (?:morning|afternoon|evening)|"
    r"first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|lastly|secondly|then|just|please|question|sorry|or|"
    r"maybe|perhaps|quickly|briefly|my question|"
    r"y|buenos dias|buenas tardes|gracias|welcome(?: back)?|dear|excuse me|separately|next|again|if i may|"
    r"actually|and then|the|a)(?!\w)[\s,:–—-]*+)*+$",
    re.I,
)
_TO = re.compile(
    r"(?:\b(?:for|to|ask|asking|toward|towards|para|hear from|address(?:ed)? to|directed at|of|from|"
    r"you),?)\s*(?:you,?\s+|either\s+|both\s+|also\s+|perhaps\s+)*$",
    re.I,
)
_ASKING = re.compile(
    r"\b(?:questions?|one|ask|asked|asking|goes?|go|first|second|third|another|similar|same|mine|follow-?up|"
    r"comment|interested|curious|hear|views?|"
    r"thoughts|reaction|this is|part|addressed|direct(?:ed)?|like to|want to|start with|begin with|then|and|also|now|"
    r"my|pregunta|preguntar)\b",
    re.I,
)
_THIRD_PERSON = re.compile(
    r"\b(?:meeting|met|spoke|speak|talk(?:ed|s|ing)?|conversation|call|visit|message|letter|said|told|tell|"
    r"asked|according|listened|heard|trip)\b[^,;:]{0,40}$",
    re.I,
)
# What may stand right behind a call: as in "for General Allyn but also for Tim if he wants" (haiti)
_AFTER = re.compile(
    r"\s*(?:[,:?.!;]|–|—|--|-\s|$|you\b|if you|could you|can you|would you|do you|what|how|did you|are you|"
    r"will you|have you|sir\b|as you|thank|"
    r"but also|although|as well|too\b|and (?:also|maybe|perhaps))",
    re.I,
)
_CHAIN = re.compile(
    r"(?:,|and|or|but|although|though|also|for|to|then|the|as well as|&|\s|y|perhaps|maybe|secondly|both|–|—)*"
)
_GREETS = re.compile(
    r"\b(?:thank|thanks|hello|hi|good (?:morning|afternoon|evening)|welcome|gracias|buenos dias|dear|"
    r"appreciate)\b",
    re.I,
)


# "Prime Minister Kishida, President Biden, nice to meet you." (Tokyo, 23 May 2022)
_GREETED = re.compile(
    r"(?:,\s+[^,.?!;:]{3,50}){0,2},\s+(?:it[’']?s )?"
    r"(?:(?:nice|good|great|pleasure|a pleasure|an? honou?r) to (?:meet|see|be)|"
    r"good (?:morning|afternoon|evening)|thank you|thanks|welcome)\b[^?]*$",
    re.I,
)

# "And for President Zelenskyy, welcome back to Washington.  Can I ask you" (White House, 12 December 2023)
_FOR = re.compile(r"\b(?:for|to) (?:the )?$", re.I)
# "Did you hear what you wanted to hear from Congress and from President Biden?" (the same)
_FROM_THEM = re.compile(
    r"\byou\b[^,;:?]{0,60}\b(?:hear|heard|get|got|need|want(?:ed)?|see|seen)\b[^;:?]{0,50}\bfrom (?:the )?$", re.I
)

# "I’m wondering if Dr. Fauci or Dr. Walensky could give us some reflections" (White House, 23 March 2022)
_WONDERS_IF = re.compile(
    r"\b(?:wonder(?:ing)?|ask(?:ing)?|see|hoping|curious) (?:if|whether) (?:maybe |perhaps )?"
    r"(?:[^?!;:]{3,40} (?:or|and) )?$",
    re.I,
)
# "And would the Foreign Minister care to comment?", "Also, if the Minister could weigh in on tanks.": asked to speak
_WOULD = re.compile(r"\b(?:would|could|can|might|if|whether) (?:maybe |perhaps )?(?:the )?$", re.I)
_SPEAK = re.compile(
    r"\s*(?:(?:could|can|might|would|also|like|care|want|wish|be able|be willing|to)\s+)*(?:weigh|comment|respond|"
    r"reply|address|answer|elaborate|add|speak|tell|say|share|explain|clarify|react|give us|talk)\b",
    re.I,
)
# "Question for Secretary Blinken on the talks and for Minister Baerbock on tanks."
_AND_FOR = re.compile(r"\b(?:and|as well as|also|then|plus) (?:also |then )?(?:for|to|from) (?:the )?$", re.I)
# "I would like to ask Mr. Blinken about gas, and then Ms. Baerbock about tanks."
_AND_THEN = re.compile(r"\b(?:and|then)(?: then| also)? (?:the )?$", re.I)
_ABOUT = re.compile(r"\s+(?:about|on|regarding|whether)\b", re.I)
# "Mr. Secretary, when will they arrive?  And for your counterpart, what are the plans?": of two, the other
_COUNTERPART = re.compile(
    r"(?:(?:and|then|also|so)[\s,]+)*(?:(?:if|can|could|may|might) i (?:may |can |could )?(?:also |just )*ask|"
    r"(?:(?:a|the same|one|my (?:second|other)|another|same) (?:question )?)?(?:for|to)) "
    r"(?P<who>your (?:\w+ )?(?:counterpart|host|guest|colleague))\b",
    re.I,
)
# "Secretary Blinken, the Foreign Minister said yesterday that": spoken of, not called
_DOES = re.compile(
    r"\s+(?:has|had|said|says|told|mentioned|announced|was|is|will|wants?|did|does|just|recently|earlier|yesterday|"
    r"today|and (?:you|i|he|she|they)|who)\b",
    re.I,
)
_COULD = re.compile(
    r"\s*(?:(?:or|and|,)\s+[^?!;:]{3,40}?\s)?(?:could|can|might|would (?:like|care|mind|be (?:able|willing)))\b", re.I
)


# "And for the Finnish <s>Prime Minister</s> \\[President\\], do you envision" (Helsinki, 13 July 2023)
_STRUCK = re.compile(r"<s>[^<>]{0,60}</s>\s*(?:\\?\[(?=[^\[\]]{1,60}\]))?|(?<=[^\W\d_])\\?\](?=[,.;:?!\s]|$)")


@dataclass(slots=True)
class Piece:
    """A sentence of the turn with those it addresses."""

    start: int
    end: int
    text: str  # as long as what is printed, without what was struck out
    strong: list[Reference] = field(default_factory=list)  # called to answer
    weak: list[Reference] = field(default_factory=list)  # greeted
    asks: bool = False
    announces: bool = False


def read_pieces(turn: Turn, roster: Roster) -> list[Piece]:
    """The sentences of a turn, with those whom each addresses; at most LONGEST_QUESTION code points of it."""
    pieces: list[Piece] = []
    for start, end in turn.sentences:
        if start > LONGEST_QUESTION:
            break
        end = min(end, start + 2000)
        text = _STRUCK.sub(lambda match: " " * len(match[0]), turn.text[start:end])
        piece = Piece(start, end, text, asks="?" in text)
        piece.announces = not piece.asks and bool(phrases.ANNOUNCES.search(text))
        address(piece, roster)
        if not piece.asks and not piece.announces and start < _AT_FIRST and introduces(text):
            # "Madam Secretary, Mr. Minister, Ada Moss, The Wire.": greeted
            piece.strong, piece.weak = [], piece.strong + piece.weak
        if pieces and piece.announces:
            _take_up_greeting(pieces, piece)
        _call_counterpart(pieces, piece, roster)
        pieces.append(piece)
    return pieces


def _call_counterpart(pieces: list[Piece], piece: Piece, roster: Roster) -> None:
    match = None if piece.strong else _COUNTERPART.match(piece.text)
    if match is None:
        return
    principals = [speaker for speaker in roster.speakers if speaker.role is Role.PRINCIPAL]
    called = next((each.strong[-1].speakers for each in reversed(pieces[-_NEAR:]) if each.strong), ())
    if len(principals) == 2 and len(called) == 1 and called[0] in principals:
        other = principals[called[0] is principals[0]]
        piece.strong.append(Reference(match.start("who"), match.end("who"), (other,)))


# "Thank you, Mr. President.  I have two questions for you, and then some for Chancellor Merkel" (White House, 15 July
# 2021): the one just greeted is asked
FOR_YOU = re.compile(
    r"\b(?:questions?|one|two)\b[^.?!,;]{0,20}\bfor (?P<you>you)\b(?! (?:both|all|two|three|each|guys)\b)", re.I
)


# "Thank you, Mr. President.  I have a question for the Prime Minister.  But first, a two-part question for you" (White
# House, 22 June 2023)
_BUT_FIRST = re.compile(r"but\b", re.I)


def _take_up_greeting(pieces: list[Piece], piece: Piece) -> None:
    match = FOR_YOU.search(piece.text)
    before = pieces[-1]
    if before.announces and before.strong and _BUT_FIRST.match(piece.text):
        before = next((each for each in reversed(pieces[:-1]) if each.weak), before)
    greeted = [each for each in (*before.strong, *before.weak) if each.speakers]
    if match and len(greeted) == 1 and len(greeted[0].speakers) == 1:
        piece.strong.insert(0, Reference(match.start("you"), match.end("you"), greeted[0].speakers))


# "Mr. President, I have a question for the Prime Minister." (White House, 13 February 2025): told, and not asked
_FOR_ANOTHER = re.compile(
    r",?\s+i\b(?:(?!\byou\b)[^.?!;:]){0,40}\bquestions?\b(?:(?!\byou\b)[^.?!;:]){0,40}\b(?:for|to)\s+", re.I
)


def address(piece: Piece, roster: Roster) -> None:
    """Sort the references of a sentence into calls to answer and mere greetings; mentions are dropped."""
    references = roster.references(piece.text)
    called_until = -1
    for place, reference in enumerate(references):
        before = piece.text[: reference.start]
        chained = (
            called_until >= 0
            and len(before) - called_until < 40
            and _CHAIN.fullmatch(before, called_until)
            and not _DOES.match(piece.text, reference.end)
        )
        chained = chained or bool(piece.strong and (piece.announces or piece.asks) and _AND_FOR.search(before[-30:]))
        chained = chained or bool(
            piece.strong and _AND_THEN.search(before[-15:]) and _ABOUT.match(piece.text, reference.end)
        )
        if chained:
            piece.strong.append(reference)
            called_until = reference.end
        elif _is_call(piece, reference, before, _chain_end(piece.text, references[place:])):
            greets = _GREETS.search(before[-40:])
            if greets and reference.speakers and all(each.role is Role.MODERATOR for each in reference.speakers):
                continue
            if not _FOR.search(before[-12:]):
                greets = greets or _GREETED.match(piece.text[reference.end :])
            if reference.is_all:
                greets = greets or _BOTH_DID.match(piece.text, reference.start)
            if greets and not piece.asks and not piece.announces and not _HEARS.search(before[-30:]):
                piece.weak.append(reference)
            else:
                piece.strong.append(reference)
                called_until = reference.end
        else:
            called_until = -1
    if piece.announces and len(piece.strong) == 2:
        told, asked = piece.strong
        if told.is_vocative and _FOR_ANOTHER.fullmatch(piece.text, told.end, asked.start):
            piece.strong, piece.weak = [asked], [*piece.weak, told]


# "what do you all think" asks each; "you all came in and promised" (White House, 17 March 2021) says what they did
_EACH_SAYS = re.compile(r"\s*(?:[?]|(?:think|agree|see|expect|share|feel|respond|comment|make of|believe)\b)", re.I)


# "You both mentioned the fight against terrorism in the Sahel." (france) says what they did
_BOTH_DID = re.compile(
    r"you (?:both|all|two|three) (?:just |have |both |already )*(?:mentioned|said|talked|spoke|spoken|discussed|met|"
    r"touched|referred|expressed|described|announced|signed|emphasized|stressed)\b",
    re.I,
)
_HEARS = re.compile(
    r"\b(?:hear|get|have|know|welcome|appreciate|interested in|curious about) (?:from )?$", re.I
)  # "hear both your thoughts"
_NOTED = re.compile(r"\([^()]{0,60}\)")  # "(Inaudible) both leaders."
_JOINED = re.compile(r"\s*(?:,|and|&|,? and)\s*")


def _chain_end(text: str, references: list[Reference]) -> int:
    """Where those end that one form of address joins: "So, Mr. Biden and Mr. Zelenskyy, could you"."""
    end = references[0].end
    for following in references[1:]:
        if not _JOINED.fullmatch(text, end, following.start):
            break
        end = following.end
    return end


_STOPS = re.compile(r"\s*(?:[,:?.!–—]|--|$)")
# "I think probably for Sameera, can I flesh out a little bit" (White House, 8 June 2021)
_THIS_IS = re.compile(
    r"(?:(?:and|so|thanks|thank you)[, ]+)*(?:(?:this|that|it)(?: one)?(?:[’']s| is| goes)|(?:i think|i guess|maybe))"
    r"(?:,? (?:i think|i guess|probably|maybe|mostly|really|perhaps|just|also))*",
    re.I,
)


def _is_call(piece: Piece, reference: Reference, before: str, chain_end: int) -> bool:
    after = piece.text[reference.end :]
    if reference.is_all:
        words = piece.text[reference.start : reference.end].lower()
        if words == "you all" and not _TO.search(before[-30:]) and not _EACH_SAYS.match(after):
            return False
        return (
            piece.asks
            or piece.announces
            or bool(_TO.search(before[-30:]))
            or words.startswith(("to ", "for "))
            or bool(_HEARS.search(before[-30:]))
            or not _NOTED.sub("", before).strip()
        )
    if after[:2] in ("’s", "'s"):
        return bool(_HEARS.search(before[-30:]))  # "I’d welcome Secretary Holt’s views as well"
    if reference.is_vocative and not _THIRD_PERSON.search(before[-60:]):
        return True
    if _WONDERS_IF.search(before[-90:]) and _COULD.match(after):
        return True
    if _WOULD.search(before[-30:]) and _SPEAK.match(after):
        return True
    clause = re.split(r"[,;:–—]\s|\s--\s", before)[-1] if before else ""
    if _LEAD.match(before) and (_AFTER.match(after) or _AFTER.match(piece.text[chain_end:])):
        return True
    to = _TO.search(before[-30:])
    if to:
        if _FROM_THEM.search(before[-140:]):
            return False
        # "For Secretary Austin and Minister Kihara, …", "a question to …", "I wanted to ask …"
        head = before[: len(before) - (len(before[-30:]) - to.start())].strip()
        if not head or _LEAD.match(head + " ") or re.search(r"\b(?:ask|asking)\b", to[0], re.I):
            return True
        if re.search(r"\byou,?\s*$", to[0], re.I):
            return True
        if _THIS_IS.fullmatch(head):
            return True
        return (
            bool(_ASKING.search(head[-60:]))
            and (piece.announces or bool(_AFTER.match(after)))
            and not _THIRD_PERSON.search(head[-50:])
        )
    if reference.is_weak and not _AFTER.match(after):
        return False
    # ", Secretary Blinken, " or "— Ned?" in the middle or at the end
    stops = _STOPS.match(after) or (piece.asks and _STOPS.match(piece.text, chain_end))
    if (before.rstrip().endswith((",", "–", "—", "--", ":")) or _LEAD.match(clause + " ")) and stops:
        return not _THIRD_PERSON.search(before[-60:].rstrip(", "))
    return False
