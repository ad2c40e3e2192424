"""What a principal says to run things: calls, hands over, opens and closes."""

import re
from collections.abc import Sequence

from core.parsing.calls.passed_on import ASKED_ABOUT
from core.parsing.calls.said import is_name
from core.parsing.kinds.openings import only_opens_floor
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Turn
from core.parsing.words import phrases, titles
from core.vocabulary import Role, TurnKind

# "Your turn." (White House, 25 October 2023)
_YOUR_TURN = re.compile(r"^(?:[^?!]{0,40}, )?(?:(?:okay|all right|now|it[’']?s)[,.]? )*your turn\b", re.I)
# Hands over and says no more: "I’m going to defer to the deputy secretary on the –" (budget), "I want to go to
# Secretary Gates on this" (afpak), "Let me get General Cartwright in here on that one as well." (afpak).
_DEFERS = re.compile(
    r"\b(?:going|want|like|have|happy) to (?:defer|turn|go|hand|toss|pass|yield|refer) (?:this |that |it |over )*to \w|"
    r"\b(?:i[’']?d|i[’']?ll|let me) (?:defer|turn|go|hand|toss|pass|yield) (?:this |that |it |over )*to \w|"
    r"\blet me (?:get|bring|ask|have|let) .{3,40}?\b(?:in|up|on|take|speak|address|answer|comment|respond)\b",
    re.I,
)
# Looks for the next as in "Our ladies do not raise their hands?  Do we not have female journalists" (biden-moon) and
# "Hey, guys.  All right.  What you got?" (Air Force One, 20 December 2023).
_LOOKS_ROUND = re.compile(
    r"\braise (?:your|their) hands?\b|\b(?:female|women|korean|local|foreign) (?:journalists?|reporters?)\b|"
    r"\bany(?:one|body) else\b|\bwho(?:[’']s| is) next\b|"
    r"\bwhat(?:[’']ve| have| do|[’']d)? (?:you|y[’']all)(?: guys)? (?:got|have)(?: for (?:me|us))?\W*$",
    re.I,
)
# "if we don’t leave right now, we’re going to miss dinner … thank you for your questions" (White House, 15 July 2021)
# "Okay, who’s the next question?" "On this side." (White House, 1 December 2022)
# "No, I ain’t calling on you.  I’m calling on — I said there were five questions." (White House, 10 September 2023)
_ON_CALLING = re.compile(
    r"\b(?:ain[’']t|not|am|i[’']m|was) (?:going to )?call(?:ing)? on\b|\bi said (?:there (?:were|are)|only|just)\b"
    r"[^.?!]{0,20}\bquestions?\b",
    re.I,
)
# "Any other questions?" (Belleau, 9 June 2024) to what he would rather not answer
_ANY_OTHER = re.compile(
    r"^(?:okay|all right|so|well|now)?[,. ]*(?:any (?:other|more|further)|next) questions?\W*$", re.I
)
# "You call on one of your people?" "Yeah.  (Speaks in Ukrainian.  No translation provided.)" (21 December 2022)
_CALLS_UNHEARD = re.compile(r"\((?:speaks|speaking|in) [^()]{0,60}\)\W*$", re.I)
# "Thank you all." "But — just go on.  You can go to the follow-up (inaudible)." (Munich, 20 February 2022)
LETS_GO_ON = re.compile(
    r"\b(?:just |please |you (?:can|may) )go (?:on|ahead)\b|"
    r"\b(?:you (?:can|may)|let (?:him|her|them)) (?:ask|go|have|do|finish)\b[^.?!]{0,30}\b(?:follow-?up|question)\b",
    re.I,
)
# "Who can talk DOGE?" "Stephen, go ahead."; "Jordan, go ahead.  Go ahead." (White House, 20 February 2025)
GOES_AHEAD = re.compile(
    r"^(?:(?:No|Okay|Yes|All right)[.,]\s+)?(?:(?P<name>[A-ZÀ-Þ][\w’'-]+),? [Gg]o ahead|[Gg]o ahead, "
    r"(?P<last>[A-ZÀ-Þ][\w’'-]+))(?:\.\s+[Gg]o ahead)*\W*$"
)
_SIDE = re.compile(
    r"^(?:(?:okay|yes|so|please)[,.]? )*(?:on|from|to) (?:this|that|the other|my|your|our|the \w+) side\W*$"
)
_ENDS = re.compile(
    r"\bthank you(?: all)?(?: very much)? for (?:all )?(?:of )?your (?:attention|questions)\b|\bif we don[’']t leave\b|"
    r"\bwe(?:[’']ve| have)? (?:got to|have to|need to|must) (?:go|leave|wrap)\b",
    re.I,
)
_HELLO = re.compile(r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))\b", re.I)
_SAID = 12  # words
_FAREWELL = 60  # words
_HOSTS = 110  # words
_GREETING = 8  # words
_NEAR = 40  # turns
_LAST_WORDS = 120  # code points
# "Today we are joined by …  it will be embargoed …  And with that I will turn it over to" (call of 17 March 2021)
_PRESENTS = re.compile(
    r"\b(?:join(?:ing|ed)? (?:us|by)|on background|embargoed|attribut(?:ed|able)|ground rules|our speakers?)\b", re.I
)
_PRESENTATION = 250  # words
# "All right, I’m going to let Jake go back." (Air Force One, 9 June 2021)
_LETS_GO = re.compile(r"\blet (?:\w+ ){1,2}(?:go|get (?:back|going|on)|leave|run|head (?:back|out))\b", re.I)
# "I would like to give … the opportunity to offer any final remarks before we conclude." (the same call)
_WRAPS_UP = re.compile(
    r"\b(?:any|some|for|with|your|offer) (?:final|closing|last|concluding) (?:remarks?|words?|thoughts?|comments?)\b|"
    r"\bbefore we (?:conclude|close|end|wrap up)\b|^thank you\b.{0,20}\bas a reminder, (?:this|today)",
    re.I,
)


