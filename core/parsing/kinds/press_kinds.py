"""What a turn of the press does: asks, or merely says something in between."""

import re
from collections.abc import Sequence

from core.parsing.calls.introductions import only_introduces
from core.parsing.kinds.objections import is_denied, objects, reports_critics
from core.parsing.plain import plain, plain_words, shares_long_word
from core.parsing.scene import Turn
from core.parsing.words import phrases, titles
from core.vocabulary import Role, TurnKind

_OPENS_QUESTION = re.compile(
    r"^(?:(?:right|okay|ok|yes|yeah|well|and|but|so|sir|also|sorry|then|thank you|thanks|no|[^\W\d_]+,|"
    r"(?P<name>[^\W\d_]+) [—–-]+ (?P=name),|"  # "Karine — Karine, what (inaudible) with foreign leaders"
    r"mr\.? (?:president|secretary|chairman|prime minister|foreign minister|minister),?|madam \w+,?|"
    r"president,?|secretary \w+,?|minister \w+,?)[\s,.—–-]++)*+"
    r"(?:(?:what|how|why|when|where|who|which)\b|(?:do|does|did|is|are|was|were|can|could|would|will|should|"
    r"have|has|had|may) "
    r"(?:you|he|she|it|they|we|i|the|this|that|these|those|there|any|anyone|anybody|mr|president|your|his|"
    r"her|their|our|my|not|people|[^\W\d_]+ (?:have|be|going|still))\b|(?:"
    r"on (?:the|a|that|this)|in (?:the|terms)|about|regarding|with (?:regard|respect)|que|como|cuando|cuanto|"
    r"por que|¿|haven[’']t|isn[’']t|aren[’']t|"
    r"don[’']t|doesn[’']t|didn[’']t|wouldn[’']t|shouldn[’']t|couldn[’']t|speaking of|there (?:is|are|was|"
    r"were|have|has)|i (?:have|had) (?:a|one|two|another)|"
    r"just (?:to|on|one|a)|if|or)\b)",
    re.I,
)
# Asks for leave to ask, and asks nothing yet, as "Can I follow up?" (clinton), "Can I follow up on that?" (psaki) and
# also "Time for one more, Mr. President?" (biden-moon), "Robert, can you clarify something for us?" (afpak) do
_ASKS_LEAVE = re.compile(
    r"^(?:(?:sorry|wait|sir|and|but|just|mr\.? \w+|madam \w+|[^\W\d_]+)[\s,.—–-]++){0,3}?(?:"
    r"(?:can|could|may) (?:i|we)(?: just| quickly)?(?: follow(?:[ -]up)?(?: -[^?]{0,30})?| -|"
    r" (?:try|(?:say|ask|repeat) (?:it|that)) again|"  # "But can I try again?" (White House, 13 February 2025)
    r" ask (?:you )?(?:a|one|one more|another)"
    r"(?: quick| more)?(?: follow-?up)?(?: question)?| get (?:in )?one)"
    r"(?: on (?:that|this)| up| real(?:ly)? quick(?:ly)?| quickly| more)*|"
    r"(?:do you have |is there )?time for (?:one more|another|one)(?: question)?|(?:(?:a|one|quick) )*follow-?up|"
    r"(?:can|could) you clarify (?:something|one thing)(?: for us| for me)?|sobre eso es mi pregunta|"
    r"i (?:kind of |just )?want(?:ed)? to ask (?:one|them one) (?:at )?a time)"  # nato
    r"(?:,? (?:sir|ma[’']am|please|mr\.? \w+|madam \w+))?\W*$",
    re.I,
)
# "Jake, can I ask about the G20?" "Last question." and "Can I pick up on the naval base ques- —" (Air Force One, 13
# November 2022)
_ASKS_LEAVE_FOR = re.compile(
    r"^(?:(?:sorry|wait|sir|and|but|just|mr\.? \w+|madam \w+|[^\W\d_]+)[\s,.—–-]++){0,3}?(?:can|could|may) (?:i|we) "
    r"(?:just |also |quickly )*(?:ask|pick|follow|go back|get|jump|turn)\b[^?.]{0,60}(?P<end>[?—–-])\W*$",
    re.I,
)
# What is cut off, and asks of somebody by name, as in earnest: "Is Kerry Washington going to walk out --"
_ASKS_OF_SOMEBODY = re.compile(
    r"(?:Is|Are|Was|Were|Will|Does|Did|Do|Has|Have|Can|Could|Should|Would) (?!I |I[’'])[A-Z]\w+ [\w’'-]+ "
)
_ECHOES = re.compile(r"^(?:did|do|are|have|were|is|was) (?:you|it|he|she|they|we)\?[^?]*$")  # psaki: "Did you?  Oh."
# "Is that what you were saying?" "Yes.  They say that they have positive feedback" (call by John Kirby, 2024)
_CONFIRMS = re.compile(r"^(?:yes|yeah|yep|correct|exactly|that[’']?s right)[.,]", re.I)
# "Okay.  So, you’re not worried about it." "No, I’m not." (White House, 20 February 2025)
_CONCLUDES = re.compile(r"^(?:(?:okay|and|but|all right|well)[\s,.]+)*so,? (?:you|he|she|they|it|there|the|we)\b")
_CONTENT = re.compile(r"[a-zà-ÿ]{4,}")
_ONLY_BRACKETS = re.compile(r"^[\s(\[]*[^()\[\]]{0,60}[)\]][\s.]*$")
_LONG_STATEMENT = 28  # words: long enough to be put as a question whatever is said back
_CALLS_OUT = 3  # words
_EXPLAINS = 50  # words
_REPLY = 10  # words: long enough to answer a statement
_STATEMENT = 12  # words: a turn of the press that asks nothing in words but is long enough to be put as a question


