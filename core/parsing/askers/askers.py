"""Who asks: a speaker for every turn of the press, from calls, own words, answers, and the order of turns."""

import re
from collections.abc import Sequence
from itertools import pairwise

from core.parsing.askers.answer_names import NamesInAnswers
from core.parsing.askers.identities import choose_name, compare
from core.parsing.askers.press import Press
from core.parsing.calls import introductions, vocatives
from core.parsing.calls.calls import closes, is_said_of_somebody, listed_askers, read_call
from core.parsing.calls.cut_calls import rest_of_call, speaks_over_call
from core.parsing.calls.said import Said
from core.parsing.doubts import Notebook
from core.parsing.kinds.procedure import LETS_GO_ON
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Introduction, Speaker, Turn
from core.parsing.turns.names import LabelKind
from core.parsing.words import phrases, titles
from core.parsing.words.given_names import GIVEN_NAMES
from core.vocabulary import Basis, Role

_BEGINS_ANEW = re.compile(
    r"^(?:thanks?(?: you)?\b|hi\b|hello\b|hey\b|good (?:morning|afternoon|evening)|buenos d|buenas t|buen d|"
    r"gracias|muy buen|muchas gracias)",
    re.I,
)
# "Mr. President, by any count, you have not had a good week" (clinton): the next one's form of address
_ADDRESSES = re.compile(r"^(?:mr\.? |madam |ms\.? )(?:vice |deputy )?(?:president|secretary|chairman|chair)\b,?", re.I)
# "They’re not — they serve here" (psaki): to what was just said
_TAKES_UP = re.compile(r"^(?:they|he|she|it|no|not|yes|that|those|but|well|yeah|right|so)\b", re.I)
_GOES_ON = re.compile(r"^(?:but|and|so|no|right|yeah|okay|well|then|oh)\b", re.I)
_GO_AHEAD = re.compile(r"^(?:please,? |yes,? |okay,? )*(?:go ahead|continue)\b", re.I)
# "Can I follow up?" "Sure." (clinton): what is said to the one who goes on asking calls nobody else
_LETS_GO_ON = re.compile(
    r"^(?:(?:sure|yes|yeah|yep|okay|ok|mm-?hmm?|uh-?huh|right|all right|of course)[\s,.!]*)+$", re.I
)
_TOLD_TO_GO_ON = re.compile(r"^(?:(?:okay|ok|sure|yes|yeah|all right)[\s,.]*)?(?:please )?go ahead\W*$", re.I)
# "(Inaudible) question.  And I’ll fold the Haiti question in as well." (Mexico City, 10 January 2023), behind a call
_ASIDE = 14  # words
_THANKS = 2  # words
_GOES_ON_BEHIND = 3  # words: more than "please" or "in the back"
_TIME_FOR_MORE = re.compile(r"^(?:(?:do you have|is there) )?time for (?:one more|another|one)\b", re.I)
# "Karine, can I ask you about the border?" "Go ahead."
_ASKS_TO = re.compile(r"\b(?:can|could|may|might|shall) (?:i|we)\b[^?]{0,80}\?\W*$", re.I)


def find_askers(turns: Sequence[Turn], speakers: list[Speaker], notebook: Notebook) -> None:
    """Give every turn of the press a speaker; new ones are added to `speakers` as they first speak."""
    _Askers(turns, speakers, notebook).find()