def only_calls(turn: Turn, before: Turn | None, after: Turn | None) -> bool:
    """A short turn that only calls on somebody or hands over: "Mr. Shimizu, please.", "Thank you. Sir, please."."""
    if after is None or turn.length > 45 or not turn.speech or not turn.sentences:
        return False
    levelled = plain(turn.speech)
    if before is not None and plain(before.speech) == levelled:
        return False  # "Sergey Vershinin." said by one and said again by another
    if turn.length <= 4 and before is not None and before.role is Role.PRESS and _HELLO.match(levelled):
        return False  # "Hi, Christi." to one who has been called
    last = plain(turn.text[turn.sentences[-1][0] : turn.sentences[-1][1]])
    answers = before is not None and before.role is Role.PRESS
    is_asked = before is not None and before.kind is TurnKind.QUESTION
    if turn.length <= 25 and not is_asked and _ON_CALLING.search(levelled):
        return True
    if _ANY_OTHER.match(levelled) and after.role is Role.PRESS:
        return True
    if after.role is Role.PRESS and answers and _calls_another(turn, before):
        return True
    if after.role in (Role.PRESS, Role.STAFF) or (after.role is Role.MODERATOR and turn.length < 10):
        if phrases.NOT_HEARD.search(levelled):
            return False
        if _CALLS_UNHEARD.search(turn.text) and before is not None and before.kind is TurnKind.PROCEDURAL:
            return turn.length <= 2
        is_behind_host = before is not None and before.role in (Role.MODERATOR, Role.STAFF)
        if turn.length <= _SAID and is_behind_host and LETS_GO_ON.search(levelled):
            return True
        if turn.length <= 25 and not answers and _LOOKS_ROUND.search(levelled):
            return True
        if answers and before is not None and before.kind is TurnKind.QUESTION and len(last.split()) * 2 < turn.length:
            return False  # "I would leave that to the Department of Defense to confirm. Go ahead." answers first
        if _YOUR_TURN.match(levelled):
            return True  # "Mr. Prime Minister, your turn."
        speaks_of_asking = bool(
            re.search(r"\b(?:questions?|one more|last one|go ahead|get to ask|my turn|pregunta)\b", levelled)
        )
        if (before is not None and before.kind is TurnKind.QUESTION and turn.length <= 6 and not turn.calls) or (
            re.match(r"^(?:please,? )?go ahead\W*$", levelled)
            and answers
            and before is not None
            and before.kind is TurnKind.QUESTION
        ):
            return False
        if turn.calls and turn.length <= 25 and before is not None and before.kind is TurnKind.PROCEDURAL:
            return True  # "Do you want to call on a reporter?" "Yeah, yeah. … Irina Ivanova, Inter TV channel."
        if (
            turn.calls
            and turn.length <= (25 if answers or not speaks_of_asking else 45)
            and (not answers or before is None or before.kind is TurnKind.INTERJECTION or speaks_of_asking)
        ):
            return len(last.split()) * 2 >= turn.length or speaks_of_asking or turn.length <= 12
        if (
            before is not None
            and is_asked
            and turn.length > _SAID
            and not turn.calls
            and not phrases.BROKEN.search(before.speech)
        ):
            return False  # "I will turn that question over to Jen Psaki who will … handle that." (26 October 2021)
        if speaks_of_asking and turn.length <= 30 and (phrases.CALL.search(turn.speech) or "go ahead" in levelled):
            # "Please, go ahead." in the middle of a question lets it go on; behind something else it calls
            return not (before is not None and before.kind is TurnKind.QUESTION and turn.length <= 6)
        free = before is None or before.role is not Role.PRESS or before.kind is TurnKind.INTERJECTION
        return free and bool(phrases.CALL.search(levelled if "vamos" in levelled else last)) and turn.length <= 20
    if after.role is Role.PRINCIPAL and after.speaker is not turn.speaker:
        if before is not None and before.kind is TurnKind.REMARKS and after.length > 25 and _is_office(turn):
            return True
        if _names_next(turn, before, after) or _YOUR_TURN.match(levelled) or (turn.calls and turn.length <= 6):
            return True
        if turn.length <= 12 and (ASKED_ABOUT.match(turn.text) or _SIDE.match(levelled)):
            return True
        if phrases.SORTS_OUT.search(levelled):
            return False
        if len(turn.sentences) == 1 and _DEFERS.search(levelled[:160]):
            return True
        return turn.length <= 30 and bool(phrases.HAND_OVER.search(last) or phrases.HAND_OVER.search(levelled[:160]))
    return False