def press_kind(turns: Sequence[Turn], index: int) -> TurnKind:
    """Question or interjection; the kinds of the turns of the press before must be set."""
    turn = turns[index]
    speech = turn.speech
    if _quotes_back(turns, index) or _is_unheard_question(turns, index):
        return TurnKind.QUESTION
    if not speech or _ONLY_BRACKETS.match(turn.text) or (len(speech) < 200 and phrases.CHATTER.match(plain(speech))):
        return TurnKind.INTERJECTION
    words = turn.length
    if words <= 12 and _ASKS_LEAVE.match(plain(speech)):
        return TurnKind.INTERJECTION
    if words <= _STATEMENT and _asks_leave_for(turns, index):
        return TurnKind.INTERJECTION
    if words <= _CALLS_OUT and turn.asks and _only_calls_out(turns, index):
        return TurnKind.INTERJECTION
    if words <= 20 and not turn.asks and only_introduces(turn):
        return TurnKind.INTERJECTION
    if words <= 30 and not turn.asks and (_only_announces(turns, index) or _only_names_topic(turns, index)):
        return TurnKind.INTERJECTION
    if words <= 30 and not turn.asks and _QUESTION_FOR_SOMEBODY.search(speech) and _is_let_go_on(turns, index):
        return TurnKind.QUESTION
    if turn.asks:
        return TurnKind.INTERJECTION if _is_chatter(turns, index) or _breaks_in(turns, index) else TurnKind.QUESTION
    levelled = plain(speech[:600])
    before = turns[index - 1] if index else None
    is_asked = before is not None and before.role is not Role.PRESS and before.speech.endswith("?")
    if words <= 25 and is_asked and _CONFIRMS.match(levelled) and not phrases.ASKS.search(levelled):
        return TurnKind.INTERJECTION
    is_answer = is_asked and before is not None and before.length > _STATEMENT * 2
    if is_answer and words <= _EXPLAINS and not phrases.ASKS.search(levelled) and not phrases.BROKEN.search(speech):
        return TurnKind.INTERJECTION  # "Sobre los niños ¿verdad?" "Es que, por ejemplo, el reporte …" (amlo)
    if _goes_on_asking(turns, index) or _leads_up(turns, index) or _goes_on_later(turns, index):
        return TurnKind.QUESTION
    if phrases.BROKEN.search(speech):
        if words >= 4 and (_starts_again(turns, index) or _LEAVES_OPEN.search(levelled)):
            return TurnKind.QUESTION
        if objects(turns, index) or (words >= 4 and _ASKS_OF_SOMEBODY.match(speech)):
            return TurnKind.QUESTION
        if _ONLY_TURNS_TO.match(levelled):
            return TurnKind.INTERJECTION
        if words >= 2 and (
            _OPENS_QUESTION.match(levelled)
            or (words >= 3 and (phrases.INVERTED.search(levelled) or phrases.ASKS.search(levelled)))
        ):
            return TurnKind.QUESTION
        if words >= _STATEMENT * 2 or _is_taken_up(turns, index):
            return TurnKind.QUESTION
        return TurnKind.INTERJECTION
    if words >= 4 and (phrases.ASKS.search(plain(speech)) or (words >= 8 and _OPENS_QUESTION.match(levelled))):
        after = turns[index + 1] if index + 1 < len(turns) else None
        if words >= 8 or (after is not None and after.role is not Role.PRESS and after.length > 12):
            return TurnKind.QUESTION
    if index and turns[index - 1].kind is TurnKind.QUESTION and levelled.startswith("or "):
        return TurnKind.QUESTION  # "Or anywhere else."
    # "Some in Ukraine are saying that the level of autonomy would be disruptive to your country." is put to be
    # answered, and is; "The premise was based partly on the difference in response …" is not.
    after = turns[index + 1] if index + 1 < len(turns) else None
    is_put = words >= _STATEMENT and after is not None and after.role is not Role.PRESS
    if words < _LONG_STATEMENT and phrases.LAUGHS.search(turn.text[-12:]):
        return TurnKind.INTERJECTION  # "if you stay in this job, you might.  (Laughter.)" (call of 3 June 2024)
    is_denied_then = after is not None and is_denied(turn, before, after)
    if objects(turns, index) or is_denied_then or reports_critics(turn, after):
        return TurnKind.QUESTION
    if (
        after is not None
        and after.role is not Role.PRESS
        and _CONCLUDES.match(levelled)
        and phrases.SAYS_SO.match(after.speech)
    ):
        return TurnKind.QUESTION
    if is_put and after is not None and (after.length >= _REPLY or (words >= _LONG_STATEMENT and after.length)):
        return TurnKind.QUESTION
    return TurnKind.INTERJECTION


