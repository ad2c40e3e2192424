"""Whom the words before a question call on: "The first question goes to Ada Moss of Reuters.", "Yes, please."."""

import re
from collections.abc import Collection, Sequence

from core.parsing.calls.introductions import comma_pieces
from core.parsing.calls.said import GREETING, NAME_WORD, STUTTER, TAIL, Said, is_name, parse_name, strip_honorific
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Turn
from core.parsing.sentences import Sentence
from core.parsing.words import outlets, phrases, word_set
from core.parsing.words.addresses import NATIONS
from core.parsing.words.given_names import GIVEN_NAMES
from core.vocabulary import Role


def read_call(turn: Turn, known: Collection[str]) -> Said | None:
    """Whom the end of a turn calls on. A Said without name and outlet is a call that names nobody.

    `known` are the surnames of those who do not ask: a moderator also calls on the principals.
    """
    spans = turn.sentences[-4:]
    for start, end in reversed(spans):
        sentence = turn.text[start:end]
        if phrases.GIVES_A_QUESTION.match(sentence) and start > spans[0][0]:
            continue
        if _is_heading(turn, start, end):
            continue
        said = _read_call_sentence(sentence, len(turn.sentences) == 1)
        if said is not None:
            words = set(plain_words(said.name))
            if said.name and words & set(known):
                continue
            if len(words) == 1 and start > spans[0][0]:
                # "Let's go to the line of Jennifer Hansler. Jennifer?"; "Let me ask Nancy Agutu from Kenya. She is
                # here? Okay, Nancy." (White House, 23 May 2024)
                for before in reversed(spans[: spans.index((start, end))]):
                    fuller = _read_call_sentence(turn.text[before[0] : before[1]], False)
                    if fuller is not None and _is_short_for(words, fuller.name):
                        start, said = before[0], fuller
                        break
                else:
                    start, said = _presented(turn, said.name, known) or (start, said)
            outlet = said.outlet or _outlet_called(turn, start) or _outlet_of_short(turn, spans, start, words)
            is_host = turn.role is Role.MODERATOR
            who = _named_before(turn, _until(spans, start), known) if is_host and not said.name else None
            if who is not None:  # "Ada Moss, please.  CBS News."
                return Said(who.start, turn.text[who.start : end].rstrip(" ."), who.name, who.outlet or outlet)
            return Said(start + said.start, said.excerpt, said.name, outlet)
        bare = plain(sentence)
        is_nameless = phrases.NAMELESS_CALL.match(bare) and not bare.startswith(("thank", "okay.", "okay?", "yes."))
        named = phrases.THE_ONE_FROM.match(sentence)
        if named and (outlets.is_outlet(named["outlet"]) or named["outlet"][:1].isupper()):
            outlet = named["outlet"].rstrip()
            return Said(start + named.start("outlet"), outlet, "", outlet)
        # "Yes, please, in the back." right at the end; a thank-you there is no call
        if (is_nameless or bare in ("yes.", "okay.")) and (start, end) == turn.sentences[-1]:
            return _named_before(turn, spans[:-1], known) or _named_at_all(turn, spans, known) or Said(start, sentence)
    return _named_at_all(turn, spans, known) or _called_earlier(turn, known)


_PRESENTED = re.compile(
    rf"\b(?:have|welcome|(?:joined|led) by|introduce|this is)[ \u00a0]"
    rf"(?P<name>{NAME_WORD}(?:[ \u00a0]{NAME_WORD}){{1,3}})"
    rf"(?:,?[ \u00a0](?:who(?: is|[’']s)[ \u00a0])?(?:[a-z]+[ \u00a0]){{0,8}}?(?:at|of|with|from|for)[ \u00a0]"
    rf"(?:the[ \u00a0])?(?P<outlet>{NAME_WORD}(?:[ \u00a0]{NAME_WORD}){{0,4}}))?"
)


def _presented(turn: Turn, name: str, known: Collection[str]) -> tuple[int, Said] | None:
    """ "We have Ada Moss, who is the head of news at The Wire. … Ada, why don’t you begin." (20 February 2025)."""
    found = [each for each in _PRESENTED.finditer(turn.text) if plain_words(each["name"])[0] == plain(name)]
    if len(found) != 1 or not is_asker(found[0]["name"], known):
        return None
    start = found[0].start("name")
    return start, Said(0, turn.text[start : found[0].end()], found[0]["name"], (found[0]["outlet"] or "").rstrip("."))


