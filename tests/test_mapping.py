"""Records to rows and back."""

import dataclasses

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings

from core import mapping
from core.models import Conference, Turn
from core.records import ConferenceRecord
from tests.records_strategies import conferences


class UndoError(Exception):
    """Ends an example without leaving its rows behind."""


@pytest.mark.django_db
@settings(max_examples=60)
@given(record=conferences())
def test_a_record_survives_the_database(record: ConferenceRecord) -> None:
    with pytest.raises(UndoError), transaction.atomic():
        assert mapping.read(mapping.write(record)) == record
        raise UndoError


@pytest.mark.django_db
@settings(max_examples=30)
@given(record=conferences())
def test_writing_a_record_again_changes_no_key(record: ConferenceRecord) -> None:
    with pytest.raises(UndoError), transaction.atomic():
        conference = mapping.write(record)
        keys = _keys(conference)
        assert mapping.read(mapping.write(record)) == record
        assert _keys(conference) == keys
        raise UndoError


def _keys(conference: Conference) -> list[set[tuple[int, object]]]:
    rows = (conference.participants, conference.turns, conference.questions, conference.answers)
    return [set(each.values_list("pk", "uid")) for each in rows]


def test_tokyo_is_read_in_14_queries(tokyo: Conference) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        mapping.read(tokyo)
    # participants; introductions; their turns ride along; hosts; names of people; names of organizations;
    # source text; languages; source parts; turns; annotations; questions; addressees; answers
    assert len(queries) <= 14, [each["sql"][:80] for each in queries]


def test_turns_can_be_put_in_another_order(tokyo: Conference) -> None:
    record = mapping.read(tokyo)
    turns = tuple(
        dataclasses.replace(turn, position=position) for position, turn in enumerate(reversed(record.turns), start=1)
    )
    mapping.write(dataclasses.replace(record, turns=turns, questions=()))
    assert list(Turn.objects.order_by("position").values_list("uid", flat=True)) == [turn.id for turn in turns]


def test_a_turn_that_is_gone_from_the_record_is_gone_from_the_rows(tokyo: Conference) -> None:
    record = mapping.read(tokyo)
    mapping.write(
        dataclasses.replace(
            record,
            turns=record.turns[:8],
            questions=(),
            participants=tuple(dataclasses.replace(each, introductions=()) for each in record.participants),
        )
    )
    assert tokyo.turns.count() == 8


def test_a_turn_and_what_quotes_it_are_corrected_together(tokyo: Conference) -> None:
    record = mapping.read(tokyo)
    question = record.questions[0]
    turns = tuple(
        dataclasses.replace(turn, text="Hm: " + turn.text.replace("how do you", "how would you"), annotations=())
        if turn.id == question.turn
        else turn
        for turn in record.turns
    )
    corrected = dataclasses.replace(
        question, start=question.start + 4, excerpt=question.excerpt.replace("how do you", "how would you")
    )
    participants = tuple(dataclasses.replace(each, introductions=()) for each in record.participants)
    mapping.write(dataclasses.replace(record, participants=participants, turns=turns, questions=(corrected,)))
    assert mapping.read(tokyo).questions == (corrected,)


def test_a_record_that_takes_the_id_of_another_conference_is_refused_whole(tokyo: Conference) -> None:
    stolen = dataclasses.replace(mapping.read(tokyo), slug="another", title="Another")
    with pytest.raises(IntegrityError, match="is taken by another conference"):
        mapping.write(stolen)
    assert Conference.objects.count() == 1
    assert tokyo.turns.count() == 26


def test_an_excerpt_that_its_turn_does_not_hold_is_refused_whole(tokyo: Conference) -> None:
    record = mapping.read(tokyo)
    wrong = dataclasses.replace(record.questions[0], excerpt="Nobody said this")
    with pytest.raises(IntegrityError, match="the excerpt does not occur in its turn"):
        mapping.write(dataclasses.replace(record, questions=(wrong, *record.questions[1:])))
    assert mapping.read(tokyo) == record