# "Sorry, I couldn’t hear.  You said “he could begin” —" "So he could begin interviewing" (17 February 2022)
_YOU_SAID = re.compile(r"\byou said,? [“\"](?P<said>[^”\"]{3,60})[”\"][\s,.—–-]*$", re.I)


def _quotes_back(turns: Sequence[Turn], index: int) -> bool:
    said = _YOU_SAID.search(turns[index].text[-100:]) if turns[index].length <= _LONG_STATEMENT else None
    after = turns[index + 1] if index + 1 < len(turns) else None
    if said is None or after is None or after.role is Role.PRESS:
        return False
    return plain(said["said"]).strip(" .,—–-") in plain(after.speech[:200])


_UNHEARD = re.compile(r"^[\s(\[]*(?:inaudible|indistinct|indiscernible|off[ -]mi(?:ke|c))[\s.)\]]*$", re.I)
# "(Off-mike.)" "But I just want to contextualize." (price): what was being said goes on
_GOES_ON = re.compile(r"^(?:\W|[a-z]|(?:And|But|So|Because|Or|Again|Well, again|Now|Which)\b)")


def _is_unheard_question(turns: Sequence[Turn], index: int) -> bool:
    """ "(inaudible)" "We don’t speak about intelligence matters that is a standard procedure" (New Delhi, 8 June 2005):
    one who had said all there was to say answers at length."""
    if not 0 < index < len(turns) - 1 or not _UNHEARD.match(turns[index].text):
        return False
    before, after = turns[index - 1], turns[index + 1]
    return (
        before.role is Role.PRINCIPAL
        and after.speaker is before.speaker
        and after.length >= _REPLY
        and before.speech.endswith((".", "!"))
        and not _GOES_ON.match(after.speech)
        and not phrases.NOT_HEARD.search(plain(after.speech[:200]))
    )