def _is_office(turn: Turn) -> bool:
    """ "Chairman." "Congresswoman." (El Paso, 25 June 2021), each said to the next of those who make statements."""
    return turn.length <= 3 and set(plain_words(turn.speech)) <= titles.OFFICES | titles.HONORIFICS | titles.QUALIFIERS


def _calls_another(turn: Turn, before: Turn | None) -> bool:
    named = GOES_AHEAD.match(turn.text)
    asker = before.speaker if before is not None else None
    name = (named["name"] or named["last"]) if named is not None else ""
    return is_name(name) and asker is not None and plain(name) not in plain_words(asker.name)


def _names_next(turn: Turn, before: Turn | None, after: Turn) -> bool:
    """ "Okay, Dr. Fauci, on the Moderna news." (White House, 23 March 2022) calls him, who answers next."""
    if turn.length > 10 or after.speaker is None or not after.speaker.name_words:
        return False
    asked = before is not None and before.kind is TurnKind.QUESTION
    named = {after.speaker.name_words[0], after.speaker.name_words[-1]} & set(plain_words(turn.speech))
    is_joke = phrases.LAUGHS.search(turn.text)  # "That’s a tough one for you, Anton.  (Laughter.)"
    return (
        bool(named) and (asked or turn.speech.endswith("?")) and not phrases.THANKS.search(turn.speech) and not is_joke
    )


def wraps_up(turn: Turn, before: Turn | None, after: Turn | None) -> bool:
    """Whether somebody behind an answer asks for last words, or ends with the rules of the call once more."""
    if before is None or turn.length > _FAREWELL:
        return False
    levelled = plain(turn.speech)
    if before.role is Role.PRESS:
        # "Guys, we got to — we got to let the President get back —", who answers all the same (18 October 2023)
        others = after is not None and after.role is Role.PRINCIPAL and after.speaker is not turn.speaker
        return turn.length <= _SAID and others and bool(_LETS_GO.search(levelled))
    return bool(_WRAPS_UP.search(levelled) or (turn.length <= _SAID and _LETS_GO.search(levelled)))


def opening_kind(turns: Sequence[Turn], index: int, levelled: str) -> TurnKind:
    turn = turns[index]
    after = turns[index + 1] if index + 1 < len(turns) else None
    is_before_press = after is not None and (after.role in (Role.PRESS, Role.MODERATOR, Role.STAFF) or after.calls)
    if is_before_press and turn.length <= _HOSTS and only_opens_floor(turn):
        return TurnKind.PROCEDURAL
    if not index and 25 < turn.length <= _PRESENTATION and _PRESENTS.search(levelled):
        ending = plain(" ".join(turn.text[start:end] for start, end in turn.sentences[-2:]))
        if phrases.HAND_OVER.search(ending):
            return TurnKind.PROCEDURAL
    if index and turn.length <= _FAREWELL and turn.calls and after is not None and after.role is Role.PRESS:
        before = turns[index - 1]
        if before.speaker is not turn.speaker and "question" in levelled and not turn.asks:
            return TurnKind.PROCEDURAL  # "I’m told there are two questioners" (White House, 22 June 2023)
    if index and 25 < turn.length <= _HOSTS and turn.calls and after is not None and after.role is Role.PRESS:
        # "I began to refer to him privately as my “closer.” …  And the first questioner is going to be from AFP"
        # (White House, 1 December 2022), by a host who has made his remarks
        earlier = turns[max(0, index - _NEAR) : index]
        if any(each.speaker is turn.speaker and each.kind is TurnKind.REMARKS for each in earlier):
            return TurnKind.PROCEDURAL
    if turn.length <= 25 and phrases.AT_THE_TOP.search(levelled):
        return TurnKind.REMARKS
    if turn.length <= 25:
        if turn.length <= 12 or (
            turn.length <= 14 and (phrases.BARE_THANKS.match(levelled) or phrases.NOT_HEARD.search(levelled))
        ):
            called = after is not None and after.role is Role.PRESS and "question" in levelled
            if turn.length >= _GREETING and index and not phrases.NOT_HEARD.search(levelled) and _is_all(turns, index):
                return TurnKind.REMARKS
            return TurnKind.PROCEDURAL if called else TurnKind.INTERJECTION
        if after is not None and after.role is Role.PRESS and (turn.asks or (index and "question" in levelled)):
            return TurnKind.PROCEDURAL  # "Terry, do you have a question?"; "Thank you.  We have a couple of questions."
    return TurnKind.REMARKS


