"""One made-up conference after another: its record, and whether and when it is published."""

import datetime
import hashlib
import uuid
from dataclasses import dataclass, field
from random import Random

from core.corpus import words
from core.corpus.people import Someone, cast, slug
from core.corpus.speech import Speech
from core.records import (
    AddresseeRecord,
    AnnotationRecord,
    AnswerRecord,
    ConferenceRecord,
    IntroductionRecord,
    ParticipantRecord,
    PartRecord,
    QuestionRecord,
    SourceRecord,
    Span,
    TurnRecord,
)
from core.vocabulary import AnnotationKind, Basis, Judgement, PartKind, Role, TurnKind

# What tells a made-up conference from a real one.
LICENCE = "Made up for trials: no such conference was held"

FIRST_DAY = datetime.date(1985, 1, 7)
LAST_DAY = datetime.date(2024, 12, 20)
# The moment at which the first conference of an archive is published, and the next a minute later.
BEGINNING = datetime.datetime(2025, 1, 6, 8, 0, tzinfo=datetime.UTC)
DRAFT_EVERY = 40
TURNS = (44, 56)
QUESTIONS = 6


@dataclass(frozen=True, slots=True)
class Made:
    """A record, and since when it is public; None: it is a draft."""

    record: ConferenceRecord
    published_at: datetime.datetime | None


def make(number: int, seed: int) -> Made:
    """Conference `number`, from 0, of the archive of that seed: the same however large the archive is."""
    published_at = (
        None if number % DRAFT_EVERY == DRAFT_EVERY - 1 else BEGINNING + number * datetime.timedelta(minutes=1)
    )
    return Made(_Conference(number, seed, is_draft=published_at is None).record(), published_at)


@dataclass(slots=True)
class _Asked:
    """A question that was put, while the conference goes on."""

    id: uuid.UUID
    turn: uuid.UUID
    start: int
    excerpt: str
    to: list[Someone | None]
    called: list[str]
    answers: list[AnswerRecord] = field(default_factory=list)


