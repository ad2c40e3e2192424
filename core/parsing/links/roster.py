"""Finds in the words of a question those who can be asked: by name, title, or "both"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.parsing.plain import plain, plain_words
from core.parsing.scene import Speaker, Turn
from core.parsing.speakers.full_names import title_before
from core.parsing.words import titles
from core.parsing.words.addresses import NATIONS, OFFICES_CALLED
from core.vocabulary import Role

_OFFICE = "|".join(sorted(OFFICES_CALLED, key=len, reverse=True))
# those that stand in all the others: a sentence without any names no office, and most name none
_STEMS = [office for office in OFFICES_CALLED if not any(each in office for each in OFFICES_CALLED if each != office)]
_ADJECTIVE = rf"(?:u\.?s\.?|united states|south korean|{'|'.join(sorted(set(NATIONS.values())))})"
_HONORIFIC = r"(?:mr|mrs|ms|miss|dr|madam|madame|mister|señor|señora|senor|senora|your|sir|his|her)\.?"
# "Mr. President", "Japanese defense minister", "Secretary of State Blinken", "Minister Kihara"
_REFERENCE = re.compile(
    rf"(?<![\w-])(?P<honorific>{_HONORIFIC}\s+)?(?P<article>(?:the|el|"
    rf"la)\s+)?(?P<nation>{_ADJECTIVE}\s+)?(?P<office>{_OFFICE})(?:s\b(?!\w))?(?![\w-])",
    re.I,
)
_OF_THE_HOST = ("american", "united states", "u.s.", "us", "u.s")  # publishers of these transcripts say it of no one
VIEWS = r"(?:thoughts|views?|reactions?|comments?|assessments?|perspectives?|opinions?|take)\b"
_EVERYBODY = re.compile(
    r"\b(?:(?:the )?(?:both|two|three|four|all) of you|you (?:both|two|all|three)|you each|each of you|"
    r"both (?:of )?(?:the )?(?:ministers|leaders|secretaries|presidents|"
    r"gentlemen|officials|principals)|the (?:two|three|four) (?:ministers|leaders|secretaries|presidents|"
    r"principals|of you)\b(?! (?:of|from|in) (?!you))|"
    r"(?:all|any|either) of you|"
    rf"both (?:of )?your (?={VIEWS})|"
    r"(?:everybody|everyone) (?:here|up there|on stage)|"
    r"(?:for|to) (?:you )?both\b(?=\W*$|\s*[,.:;?!—–-]| (?:if|and|on|about|please|what|how|do|does|are|can|could|would|"
    r"will|i|regarding|actually|really|to)\b)|for each|(?:for|to) everybody|(?:for|to) everyone|"
    # "Gentlemen, your thoughts on the North Korea missile test?" (Geneva, 8 September 2016)
    r"(?<![\w,] )(?:gentlemen|ministers|secretaries|presidents|excellencies)(?=, [^.!?]{1,300}\?)|"
    r"one for each|both excellencies|to each(?= of| minister| leader|[.,])|ambos|los dos)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A call or mention of somebody at `[start, end)` of a text, and those whom it may mean."""

    start: int
    end: int
    speakers: tuple[Speaker, ...]  # none: it fits nobody; several: it fits each of them, or means them all
    is_all: bool = False  # means them all: "both of you"
    is_vocative: bool = False  # can only be an address: "Mr. Secretary"
    is_weak: bool = False  # a bare office or first name: an address only in a form of address


