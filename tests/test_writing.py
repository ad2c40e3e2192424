"""Batches that are written one after the other; how two are written at once is in operating/test_at_once.py."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from core.management.writing import MUCH_IN_MEMORY, WRITERS, _writers, written


def test_in_a_transaction_one_is_written_after_the_other(db: None) -> None:
    done: list[int] = []

    def batches() -> Iterator[int]:
        for number in range(3):
            assert done == list(range(number))
            yield number

    for each in written(batches(), lambda number: number):
        done.append(each)
    assert done == [0, 1, 2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite does it")
def test_sqlite_keeps_much_in_memory_for_as_long_as_it_takes() -> None:
    before = pragmas()
    assert list(written([1], lambda number: pragmas())) == [MUCH_IN_MEMORY]
    assert pragmas() == before != MUCH_IN_MEMORY
    with pytest.raises(ZeroDivisionError):
        list(written([1, 0], lambda number: 1 / number))
    assert pragmas() == before


@pytest.mark.parametrize(("pool", "writers"), [(0, WRITERS), (1, 0), (2, 1), (3, 2), (20, WRITERS)])
def test_as_many_write_at_once_as_there_are_connections_for(
    settings: Any, monkeypatch: pytest.MonkeyPatch, pool: int, writers: int
) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    settings.DATABASE_POOL = pool
    assert _writers() == writers


def pragmas() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for name in MUCH_IN_MEMORY:
            cursor.execute(f"PRAGMA {name}")
            (found[name],) = cursor.fetchone()
    return found