class _Conference:
    def __init__(self, number: int, seed: int, *, is_draft: bool) -> None:
        self.chance = chance = Random(f"{seed}/{number}")
        self.clock = BEGINNING + number * datetime.timedelta(minutes=1)
        self.is_draft = is_draft
        everybody = cast(seed)
        self.principals = chance.sample(everybody.principals, chance.choice((1, 2, 2, 3, 4)))
        self.reporters = _few(chance, everybody.reporters, chance.randint(4, 6))
        self.country = self.principals[0].organization.country
        tongue = {"JP": "ja", "KR": "ko"}.get(self.country) or ("zh" if chance.random() < 0.1 else None)
        self.languages = ("en", tongue) if tongue else ("en",)
        self.speech = Speech(chance, (tongue,) if tongue else ())
        self.date = FIRST_DAY + datetime.timedelta(days=chance.randrange((LAST_DAY - FIRST_DAY).days))
        self.city = chance.choice(words.listed(words.CITIES))
        self.slug = slug(f"{self.city} {self.date.isoformat()}", f"{number}c{seed}")
        self.title = f"Press conference on {self.speech['topic']}, {self.city}"
        self.moderator = self._id()
        # A reporter of that family name is "MORI"; of two, both are.
        self.ids: dict[str, uuid.UUID] = {each.person.slug: self._id() for each in (*self.principals, *self.reporters)}
        self.turns: list[TurnRecord] = []
        self.questions: list[_Asked] = []
        self.introductions: dict[uuid.UUID, IntroductionRecord] = {}
        self.source: list[str] = [f"{self.title}\n\n", f"{self.city}, {self.date:%d %B %Y}\n\n"]
        self.length = sum(map(len, self.source))
        self.rare_turn = chance.randrange(50) if chance.random() < 0.004 else -1

    def record(self) -> ConferenceRecord:
        self._hold()
        head, place = (len(each) for each in self.source[:2])
        end = "END\n"
        text = "".join((*self.source, end))
        starts_at = datetime.datetime.combine(self.date, datetime.time(9), tzinfo=datetime.UTC)
        organizations = {each.organization.slug: each.organization for each in (*self.principals, *self.reporters)}
        return ConferenceRecord(
            slug=self.slug,
            title=self.title,
            date=self.date,
            starts_at=starts_at,
            timezone=words.COUNTRIES[self.country][1],
            place=self.city,
            country=self.country,
            languages=self.languages,
            hosts=tuple(sorted({each.organization.slug for each in self.principals[:2]})),
            source=SourceRecord(
                text=text,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                name="make_corpus",
                licence=LICENCE,
                parts=(
                    PartRecord(kind=PartKind.TITLE, start=0, end=head),
                    PartRecord(kind=PartKind.PLACE, start=head, end=head + place),
                    PartRecord(kind=PartKind.NOTE, start=len(text) - len(end), end=len(text)),
                ),
            ),
            organizations=tuple(organizations[each] for each in sorted(organizations)),
            people=tuple(
                sorted((each.person for each in (*self.principals, *self.reporters)), key=lambda each: each.slug)
            ),
            participants=tuple(self._participants()),
            turns=tuple(self.turns),
            questions=tuple(self._question(each) for each in self.questions),
        )

    def _hold(self) -> None:
        """Statements, then questions, until there are enough turns."""
        chance, speech = self.chance, self.speech
        size = chance.randint(*TURNS)
        self._say(None, TurnKind.PROCEDURAL, [speech.say(words.OPENINGS)])
        while len(self.turns) < size * 0.35:
            speaker = chance.choice(self.principals)
            self._say(None, TurnKind.PROCEDURAL, [speech.say(words.HANDOVERS, _called(speaker))])
            self._say(speaker, TurnKind.REMARKS, speech.paragraphs(words.REMARKS, 12), weave=True)
            if chance.random() < 0.2:
                self._say(chance.choice(self.principals), TurnKind.INTERJECTION, [speech.say(words.INTERJECTIONS)])
        asked = iter([*self.reporters, *self.reporters])
        rounds = 4
        for each in range(rounds):
            until = round(size * (0.35 + 0.62 * (each + 1) / rounds))
            self._ask(next(asked), until)
        self._say(None, TurnKind.PROCEDURAL, [speech.say(words.CLOSINGS)])

    def _ask(self, reporter: Someone, until: int) -> None:
        """A reporter is called and asks; who is asked answers, or not; others say more, until that turn."""
        chance, speech = self.chance, self.speech
        name, outlet = reporter.person.name, reporter.organization.name
        call = self._say(None, TurnKind.PROCEDURAL, [speech.say(words.CALLS, reporter=name, outlet=outlet)])
        self.introductions[self.ids[reporter.person.slug]] = IntroductionRecord(
            turn=call.id,
            start=call.text.index(name),
            excerpt=f"{name} of {outlet}",
            basis=Basis.CALL,
            name=name,
            outlet=outlet,
        )
        put = []
        for _ in range(chance.choice((1, 1, 2, 2))):
            to: list[Someone | None] = list(chance.sample(self.principals, 1))
            called = [_called(each) for each in to if each]
            if len(self.principals) > 1 and chance.random() < 0.25:
                to = list(chance.sample(self.principals, 2))
                called = [_called(each) for each in to if each]
            elif chance.random() < 0.03:
                to, called = [None], [words.TO_NOBODY_KNOWN]
            put.append((speech.say(words.QUESTIONS, " and ".join(called)), to, called))
        preamble = speech.say(words.PREAMBLES)
        paragraph = " ".join([preamble, *(excerpt for excerpt, _, _ in put)])
        turn = self._say(reporter, TurnKind.QUESTION, [paragraph], weave=True)
        at = len(preamble) + 1
        asked = []
        for excerpt, to, called in put:
            asked.append(_Asked(self._id(), turn.id, at, excerpt, to, called))
            at += len(excerpt) + 1
        self.questions += asked
        for question in asked:
            self._answer(question)
        while len(self.turns) < until:
            kind = chance.random()
            if kind < 0.35:
                self._say(None, TurnKind.PROCEDURAL, [speech.say(words.THANKS, _called(self.principals[0]))])
            elif kind < 0.55:
                self._say(reporter, TurnKind.INTERJECTION, [speech.say(words.INTERJECTIONS)])
            self._say(chance.choice(self.principals), TurnKind.REMARKS, speech.paragraphs(words.ANSWERS, 8), weave=True)

    def _answer(self, question: _Asked) -> None:
        if self.chance.random() < 0.15:
            return  # nobody does
        answering = [each for each in question.to if each is not None]
        if self.chance.random() < 0.15 or not answering:
            answering = [self.chance.choice(self.principals)]  # perhaps in somebody else's place
        for each in answering:
            turn = self._say(each, TurnKind.ANSWER, self.speech.paragraphs(words.ANSWERS, 9), weave=True)
            first = turn.text.split("\n")[0]
            whole = self.chance.random() < 0.7
            judged = self.chance.random() < 0.1
            question.answers.append(
                AnswerRecord(
                    id=self._id(),
                    turn=turn.id,
                    start=None if whole else 0,
                    excerpt="" if whole else first,
                    judgement=self.chance.choice(list(Judgement)) if judged else None,
                )
            )

    def _say(self, who: Someone | None, kind: TurnKind, paragraphs: list[str], *, weave: bool = False) -> TurnRecord:
        """A turn, and its lines of the source; `weave` adds the words by which trials find it."""
        chance, speech = self.chance, self.speech
        # Of all turns a third; every second one is too short for it.
        if weave and chance.random() < 0.57:
            paragraphs[-1] += f" {speech.say(words.COMMON_SENTENCES)}"
        if weave and self.rare_turn in range(len(self.turns) + 1):
            paragraphs[-1] += f" {speech.say((words.RARE_SENTENCE,))}"
            self.rare_turn = -1
        if self.is_draft and weave:
            paragraphs[-1] += f" {speech.say((words.DRAFT_SENTENCE,))}"
        if who is None:
            label, participant = "MODERATOR", self.moderator
        else:
            called = _called(who) if who.title else who.family
            label, participant = called.upper(), self.ids[who.person.slug]
        text = "\n".join(paragraphs)
        noted = who is not None and len(self.languages) > 1 and bool(who.title) and chance.random() < 0.4
        note = "Via interpreter" if noted else ""
        printed = f"{label}: {f'({note}) ' if note else ''}{text.replace(chr(10), chr(10) * 2)}\n\n"
        span: Span = (self.length, self.length + len(printed))
        self.source.append(printed)
        self.length = span[1]
        turn = TurnRecord(
            id=self._id(),
            position=len(self.turns) + 1,
            kind=kind,
            participant=participant,
            label=label,
            delivery_note=note,
            text=text,
            spans=(span,),
            annotations=tuple(
                AnnotationRecord(kind=each, start=0, text=mark)
                for mark, each in (("(Laughter.)", AnnotationKind.LAUGHTER), ("(Inaudible.)", AnnotationKind.INAUDIBLE))
                if text == mark
            ),
        )
        self.turns.append(turn)
        return turn

    def _participants(self) -> list[ParticipantRecord]:
        participants = [ParticipantRecord(id=self.moderator, role=Role.MODERATOR, unnamed=True)]
        for each in (*self.principals, *self.reporters):
            me = self.ids[each.person.slug]
            participants.append(
                ParticipantRecord(
                    id=me,
                    role=Role.PRINCIPAL if each.title else Role.PRESS,
                    name=each.person.name,
                    title=each.title,
                    person=each.person.slug,
                    organization=each.organization.slug,
                    basis=Basis.LABEL if each.title else Basis.CALL,
                    introductions=(self.introductions[me],) if me in self.introductions else (),
                )
            )
        return participants

    def _question(self, asked: _Asked) -> QuestionRecord:
        return QuestionRecord(
            id=asked.id,
            turn=asked.turn,
            start=asked.start,
            excerpt=asked.excerpt,
            addressees=tuple(
                AddresseeRecord(participant=self.ids[each.person.slug] if each else None, words=called)
                for each, called in zip(asked.to, asked.called, strict=True)
            ),
            answers=tuple(asked.answers),
        )

    def _id(self) -> uuid.UUID:
        """A UUIDv7 (RFC 9562) of the moment at which the conference is made public."""
        moment = int(self.clock.timestamp() * 1000)
        chance = self.chance.getrandbits(74)
        return uuid.UUID(int=moment << 80 | 7 << 76 | (chance >> 62) << 64 | 2 << 62 | chance & (1 << 62) - 1)


def _called(minister: Someone) -> str:
    return f"Minister {minister.family}"


def _few(chance: Random, everybody: tuple[Someone, ...], count: int) -> list[Someone]:
    """Some of everybody, those in front far more often."""
    chosen: dict[str, Someone] = {}
    while len(chosen) < count:
        someone = everybody[int(len(everybody) * chance.random() ** 2)]
        chosen[someone.person.slug] = someone
    return list(chosen.values())