@dataclass(slots=True)
class Roster:
    """Those who can be asked, in the order they first speak, and every way the text refers to them."""

    speakers: list[Speaker]
    titles: dict[int, list[frozenset[str]]] = field(default_factory=dict)  # by id of the speaker
    pattern: re.Pattern[str] | None = None
    names: list[str] = field(default_factory=list)  # as printed, the words that `pattern` looks for
    by_word: dict[str, list[Speaker]] = field(default_factory=dict)

    def references(self, text: str) -> list[Reference]:
        """In the order of the text, without overlaps."""
        found = [
            Reference(match.start(), match.end(), tuple(self._many(match[0])), is_all=True)
            for match in _EVERYBODY.finditer(text)
        ]
        found += self._by_name(text)
        found += self._by_office(text)
        found.sort(key=lambda reference: (reference.start, -reference.end))
        kept: list[Reference] = []
        for reference in found:
            if kept and reference.start < kept[-1].end:
                says_more = reference.end > kept[-1].end or (not kept[-1].speakers and reference.speakers)
                if says_more and (len(reference.speakers) == 1 or not kept[-1].speakers):
                    start = min(reference.start, kept[-1].start)
                    kept[-1] = Reference(
                        start,
                        max(reference.end, kept[-1].end),
                        reference.speakers,
                        reference.is_all,
                        reference.is_vocative or kept[-1].is_vocative,
                        reference.is_weak,
                    )
                continue
            kept.append(reference)
        return kept

    def _many(self, words: str) -> list[Speaker]:
        levelled = plain(words)
        for office in ("minister", "secretar", "president", "leader"):
            if office in levelled:
                chosen = [
                    speaker
                    for speaker in self.speakers
                    if any(word.startswith(office) for title in self.titles[id(speaker)] for word in title)
                ]
                if len(chosen) > 1:
                    return chosen
        # "both" among four speakers does not say which two; the first two are as good a guess as none
        return self.speakers

    def _by_name(self, text: str) -> list[Reference]:
        if self.pattern is None or not any(name in text for name in self.names):
            return []
        found = []
        for match in self.pattern.finditer(text):
            speakers = self.by_word.get(plain(match["name"]), [])
            if not speakers:
                continue
            head = (match["head"] or "").strip()
            if len(speakers) > 1:
                words = set(plain_words(head))
                speakers = [
                    each for each in speakers if any(words <= title for title in self.titles[id(each)])
                ] or speakers
            surname = any(each.surname == plain(match["name"]) for each in speakers)
            found.append(Reference(match.start(), match.end(), tuple(speakers), is_weak=not head and not surname))
        return found

    def _by_office(self, text: str) -> list[Reference]:
        levelled = text.lower()
        if not any(stem in levelled for stem in _STEMS):
            return []
        found = []
        for match in _REFERENCE.finditer(text):
            office = frozenset(_level_office(match["office"]))
            speakers = self._holding(office)
            if len(speakers) > 1 and match["nation"]:
                speakers = self._of_nation(plain(match["nation"]).strip(), speakers)
            honorific = plain(match["honorific"] or "").strip(". ")
            if honorific in ("his", "her"):
                continue
            found.append(
                Reference(
                    match.start(),
                    match.end(),
                    tuple(speakers),
                    is_vocative=bool(honorific),
                    is_weak=not honorific,
                )
            )
        return found

    def _of_nation(self, nation: str, speakers: list[Speaker]) -> list[Speaker]:
        """ "one for the French President", where the header has "President Macron of France"."""
        fitting = [
            each
            for each in speakers
            if each.nation == nation
            or any(word.startswith(nation[:4]) for title in self.titles[id(each)] for word in title)
        ]
        if not fitting and nation in _OF_THE_HOST:
            fitting = [each for each in speakers if not each.nation]
        return fitting or speakers

    def _holding(self, office: frozenset[str]) -> list[Speaker]:
        """Those with a title that is the office, else those whose title holds it."""
        exact = [each for each in self.speakers if office in self.titles[id(each)]]
        if exact:
            return exact
        within = [each for each in self.speakers if any(office <= title for title in self.titles[id(each)])]
        # "Mr. Secretary" where a Secretary and a Deputy Secretary stand: the shorter title is meant
        if len(within) > 1:
            shortest = min(len(title) for each in within for title in self.titles[id(each)] if office <= title)
            return [
                each
                for each in within
                if any(office <= title and len(title) == shortest for title in self.titles[id(each)])
            ]
        if not within and "minister" in office and len(office) == 2:
            # "Mr. Foreign Minister" to one whose label says only MINISTER
            return [
                each
                for each in self.speakers
                if any(title == frozenset({"minister"}) for title in self.titles[id(each)])
            ]
        return within