def _asks_leave_for(turns: Sequence[Turn], index: int) -> bool:
    leave = _ASKS_LEAVE_FOR.match(plain(turns[index].speech))
    if leave is None or not any(each.role is Role.PRESS for each in turns[index + 1 : index + 7]):
        return False
    after = turns[index + 1]
    return leave["end"] != "?" or (after.role is not Role.PRESS and after.length <= _CALLS_OUT)


def _only_calls_out(turns: Sequence[Turn], index: int) -> bool:
    """ "Jake?" "Yeah." (White House, 26 October 2021): nothing but the name of one who speaks, who then listens."""
    after = turns[index + 1] if index + 1 < len(turns) else None
    if after is None or after.role is Role.PRESS or after.length > _CALLS_OUT:
        return False
    words = set(plain_words(turns[index].speech))
    return words <= {*(after.speaker.name_words if after.speaker else ()), *titles.OFFICES, *titles.HONORIFICS}


def _goes_on_asking(turns: Sequence[Turn], index: int) -> bool:
    """ "— early in July when he reiterated what the plan was." goes on with a question behind a mere "Yes." (psaki)."""
    if index < 2 or index + 1 >= len(turns) or not phrases.CONTINUES.match(turns[index].text):
        return False
    before, asked, after = turns[index - 1], turns[index - 2], turns[index + 1]
    later = turns[index + 2] if index + 2 < len(turns) else None
    # "— among the world’s leading financiers." "I saw it." "You saw it.  So, what do you make" (26 October 2022)
    is_waited_for = after.length <= 4 and later is not None and later.role is Role.PRESS and later.asks
    return (
        turns[index].length >= 5
        and before.role is not Role.PRESS
        and before.length <= 4
        and asked.kind is TurnKind.QUESTION
        and asked.role is Role.PRESS
        and after.role is not Role.PRESS
        and (after.length >= _STATEMENT or is_waited_for)
    )


def _goes_on_later(turns: Sequence[Turn], index: int) -> bool:
    """ "Sir, your question was Haiti.  Can —" "Yes." "— the United States and Kenya … ?" (White House, 23 May 2024)."""
    if index + 2 >= len(turns) or turns[index].length < 2 or not phrases.BROKEN.search(turns[index].speech):
        return False
    after, later = turns[index + 1], turns[index + 2]
    return (
        after.role is not Role.PRESS
        and after.length <= 6
        and later.role is Role.PRESS
        and bool(phrases.CONTINUES.match(later.text))
        # "That’s not the same thing as asking for —" … "— and my question is, were questions asked for." (30 June 2004)
        and (later.asks or bool(phrases.ASKS.search(plain(later.speech[:200]))))
    )


def _breaks_in(turns: Sequence[Turn], index: int) -> bool:
    """ "The Queen?" right behind "Just one thing at the top.", the first words of all (9 September 2022)."""
    return (
        index == 1
        and turns[1].length <= 4
        and turns[0].length <= 25
        and bool(phrases.AT_THE_TOP.search(turns[0].speech))
        and len(turns) > 2
        and turns[2].speaker is turns[0].speaker
        and turns[2].length > 25
    )


# "Not in the wake of the sentencing, or —" (White House, 4 August 2022): the other answer is left to be given
_LEAVES_OPEN = re.compile(r"\bor[\s,]*(?:—|–|-)+$")
# "Switching now to —" (price): to what, nobody heard
_ONLY_TURNS_TO = re.compile(r"^(?:(?:and|so|okay)[\s,]++)*(?:switching|turning|moving) (?:\w+ )?to\W*$", re.I)
_ANNOUNCES_QUESTION = re.compile(
    r"\b(?:i(?:[’']ve)? (?:have|got|had)|a|one|another) (?:[\w-]+,? ){0,4}questions?\b(?! (?:is|was|that|which)\b)",
    re.I,
)


