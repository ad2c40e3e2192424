"""Rows that are copied into their table are what rows are that are saved one by one."""

import uuid

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext

from core.models import Annotation, Conference, SourceText, Turn, copy, reserve_keys
from core.models.copying import AT_ONCE
from core.vocabulary import Basis, TurnKind

AS_TYPED = 'tab\t, \\N, \\., "quoted" 100 %s\nnext é 同盟 \U0001f600'


def row(tokyo: Conference, position: int = 90, **given: object) -> dict[str, object]:
    speaker = tokyo.participants.first()
    assert speaker is not None
    return {
        "uid": uuid.uuid4(),
        "conference_id": tokyo.pk,
        "position": position,
        "kind": TurnKind.REMARKS,
        "participant_id": speaker.pk,
        "text": AS_TYPED,
        "spans": [[0, 5], [7, 9]],
        **given,
    }


def test_a_copied_row_is_what_a_saved_one_is(tokyo: Conference) -> None:
    copied, saved = row(tokyo), row(tokyo, 91)
    copy(Turn, [copied])
    Turn.objects.create(**saved)
    one, other = Turn.objects.get(uid=copied["uid"]), Turn.objects.get(uid=saved["uid"])
    assert one.text == AS_TYPED
    assert one.basis == Basis.EDITOR  # the default, which the row does not give
    assert model_to_dict(one, exclude=["id", "position"]) == model_to_dict(other, exclude=["id", "position"])


def test_bytes_are_copied_as_they_are(tokyo: Conference) -> None:
    tokyo.source_text.delete()
    copy(SourceText, [{"conference_id": tokyo.pk, "text": "", "sha256": "", "original": bytes(range(256))}])
    assert bytes(SourceText.objects.get(conference=tokyo).original) == bytes(range(256))


def test_nobody_else_gets_a_key_that_was_reserved(tokyo: Conference) -> None:
    before = Turn.objects.create(**row(tokyo, 90))
    keys = reserve_keys(Turn, 3)
    copy(Turn, [row(tokyo, 91 + number, id=key) for number, key in enumerate(keys)])
    after = Turn.objects.create(**row(tokyo, 99))
    assert len(keys) == 3
    assert sorted([before.pk, *keys, after.pk]) == [before.pk, *keys, after.pk]
    Turn.objects.filter(pk=after.pk).delete()
    assert list(reserve_keys(Turn, 1)) > [after.pk]  # nor one that was somebody's
    assert list(reserve_keys(Turn, 0)) == []


@pytest.mark.parametrize(("rows", "statements"), [(AT_ONCE - 1, 1), (AT_ONCE, 1), (AT_ONCE + 1, 2)])
def test_many_rows_go_in_few_statements(tokyo: Conference, rows: int, statements: int) -> None:
    first = row(tokyo)
    many = [{**first, "uid": uuid.uuid4(), "position": 100 + n, "text": f"number {n}"} for n in range(rows)]
    with CaptureQueriesContext(connection) as asked:
        copy(Turn, many)
    assert tokyo.turns.count() == 26 + rows
    assert tokyo.turns.get(position=99 + rows).text == f"number {rows - 1}"
    if connection.vendor == "sqlite":
        assert len([each for each in asked if "INSERT INTO" in each["sql"]]) == statements


def test_nothing_is_copied_where_there_is_nothing(tokyo: Conference) -> None:
    copy(Turn, iter([]))
    assert tokyo.turns.count() == 26


def test_what_the_database_refuses_is_refused_and_nothing_is_left(tokyo: Conference) -> None:
    taken = row(tokyo, 91, uid=tokyo.turns.get(position=1).uid)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy(Turn, [row(tokyo), taken])
    turn = tokyo.turns.get(position=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy(Annotation, [{"turn_id": turn.pk, "kind": "laughter", "start": 0, "excerpt": "(Never said.)"}])
    assert tokyo.turns.count() == 26


def test_what_fails_on_the_way_leaves_nothing(tokyo: Conference) -> None:
    def rows() -> object:
        yield row(tokyo)
        raise KeyError("a participant that is not in the record")

    with pytest.raises(KeyError), transaction.atomic():
        copy(Turn, rows())  # type: ignore[arg-type]
    assert tokyo.turns.count() == 26


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite keeps texts of any length")
def test_a_text_that_is_too_long_is_refused(tokyo: Conference) -> None:
    with pytest.raises(DataError), transaction.atomic():
        copy(Turn, [row(tokyo, label="x" * 301)])
