"""Who asked what of whom and what answers it, turned round: by the turn in which something is said."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from core.records import ConferenceRecord, QuestionRecord


def by_turn(questions: Iterable[QuestionRecord]) -> dict[UUID, list[QuestionRecord]]:
    """The questions that each turn asks."""
    asked: dict[UUID, list[QuestionRecord]] = defaultdict(list)
    for question in questions:
        asked[question.turn].append(question)
    return dict(asked)


def answered_by_turn(questions: Iterable[QuestionRecord]) -> dict[UUID, list[QuestionRecord]]:
    """The questions that each turn answers, once each."""
    answered: dict[UUID, dict[UUID, QuestionRecord]] = defaultdict(dict)
    for question in questions:
        for answer in question.answers:
            answered[answer.turn][question.id] = question
    return {turn: list(found.values()) for turn, found in answered.items()}


def spoken_to(record: ConferenceRecord) -> dict[UUID, list[UUID]]:
    """The participants to whom each turn is put, once each: those its questions address, and those whose questions it
    answers."""
    turns = record.turns_by_id()
    to: dict[UUID, dict[UUID, None]] = defaultdict(dict)
    for question in record.questions:
        for addressee in question.addressees:
            if addressee.participant is not None:
                to[question.turn][addressee.participant] = None
    for turn, questions in answered_by_turn(record.questions).items():
        for question in questions:
            to[turn].setdefault(turns[question.turn].participant)
    return {turn: list(found) for turn, found in to.items()}