def _called_earlier(turn: Turn, known: Collection[str]) -> Said | None:
    """ "let’s go to Tamara Keith from NPR.", and then "I’m not sure what’s going on here." (call of 26 June 2022)."""
    if turn.role not in (Role.MODERATOR, Role.STAFF):
        return None
    for start, end in reversed(turn.sentences[-_EARLIER:-4]):
        said = _read_call_sentence(turn.text[start:end], False)
        if said is not None and said.name and outlets.is_outlet(said.outlet) and is_asker(said.name, known):
            return Said(start + said.start, said.excerpt, said.name, said.outlet)
    return None


def _is_heading(turn: Turn, start: int, end: int) -> bool:
    """ "Japan-ROK Relations": the last line of a turn of several, without a stop, heads what comes next."""
    return start > 0 and turn.text[start - 1] == "\n" and end == len(turn.text) and turn.text[end - 1].isalpha()


# "Now to an American journalist, Ada Moss from Reuters.", "Ada Moss of The Wire will start us off."
_NAME_OF_OUTLET = re.compile(
    rf"(?<![\w-])(?P<name>{NAME_WORD}(?:[ \u00a0]{NAME_WORD}){{0,4}}),?[ \u00a0](?:here[ \u00a0])?"
    rf"(?:of|from|with|at|for|representing)[ \u00a0](?:(?:the|el|la)[ \u00a0])?"
    rf"(?:(?:[a-z]+[ \u00a0])?(?:agency|newspaper|channel|broadcaster|station|magazine)[ \u00a0])?"
    rf"(?P<outlet>(?-i:[A-Z0-9])[\w.&’'/-]*(?:[ \u00a0](?:of[ \u00a0](?:the[ \u00a0])?|&[ \u00a0])?{NAME_WORD}){{0,5}})"
)
_BEFORE_OUTLET = re.compile(
    r"^(?:.*\b(?:from|of|by|to|with|for|is|have|hear|newspaper|agency|broadcaster|station)[ \u00a0]+)?(?:the )?", re.I
)
_TO_LEAD = re.compile(r"^(?:And |Then |Now )?[Tt]o (?=[A-Z])")  # "To Zeke, at AP." (call of 3 June 2021)
_LAST_NAME_IN = re.compile(rf"(?:^|[ \u00a0])(?P<name>{NAME_WORD}(?:[ \u00a0]{NAME_WORD}){{0,4}})$")


def _named_at_all(turn: Turn, spans: Sequence[Sentence], known: Collection[str]) -> Said | None:
    """Who is named, and which outlet, in the last words of a moderator behind which the press speaks.

    However hosts put it, they name nobody else there but the principals, whose names are `known`: "We’ll conclude with
    Ada Moss of AFP.", "Now from our side, The Wire, Ms. Moss.", "Our colleague from Kyodo.".
    """
    if turn.role not in (Role.MODERATOR, Role.STAFF):
        return None
    for start, end in reversed(spans[-3:]):
        sentence = turn.text[start : min(end, start + 400)].rstrip(" .?!")
        sentence = _TO_LEAD.sub(lambda lead: " " * len(lead[0]), sentence)
        for match in _NAME_OF_OUTLET.finditer(sentence):
            name, outlet = match["name"].strip(), match["outlet"].rstrip(".")
            if is_asker(name, known) and not outlets.is_outlet(name) and not _is_place(outlet):
                return Said(start + match.start(), match[0], name, outlet)
        said = _between_commas(sentence, known)
        if said is not None:
            return Said(start + said.start, said.excerpt, said.name, said.outlet)
    return None


