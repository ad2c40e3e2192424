"""One speaker per person in the document, whatever the variants of their label."""

from collections import Counter
from collections.abc import Sequence

from core.parsing.doubts import Doubt, Notebook
from core.parsing.plain import distance
from core.parsing.scene import Speaker, Turn
from core.parsing.turns.names import LabelKind, LabelWords, read_label
from core.parsing.words import titles

CROWD = 100  # with more speakers, only labels that share a word are compared


def find_speakers(turns: Sequence[Turn], notebook: Notebook) -> list[Speaker]:
    """Give every turn but the press's its speaker; one of each person, in the order they first speak.

    Near-equal labels become one person only with a warning, or stay two with one.
    """
    return _Register(turns, notebook).speakers()


class _Register:
    def __init__(self, turns: Sequence[Turn], notebook: Notebook) -> None:
        self.turns = turns
        self.notebook = notebook
        self.counts = Counter(turn.key for turn in turns)
        self.first = {turn.key: turn for turn in reversed(turns)}
        self.words = {key: read_label(turn.label) for key, turn in self.first.items()}
        self.found: list[Speaker] = []
        self.by_key: dict[str, Speaker] = {}
        self.by_word: dict[str, list[Speaker]] = {}

    def speakers(self) -> list[Speaker]:
        # Frequent labels first: a misprint is measured against what it should have been.
        for key in sorted(self.first, key=lambda key: (-self.counts[key], self.first[key].position)):
            words = self.words[key]
            if words.kind is not LabelKind.PRESS:
                self.by_key[key] = self._speaker(key, words)
        self._join_moderators()
        for turn in self.turns:
            turn.speaker = self.by_key.get(turn.key)
        order = {id(turn.speaker): turn.position for turn in reversed(self.turns)}
        return sorted(
            {id(speaker): speaker for speaker in self.by_key.values()}.values(), key=lambda each: order[id(each)]
        )

    def _speaker(self, key: str, words: LabelWords) -> Speaker:
        if words.kind in (LabelKind.TITLED, LabelKind.BARE, LabelKind.NUMBERED, LabelKind.OFFICE):
            for speaker in self._alike(words):
                if self._is_same(key, words, speaker):
                    self._extend(speaker, words)
                    return speaker
        elif words.kind in (LabelKind.INTERPRETER, LabelKind.STAFF, LabelKind.MODERATOR) and not words.name:
            for speaker in self.found:
                if speaker.kind is words.kind and not speaker.name:
                    return speaker
        speaker = Speaker(words.kind, words.name, words.title, words.name_words, frozenset(words.title_words))
        self.found.append(speaker)
        for word in {*words.name_words, *(words.title_words if not words.name_words else ())}:
            self.by_word.setdefault(word, []).append(speaker)
        return speaker

    def _alike(self, words: LabelWords) -> list[Speaker]:
        """Speakers found so far who may be the same: all, or in a crowd those who share a word."""
        if len(self.found) <= CROWD:
            return self.found
        alike = {
            id(speaker): speaker
            for word in words.name_words or words.title_words
            for speaker in self.by_word.get(word, ())[:CROWD]
        }
        return list(alike.values())

    def _extend(self, speaker: Speaker, words: LabelWords) -> None:
        if len(words.name_words) > len(speaker.name_words):
            speaker.name, speaker.name_words = words.name, words.name_words
        if len(words.title_words) > len(speaker.title_words) and not words.misprint:
            speaker.title = words.title
        if not words.misprint:
            speaker.title_words |= frozenset(words.title_words)
        if speaker.kind is LabelKind.BARE or words.kind is LabelKind.TITLED:
            speaker.kind = words.kind

    def _is_same(self, key: str, words: LabelWords, speaker: Speaker) -> bool:
        if {words.kind, speaker.kind} == {LabelKind.OFFICE, LabelKind.TITLED}:
            return self._is_holder(key, words, speaker)
        if words.kind is LabelKind.OFFICE or speaker.kind is LabelKind.OFFICE:
            return words.kind is speaker.kind and set(words.title_words) - {"the"} == set(speaker.title_words) - {"the"}
        if words.kind is LabelKind.NUMBERED or speaker.kind is LabelKind.NUMBERED:
            return words.kind is speaker.kind and self._is_same_official(key, words, speaker)
        if _names_agree(words.name_words, speaker.name_words):
            return self._titles_agree(key, words, speaker)
        return self._is_misprint(key, words, speaker)

    def _is_holder(self, key: str, words: LabelWords, speaker: Speaker) -> bool:
        """ "VICE PRESIDENT:" beside one "VICE PRESIDENT HARRIS:" (Lusaka, 31 March 2023), whichever is more often."""
        title = frozenset(words.title_words) - {"the"}
        holders = {
            each.name_words[-1:]
            for each in self.words.values()
            if each.kind is LabelKind.TITLED and frozenset(each.title_words) - {"the"} == title
        }
        if len(title) < 2 or len(holders) != 1 or speaker.title_words - {"the"} != title:
            return False
        named = words if words.name_words else speaker
        self._warn(key, f"“{self._label(key)}” was taken to be {named.title} {named.name}. Is it somebody else?")
        return True

    def _titles_agree(self, key: str, words: LabelWords, speaker: Speaker) -> bool:
        mine, theirs = set(words.title_words), set(speaker.title_words)
        if _genders(mine) and _genders(theirs) and not _genders(mine) & _genders(theirs):
            return False
        if words.misprint:
            # "DEFENESE MINISTER KIHARA" beside "DEFENSE MINISTER KIHARA"
            self._warn(key, f"“{self._label(key)}” was taken to be {speaker.title} {speaker.name}, misprinted.")
            return True
        plain_mine, plain_theirs = mine - titles.HONORIFICS, theirs - titles.HONORIFICS
        if not plain_mine or not plain_theirs or plain_mine <= plain_theirs or plain_theirs <= plain_mine:
            return True
        if plain_mine & plain_theirs & titles.OFFICES:
            return True
        self.notebook.warn(
            Doubt.SAME_SURNAME,
            self.first[key].start,
            f"“{self._label(key)}” and {speaker.title} {speaker.name} have one surname and different titles; "
            f"they "
            "were kept apart. Are they one person?",
            self.first[key].position,
        )
        return False

    def _is_same_official(self, key: str, words: LabelWords, speaker: Speaker) -> bool:
        """ "SENIOR ADMINISTRATION OFFICIAL ONE" once among 29 "SENIOR STATE DEPARTMENT OFFICIAL ONE" is the same."""
        if words.name_words != speaker.name_words:
            return False
        if frozenset(words.title_words) == speaker.title_words:
            return True
        kin = [
            other
            for other, read in self.words.items()
            if read.kind is LabelKind.NUMBERED and read.title_words == words.title_words
        ]
        if self.counts[key] > 2 or len(kin) > 1 or not set(words.title_words) & speaker.title_words & titles.OFFICES:
            return False
        self._warn(key, f"“{self._label(key)}” was taken to be the {speaker.name}. Is it somebody else?")
        return True

    def _is_misprint(self, key: str, words: LabelWords, speaker: Speaker) -> bool:
        mine, theirs = " ".join(words.name_words), " ".join(speaker.name_words)
        if min(len(mine), len(theirs)) < 4 or not set(words.title_words) & speaker.title_words:
            return False
        edits = distance(mine, theirs, 2)
        if edits > 2 or min(len(mine), len(theirs)) < 3 * edits:
            return False
        other = sum(self.counts[known] for known, each in self.by_key.items() if each is speaker)
        rare = self.counts[key] == 1 and other >= 2
        printed = words.name_words[-1]
        # A name that the text itself uses belongs to somebody: ISHIBA and KISHIDA are two people.
        if edits == 1 and rare and not self._is_spoken(" ".join(words.name_words) if " " in mine else printed):
            self._warn(key, f"“{self._label(key)}” was taken to be {speaker.title} {speaker.name}, misprinted.")
            return True
        self._warn(
            key, f"“{self._label(key)}” is nearly “{speaker.title} {speaker.name}”; they were kept apart. One person?"
        )
        return False

    def _is_spoken(self, name: str) -> bool:
        return any(name in turn.text.lower() for turn in self.turns)

    def _label(self, key: str) -> str:
        return self.first[key].label

    def _warn(self, key: str, message: str) -> None:
        self.notebook.warn(Doubt.NEAR_EQUAL_LABEL, self.first[key].start, message, self.first[key].position)

    def _join_moderators(self) -> None:
        """ "Peter Stano, Moderator:" and then "Moderator:" are one, where no other moderator has a name."""
        named = [speaker for speaker in self.found if speaker.kind is LabelKind.MODERATOR and speaker.name]
        if len(named) == 1:
            for key, speaker in self.by_key.items():
                if speaker.kind is LabelKind.MODERATOR and not speaker.name:
                    self.by_key[key] = named[0]


def _names_agree(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Equal, or one goes on from the other: "lopez-gatell" and "hugo lopez-gatell ramirez"."""
    short, long = sorted((first, second), key=len)
    if not short:
        return False
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))


def _genders(words: set[str]) -> set[str]:
    found = set()
    if words & titles.MASCULINE:
        found.add("m")
    if words & titles.FEMININE:
        found.add("f")
    return found
