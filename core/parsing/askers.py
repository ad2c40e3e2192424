"""Who asks: a speaker for every turn of the press, from calls, own words, answers, and the order of turns."""

import re
from collections.abc import Sequence

from core.parsing import introductions
from core.parsing.doubts import Doubt, Notebook
from core.parsing.introductions import Said
from core.parsing.names import LabelKind
from core.parsing.plain import distance, plain, plain_words
from core.parsing.scene import Introduction, Speaker, Turn
from core.parsing.words import outlets, phrases, titles
from core.vocabulary import Basis, Role

_CONTINUES = re.compile(r"^(?:—|–|--|-)\s*\S")
_BEGINS_ANEW = re.compile(
    r"^(?:thanks?(?: you)?\b|hi\b|hello\b|hey\b|good (?:morning|afternoon|evening)|buenos d|buenas t|buen d|"
    r"gracias|muy buen|muchas gracias)",
    re.I,
)
_GOES_ON = re.compile(r"^(?:but|and|so|no|right|yeah|okay|well|then|oh)\b", re.I)
_GO_AHEAD = re.compile(r"^(?:please,? |yes,? |okay,? )*(?:go ahead|continue)\b", re.I)
_PREFERENCE = {Basis.LABEL: 0, Basis.OWN_WORDS: 1, Basis.CALL: 2, Basis.ANSWER_WORDS: 3}


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
        self.press: list[Speaker] = [speaker for speaker in speakers if speaker.role is Role.PRESS]
        self.by_word: dict[str, list[Speaker]] = {}
        self.current: Speaker | None = None
        self.is_called = False  # the current asker was called by name, and nobody since
        self.pending: list[Introduction] = []
        self.is_pending = False  # somebody was called on, by name or not

    def find(self) -> None:
        for index, turn in enumerate(self.turns):
            if turn.role is Role.PRESS:
                self._give_asker(index, turn)
            elif self._leads_to_press(index):
                self._hear_call(turn, index)
        self._hear_answers()
        self._merge_named()
        for speaker in self.press:
            _choose_name(speaker)
            self._compare(speaker)
        there = {id(speaker) for speaker in self.speakers}
        for turn in self.turns:
            if turn.speaker is not None and id(turn.speaker) not in there:
                there.add(id(turn.speaker))
                self.speakers.append(turn.speaker)

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
            if turn.role not in (Role.STAFF, Role.MODERATOR, Role.INTERPRETER) and turn.length > 8:
                return False
        return False

    def _hear_call(self, turn: Turn, index: int) -> None:
        said = introductions.read_call(turn, self.surnames)
        if (
            said is not None
            and said.name
            and plain(said.name) in self.known - set(turn.speaker.name_words if turn.speaker else ())
        ):
            said = None  # "Thank you, Jens."
        turn.calls = said is not None and bool(said.name or said.outlet or len(said.excerpt.split()) > 2)
        if said is None:
            if turn.role is Role.MODERATOR and (turn.length == 0 or phrases.CLOSING.search(turn.speech)):
                self.current, self.is_called = None, False  # "MODERATOR: (Off-mike.)"
            elif phrases.CLOSING.search(turn.speech) and turn.length < 15:
                self.current, self.is_called = None, False
            return
        if not said.name and not said.outlet:
            goes_on = index and self.turns[index - 1].role is Role.PRINCIPAL and self.turns[index - 1].length <= 8
            if not ((turn.role is Role.MODERATOR or goes_on) and _GO_AHEAD.match(plain(said.excerpt))):
                self.current, self.is_called, self.pending, self.is_pending = None, False, [], True
            return
        if not (turn.role is Role.STAFF and self.is_pending):
            self.pending = []
        self.pending.append(_introduction(turn, said, Basis.CALL))
        self.is_pending = True

    def _give_asker(self, index: int, turn: Turn) -> None:
        own = introductions.read_own_words(turn, self.known)
        introduced = [_introduction(turn, own, Basis.OWN_WORDS)] if own else []
        if own is None or not own.outlet:
            elsewhere = introductions.read_own_outlet(turn)
            if elsewhere is not None and (own or self.pending or turn.speaker is not None or self._is_spanish(turn)):
                introduced.append(_introduction(turn, elsewhere, Basis.OWN_WORDS))
        if turn.speaker is not None:  # the label names a person or an outlet
            self._introduce(turn.speaker, [*self.pending, *introduced])
            self.current, self.is_called = turn.speaker, True
        elif self.pending or introduced:
            asker = self._named([*self.pending, *introduced])
            turn.speaker = asker
            self.is_called = bool(self.pending) or (asker is self.current and self.is_called) or own is not None
            self.current = asker
        else:
            turn.speaker = self._continued(index, turn) or self._unknown()
            turn.is_assumed = turn.speaker is self.current
            if turn.speaker is not self.current:
                self.current, self.is_called = turn.speaker, False
        if turn.speaker is not None:
            self.pending, self.is_pending = [], False

    def _continued(self, index: int, turn: Turn) -> Speaker | None:
        """The asker of the turn before, where the turn goes on with their question."""
        if self.is_pending or self.current is None:
            return None
        before = self.turns[index - 1] if index else None
        if before is not None and before.role is Role.PRESS:
            return before.speaker if _CONTINUES.match(turn.text) else None
        speech = plain(turn.speech)
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
            and turn.length > 30
        ):
            return None
        if self.is_called:
            if (
                _BEGINS_ANEW.match(speech)
                and turn.length > 25
                and previous is not None
                and previous.asks
                and not self._is_moderated()
            ):
                return None
            return self.current
        short = before is not None and before.length <= 15 and not phrases.CLOSING.search(before.speech)
        if (
            _CONTINUES.match(turn.text)
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

    def _unknown(self) -> Speaker:
        speaker = Speaker(LabelKind.PRESS, role=Role.PRESS)
        self.press.append(speaker)
        return speaker

    def _named(self, found: list[Introduction]) -> Speaker:
        """The speaker whom introductions name: somebody who asked before, or a new one."""
        names = [introduction.name for introduction in found if introduction.name]
        outlets_said = [introduction.outlet for introduction in found if introduction.outlet]
        for name in names:
            fits = self._fitting(name)
            if len(fits) == 1 and not _other_outlet(outlets_said, fits[0]):
                self._introduce(fits[0], found)
                return fits[0]
        if not names and self.current is not None and outlets_said and _same_outlet(outlets_said, self.current):
            self._introduce(self.current, found)
            return self.current
        speaker = self._unknown()
        self._introduce(speaker, found)
        return speaker

    def _introduce(self, speaker: Speaker, found: Sequence[Introduction]) -> None:
        speaker.introductions.extend(found)
        _choose_name(speaker)
        for word in plain_words(speaker.name):
            alike = self.by_word.setdefault(word, [])
            if speaker not in alike[-200:]:
                alike.append(speaker)

    def _fitting(self, name: str) -> list[Speaker]:
        alike = {id(speaker): speaker for word in plain_words(name) for speaker in self.by_word.get(word, ())[-200:]}
        labelled = [speaker for speaker in self.press[:200] if speaker.kind is not LabelKind.PRESS]
        alike.update((id(speaker), speaker) for speaker in labelled)
        return [speaker for speaker in alike.values() if _fits(name, speaker)]

    def _hear_answers(self) -> None:
        """ "Thank you, Barbara.": the first words of an answer name the one who asked."""
        asked: Turn | None = None
        for turn in self.turns:
            if turn.role is Role.PRESS:
                if turn.length > 4 or asked is None:
                    asked = turn
            elif turn.role in (Role.PRINCIPAL, Role.MODERATOR) and asked is not None and asked.speaker is not None:
                others = self.known - set(turn.speaker.name_words if turn.speaker else ())
                said = introductions.read_answer(turn, others)
                after = self.turns[turn.position] if turn.position < len(self.turns) else None
                if turn.speech.endswith("?") and after is not None and after.role is Role.PRINCIPAL:
                    continue  # "Tracy, do you have that?" is put to a colleague
                if said is not None and turn.calls and said.start >= turn.sentences[-1][0] and len(turn.sentences) > 1:
                    continue  # "Missy, please." at the end calls the next
                if said is None:
                    continue
                speaker = asked.speaker
                if not speaker.name or _fits(said.name, speaker):
                    self._introduce(speaker, [_introduction(turn, said, Basis.ANSWER_WORDS)])
                elif not self._is_nickname(said.name, speaker) and turn.position == asked.position + 1:
                    self._tell_apart(asked, turn, said)

    def _tell_apart(self, asked: Turn, turn: Turn, said: Said) -> None:
        """An answer to "Tim" behind a turn taken to be Josh's: another asker, where only the order had said so."""
        speaker = asked.speaker
        introduction = _introduction(turn, said, Basis.ANSWER_WORDS)
        if not asked.is_assumed or speaker is None:
            if speaker is not None:
                speaker.introductions.append(introduction)
            return
        fits = self._fitting(said.name)
        asked.speaker = fits[0] if len(fits) == 1 else self._unknown()
        self._introduce(asked.speaker, [introduction])

    @staticmethod
    def _is_nickname(name: str, speaker: Speaker) -> bool:
        """ "Will, first, on the last part" to William Mauldin; "Marty Crutsinger" under MARTIN CRUTSINGER."""
        mine = plain(name)
        return any(word[:3] == mine[:3] for word in plain_words(speaker.name)[:1])

    def _merge_named(self) -> None:
        """Askers that one first name in an answer and a full name elsewhere show to be one."""
        for speaker in [each for each in self.press if each.name and len(each.name.split()) == 1]:
            fits = [each for each in self._fitting(speaker.name) if len(each.name.split()) > 1]
            if len(fits) == 1 and speaker.kind is not LabelKind.BARE and self._near(speaker, fits[0]):
                fits[0].introductions.extend(speaker.introductions)
                for turn in self.turns:
                    if turn.speaker is speaker:
                        turn.speaker = fits[0]
                self.press.remove(speaker)
        # "Matt" at the top and "Matt" at the end of one briefing
        first: dict[str, Speaker] = {}
        for speaker in self.press:
            if not speaker.name or speaker.kind is not LabelKind.PRESS:
                continue
            known = first.setdefault(plain(speaker.name), speaker)
            outlets_said = [each.outlet for each in speaker.introductions if each.outlet]
            if known is not speaker and not _other_outlet(outlets_said, known):
                known.introductions.extend(speaker.introductions)
                for turn in self.turns:
                    if turn.speaker is speaker:
                        turn.speaker = known
        spoken = {id(turn.speaker) for turn in self.turns}
        self.press = [speaker for speaker in self.press if id(speaker) in spoken]
        self.speakers[:] = [
            speaker for speaker in self.speakers if speaker.role is not Role.PRESS or id(speaker) in spoken
        ]

    def _near(self, first: Speaker, second: Speaker) -> bool:
        positions = [turn.position for turn in self.turns if turn.speaker is first]
        others = [turn.position for turn in self.turns if turn.speaker is second]
        return min(abs(one - other) for one in positions for other in others) <= 12 if positions and others else False

    def _compare(self, speaker: Speaker) -> None:
        """Warn where introductions contradict each other: "Defense Once", "Defense One"."""
        said = [each for each in speaker.introductions if each.basis in (Basis.CALL, Basis.OWN_WORDS)]
        for kind in ("name", "outlet"):
            values = [(getattr(each, kind), each) for each in said if getattr(each, kind)]
            for value, each in values[1:]:
                if not _agree(values[0][0], value):
                    turn = self.turns[each.turn - 1]
                    self.notebook.warn(
                        Doubt.DIFFERING_INTRODUCTIONS,
                        turn.start,
                        f"The asker's {kind} is “{values[0][0]}” in one place and “{value}” in another. "
                        f"Which is right?",
                        turn.position,
                    )
                    break


def _introduction(turn: Turn, said: Said, basis: Basis) -> Introduction:
    return Introduction(turn.position, said.start, said.excerpt, basis, said.name, said.outlet)


def _fits(name: str, speaker: Speaker) -> bool:
    """ "Soyoung", "Ms. Ham" and "Jiha Ham" fit Soyoung Kim, Jiha Ham: one's words are among the other's."""
    mine, theirs = plain_words(name), plain_words(speaker.name)
    if not mine or not theirs:
        return False
    short, long = sorted((mine, theirs), key=len)
    return set(short) <= set(long)


def _agree(first: str, second: str) -> bool:
    """Whether two names or outlets say the same: equal, part of each other, or initials of each other."""
    mine, theirs = plain_words(first), plain_words(second)
    drop = {"the", "news", "newspaper", "channel", "tv", "television", "shimbun", "press", "agency"}
    one, other = set(mine) - drop or set(mine), set(theirs) - drop or set(theirs)
    if one <= other or other <= one:
        return True
    initials = {"".join(word[0] for word in mine), "".join(word[0] for word in theirs)}
    if plain(first) in initials or plain(second) in initials:
        return True
    # "Jordan Fabian" and "Jordan": told above. "Rinkevics" and "Rinkēvičs": levelled. A slip of one letter differs.
    return len(mine) == len(theirs) and all(
        a == b or (a[:3] == b[:3] and distance(a, b, 1) > 1 and position == 0 and len(mine) > 1)
        for position, (a, b) in enumerate(zip(mine, theirs, strict=True))
    )


def _same_outlet(said: Sequence[str], speaker: Speaker) -> bool:
    own = [each.outlet for each in speaker.introductions if each.outlet]
    return any(_agree(one, other) for one in said for other in own)


def _other_outlet(said: Sequence[str], speaker: Speaker) -> bool:
    """Two reporters called Michael of two outlets are two."""
    own = [each.outlet for each in speaker.introductions if each.outlet]
    return bool(said and own) and len(speaker.name.split()) < 2 and not _same_outlet(said, speaker)


def _choose_name(speaker: Speaker) -> None:
    """The best name among introductions: own words before calls before answers; longer where they agree."""
    has_label = speaker.kind in (LabelKind.TITLED, LabelKind.BARE) and speaker.name
    if has_label and not outlets.is_outlet(speaker.name):
        return
    best = ""
    basis = speaker.basis
    for each in sorted(speaker.introductions, key=lambda said: _PREFERENCE[said.basis]):
        if not each.name:
            continue
        if not best or (
            len(each.name.split()) > len(best.split()) and set(plain_words(best)) <= set(plain_words(each.name))
        ):
            best, basis = each.name, each.basis
    if best:
        speaker.name, speaker.name_words, speaker.basis = best, tuple(plain_words(best)), basis