def _between_commas(sentence: str, known: Collection[str]) -> Said | None:
    """ "The first question from our side: The Wire, Ms. Moss": an outlet between commas, and a name beside it."""
    pieces = [(at, TAIL.sub("", piece)) for at, piece in comma_pieces(sentence)]
    for place, (begin, piece) in enumerate(pieces):
        lead = _BEFORE_OUTLET.match(piece)
        outlet = piece[lead.end() :] if lead else piece
        if not (outlets.is_certain(outlet) or (lead and lead.end() and _ACRONYM.fullmatch(outlet))):
            continue
        beside = [pieces[place + 1]] if place + 1 < len(pieces) else []
        if place and (before := _LAST_NAME_IN.search(pieces[place - 1][1])):
            beside.append((pieces[place - 1][0] + before.start("name"), before["name"]))
        named = next(((where, strip_honorific(name)) for where, name in beside if is_asker(name, known)), None)
        name = named[1] if named else ""
        first = min(begin, named[0]) if named else begin
        last = max(begin + len(piece), named[0] + len(name) if named else 0)
        return Said(first, sentence[first:last], name, outlet)
    return None


_ACRONYM = re.compile(r"[A-Z]{2,5}\d{0,2}")


def is_asker(name: str, known: Collection[str]) -> bool:
    """Whether words can be the name of one who asks: a name, and of none of those who are `known` to answer."""
    return is_name(name) and not set(plain_words(name)) & set(known) and plain(name) not in NATIONS


def _is_place(outlet: str) -> bool:
    return plain(outlet) in NATIONS


def _until(spans: Sequence[Sentence], start: int) -> Sequence[Sentence]:
    return [span for span in spans if span[1] <= start]


def _outlet_called(turn: Turn, start: int) -> str:
    """ "I’ll begin by recognizing the Associated Press.  Aamer, you have the first question." (16 April 2021)."""
    before = _until(turn.sentences[-5:], start)[-1:]
    said = _read_call_sentence(turn.text[slice(*before[0])], False) if before else None
    return said.outlet if said is not None and not said.name else ""


def _outlet_of_short(turn: Turn, spans: Sequence[Sentence], start: int, words: Collection[str]) -> str:
    """ "Steve, Reuters.  I’m sorry.  Steve Holland." (White House, 9 November 2022): said with the first name."""
    for begin, end in spans:
        if begin < start and len(words) > 1:
            short = _read_call_sentence(turn.text[begin:end], False)
            if short is not None and short.outlet and set(plain_words(short.name)) < set(words):
                return short.outlet
    return ""


def _named_before(turn: Turn, spans: Sequence[Sentence], known: Collection[str]) -> Said | None:
    """ "Next in the queue is Abigail Williams of NBC News.  Go ahead.": who is told to go ahead, right before that."""
    if not spans:
        return None
    start, end = spans[-1]
    said = _read_call_sentence(turn.text[start:end], False)
    if said is None or set(plain_words(said.name)) & set(known):
        return None
    is_sure = said.outlet or len(said.name.split()) > 1 or turn.role in (Role.MODERATOR, Role.STAFF)
    return Said(start + said.start, said.excerpt, said.name, said.outlet) if is_sure else None


def _is_short_for(words: Collection[str], name: str) -> bool:
    """ "Let's go to the line of Jennifer Hansler. Jennifer?"; "Nancy Cordes, with NBC — CBS.  Hey, Nance." """
    fuller = plain_words(name)
    return len(fuller) > 1 and (
        set(words) < set(fuller) or any(len(word) >= 4 and fuller[0][:4] == word[:4] for word in words)
    )


# "I’m told there are two questioners: Sabrina from the Wall Street Journal and Kumar from the Trust of India." (White
# House, 22 June 2023): each is later called by the name alone
_LISTS = re.compile(r"\b(?:questioners?|questions?|reporters?|journalists?|(?:call|calling) on)\b", re.I)
_LISTED = re.compile(
    rf"\b(?P<name>{NAME_WORD}(?: {NAME_WORD})?),? (?:from|of|with|at) (?:the )?"
    rf"(?P<outlet>{NAME_WORD}(?: (?:of (?:the )?)?{NAME_WORD}){{0,4}})"
)


_LAST = 6  # sentences of a turn
_EARLIER = 12  # sentences of a turn, in which somebody may be called on who cannot be heard


def listed_askers(turns: Sequence[Turn]) -> dict[str, Said]:
    """Those whom one sentence announces together, two at the least, by the levelled first word of their names."""
    listed: dict[str, Said] = {}
    for turn in turns:
        if turn.role is Role.PRESS:
            continue
        for start, end in turn.sentences[-_LAST:]:
            sentence = turn.text[start : min(end, start + 600)]
            if " and " not in sentence or not (turn.role is Role.MODERATOR or _LISTS.search(sentence)):
                continue
            found = [each for each in _LISTED.finditer(sentence) if is_name(each["name"])]
            if len(found) > 1:
                for each in found:
                    said = Said(start + each.start(), each[0], each["name"], each["outlet"].rstrip("."))
                    listed.setdefault(plain_words(each["name"])[0], said)
    return listed


