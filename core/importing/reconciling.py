"""A corrected source read again, matched to the draft that stands: ids and what an editor made survive.

What the parser made is made anew. What an editor made (its basis is `editor`), and a text that an editor corrected,
stays as long as the turn it belongs to is still there. Everything that could not stay is listed.
"""

import dataclasses
import difflib
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from core.exporting.source_text import is_as_printed
from core.importing.metadata import DECIDED
from core.records import (
    AnswerRecord,
    ConferenceRecord,
    ParticipantRecord,
    QuestionRecord,
    TurnRecord,
)
from core.vocabulary import Basis

# Two turns whose words are alike to this degree are one turn, corrected.
ALIKE = 0.5
# Beyond this many pairs, only neighbours are compared: the time stays linear in the text.
MOST_PAIRS = 400


def reconcile(standing: ConferenceRecord, parsed: ConferenceRecord) -> tuple[ConferenceRecord, tuple[str, ...]]:
    """`parsed` with the ids, and what an editor made, of `standing`; and what was dropped, in a reader's words."""
    return _Reconciliation(standing, parsed).result()


class _Reconciliation:
    def __init__(self, standing: ConferenceRecord, parsed: ConferenceRecord) -> None:
        self.standing = standing
        self.parsed = parsed
        self.dropped: list[str] = []
        # New id -> what stands for it.
        self.turns = match_turns(standing.turns, parsed.turns)
        self.participants = self._match_participants()

    def result(self) -> tuple[ConferenceRecord, tuple[str, ...]]:
        turns = tuple(self._turn(turn) for turn in self.parsed.turns)
        kept = {turn.id for turn in turns}
        self.dropped += [
            f"Turn {turn.position} ({turn.label}) is not in the new source."
            for turn in self.standing.turns
            if turn.id not in kept
        ]
        questions = self._questions({turn.id: turn for turn in turns})
        participants = self._participants(turns, questions)
        record = dataclasses.replace(
            self._with_standing_metadata(),
            turns=turns,
            participants=participants,
            questions=questions,
            people=_together(self.parsed.people, self.standing.people, {each.person for each in participants}),
            organizations=_together(
                self.parsed.organizations,
                self.standing.organizations,
                {each.organization for each in participants} | set(self._with_standing_metadata().hosts),
            ),
        )
        return record, tuple(self.dropped)

    def _with_standing_metadata(self) -> ConferenceRecord:
        """What an editor said of the conference stays, and so does what the new source does not say."""
        standing, parsed = self.standing, self.parsed
        kept = {
            name: getattr(standing, name)
            for name in set(DECIDED) - {"source"}
            if (name in standing.editorial and name not in parsed.editorial) or not getattr(parsed, name)
        }
        source = parsed.source
        if "source" in standing.editorial and "source" not in parsed.editorial:
            stood = standing.source
            source = dataclasses.replace(source, name=stood.name, url=stood.url, licence=stood.licence)
        editorial = tuple(sorted({*standing.editorial, *parsed.editorial}))
        return dataclasses.replace(parsed, **kept, source=source, slug=standing.slug, editorial=editorial)

    def _match_participants(self) -> dict[UUID, ParticipantRecord]:
        """By whose turns are whose; those who never speak by person or name. Each stands for one at most."""
        votes: Counter[tuple[UUID, UUID]] = Counter()
        for turn in self.parsed.turns:
            if stood := self.turns.get(turn.id):
                votes[turn.participant, stood.participant] += 1
        by_id = self.standing.participants_by_id()
        matched: dict[UUID, ParticipantRecord] = {}
        free = dict(by_id)
        for (new, old), _ in votes.most_common():
            if new not in matched and old in free:
                matched[new] = free.pop(old)
        for participant in self.parsed.participants:
            if participant.id in matched:
                continue
            for left in free.values():
                if (participant.person and participant.person == left.person) or (
                    participant.name and (participant.name, participant.role) == (left.name, left.role)
                ):
                    matched[participant.id] = free.pop(left.id)
                    break
        return matched

    def _now(self, participant: UUID) -> UUID:
        stood = self.participants.get(participant)
        return stood.id if stood else participant

    def _turn(self, turn: TurnRecord) -> TurnRecord:
        stood = self.turns.get(turn.id)
        if stood is None:
            return dataclasses.replace(turn, participant=self._now(turn.participant))
        new = dataclasses.replace(turn, id=stood.id, participant=self._now(turn.participant))
        if stood.basis is Basis.EDITOR:
            new = dataclasses.replace(new, kind=stood.kind, participant=stood.participant, basis=Basis.EDITOR)
        if not is_as_printed(stood, self.standing.source.text):
            if _printed(stood, self.standing) != _printed(turn, self.parsed) and stood.text != turn.text:
                self.dropped.append(
                    f"Turn {turn.position} ({turn.label}): the new source differs here; the editor's words were kept."
                )
            new = dataclasses.replace(
                new,
                label=stood.label,
                delivery_note=stood.delivery_note,
                text=stood.text,
                annotations=stood.annotations,
            )
        return new

    def _questions(self, turns: dict[UUID, TurnRecord]) -> tuple[QuestionRecord, ...]:
        made: list[QuestionRecord] = []
        standing: dict[UUID, list[QuestionRecord]] = {}
        for question in self.standing.questions:
            standing.setdefault(question.turn, []).append(question)
        for question in self.parsed.questions:
            new = self._renamed(question)
            text = turns[new.turn].text
            if not _holds(text, new.start, new.excerpt):
                continue  # an editor corrected these words; what stands is what counts
            stood = next((each for each in standing.get(new.turn, ()) if _overlap(each, new)), None)
            if stood is not None:
                standing[new.turn].remove(stood)
                made.append(self._merged(stood, new, turns))
            elif not any(_is_edited(each) for each in standing.get(new.turn, ())):
                made.append(self._with_answers_that_hold(new, turns))
        for question in (each for left in standing.values() for each in left):
            if (again := self._again(question, turns)) is not None:
                made.append(again)
            elif _is_edited(question) or question.turn in turns:
                self.dropped.append(f"The question “{question.excerpt[:60]}” is not in the new source.")
        order = {turn.id: turn.position for turn in turns.values()}
        return tuple(sorted(made, key=lambda each: (order[each.turn], each.start)))

    def _renamed(self, question: QuestionRecord) -> QuestionRecord:
        return dataclasses.replace(
            question,
            turn=self._turn_now(question.turn),
            addressees=tuple(
                dataclasses.replace(each, participant=self._now(each.participant)) if each.participant else each
                for each in question.addressees
            ),
            answers=tuple(dataclasses.replace(each, turn=self._turn_now(each.turn)) for each in question.answers),
        )

    def _turn_now(self, turn: UUID) -> UUID:
        stood = self.turns.get(turn)
        return stood.id if stood else turn

    def _merged(self, stood: QuestionRecord, new: QuestionRecord, turns: dict[UUID, TurnRecord]) -> QuestionRecord:
        """The question under its old id; a list that an editor touched stays as the editor left it."""
        merged = dataclasses.replace(self._with_answers_that_hold(new, turns), id=stood.id)
        if (
            stood.basis is Basis.EDITOR
            and (again := _found(turns[new.turn].text, stood.start, stood.excerpt)) is not None
        ):
            merged = dataclasses.replace(merged, start=again, excerpt=stood.excerpt, basis=Basis.EDITOR)
        if any(each.basis is Basis.EDITOR for each in stood.addressees):
            merged = dataclasses.replace(merged, addressees=stood.addressees)
        if _has_edited_answers(stood):
            return dataclasses.replace(merged, answers=self._answers(stood, turns))
        ids = {each.turn: each.id for each in stood.answers}
        return dataclasses.replace(
            merged, answers=tuple(dataclasses.replace(each, id=ids.get(each.turn, each.id)) for each in merged.answers)
        )

    def _again(self, question: QuestionRecord, turns: dict[UUID, TurnRecord]) -> QuestionRecord | None:
        """An editor's question where its words are now; None when they are gone, or were the parser's."""
        if not _is_edited(question) or question.turn not in turns:
            return None
        start = _found(turns[question.turn].text, question.start, question.excerpt)
        if start is None:
            return None
        return dataclasses.replace(
            question, start=start, addressees=question.addressees, answers=self._answers(question, turns)
        )

    def _with_answers_that_hold(self, question: QuestionRecord, turns: dict[UUID, TurnRecord]) -> QuestionRecord:
        """Where an editor corrected the words of an answer, the whole turn answers."""
        return dataclasses.replace(
            question,
            answers=tuple(
                each
                if each.start is None or _holds(turns[each.turn].text, each.start, each.excerpt)
                else dataclasses.replace(each, start=None, excerpt="")
                for each in question.answers
            ),
        )

    def _answers(self, question: QuestionRecord, turns: dict[UUID, TurnRecord]) -> tuple[AnswerRecord, ...]:
        kept = []
        for answer in question.answers:
            if answer.turn not in turns:
                self.dropped.append(f"An answer to “{question.excerpt[:60]}” is not in the new source.")
            elif answer.start is None:
                kept.append(answer)
            elif (start := _found(turns[answer.turn].text, answer.start, answer.excerpt)) is not None:
                kept.append(dataclasses.replace(answer, start=start))
            else:
                self.dropped.append(
                    f"The words of an answer to “{question.excerpt[:60]}” are not in the new source: the whole turn"
                    " answers now."
                )
                kept.append(dataclasses.replace(answer, start=None, excerpt=""))
        return tuple(kept)

    def _participants(
        self, made_turns: Sequence[TurnRecord], questions: Sequence[QuestionRecord]
    ) -> tuple[ParticipantRecord, ...]:
        made = []
        turns = {turn.id: self._turn_now(turn.id) for turn in self.parsed.turns}
        texts = {turn.id: turn.text for turn in (self._turn_text(turn) for turn in self.parsed.turns)}
        for participant in self.parsed.participants:
            introductions = tuple(
                dataclasses.replace(said, turn=turns[said.turn])
                for said in participant.introductions
                if _holds(texts[turns[said.turn]], said.start, said.excerpt)
            )
            new = dataclasses.replace(participant, id=self._now(participant.id), introductions=introductions)
            stood = self.participants.get(participant.id)
            if stood is not None and stood.basis is Basis.EDITOR:
                new = dataclasses.replace(stood, introductions=introductions)
            made.append(new)
        here = {each.id for each in made}
        named = {each.participant for question in questions for each in question.addressees}
        named |= {turn.participant for turn in made_turns}
        made += [
            dataclasses.replace(each, introductions=())
            for each in self.standing.participants
            if each.id in named and each.id not in here
        ]
        return tuple(_once_a_person(made))

    def _turn_text(self, turn: TurnRecord) -> TurnRecord:
        stood = self.turns.get(turn.id)
        if stood is None:
            return turn
        text = turn.text if is_as_printed(stood, self.standing.source.text) else stood.text
        return dataclasses.replace(turn, id=stood.id, text=text)