# "And then I wanted to follow up on your meeting with President Zelenskyy yesterday." "Okay." (Munich, 20 February
# 2022), "Okay, this is on media law in Poland." "Ah, yes." (price): what the question will be about
_NAMES_TOPIC = re.compile(
    r"^(?:(?:and|okay|ok|so|then|also|now|thank you|thanks|sorry|[^\W\d_]+,)[\s,.]+)*+(?:"
    r"i(?: (?:just|also))*(?: want(?:ed)? to|[’']d like to| would like to| was going to) (?:ask(?: you)? (?:about|on)|"
    r"follow(?:[ -]up)? on|go back to|turn to|switch to|come back to|get back to)|"
    r"(?:this|that|my question|the next one|the second)(?: one)? (?:is|was)(?: just)? (?:on|about)|"
    r"(?:switching|turning|moving|going back|coming back) to)\b[^?]*$",
    re.I,
)
_TOPIC = 16  # words
_NOD = 3  # words


def _only_names_topic(turns: Sequence[Turn], index: int) -> bool:
    if index + 2 >= len(turns) or turns[index].length > _TOPIC or not _NAMES_TOPIC.match(plain(turns[index].speech)):
        return False
    after, later = turns[index + 1], turns[index + 2]
    asks_next = later.role is Role.PRESS and (later.asks or later.length >= _STATEMENT)
    return _is_nod(after) and asks_next and not phrases.CONTINUES.match(later.text)


def _is_nod(turn: Turn) -> bool:
    return turn.role is not Role.PRESS and 0 < turn.length <= _NOD


# "And I do have one for Karoline." (White House, 20 February 2025)
_QUESTION_FOR_SOMEBODY = re.compile(
    r"\b(?:questions?|one|follow-ups?|this is) (?:for|to) (?:both|each|the two|(?:the )?[A-Z])"
)


def _only_announces(turns: Sequence[Turn], index: int) -> bool:
    """ "Wait, Ned.  I have a non-Afghan, non-contentious question, and it’s extremely brief." "Okay." (price)."""
    if index + 2 >= len(turns) or not _ANNOUNCES_QUESTION.search(turns[index].speech):
        return False
    if _QUESTION_FOR_SOMEBODY.search(turns[index].speech):
        return False  # "A two-part question for Secretary Gates, Secretary Clinton" (afpak) begins to ask them
    if phrases.BROKEN.search(turns[index].speech) and phrases.INVERTED.search(_last_sentence(turns[index])):
        # "just one quick question.  I know you can’t say much on the speech, but is he do- —" (19 August 2024)
        return False
    after, later = turns[index + 1], turns[index + 2]
    return (
        after.role is not Role.PRESS
        and 0 < after.length <= 8
        and later.role is Role.PRESS
        and (later.asks or later.length >= _STATEMENT)
        and not phrases.CONTINUES.match(later.text)
    )


def _is_let_go_on(turns: Sequence[Turn], index: int) -> bool:
    if index + 2 >= len(turns):
        return False
    after, later = turns[index + 1], turns[index + 2]
    return _is_nod(after) and later.role is Role.PRESS and later.length > _NOD


def _last_sentence(turn: Turn) -> str:
    start, end = turn.sentences[-1]
    return plain(turn.text[start:end])


_LEAD = re.compile(r"^(?:(?:okay|ok|so|well|yes|yeah|thank you|thanks|and|but|sir|sorry)[\s,.—–-]++)*", re.I)


