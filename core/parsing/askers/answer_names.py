"""Who asked, as the words that answer say it: "Thank you, Barbara.", "To follow up on Matt’s question"."""

import re
from collections.abc import Collection, Mapping, Sequence

from core.parsing.askers.identities import fits
from core.parsing.askers.press import Press
from core.parsing.calls import vocatives
from core.parsing.calls.calls import is_repeated
from core.parsing.calls.passed_on import passed_on
from core.parsing.calls.said import Said
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Turn
from core.parsing.words.given_names import GIVEN_NAMES
from core.vocabulary import Basis, Role

# "I said, because asymmetric warfare in Afghanistan" (price): again what was not heard
_SAYS_AGAIN = re.compile(r"^(?:no,? )?i (?:said|asked|was (?:saying|asking))\b", re.I)
_AGAIN = 5  # turns, the one that is looked at included


def _is_topic(said: Said, asked: Turn) -> bool:
    """ "on tariffs, you mentioned lumber" "Lumber, yeah." (Air Force One, 19 February 2025)."""
    word = said.name.lower()
    return word not in GIVEN_NAMES and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", asked.text) is not None


class NamesInAnswers:
    """Hears who asked, once every turn of the press has a speaker.

    `known` are the names of those who do not ask, `calls` what each turn calls, by position.
    """

    def __init__(
        self, turns: Sequence[Turn], press: Press, known: Collection[str], calls: Mapping[int, Said | None]
    ) -> None:
        self.turns = turns
        self.press = press
        self.known = frozenset(known)
        self.calls = calls

    def hear(self) -> None:
        """ "Thank you, Barbara.": the first words of an answer name the one who asked."""
        asked: Turn | None = None
        self._hear_colleagues()
        spoken = vocatives.SpokenOf(self.turns)
        colleagues = self._names_before_questions()
        for turn in self.turns:
            if turn.role is Role.PRESS:
                if turn.length > 4 or asked is None:
                    asked = turn
            elif turn.role in (Role.PRINCIPAL, Role.MODERATOR) and asked is not None and asked.speaker is not None:
                named = passed_on(self.turns, turn.position - 1)
                if named is not None and named[1].speaker is not None and not fits(named[0].name, named[1].speaker):
                    self._tell_apart(named[1], turn, named[0])
                    continue
                others = self.known - set(turn.speaker.name_words if turn.speaker else ())
                said = vocatives.read_answer(turn, others)
                if said is not None and (is_repeated(self.turns, said, turn.position - 1) or _is_topic(said, asked)):
                    said = None
                after = self.turns[turn.position] if turn.position < len(self.turns) else None
                if turn.speech.endswith("?") and after is not None and after.role is Role.PRINCIPAL:
                    continue  # "Tracy, do you have that?" is put to a colleague
                if said is not None and turn.calls and self._is_called_again(turn, said):
                    continue
                if said is not None and turn.calls and said.start >= turn.sentences[-1][0] and len(turn.sentences) > 1:
                    continue  # "Missy, please." at the end calls the next
                is_host = turn.role is Role.MODERATOR  # "Go ahead, Yasmeen." (Air Force One, 13 November 2022)
                call = self.calls.get(turn.position) if turn.calls and (is_host or len(turn.sentences) > 1) else None
                if said is not None and call is not None and call.start == said.start:
                    continue  # "All right, Pete.  I’ll come back" (White House, 4 August 2022) calls, and is no answer
                is_weak = said is None
                if said is None:
                    said = vocatives.read_within(turn, others | colleagues, spoken)
                    if said is not None and turn.calls and said.start >= turn.sentences[-1][0]:
                        continue
                if said is None:
                    continue
                speaker = asked.speaker
                if is_weak and speaker.name and not fits(said.name, speaker) and not asked.is_assumed:
                    continue
                if not speaker.name or fits(said.name, speaker) or self.press.is_nickname(said.name, speaker):
                    self.press.introduce(speaker, [said.introduction(turn, Basis.ANSWER_WORDS)])
                elif turn.position == asked.position + 1:
                    self._tell_apart(asked, turn, said)

    def _is_called_again(self, turn: Turn, said: Said) -> bool:
        """ "No.  Go ahead, Jordan." "— then-President Trump —" "Go ahead, Jordan." (White House, 20 February 2025)."""
        called, *before = (self.calls.get(turn.position - step) for step in range(_AGAIN))
        is_call = called is not None and called.name == said.name
        return is_call and any(call is not None and call.name == said.name for call in before)

    def _hear_colleagues(self) -> None:
        """ "To follow up on Matt's question" names the one who asked just before."""
        previous: Turn | None = None
        for turn in self.turns:
            if turn.role is not Role.PRESS:
                continue
            if (
                previous is not None
                and previous.speaker is not turn.speaker
                and vocatives.FOLLOWS_SOMEBODY.search(turn.text[:300])
            ):
                said = vocatives.read_colleague(turn)
                speaker = previous.speaker
                if said is not None and speaker is not None and not speaker.name and not self.press.fitting(said.name):
                    self.press.introduce(speaker, [said.introduction(turn, Basis.ANSWER_WORDS)])
            previous = turn

    def _names_before_questions(self) -> frozenset[str]:
        """What several principals call each other before anybody asks: "your visit, Tony, is very important"."""
        principals = {id(turn.speaker) for turn in self.turns if turn.role is Role.PRINCIPAL}
        if len(principals) < 2:
            return frozenset()
        first = next((index for index, turn in enumerate(self.turns) if turn.role is Role.PRESS), 0)
        return frozenset(word for turn in self.turns[:first] for word in plain_words(turn.speech))

    def _tell_apart(self, asked: Turn, turn: Turn, said: Said) -> None:
        """An answer to "Tim" behind a turn taken to be Josh's: another asker, where only the order had said so."""
        speaker = asked.speaker
        introduced = said.introduction(turn, Basis.ANSWER_WORDS)
        if not asked.is_assumed or speaker is None:
            if speaker is not None:
                speaker.introductions.append(introduced)
            return
        fitting = self.press.fitting(said.name)
        asked.speaker = fitting[0] if len(fitting) == 1 else self.press.unknown()
        for turn in self.turns[asked.position :]:  # and those that were taken to go on with it
            if turn.calls or (turn.role is Role.PRESS and (turn.speaker is not speaker or not turn.is_assumed)):
                break
            if turn.role is Role.PRESS:
                turn.speaker = asked.speaker
        self.press.introduce(asked.speaker, [introduced])
        if _SAYS_AGAIN.match(plain(asked.speech)) and asked.position > 2:
            unheard, said_first = self.turns[asked.position - 2], self.turns[asked.position - 3]
            if unheard.length <= 4 and said_first.role is Role.PRESS and said_first.is_assumed:
                said_first.speaker = asked.speaker