def match_turns(standing: Sequence[TurnRecord], parsed: Sequence[TurnRecord]) -> dict[UUID, TurnRecord]:
    """Which standing turn each parsed one is, by the parsed one's id: the same words, or alike in the same place."""
    matched: dict[UUID, TurnRecord] = {}
    old_words = [(turn.label, " ".join(turn.text.split())) for turn in standing]
    new_words = [(turn.label, " ".join(turn.text.split())) for turn in parsed]
    matcher = difflib.SequenceMatcher(None, old_words, new_words, autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            matched |= {parsed[j + n].id: standing[i + n] for n in range(i_end - i)}
        elif kind == "replace":
            old, new = standing[i:i_end], parsed[j:j_end]
            if len(old) * len(new) > MOST_PAIRS:
                pairs = [(n, n) for n in range(min(len(old), len(new)))]
            else:
                pairs = [(a, b) for a in range(len(old)) for b in range(len(new))]
            likeness = sorted(((_likeness(old[a], new[b]), -a, -b) for a, b in pairs), reverse=True)
            taken: list[tuple[int, int]] = []
            for alike, minus_a, minus_b in likeness:
                a, b = -minus_a, -minus_b
                crosses = any((a - c) * (b - d) <= 0 for c, d in taken)
                if alike >= ALIKE and not crosses:
                    taken.append((a, b))
                    matched[new[b].id] = old[a]
    return matched


def _likeness(old: TurnRecord, new: TurnRecord) -> float:
    """From 0 to 1: the share of words in common, in their order; a label in common counts a little."""
    matcher = difflib.SequenceMatcher(None, old.text.split(), new.text.split(), autojunk=False)
    if matcher.quick_ratio() < ALIKE:
        return 0.0
    return 0.95 * matcher.ratio() + 0.05 * (old.label == new.label)


def _printed(turn: TurnRecord, record: ConferenceRecord) -> list[str]:
    return "".join(record.source.text[start:end] for start, end in turn.spans).split()


def _holds(text: str, start: int, excerpt: str) -> bool:
    return text[start : start + len(excerpt)] == excerpt


def _found(text: str, start: int, excerpt: str) -> int | None:
    """Where the excerpt is now, the nearest to where it was; None when it is gone."""
    before = text.rfind(excerpt, 0, start + len(excerpt))
    after = text.find(excerpt, start)
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - start), default=None)