def _is_all(turns: Sequence[Turn], index: int) -> bool:
    """ "We’re happy to be here and happy to be received. Thank you." (State Department, 17 January 2014): all that a
    guest says behind a host's remarks."""
    turn, before = turns[index], turns[index - 1]
    near = turns[max(0, index - _NEAR) : index + _NEAR]
    return before.kind is TurnKind.REMARKS and not any(
        each.speaker is turn.speaker and each is not turn for each in near
    )


# "Thank you very much, everybody.  I’m looking at the clock." "We’re going to let these guys get back … Thanks." (White
# House, 20 February 2025), whatever is called out then
_SENDS_AWAY = re.compile(
    r"^(?:(?:okay|all right|well|so)[,.]? )*(?:thanks|thank you)(?: (?:so|very) much)?,? "
    r"(?:everybody|everyone|all|guys|folks)\b",
)


def sends_away(turns: Sequence[Turn], index: int) -> bool:
    turn, before = turns[index], turns[index - 1]
    if before.kind is TurnKind.PROCEDURAL and before.speaker is turn.speaker:
        return bool(phrases.CLOSING.search(turn.speech[-_LAST_WORDS:]) and _SENDS_AWAY.match(plain(before.speech)))
    return before.kind is not TurnKind.QUESTION and bool(_SENDS_AWAY.match(plain(turn.speech)))


def closing_kind(turns: Sequence[Turn], index: int) -> TurnKind | None:
    """The last words: thanks after a moderator's closing interject, a principal's own closing is procedure."""
    turn = turns[index]
    before = turns[index - 1]
    levelled = plain(turn.speech)
    if phrases.CLOSING_REMARKS.match(levelled) and turn.length > 25:
        return TurnKind.REMARKS
    if 25 < turn.length <= _FAREWELL and before.role is not Role.PRESS and _ENDS.search(levelled):
        return TurnKind.PROCEDURAL
    if turn.length > 25 or not (phrases.THANKS.search(levelled) or phrases.CLOSING.search(levelled)):
        return None
    opening = plain(turn.text[: turn.sentences[0][1]]) if turn.sentences else ""
    says = (len(opening.split()) >= 4 or opening.startswith(("yes,", "no,", "yes.", "no."))) and not (
        phrases.THANKS.search(opening) or phrases.CLOSING.search(opening)
    )
    if before.kind is TurnKind.QUESTION and (turn.length > 12 or says):
        return None  # "I would ask him again.  Thank you." (biden-moon), "Yes, and yes.   Thank you." (9 June 2024)
    closed = any(
        each.role in (Role.MODERATOR, Role.STAFF)
        or (
            each.role is Role.PRINCIPAL
            and each.speaker is not turn.speaker
            and each.kind is not TurnKind.ANSWER
            and not each.calls  # "If I may invite Shintomi-san of Kyodo News." (White House, 16 April 2021)
        )
        for each in turns[max(0, index - 3) : index]
    )
    if before.role is Role.MODERATOR and turn.length >= 10 and not phrases.CLOSING.search(before.speech):
        return TurnKind.PROCEDURAL  # "no other questions in queue" "Okay.  Well, thank you, everyone, for your time."
    if before.kind is TurnKind.ANSWER and before.speaker is not turn.speaker:
        closed = closed or not phrases.CLOSING.search(turn.speech)
    return TurnKind.INTERJECTION if closed else TurnKind.PROCEDURAL