def _starts_again(turns: Sequence[Turn], index: int) -> bool:
    """ "Okay.  So European leaders are obviously —" is asked in the next turn of the press, from its first words on."""
    begun = _first_words(turns[index])
    words = plain(turns[index].speech[:200]).split()
    if len(words) > 5 and not turns[index].asks:
        # "Ukraine says that pro-Russian forces have —" "Oh, the door is broken, guys." (17 February 2022)
        again = " ".join(words[:5])
        later = [each for each in turns[index + 1 : index + 9] if each.role is Role.PRESS and each.asks]
        if any(again in plain(each.speech[:300]) for each in later):
            return True
    return len(begun) == 3 and any(
        each.asks and _first_words(each) == begun for each in turns[index + 1 : index + 4] if each.role is Role.PRESS
    )


def _first_words(turn: Turn) -> list[str]:
    return _LEAD.sub("", plain(turn.speech[:200])).strip(" -—").split()[:3]


def _leads_up(turns: Sequence[Turn], index: int, *, deeper: bool = True) -> bool:
    """ "You have said in the past that you would not meet with Kim Jong Un" "Yes." "What are those preconditions?"."""
    # "I know you’ve been doing a lot of work with activists —" "Yes." (Dulles, 17 June 2022)
    least = _REPLY if phrases.BROKEN.search(turns[index].speech) else _STATEMENT
    if index + 2 >= len(turns) or turns[index].length < least:
        return False
    after, later = turns[index + 1], turns[index + 2]
    asks = later.asks or _goes_on_later(turns, index + 2)
    if deeper and not asks and phrases.CONTINUES.match(later.text):
        # "— on the path towards denuclearization" "Yep." "So what does that mean?" (5 October 2018)
        asks = _leads_up(turns, index + 2, deeper=False)
    return after.role is not Role.PRESS and 0 < after.length <= 3 and later.role is Role.PRESS and asks


def _is_taken_up(turns: Sequence[Turn], index: int) -> bool:
    """ "Waco --" "Well, with regard to Waco I don't have much to add" (clinton): cut off, and understood."""
    turn = turns[index]
    after = turns[index + 1] if index + 1 < len(turns) else None
    if after is None or after.role is Role.PRESS or turn.length > 40:
        return False
    if turn.length >= _STATEMENT and after.length >= 6 and not phrases.CONTINUES.match(after.text):
        return True
    if turn.length >= 4 and shares_long_word(turn.speech, after.speech[:90]):
        return True  # "No sort of formal —" "Nothing formal." (Geneva, 15 June 2021)
    if after.length < _STATEMENT:
        return False
    names = {word for word in _CONTENT.findall(plain(turn.speech)) if word.capitalize() in turn.speech.split()}
    return bool(names & set(_CONTENT.findall(plain(after.speech[:90]))))


def _is_chatter(turns: Sequence[Turn], index: int) -> bool:
    """Question marks that ask about the microphone: every sentence with one is chatter."""
    turn = turns[index]
    if turn.length > 30:
        return False
    after = turns[index + 1] if index + 1 < len(turns) else None
    if turn.length <= 12 and _ECHOES.match(plain(turn.speech)) and after is not None and after.length <= 2:
        return True
    asked = [plain(turn.text[start:end]) for start, end in turn.sentences if "?" in turn.text[start:end]]
    if all(
        phrases.CHATTER.match(sentence[:200]) or (len(sentence) < 60 and phrases.NOT_HEARD.search(sentence))
        for sentence in asked
    ):
        return True
    # Between two exchanges about the microphone: "Do you have another one? It's a shame not to get a question."
    after = turns[index + 1] if index + 1 < len(turns) else None
    later = turns[index + 2] if index + 2 < len(turns) else None
    before = [each for each in turns[max(0, index - 3) : index] if each.role is Role.PRESS]
    return (
        turn.length <= 15
        and bool(before)
        and before[-1].kind is TurnKind.INTERJECTION
        and after is not None
        and after.length <= 8
        and later is not None
        and later.role is Role.PRESS
        and later.length > 25
        # "But on the military — military response, sir?" "No, we didn’t talk about military response." (16 June 2021)
        and not shares_long_word(turn.speech, after.speech)
    )
