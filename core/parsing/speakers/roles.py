"""The part each speaker has in the conference, told by their label, the header, and what they do."""

import re
from collections.abc import Mapping, Sequence

from core.parsing.calls import introductions
from core.parsing.calls.calls import read_call
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Introduction, Speaker, Turn
from core.parsing.turns.names import LabelKind
from core.parsing.words import outlets, phrases, titles
from core.vocabulary import Basis, Role

_BY_LABEL = {
    LabelKind.PRESS: Role.PRESS,
    LabelKind.MODERATOR: Role.MODERATOR,
    LabelKind.INTERPRETER: Role.INTERPRETER,
    LabelKind.STAFF: Role.STAFF,
    LabelKind.UNKNOWN: Role.UNKNOWN,
    LabelKind.OFFICE: Role.PRINCIPAL,  # but for aides
    LabelKind.NUMBERED: Role.PRINCIPAL,
}
_STATEMENT = 130  # words: who says as much at once, and not of procedure, does not merely run the event
_OPENING = 200  # words: says more than how the event will run
_SUBSTANCE = 25  # words: more than a call or an aside
# "WHITE HOUSE AIDE:  We have time for about one question." (El Paso, 25 June 2021) calls on nobody
_TIME_LEFT = re.compile(
    r"^(?:okay,? |and |so )?(?:we[’']?(?:ve)? (?:have|got) )?(?:only )?time for (?:\w+ ){1,3}questions?\W*$|"
    r"^(?:(?:this|that)(?: will be| is|[’']ll be|[’']s) (?:the|our) )?last question\W*$",
    re.I,
)
_AIDE = re.compile(r"\b(?:aide|staff|assistant|vocer[oa]|comunicaci[oó]n|communications|spokes\w+)\b", re.I)


def give_roles(speakers: Sequence[Speaker], turns: Sequence[Turn]) -> None:
    """Set every speaker's role, and its basis where the label alone does not say it."""
    by_speaker: dict[int, list[int]] = {id(speaker): [] for speaker in speakers}
    for index, turn in enumerate(turns):
        if turn.speaker is not None:
            by_speaker[id(turn.speaker)].append(index)
    has_press_labels = any(turn.speaker is None for turn in turns)
    rest = []
    # The press first: what the others do is judged by what is asked of them.
    for speaker in speakers:
        own = by_speaker[id(speaker)]
        if speaker.kind is LabelKind.STAFF and _calls_reporters(own, turns):
            speaker.role, speaker.basis = Role.MODERATOR, Basis.CONTENT
        elif speaker.kind in _BY_LABEL and not (
            speaker.kind is LabelKind.OFFICE and _may_run_things(speaker, speakers)
        ):
            speaker.role = _BY_LABEL[speaker.kind]
        elif (
            speaker.kind is LabelKind.BARE
            and not speaker.is_in_header
            and not _answers_all(own, turns)
            and (_is_press(own, turns, has_press_labels) or _names_outlet(speaker, own, turns))
        ):
            speaker.role = Role.PRESS
        else:
            rest.append(speaker)
    # One who is alone with the press runs nothing for others, however short the answers are
    is_alone = len(rest) == 1 and not any(speaker.role is Role.PRINCIPAL for speaker in speakers)
    for speaker in rest:
        own = by_speaker[id(speaker)]
        briefs = speaker.briefs and any(not _is_procedure(turns[index]) for index in own)
        runs = not is_alone and not _governs(speaker) and not briefs and _runs_things(speaker, own, turns)
        calls = sum(1 for index in own if _is_call(turns, index)) if runs else 0
        if speaker.kind is LabelKind.OFFICE and all(_TIME_LEFT.match(plain(turns[index].speech)) for index in own):
            calls = 0
        # Whom the header announces is there to speak, unless they call on one reporter after the other (kerry).
        if speaker.hosts:
            speaker.role = Role.MODERATOR
        elif runs and calls > (1 if speaker.is_in_header else 0):
            # "POLISH AIDE: Maja Wójcikowska, TVN24." calls on reporters as a moderator does
            speaker.role = Role.MODERATOR
        elif (
            _AIDE.search(speaker.title)
            and not is_alone
            and (
                runs
                or speaker.kind is LabelKind.OFFICE
                or any(len(by_speaker[id(other)]) > 4 * len(own) for other in rest)
            )
        ):
            speaker.role = Role.STAFF
        else:
            speaker.role = Role.PRINCIPAL
        speaker.basis = Basis.HEADER if speaker.is_in_header else Basis.CONTENT
    _find_host([speaker for speaker in rest if speaker.role is Role.PRINCIPAL], by_speaker, turns)


def _calls_reporters(own: Sequence[int], turns: Sequence[Turn]) -> bool:
    """ "AIDE:  Let’s go to Molly from ABC." (Munich, 20 February 2022) moderates; an operator opens lines."""
    for index in own:
        said = read_call(turns[index], ()) if turns[index].key not in titles.OPERATOR_LABELS else None
        if said is not None and said.name and outlets.is_outlet(said.outlet):
            return True
    return False


