"""Who holds an office that a label names alone: "THE PRESIDENT", "THE VICE PRESIDENT", "Minister"."""

import re
from collections.abc import Sequence
from itertools import takewhile

from core.parsing.doubts import Doubt, Notebook
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Speaker, Turn
from core.parsing.turns.header import Header
from core.parsing.turns.names import LabelKind, title_case
from core.parsing.words.offices import president_on, vice_president_on
from core.parsing.words.openers import NOT_NAMES
from core.vocabulary import Basis


def name_offices(cast: Sequence[Speaker], turns: Sequence[Turn], head: Header, text: str, notebook: Notebook) -> None:
    """`THE PRESIDENT.` has no name in the Public Papers: a header may name them, else the office and the date."""
    for speaker in cast:
        if speaker.kind is LabelKind.OFFICE and speaker.title_words == frozenset({"vice", "president"}):
            _name_vice_president(speaker, head)
            continue
        if speaker.kind is not LabelKind.OFFICE or speaker.title_words != frozenset({"president"}):
            _name_from_title(speaker, head)
            continue
        turn = next(each for each in turns if each.speaker is speaker)
        speaker.title = "President"
        named = re.search(r"\bPresident ((?:[A-Z][\w.]+ ){0,3}[A-Z][a-z][\w'’-]+)\b", head.text.split("\n", 1)[0])
        name = _until_no_name(named[1]) if named else ""
        by_date = president_on(head.date) if head.date else ""
        # "Remarks by President Biden Before Marine One Departure" (White House, 1 March 2024): where the name ends, the
        # date tells
        is_titled = by_date and re.search(
            rf"\bPresident (?:[A-Z][\w.]+ ){{0,3}}?{re.escape(by_date.split()[-1])}\b", head.title
        )
        if is_titled:
            speaker.name, speaker.basis = by_date, Basis.HEADER
        elif name and (not by_date or plain_words(name)[-1] == plain_words(by_date)[-1]):
            speaker.name, speaker.basis = by_date or name, Basis.HEADER
        elif by_date and ("United States" in text or "Congress" in text or "WHITE HOUSE" in text):
            speaker.name, speaker.basis = by_date, Basis.HEADER
            notebook.warn(
                Doubt.OFFICE_HOLDER,
                turn.start,
                f"“{turn.label}” was taken to be {by_date}, who held the office on {head.date}. Is that who speaks?",
                turn.position,
            )
        speaker.name_words = tuple(plain_words(speaker.name))


def _until_no_name(words: str) -> str:
    """ "Press Gaggle by Vice President Harris Aboard the Philippine Coast Guard Ship" (22 November 2022): the name."""
    return " ".join(takewhile(lambda word: plain(word) not in NOT_NAMES, words.split()))


def _name_vice_president(speaker: Speaker, head: Header) -> None:
    """`THE VICE PRESIDENT:` under "Remarks by Vice President Harris in Press Gaggle" (White House, 27 January 2022)."""
    named = re.search(
        r"\bVice President ((?:[A-Z][\w.]*+ ){0,3}[A-Z][\w'’-]+)(?P<end>$|[,;:]| [a-z])?",
        f"{head.title}\n{head.text[:2000]}",
        re.M,
    )
    if named is None or speaker.name:
        return
    by_date = vice_president_on(head.date) if head.date else ""
    name = _until_no_name(named[1])
    if by_date and by_date.split()[-1] in named[1].split():
        speaker.name = by_date  # "Remarks by Vice President Harris Before Air Force Two Departure" too
    elif name and ((head.date is None and name != named[1]) or (named["end"] is not None and named[1].count(" ") < 2)):
        speaker.name = name
    else:
        return
    speaker.title, speaker.basis = "Vice President", Basis.HEADER
    speaker.name_words = tuple(plain_words(speaker.name))


# "Transcript by The Hon Christian Porter MP" above the "MINISTER:" of a doorstop interview (Australia), "TRANSCRIPT OF
# THE PRIME MINISTER  THE HON JOHN HOWARD MP  DOORSTOP INTERVIEW" (Gold Coast, 21 April 2006)
_MEMBER = re.compile(
    r"\b(?:The Hon|THE HON)\.? (?:Dr |DR )?([A-Z][\w.'’-]+ [A-Z][\w'’-]+)(?: MP\b|(?: [A-Z]{2,3})*(?=$|,))", re.M
)


def _name_from_title(speaker: Speaker, head: Header) -> None:
    """`Minister:` is who "Press Conference by Minister for Foreign Affairs Masahiko Koumura" (Tokyo, 2007) names."""
    if speaker.kind is not LabelKind.OFFICE or speaker.name:
        return
    if not speaker.title:
        _name_who_answers(speaker, head)
        return
    named = re.search(
        rf"\b{re.escape(speaker.title)}(?: (?:for|of) [^\n,;:]{{3,60}}?)? ((?-i:[A-Z][\w.'’-]+ [A-Z][\w'’-]+))$",
        head.text[:5000],
        re.I | re.M,
    )
    members = set(_MEMBER.findall(head.text[:5000])) if "minister" in speaker.title_words else set()
    name = named[1] if named else title_case(members.pop()) if len(members) == 1 else ""
    if name:
        speaker.name, speaker.basis = name, Basis.HEADER
        speaker.name_words = tuple(plain_words(name))


# "Foreign Ministry Spokesperson Hua Chunying's Regular Press Conference on July 31, 2019" above "Q:" and "A:"
_WHOSE = re.compile(
    r"\b(?P<title>(?:[A-Z]\w+ ){0,4}(?:Spokes(?:person|man|woman)|Minister|Secretary|Director|President))"
    r" (?P<name>[A-Z][\w.-]+ [A-Z][\w.-]+)[’']s? (?:[A-Z]\w+ ){0,3}(?:Press|News|Media) (?:Conference|Briefing)",
)


def _name_who_answers(speaker: Speaker, head: Header) -> None:
    named = set(_WHOSE.findall(head.text[:5000]))
    if len(named) == 1:
        speaker.title, speaker.name = named.pop()
        speaker.title_words = frozenset(plain_words(speaker.title))
        speaker.basis = Basis.HEADER
        speaker.name_words = tuple(plain_words(speaker.name))