_STRUCK = re.compile(r"<s>[^<>]{0,60}</s>\s*(?:\\?\[([^\[\]\\]{0,60})\\?\])?")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
# "MODERATOR: James (inaudible)." (New Delhi, 8 September 2023)
_SURNAME_UNHEARD = re.compile(r"(?<=\w) \((?:inaudible|indistinct|off[ -]mi(?:ke|c))\.?\)\.?$", re.I)
_LINE_OF = re.compile(r"the (?:phone )?line of\s+", re.I)
_LEADING_NOTE = re.compile(r"\([^()]{1,60}\)[\s—–-]*")
_SMALL_WORDS = re.compile(r"(?:(?!(?:the|on|about|regarding|in|at)\b)[a-zà-ÿ][\w'’-]*,?\s+)+")


def _read_call_sentence(sentence: str, alone: bool) -> Said | None:
    if "<s>" in sentence:
        # "MaryAlice <s>Parker</s> \[Parks\] of ABC.": the White House strikes out and corrects
        said = _read_call_sentence(_STRUCK.sub(r"\1", sentence), alone)
        return Said(0, sentence, said.name, said.outlet) if said else None
    if len(sentence) > 400:
        return None
    if sentence.endswith((")", ").")):
        sentence = _SURNAME_UNHEARD.sub("", sentence)
    stutter = STUTTER.match(sentence)
    if stutter:
        said = _read_call_sentence(sentence[stutter.end() :], alone)
        return Said(stutter.end() + said.start, said.excerpt, said.name, said.outlet) if said else None
    side = phrases.SIDE_OF_ROOM.search(sentence)
    if side and re.search(r"[A-Z]", sentence[side.end() :]):
        return _read_around(sentence, side.start(), side.end(), alone)
    line = (
        phrases.LINE_OPEN.match(sentence)
        or phrases.IS_ASKED_TO.search(sentence)
        or phrases.HAS_THE_QUESTION.match(sentence)
        or phrases.DO_WE_HAVE.match(sentence)
        or phrases.YOU_ARE_OPEN.search(sentence)
        or phrases.DO_YOU_HAVE.match(sentence)
        or phrases.DO_YOU_WANT.match(sentence)
        or phrases.YOUR_TURN.match(sentence)
    )
    if line:
        name = "hand" if "hand" in line.re.groupindex and line["hand"] else "name"
        said = parse_name(line[name], line.start(name))
        if said is not None or line.re is not phrases.YOUR_TURN:  # "OK, we’ll go to the Wall Street Journal."
            return said
    if read_out := phrases.IT_IS.match(sentence):
        said = parse_name(read_out["name"], read_out.start("name"))
        return said if said is not None and said.name and outlets.is_outlet(said.outlet) else None
    note = _LEADING_NOTE.match(sentence)
    if note:
        said = _read_call_sentence(sentence[note.end() :], alone)
        return Said(note.end() + said.start, said.excerpt, said.name, said.outlet) if said else None
    cues = list(phrases.CALL.finditer(sentence))
    # the last that somebody is named behind: "I’d like to call on The Wire, Ada Moss, for the first question."
    cue = next((each for each in reversed(cues) if _CAPITAL.search(sentence, each.end())), cues[-1] if cues else None)
    rest_start = cue.end() if cue else 0
    if cue and (line := _LINE_OF.match(sentence, rest_start)):
        rest_start = line.end()
    if cue and (small := _SMALL_WORDS.match(sentence, rest_start)):
        rest_start = small.end()  # "Now we move to questions and answers and Latvian Television, Ina Strazdina."
    rest = sentence[rest_start:]
    greeting = GREETING.match(rest)
    if greeting and not cue:
        rest_start += greeting.end()
        rest = sentence[rest_start:]
        # "And — (laughs) — so, Ken Thomas" (Bali, 14 November 2022)
        if rest.startswith("(") and _LEADING_NOTE.match(rest):
            said = _read_call_sentence(rest, alone)
            return Said(rest_start + said.start, said.excerpt, said.name, said.outlet) if said else None
    said = parse_name(rest, rest_start)
    if said is None:
        return None
    if cue is None and not _stands_alone(rest):
        return None
    return said