def _governs(speaker: Speaker) -> bool:
    """Whom the label calls a president or a minister is asked, however much of calling on reporters falls to them."""
    return bool(speaker.title_words & titles.GOVERNING) and not speaker.title_words & titles.ASSISTING


def _may_run_things(speaker: Speaker, speakers: Sequence[Speaker]) -> bool:
    """An aide, or an official without a name beside those who have one: "ZAMBIAN OFFICIAL:  We’ll now take a question
    from the Zambian media." (Lusaka, 31 March 2023); alone with the press, an official gives a background briefing."""
    named = any(each.kind is LabelKind.TITLED and each.title_words - titles.HONORIFICS for each in speakers)
    return bool(_AIDE.search(speaker.title)) or ("official" in speaker.title_words and named)


def _find_host(principals: Sequence[Speaker], by_speaker: Mapping[int, Sequence[int]], turns: Sequence[Turn]) -> None:
    """The spokesman who calls on every reporter at a briefing of ministers ("Caren.", "Chuck.", afpak) moderates it."""
    if len(principals) < 3 or any(turn.role is Role.MODERATOR for turn in turns):
        return
    calls = {id(each): sum(_is_name_called(turns, index) for index in by_speaker[id(each)]) for each in principals}
    for speaker in principals:
        own, theirs = calls[id(speaker)], sum(calls.values()) - calls[id(speaker)]
        others = sum(
            turns[index].length >= _SUBSTANCE
            for each in principals
            if each is not speaker
            for index in by_speaker[id(each)]
        )
        answers = sum(turns[index].length >= _SUBSTANCE for index in by_speaker[id(speaker)])
        if (
            own >= 3
            and own > theirs * 4
            and others >= answers
            and speaker.title_words & titles.HONORIFICS  # "MR. GIBBS" beside "SECRETARY CLINTON"
            and any(not each.title_words & titles.HONORIFICS for each in principals)
        ):
            speaker.role, speaker.also_answers, speaker.basis = Role.MODERATOR, True, Basis.CONTENT


def _is_name_called(turns: Sequence[Turn], index: int) -> bool:
    after = turns[index + 1] if index + 1 < len(turns) else None
    before = turns[index - 1] if index else None
    return (
        0 < turns[index].length <= 4
        and turns[index].text[:1].isupper()
        and not turns[index].asks
        and after is not None
        and after.role is Role.PRESS
        and (before is None or before.role is not Role.PRESS)
    )


def _is_press(own: Sequence[int], turns: Sequence[Turn], has_press_labels: bool) -> bool:
    """ "JIM TANKERSLEY.  Hi, Mr. Chairman. Jim Tankersley, New York Times." asks; labels like his are names."""
    asking = sum(1 for index in own if turns[index].asks or phrases.ASKS.search(turns[index].speech))
    if asking * 2 < len(own):
        return _has_outlet_label(own, turns)
    long = sum(1 for index in own if turns[index].length > 350)
    if long * 2 > len(own):
        return False
    if has_press_labels:
        return _has_outlet_label(own, turns)
    return True


_ALL = 4  # turns, and three who ask


def _answers_all(own: Sequence[int], turns: Sequence[Turn]) -> bool:
    """ "Michele Bullock" among the names of all who ask her (Reserve Bank of Australia, 10 December 2024): a third of
    the turns and more than half of the words, behind several others."""
    if len(own) < _ALL or len(own) * 3 < len(turns):
        return False
    askers = {id(turns[index - 1].speaker) for index in own if index}
    words = sum(turns[index].length for index in own)
    return len(askers) >= 3 and words * 2 > sum(turn.length for turn in turns)


def _names_outlet(speaker: Speaker, own: Sequence[int], turns: Sequence[Turn]) -> bool:
    """ "Raza: Raza from the Hindustan Times." (Delhi, 6 April 2023) asks, whether or not the words that follow do."""
    for index in own:
        said = introductions.read_own_words(turns[index], ())
        if said is not None and outlets.is_outlet(said.outlet) and set(plain_words(said.name)) & {*speaker.name_words}:
            return True
    return False


def _has_outlet_label(own: Sequence[int], turns: Sequence[Turn]) -> bool:
    labels = [turns[index].label for index in own]
    return any(outlets.is_outlet(label) or outlets.outlet_and_name(label)[0] for label in labels)


def _is_procedure(turn: Turn) -> bool:
    speech = turn.speech
    if turn.length <= 12:
        return True
    if turn.length > 300:
        return False
    found = (
        len(phrases.RUNS.findall(speech))
        + len(phrases.PROCEDURE.findall(speech))
        + len(phrases.CALL.findall(speech))
        + len(phrases.CLOSING.findall(speech))
    )
    return found * 28 >= turn.length


