"""What introductions say together: whether two mean one person, and the best name among them."""

import re
from collections.abc import Sequence

from core.parsing.doubts import Doubt, Notebook
from core.parsing.plain import distance, plain, plain_words
from core.parsing.scene import Introduction, Speaker, Turn
from core.parsing.turns.names import LabelKind
from core.parsing.words import outlets
from core.parsing.words.given_names import GIVEN_NAMES
from core.vocabulary import Basis

_HONORIFIC = re.compile(r"^(?:mr|mrs|ms|miss)\.?\s", re.I)
_SHORT = 3  # letters
_ENOUGH = 200  # introductions of one person, which are looked through whenever there is another
_PREFERENCE = {Basis.LABEL: 0, Basis.OWN_WORDS: 1, Basis.CALL: 2, Basis.ANSWER_WORDS: 3}


def is_called_by_surname(introduction: Introduction) -> bool:
    """ "Mr. Kuhnhenn." (afpak)"""
    return bool(_HONORIFIC.match(introduction.excerpt))


def fits(name: str, speaker: Speaker) -> bool:
    """ "Soyoung", "Ms. Ham" and "Jiha Ham" fit Soyoung Kim, Jiha Ham: one's words are among the other's."""
    mine, theirs = plain_words(name), plain_words(speaker.name)
    if not mine or not theirs:
        return False
    short, long = sorted((mine, theirs), key=len)
    return set(short) <= set(long)


def is_short_form(name: str, fuller: str) -> bool:
    """ "This is Tam, yes." (call of 26 June 2022) says Tamara Keith: the first letters of the first name."""
    mine, theirs = plain(name), plain_words(fuller)
    return len(theirs) > 1 and len(mine) >= _SHORT and mine.isalpha() and theirs[0].startswith(mine)


def agree(first: str, second: str) -> bool:
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


def same_outlet(said: Sequence[str], speaker: Speaker) -> bool:
    own = [each.outlet for each in speaker.introductions if each.outlet]
    return any(agree(one, other) for one in said for other in own)


def other_outlet(said: Sequence[str], speaker: Speaker) -> bool:
    """Two reporters called Michael of two outlets are two."""
    own = [each.outlet for each in speaker.introductions if each.outlet]
    return bool(said and own) and len(speaker.name.split()) < 2 and not same_outlet(said, speaker)


def choose_name(speaker: Speaker) -> None:
    """The best name among introductions: own words before calls before answers; longer where they agree."""
    has_label = speaker.kind in (LabelKind.TITLED, LabelKind.BARE) and speaker.name
    if has_label and not outlets.is_outlet(speaker.name):
        return
    best = ""
    basis = speaker.basis
    said = speaker.introductions[:_ENOUGH]
    for each in sorted(said, key=lambda one: _PREFERENCE[one.basis]):
        if not each.name:
            continue
        if not best or (
            len(each.name.split()) > len(best.split())
            and (set(plain_words(best)) <= set(plain_words(each.name)) or is_short_form(best, each.name))
        ):
            best, basis = each.name, each.basis
    surnames = [each for each in said if each.name == best and is_called_by_surname(each)]
    if surnames and " " not in best:
        # "Mr. Kuhnhenn." calls, and "Jim, let me" answers (afpak)
        given = next((each.name for each in said if plain(each.name) in GIVEN_NAMES), "")
        best = f"{given} {best}" if given and given != best else best
    if best:
        speaker.name, speaker.name_words, speaker.basis = best, tuple(plain_words(best)), basis


def compare(speaker: Speaker, turns: Sequence[Turn], notebook: Notebook) -> None:
    """Warn where introductions contradict each other: "Defense Once", "Defense One"."""
    said = [each for each in speaker.introductions if each.basis in (Basis.CALL, Basis.OWN_WORDS)]
    for kind in ("name", "outlet"):
        values = [(getattr(each, kind), each) for each in said if getattr(each, kind)]
        for value, each in values[1:]:
            if not agree(values[0][0], value):
                turn = turns[each.turn - 1]
                notebook.warn(
                    Doubt.DIFFERING_INTRODUCTIONS,
                    turn.start,
                    f"The asker's {kind} is “{values[0][0]}” in one place and “{value}” in another. Which is right?",
                    turn.position,
                )
                break
