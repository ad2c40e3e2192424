"""Whether a reply waits for the asker to say more."""

import re

from core.parsing.kinds.colleagues import only_asks
from core.parsing.kinds.objections import THEY_SAY
from core.parsing.kinds.procedure import GOES_AHEAD
from core.parsing.plain import plain
from core.parsing.scene import Turn
from core.parsing.words import phrases
from core.vocabulary import Role

# "Not true." to "there’s a report … that says" (Ramstein, 18 October 2023)
_DENIES = re.compile(
    r"^(?:that[’']?s |it[’']?s |no,? )*(?:not (?:true|correct|accurate|so)|(?:un|in)\w*rue|false|wrong)\W*$", re.I
)
# Says nothing yet to what was asked: "Sure." (psaki, clinton)
_GRANTS = re.compile(
    r"^(?:(?:sure|okay|ok|all right|of course|mm-?hmm?|please|go ahead|yes|you (?:may|can))(?!\w)[\s,.!]*+){1,2}$", re.I
)
# "Sir, can I ask you about Ukraine?" "Yeah." "You said today that" (Air Force One, 19 February 2025)
_MAY_I_ASK = re.compile(
    r"^(?:[^\W\d_]+\.?,? ){0,3}(?:can|could|may) i (?:just |also |quickly )*(?:ask )?(?:you )?(?:a question )?"
    r"(?:about|on|regarding)\b[^.?!]{0,60}\?$",
)
_PERMITS = re.compile(r"^(?:yeah|yes|yep|sure|okay|ok|go ahead|please)\W*$")
# Asks back: "Give me an example." (clinton), "You mean the north and the west." (afpak), "Is what one of the
# realistic --" (afpak)
_ASKS_BACK = re.compile(
    r"^(?:(?:well|okay|so|i think|wait)[\s,.—–-]++)*+(?:(?:do )?you mean\b|give me (?:an example|one)|such as\W*$|"
    r"like what|what do you mean|meaning what|which (?:one|part|question))",
    re.I,
)
_ASKS_BACK_BROKEN = re.compile(r"^(?:is|are|do|does|did|was|were|what|which|who)\b.*(?:—|–|-)$", re.I)
# "Well, we've been in opposition for a long time, although … for, what was it, 50 years?" (Kuala Lumpur, June 2022)
# answers, and does not begin with a question
_BEGINS_TO_ASK = re.compile(
    r"^(?:(?:well|so|and|or|but|sorry|i[’']?m sorry|wait|okay|oh|no)[\s,.—–-]++)*+"
    r"(?:am|is|are|was|were|do|does|did|have|has|can|could|would|will|should|what|which|who|whose|how|why|when|where|"
    r"you|your|[a-z]+n[’']t)\b",
    re.I,
)
# The last sentence of a question that announces another: "And then I have a question for President Yoon."
_ANNOUNCES_LAST = re.compile(
    r"(?:[.?!…]\s+|^)(?:[^.?!]{0,40}\b)?i have\b[^.?!]{0,60}\bquestions?\b[^.?!]{0,60}\.$", re.I
)
# "Hey, Jeff.  You broke up a little bit, but I think I got the gist" "Yes."; "I think I missed the beginning of your
# question.  But is this a proposal put forth by folks on the Trump team?" (call by John Kirby, 2024)
_HALF_HEARD = re.compile(
    r"\byou (?:broke|cut|were breaking|were cutting|kind of broke) (?:up|out)\b|"
    r"\bi (?:think i |might have |may have )?missed (?:the |your )?(?:\w+ )?(?:of your |of the )?"
    r"(?:question|beginning|end)\b",
    re.I,
)
# "no consensus on whether it was lab-based or hu- —" "No." (Air Force One, 13 June 2021): who only listens says "Yes."
DENIED = re.compile(r"^no(?:[,.—–\s]+no)?[.!]$")
REPLIED = 8  # words


def asks_back(turn: Turn, before: Turn, after: Turn | None, levelled: str) -> bool:
    """Whether the reply `turn` to the question `before` only asks, grants or announces."""
    if after is None or after.role is not Role.PRESS:
        return False
    if turn.length <= 2 and _GRANTS.match(levelled):
        # "Can I ask about the Russian election?" "You may." (State Department, 5 March 2012)
        return not levelled.startswith("yes") or turn.length > 1
    if GOES_AHEAD.match(turn.text):
        return True
    if turn.length <= 2 and _PERMITS.match(levelled) and _MAY_I_ASK.match(plain(before.speech)):
        return True
    if turn.length <= 40 and phrases.SAY_AGAIN.match(levelled):
        return True
    if turn.length <= 14 and (_ASKS_BACK.match(levelled) or _ASKS_BACK_BROKEN.match(levelled)):
        return True
    if turn.length <= 14 and only_asks(turn):
        return True
    if turn.length <= 45 and after.length <= 20 and _HALF_HEARD.search(levelled):
        return True
    only_questions = all(turn.text[end - 1] == "?" for _, end in turn.sentences)
    if turn.length <= 70 and "you" in levelled and only_questions and _BEGINS_TO_ASK.match(levelled):
        return True  # "Are you concerned that we’re letting — …?  Or what’s the root of your question?" (psaki)
    if turn.length <= 12 and _ANNOUNCES_LAST.search(before.speech[-160:]):
        return True  # "And then I have a question for President Yoon." "You only get one." (Seoul, 21 May 2022)
    # "I understand that." to what only leads up to a question: "Can you live with a split --" (clinton)
    last = plain(before.speech[-200:].split(". ")[-1])
    if before.asks or turn.calls or phrases.CALL.search(turn.speech):
        return False
    if turn.length <= 12 and turn.text.rstrip().endswith(("Laughter.)", "Laughs.)")):
        return True  # "We’ve changed this “one question” thing, haven’t we? (Laughs.)" (biden-moon)
    return (
        turn.length <= 8
        and "answer" not in levelled
        and not _DENIES.match(levelled)
        and not (before.length >= REPLIED and DENIED.match(levelled))
        and not phrases.INVERTED.search(last)
        and not phrases.ASKS.search(last)
        and not THEY_SAY.search(last)
        and (after.asks or after.length >= 12 or bool(phrases.INVERTED.search(plain(after.speech[:80]))))
    )