def _level_office(text: str) -> list[str]:
    words = [word for part in plain_words(text) for word in part.split("-")]
    mended = {
        "defence": "defense",
        "madam": "",
        "madame": "",
        "chairman": "chair",
        "chairwoman": "chair",
        "ministers": "minister",
        "secretaries": "secretary",
        "presidenta": "president",
        "presidente": "president",
    }
    return [
        mended.get(word, word)
        for word in words
        if mended.get(word, word) and word not in ("of", "the", "for", "de", "del")
    ]


def make_roster(speakers: Sequence[Speaker], turns: Sequence[Turn]) -> Roster:
    """Those who answer in this conference: principals, and moderators who answer too."""
    principals = [speaker for speaker in speakers if speaker.role is Role.PRINCIPAL]
    # "Eric, did the administration push back at all": a moderator too is asked, by name
    askable = principals + [
        speaker for speaker in speakers if speaker.role is Role.MODERATOR and len(speaker.name.split()) > 1
    ]
    roster = Roster((principals + [speaker for speaker in askable if speaker.also_answers])[:60])
    askable = askable[:60]
    body = "\n".join(turn.text for turn in turns)[:300_000]
    names: set[str] = set()
    for speaker in askable:
        roster.titles[id(speaker)] = _titles_of(speaker, turns, body)
        words = [
            word
            for word in (speaker.name.split() if speaker.name else [])
            if word[:1].isupper() and len(word.strip(".")) > 1
        ]
        for position, word in enumerate(words):
            if (position and plain(word) in titles.PARTICLES) or plain(word) in titles.NUMERALS:
                continue
            roster.by_word.setdefault(plain(word), []).append(speaker)
            names.add(word)
        if len(speaker.name_words) > 1 or " " in speaker.name:
            roster.by_word.setdefault(plain(speaker.name), []).append(speaker)
    if names:
        roster.names = sorted(names, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, roster.names))
        roster.pattern = re.compile(
            rf"(?<![\w-])(?P<head>(?i:(?:{_HONORIFIC}|{_OFFICE}|{_ADJECTIVE}|of|state|defense|foreign|deputy|"
            rf"the|{'|'.join(sorted(titles.PARTICLES))})\s+){{1,6}})?"
            rf"(?P<name>{alternatives})(?:\s+(?:{alternatives}))*(?![\w-])"
            rf"(?![’']s\b(?! {VIEWS}))"
        )
    return roster


def _titles_of(speaker: Speaker, turns: Sequence[Turn], body: str) -> list[frozenset[str]]:
    """Titles as sets of words: of the labels, of the header, and before the surname in the text."""
    found: list[frozenset[str]] = []
    printed = [word for word in speaker.name.split() if plain(word) == speaker.surname]  # "Yoon" of "Yoon Suk Yeol"
    surname = printed[0] if printed else (speaker.name.split()[-1] if speaker.name else "")
    texts = {turn.label for turn in turns if turn.speaker is speaker}
    texts.add(speaker.title)
    position = body.find(surname) if surname else -1
    tried = 0
    while position >= 0 and tried < 40:
        tried += 1
        texts.add(title_before(body[max(0, position - 70) : position]))
        position = body.find(surname, position + len(surname))
    position = body.find(speaker.name) if " " in speaker.name else -1
    while position >= 0 and tried < 80:
        tried += 1
        texts.add(title_before(body[max(0, position - 70) : position]))  # "we have Admiral John Kirby with us"
        position = body.find(speaker.name, position + len(speaker.name))
    names = set(speaker.name_words)
    for text in texts:
        words = frozenset(
            word
            for word in _level_office(text)
            if word not in names
            and word not in titles.HONORIFICS
            and word not in titles.NUMERALS
            and (word in titles.OFFICES or word in titles.QUALIFIERS or word == "chair")
        )
        if words and words not in found:
            found.append(words)
    return found