def _runs_things(speaker: Speaker, own: Sequence[int], turns: Sequence[Turn]) -> bool:
    """Whether a speaker mostly calls on people, opens and closes, and seldom states or answers anything."""
    substance = procedure = answers = 0
    for index in own:
        turn = turns[index]
        before = turns[index - 1] if index else None
        if _is_procedure(turn):
            procedure += 1
        else:
            substance += 1
            # Who opens with the numbers of the day states them, though he turns it over then (call of 3 June 2021)
            runs = 0 if speaker.is_in_header else len(phrases.RUNS.findall(turn.speech))
            if turn.length >= _STATEMENT and runs * _OPENING < turn.length:
                return False
            if before is not None and before.role is Role.PRESS and before.asks:
                answers += 1
    if any(_is_given_floor(speaker, turns, index) for index in own):
        return False
    answers += sum(1 for index in own if _is_short_answer(turns, index))
    return (answers < 2 and answers * 3 < procedure and procedure > substance) or (answers == 0 and substance == 0)


def _is_given_floor(speaker: Speaker, turns: Sequence[Turn], index: int) -> bool:
    """ "I’ll now turn things over to Dr. Fauci." (White House, 23 March 2022): named, by who spoke before, to speak."""
    before = turns[index - 1] if index else None
    if before is None or before.role is Role.PRESS or before.speaker is speaker or not speaker.surname:
        return False
    called = {speaker.surname, speaker.name_words[0]}  # "With that, I’ll turn it over to Jake." (call of 22 May 2022)
    named = speaker.surname in plain_words(before.text[-40:])
    if not named and phrases.HAND_OVER.search(before.text[-60:]):
        named = bool(called & set(plain_words(before.text[-40:])))
    return turns[index].length >= _SUBSTANCE and named


def _is_call(turns: Sequence[Turn], index: int) -> bool:
    """Whether a turn calls, opens or closes; not merely is short."""
    turn = turns[index]
    if phrases.PROCEDURE.search(turn.speech) or phrases.CALL.search(turn.speech) or phrases.CLOSING.search(turn.speech):
        return True
    after = turns[index + 1] if index + 1 < len(turns) else None
    if after is None:
        # "MS. NULAND: Thank you." ends what Secretary Clinton said (State Department, 19 September 2011)
        bare = phrases.BARE_THANKS.match(plain(turn.speech)) is not None
        return bare and bool(turn.speaker and turn.speaker.title_words & titles.HONORIFICS)
    if turn.length > 6 or not turn.speech:
        return False
    # "Anita — Anita from VOA." "Anita from VOA." says the President after his spokeswoman (10 September 2023)
    later = turns[index + 2] if index + 2 < len(turns) else None
    is_echoed = (
        later is not None
        and later.role is Role.PRESS
        and set(plain_words(after.speech)) <= set(plain_words(turn.speech))
    )
    return after.role is Role.PRESS or (is_echoed and bool(after.speech))


def _is_short_answer(turns: Sequence[Turn], index: int) -> bool:
    """A short turn right behind a question that neither calls nor closes: "There is no ban to Japan."."""
    if not index:
        return False
    before, turn = turns[index - 1], turns[index]
    if before.role is not Role.PRESS or not before.asks or before.length < 5:
        return False
    return (
        not (
            phrases.PROCEDURE.search(turn.speech)
            or phrases.CLOSING.search(turn.speech)
            or phrases.CALL.search(turn.speech)
        )
        and 3 <= turn.length <= 12
        and not plain(turn.speech).startswith(("thank", "yes, we have you"))
    )


def mark_outlets(speakers: Sequence[Speaker], turns: Sequence[Turn]) -> None:
    """Labels of the press that name an outlet ("Politico:", "Agence Europe:") leave their speaker unnamed."""
    for speaker in speakers:
        if speaker.role is not Role.PRESS or speaker.kind is not LabelKind.BARE:
            continue
        own = [(index, turn) for index, turn in enumerate(turns) if turn.speaker is speaker]
        if not _has_outlet_label([index for index, _ in own], turns) and not _is_named_as_outlet(speaker, own, turns):
            continue
        outlet, name = outlets.outlet_and_name(own[0][1].label)
        for _, turn in own:
            introduction = Introduction(turn.position, 0, "", Basis.LABEL, name, outlet or turn.label)
            speaker.introductions.append(introduction)
        speaker.name, speaker.name_words = name, tuple(plain_words(name))


def _is_named_as_outlet(speaker: Speaker, own: Sequence[tuple[int, Turn]], turns: Sequence[Turn]) -> bool:
    """ "David Herszenhorn with Politico." under "Politico:"; "Agence Europe, Lea Marchal." before it."""
    label = re.escape(speaker.name)
    for index, turn in own:
        if re.search(rf"\b(?:with|from|of|at|for)\s+(?:the\s+)?{label}\b", turn.text[:400], re.I):
            return True
        if index and re.search(rf"\b{label}, [A-Z]\w+ [A-Z]\w+\W*$", turns[index - 1].text[-200:], re.I):
            return True
    return False