class _Askers:
    def __init__(self, turns: Sequence[Turn], speakers: list[Speaker], notebook: Notebook) -> None:
        self.turns = turns
        self.speakers = speakers
        self.notebook = notebook
        # Names of those who do not ask: a call on them is no introduction of an asker.
        self.known = {
            word
            for speaker in speakers
            if speaker.role is not Role.PRESS and speaker.kind is not LabelKind.NUMBERED
            for word in speaker.name_words
            if len(word) > 1 and word not in titles.PARTICLES
        }
        self.surnames = {speaker.surname for speaker in speakers if speaker.role is not Role.PRESS and speaker.surname}
        self.press = Press(turns, [speaker for speaker in speakers if speaker.role is Role.PRESS])
        self.current: Speaker | None = None
        self.cut_short: Speaker | None = None  # who was asking when a host thanked everybody
        self.is_called = False  # the current asker was called by name, and nobody since
        self.is_moderators_call = False  # a moderator called, by name or not: nobody else asks till the next
        self.calls: dict[int, Said | None] = {}  # by position of the turn
        self.listed = listed_askers(turns)
        self.spoken = vocatives.SpokenOf(turns)
        self.calls_often = False  # whoever asks is called on: who is not called on goes on asking
        self.pending: list[Introduction] = []
        self.is_pending = False  # somebody was called on, by name or not

    def find(self) -> None:
        self.calls_often = self._calls_often()
        for index, turn in enumerate(self.turns):
            if turn.role is Role.PRESS:
                self._give_asker(index, turn)
            elif self._leads_to_press(index):
                self._hear_call(turn, index)
        NamesInAnswers(self.turns, self.press, self.known, self.calls).hear()
        self.press.merge()
        for speaker in self.press.members:
            choose_name(speaker)
            compare(speaker, self.turns, self.notebook)
        spoken = {id(turn.speaker) for turn in self.turns}
        self.speakers[:] = [
            speaker for speaker in self.speakers if speaker.role is not Role.PRESS or id(speaker) in spoken
        ]
        there = {id(speaker) for speaker in self.speakers}
        for turn in self.turns:
            if turn.speaker is not None and id(turn.speaker) not in there:
                there.add(id(turn.speaker))
                self.speakers.append(turn.speaker)

    def _read_call(self, turn: Turn) -> Said | None:
        if turn.position not in self.calls:
            self.calls[turn.position] = read_call(turn, self.surnames)
        return self.calls[turn.position]

    def _calls_often(self) -> bool:
        """Whether a briefer ends answers with calls ("Tim.", "Mike.", "Go ahead.") all along (earnest, psaki)."""
        calls = asked = 0
        for turn, after in pairwise(self.turns):
            if after.role is Role.PRESS and turn.role is Role.PRINCIPAL:
                asked += after.asks
                calls += self._read_call(turn) is not None
        return calls >= 5 and calls * 8 >= asked

    def _leads_to_press(self, index: int) -> bool:
        """Whether the press speaks next, or after an operator or a moderator alone."""
        after = self.turns[index + 1] if index + 1 < len(self.turns) else None
        if (
            self.turns[index].role is Role.PRINCIPAL
            and after is not None
            and after.role is Role.MODERATOR
            and after.length
        ):
            return False
        caller = self.turns[index]
        if caller.role is Role.MODERATOR and phrases.ANNOUNCES.search(caller.speech):
            # A principal may still add to the answer before: "If I may, a few words on this topic" (france)
            return any(turn.role is Role.PRESS for turn in self.turns[index + 1 : index + 4])
        for turn in self.turns[index + 1 : index + 3]:
            if turn.role is Role.PRESS:
                return True
            if turn.role not in (Role.STAFF, Role.MODERATOR, Role.INTERPRETER) and turn.length > _ASIDE:
                return False
        return False

    def _hear_call(self, turn: Turn, index: int) -> None:
        said = self._read_call(turn) or rest_of_call(self.turns, index, self.calls)
        if (
            said is not None
            and said.name
            and plain(said.name) in self.known - set(turn.speaker.name_words if turn.speaker else ())
        ):
            said = None  # "Thank you, Jens."
        if said is not None and said.name and not said.outlet and is_said_of_somebody(self.turns, said, index):
            said = None
        if said is not None and turn.role is Role.PRINCIPAL and self._is_spoken_of(said):
            said = None
        turn.calls = said is not None and bool(said.name or said.outlet or len(said.excerpt.split()) > 2)
        if said is None:
            if self._is_next_called(index):
                self._call_nobody(turn)
            elif turn.role is Role.MODERATOR and (turn.length == 0 or phrases.CLOSING.search(turn.speech)):
                # who was asking, where nobody hears what is said: "MODERATOR: (Off-mike.)"
                self.cut_short, self.current, self.is_called = self.current, None, False
            elif (turn.length < 15 or closes(turn)) and phrases.CLOSING.search(turn.speech):
                self.cut_short, self.current, self.is_called = self.current, None, False
            elif self.cut_short is not None and self.current is None and LETS_GO_ON.search(plain(turn.speech)):
                self.current, self.is_called, self.cut_short = self.cut_short, True, None
            return
        if not said.name and not said.outlet:
            before = self.turns[index - 1] if index else None
            if (
                before is not None
                and before.role is Role.PRESS
                and (before.length > 3 or phrases.CONTINUES.match(before.text))  # "— today?" (Munich, 20 February 2022)
                and _LETS_GO_ON.match(turn.speech)
            ):
                turn.calls = False
                return
            goes_on = index and self.turns[index - 1].role is Role.PRINCIPAL and self.turns[index - 1].length <= 8
            is_asked = before is not None and before.role is Role.PRESS and _ASKS_TO.search(before.speech)
            if before is not None and self._is_told_to_go_on(turn, before):
                turn.calls = False
                return
            if is_asked and turn.length <= 8:  # "Can I ask a follow-up question?" "The third one, yes.  Go ahead."
                turn.calls = False
                return
            if not ((turn.role is Role.MODERATOR or goes_on) and _GO_AHEAD.match(plain(said.excerpt))):
                self._call_nobody(turn)
            return
        if not (turn.role is Role.STAFF and self.is_pending):
            self.pending = []
        listed = self.listed.get(plain_words(said.name)[0]) if said.name and not said.outlet else None
        if listed is not None:
            said = Said(said.start, said.excerpt, max(said.name, listed.name, key=len), listed.outlet)
        self.pending.append(said.introduction(turn, Basis.CALL))
        self.is_pending = True

    def _is_spoken_of(self, said: Said) -> bool:
        """ "we’re going to go to Fort Knox — the fabled Fort Knox — to make sure the gold is there" (19 February 2025):
        no call, but what the conference speaks of."""
        words = plain_words(said.name)
        return (
            bool(words)
            and not said.outlet
            and words[0] not in GIVEN_NAMES
            and len(plain_words(said.excerpt)) > len(words) + _GOES_ON_BEHIND
            and self.spoken[words[0]] > 1
        )

    def _is_next_called(self, index: int) -> bool:
        """ "We’ll take one last question." (Ottawa, 24 March 2023): a host speaks between an answer and a question to
        call the next, whom nobody may have named; a mere "Thank you." (kerry) or an answer of theirs does not."""
        turn = self.turns[index]
        if turn.role is not Role.MODERATOR and not (turn.role is Role.STAFF and phrases.ANNOUNCES.search(turn.speech)):
            return False
        before = self.turns[index - 1] if index else None
        answers = turn.speaker is not None and turn.speaker.also_answers
        return turn.length > _THANKS and not answers and before is not None and before.role is not Role.PRESS

    def _call_nobody(self, turn: Turn) -> None:
        """Somebody else is called on, who is not named."""
        self.current, self.is_called, self.pending, self.is_pending = None, False, [], True
        self.is_moderators_call = turn.role is Role.MODERATOR

    def _is_told_to_go_on(self, turn: Turn, before: Turn) -> bool:
        """ "it's going to be the second question." "Okay.  Go ahead." (State Department, 3 December 2012)."""
        return (
            turn.length <= 3
            and bool(_TOLD_TO_GO_ON.match(plain(turn.speech)))
            and before.role is Role.PRESS
            and before.length >= 5
            and before.speaker is self.current
            and bool(phrases.ANNOUNCES.search(before.speech[-80:]))
        )

    def _give_asker(self, index: int, turn: Turn) -> None:
        over = speaks_over_call(self.turns, index) if self.is_pending and turn.speaker is None else None
        if over is not None:
            turn.speaker = over
            return
        own = introductions.read_own_words(turn, self.known)
        introduced = [own.introduction(turn, Basis.OWN_WORDS)] if own else []
        if own is None or not own.outlet:
            elsewhere = introductions.read_own_outlet(turn)
            is_new = bool(own or self.is_pending or turn.speaker is not None)
            if elsewhere is not None and (is_new or self._is_spanish(turn)):
                introduced.append(elsewhere.introduction(turn, Basis.OWN_WORDS))
        if turn.speaker is not None:  # the label names a person or an outlet
            self.press.introduce(turn.speaker, [*self.pending, *introduced])
            self.current, self.is_called = turn.speaker, True
        elif introduced and not own and not self.pending and (asker := self._continued(index, turn)):
            # "el diario digital _Bajo Palabra_ nos han manifestado", in the middle of an exchange (amlo)
            self.press.introduce(asker, introduced)
            turn.speaker = asker
        elif self.pending or introduced:
            asker = self.press.named([*self.pending, *introduced], self.current)
            turn.speaker = asker
            self.is_called = bool(self.pending) or (asker is self.current and self.is_called) or own is not None
            self.current = asker
        else:
            turn.speaker = self._continued(index, turn) or self.press.unknown()
            turn.is_assumed = turn.speaker is self.current
            if turn.speaker is not self.current:
                self.current = turn.speaker
                self.is_called = self.calls_often or (self.is_moderators_call and self.is_pending)
        if turn.speaker is not None:
            self.pending, self.is_pending = [], False

    def _continued(self, index: int, turn: Turn) -> Speaker | None:
        """The asker of the turn before, where the turn goes on with their question."""
        if self.is_pending or self.current is None:
            return None
        before = self.turns[index - 1] if index else None
        if before is not None and before.role is Role.PRESS:
            return before.speaker if phrases.CONTINUES.match(turn.text) else None
        speech = plain(turn.speech)
        if (
            vocatives.FOLLOWS_SOMEBODY.search(turn.text[:300])
            and vocatives.read_colleague(turn) is not None
            # "And just to follow up on Nancy’s question" (White House, 4 August 2022) by one who goes on asking
            and not speech.startswith(("and ", "and, "))
        ):
            return None  # "to follow up partly on Helen": another one
        if _TIME_FOR_MORE.match(speech) and before is not None and before.length > 30:
            return None  # "Time for one more, Mr. President?" shouts another (biden-moon)
        if turn.key in titles.FOLLOW_UP_LABELS:
            return self.current
        if turn.key == "pregunta":
            return None
        recent = self.turns[max(0, index - 20) : index]
        previous = next((each for each in reversed(recent) if each.role is Role.PRESS), None)
        if (
            previous is not None
            and previous.note != turn.note
            and "nterpret" in previous.note + turn.note
            and "nterpreted" not in turn.text[:400]
            and turn.length > 30
            and not phrases.ORDINAL.match(speech)  # "And my second question is to" in another language
        ):
            return None
        if self.is_called:
            if (
                (_BEGINS_ANEW.match(speech) or (_ADDRESSES.match(speech) and before is not None and before.length > 30))
                and not phrases.FOLLOW_UP.search(speech[:60])
                and turn.length > 25
                and previous is not None
                and (previous.asks or (before is not None and before.length > 30))
                and not self._is_moderated()
            ):
                return None
            return self.current
        if (
            before is not None
            and before.length > 8
            and (before.speech.endswith("?") or (before.speech.endswith(("—", "--")) and _TAKES_UP.match(speech)))
        ):
            return self.current  # "Or what’s the root of your question?" "No.  The root of my question is" (psaki)
        short = before is not None and before.length <= 15 and not phrases.CLOSING.search(before.speech)
        if (
            phrases.CONTINUES.match(turn.text)
            or turn.length <= 6
            or (short and not _BEGINS_ANEW.match(speech))
            or ((phrases.FOLLOW_UP.search(speech[:60]) or _GOES_ON.match(speech)) and not _BEGINS_ANEW.match(speech))
        ):
            return self.current
        return None

    @staticmethod
    def _is_spanish(turn: Turn) -> bool:
        return turn.key in ("pregunta", "interlocutor", "interlocutora")

    def _is_moderated(self) -> bool:
        return any(turn.role in (Role.MODERATOR, Role.STAFF) for turn in self.turns)
