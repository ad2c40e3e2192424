"""The press of one conference: those who ask, known by what introduces them, and told from one another."""

from collections.abc import Sequence

from core.parsing.askers.identities import (
    choose_name,
    fits,
    is_called_by_surname,
    is_short_form,
    other_outlet,
    same_outlet,
)
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Introduction, Speaker, Turn
from core.parsing.turns.names import LabelKind
from core.parsing.words.given_names import GIVEN_NAMES
from core.vocabulary import Role


class Press:
    """Those who ask, in the order they were first heard of."""

    def __init__(self, turns: Sequence[Turn], members: Sequence[Speaker]) -> None:
        self.turns = turns
        self.members = list(members)
        self.by_word: dict[str, list[Speaker]] = {}

    def unknown(self) -> Speaker:
        speaker = Speaker(LabelKind.PRESS, role=Role.PRESS)
        self.members.append(speaker)
        return speaker

    def named(self, found: list[Introduction], current: Speaker | None) -> Speaker:
        """The speaker whom introductions name: somebody who asked before, the one who asks now, or a new one."""
        names = [introduction.name for introduction in found if introduction.name]
        outlets_said = [introduction.outlet for introduction in found if introduction.outlet]
        for name in names:
            fitting = self.fitting(name)
            if len(fitting) == 1 and not other_outlet(outlets_said, fitting[0]):
                self.introduce(fitting[0], found)
                return fitting[0]
        if not names and current is not None and outlets_said and same_outlet(outlets_said, current):
            self.introduce(current, found)
            return current
        if current is not None and len(found) == 1 and is_short_form(found[0].name, current.name):
            self.introduce(current, found)
            return current
        speaker = self.unknown()
        self.introduce(speaker, found)
        return speaker

    def introduce(self, speaker: Speaker, found: Sequence[Introduction]) -> None:
        speaker.introductions.extend(found)
        choose_name(speaker)
        for word in plain_words(speaker.name):
            alike = self.by_word.setdefault(word, [])
            if speaker not in alike[-200:]:
                alike.append(speaker)

    def fitting(self, name: str) -> list[Speaker]:
        alike = {id(speaker): speaker for word in plain_words(name) for speaker in self.by_word.get(word, ())[-200:]}
        labelled = [speaker for speaker in self.members[:200] if speaker.kind is not LabelKind.PRESS]
        alike.update((id(speaker), speaker) for speaker in labelled)
        return [speaker for speaker in alike.values() if fits(name, speaker)]

    def merge(self) -> None:
        """Askers that one first name in an answer and a full name elsewhere show to be one."""
        for speaker in [each for each in self.members if each.name and len(each.name.split()) == 1]:
            fitting = [each for each in self.fitting(speaker.name) if len(each.name.split()) > 1]
            if len(fitting) == 1 and speaker.kind is not LabelKind.BARE and self._near(speaker, fitting[0]):
                fitting[0].introductions.extend(speaker.introductions)
                for turn in self.turns:
                    if turn.speaker is speaker:
                        turn.speaker = fitting[0]
                self.members.remove(speaker)
        # "Matt" at the top and "Matt" at the end of one briefing
        first: dict[str, Speaker] = {}
        for speaker in self.members:
            if not speaker.name or speaker.kind is not LabelKind.PRESS:
                continue
            known = first.setdefault(plain(speaker.name), speaker)
            outlets_said = [each.outlet for each in speaker.introductions if each.outlet]
            if known is not speaker and not other_outlet(outlets_said, known):
                known.introductions.extend(speaker.introductions)
                for turn in self.turns:
                    if turn.speaker is speaker:
                        turn.speaker = known
        spoken = {id(turn.speaker) for turn in self.turns}
        self.members = [speaker for speaker in self.members if id(speaker) in spoken]

    def _near(self, first: Speaker, second: Speaker) -> bool:
        positions = [turn.position for turn in self.turns if turn.speaker is first]
        others = [turn.position for turn in self.turns if turn.speaker is second]
        return min(abs(one - other) for one in positions for other in others) <= 12 if positions and others else False

    def is_nickname(self, name: str, speaker: Speaker) -> bool:
        """ "Will, first, on the last part" to William Mauldin; "Marty Crutsinger" under MARTIN CRUTSINGER."""
        mine = plain(name)
        called_by_surname = " " not in speaker.name and any(
            each.name == speaker.name and is_called_by_surname(each) for each in speaker.introductions
        )
        if (
            called_by_surname
            and mine in GIVEN_NAMES
            and not any(mine in plain_words(other.name) for other in self.members)
        ):
            return True
        return any(word[:3] == mine[:3] for word in plain_words(speaker.name)[:1])