def _overlap(one: QuestionRecord, other: QuestionRecord) -> bool:
    if one.excerpt == other.excerpt:
        return True
    return one.start < other.start + len(other.excerpt) and other.start < one.start + len(one.excerpt)


def _has_edited_answers(question: QuestionRecord) -> bool:
    return any(each.basis is Basis.EDITOR or each.judgement for each in question.answers)


def _is_edited(question: QuestionRecord) -> bool:
    return (
        question.basis is Basis.EDITOR
        or any(each.basis is Basis.EDITOR for each in question.addressees)
        or _has_edited_answers(question)
    )


def _once_a_person(participants: Sequence[ParticipantRecord]) -> list[ParticipantRecord]:
    """Nobody takes part twice: where an editor's match and the parser's name one person, the editor's stands."""
    taken = {each.person for each in participants if each.basis is Basis.EDITOR}
    result = []
    for each in participants:
        if each.person and each.basis is not Basis.EDITOR:
            if each.person in taken:
                result.append(dataclasses.replace(each, person=None))
                continue
            taken.add(each.person)
        result.append(each)
    return result


def _together(new: Sequence[object], old: Sequence[object], used: set[str | None]) -> tuple:  # type: ignore[type-arg]
    """Those of both, by slug, that are used."""
    by_slug = {each.slug: each for each in [*old, *new]}  # type: ignore[attr-defined]
    return tuple(each for slug, each in sorted(by_slug.items()) if slug in used)