def _read_around(sentence: str, start: int, end: int, alone: bool) -> Said | None:
    """Read a sentence without the words at [start, end): "The first question from the German side will go to"."""
    said = _read_call_sentence((sentence[:start] + sentence[end:]).lstrip(" ,"), alone)
    if said is None or not (said.name or said.outlet):
        return said
    first, last = (said.name, said.outlet) if said.name else (said.outlet, said.outlet)
    places = [place for word in (first, last) if word and (place := sentence.find(word)) >= 0]
    if not places:
        return Said(0, sentence, said.name, said.outlet)
    stop = max(sentence.find(word) + len(word) for word in (first, last) if word and word in sentence)
    return Said(min(places), sentence[min(places) : stop], said.name, said.outlet)


def _stands_alone(rest: str) -> bool:
    """ "Jordan Fabian of Bloomberg.", "Mr. Shimizu, please.", "Tim.": a call with nothing but a name."""
    bare = TAIL.sub("", rest.strip().rstrip(".!?—– ")).strip()
    words = bare.split()
    return len(words) <= 9 and not any(
        word[:1].islower() and plain(word).strip(",") not in _SMALL and plain(word).strip(",") not in outlets.OUTLETS
        for word in words
    )


_SMALL = word_set(
    "of from with at for the de del la di da van von der den al el le ten and y dos du bin national "
    "broadcaster news "
    "channel agency television newspaper correspondent"
)


def is_said_of_somebody(turns: Sequence[Turn], said: Said, index: int) -> bool:
    """Whether a name that is all a principal says answers, and calls nobody (all from background-berlin).

    "Who was here from the Russians?" "The Russian deputy foreign minister, Vershinin." "Sergey Vershinin."; and
    "how many are there on the other side?" "Thousands." "Thousands?"
    """
    turn = turns[index]
    if is_repeated(turns, said, index):
        return True
    if turn.role is not Role.PRINCIPAL or plain(turn.speech).strip(" .") != plain(said.name).strip(" ."):
        return False
    words = plain_words(said.name)
    before = turns[index - 1] if index else None
    after = turns[index + 1] if index + 1 < len(turns) else None
    if after is not None and after.role is Role.PRESS and plain_words(after.speech) == words:
        return True
    if len(words) == 1 and words[0] not in GIVEN_NAMES and phrases.LAUGHS.search(turn.text):
        return True  # "Dangerous.  (Laughs.)" (Tokyo, 23 May 2022)
    if before is None or not words:
        return False
    if (
        len(words) == 1
        and words[0] not in GIVEN_NAMES
        and after is not None
        and phrases.BROKEN.search(before.speech)
        and plain_words(after.speech)[:1] == words
    ):
        return True  # "una bomba de tiempo en las cuestiones…" "Madura." "Madura, digamos." (amlo)
    if before.role is Role.PRINCIPAL:
        return words[-1] in plain_words(before.speech[-300:])
    is_answer = before.role is Role.PRESS and before.asks and before.speech.endswith("?")
    return is_answer and len(words) == 1 and words[0] not in GIVEN_NAMES


def is_repeated(turns: Sequence[Turn], said: Said, index: int) -> bool:
    """ "Regional discussions about?" "Niger." "Niger.  I’m not aware of any" (White House, 26 July 2023)."""
    before = turns[index - 1] if index else None
    return before is not None and before.length <= 3 and plain_words(before.speech) == plain_words(said.name)


_THANKS_ALL = re.compile(
    r"(?:^|[.!?]\s+)(?:thank you|thanks)\b[^.?!]{0,20}\b(?:all|everyone|everybody|folks|guys)\b[^.?!]{0,20}[.!]"
    r"(?:\s+[^.?!]{0,20}[.!])?\s*(?:\([^()]{0,30}\)\s*)?$",
    re.I,
)


def closes(turn: Turn) -> bool:
    """ "Thank you all so very much.  Appreciate it.  (Applause.)" (White House, 26 April 2023) behind an answer."""
    return bool(_THANKS_ALL.search(turn.text[-120:]))
