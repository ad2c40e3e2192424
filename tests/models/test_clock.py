"""What the newest change is called is read once for all who asked before the reading began, and for nobody later."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from core.models import Change, Conference, clock


class Reads:
    """In the place of the database: each read gives its number, when it is let go on."""

    def __init__(self) -> None:
        self.begun, self.go_on = 0, threading.Event()

    def __call__(self, *_: Any) -> clock.Name:
        self.begun += 1
        number = self.begun
        assert self.go_on.wait(30)
        return (str(number),)


def until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.001)


def test_who_asks_during_a_read_shares_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    reads, found, asked = Reads(), {}, clock._Clock()
    monkeypatch.setattr(clock, "_read", reads)
    waiting = threading.Semaphore(0)

    def ask(who: int) -> None:
        waiting.release()
        found[who] = asked.ask(connection, "")

    threads = [threading.Thread(target=ask, args=[who]) for who in range(4)]
    threads[0].start()
    until(lambda: reads.begun == 1)
    for thread in threads[1:]:
        thread.start()
    until(lambda: waiting._value == 4)
    time.sleep(0.05)  # until they wait, who have said that they will
    reads.go_on.set()
    for thread in threads:
        thread.join()
    assert found[0] == (("1",), True)
    assert {found[who].name for who in (1, 2, 3)} == {("2",)}, "none is told what was read before it asked"
    assert sorted(found[who].is_own for who in (1, 2, 3)) == [False, False, True]
    assert reads.begun == 2


def test_a_read_that_failed_is_nobodys_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([DatabaseError(), ("1",)])

    def read(*_: Any) -> Any:
        if isinstance(answer := next(answers), Exception):
            raise answer
        return answer

    asked = clock._Clock()
    monkeypatch.setattr(clock, "_read", read)
    with pytest.raises(DatabaseError):
        asked.ask(connection, "")
    assert asked.ask(connection, "") == (("1",), True)


@pytest.mark.django_db(transaction=True)
def test_it_is_called_the_same_however_it_is_asked(tokyo: Conference) -> None:
    raw, watched = Change.objects.newest(), []
    with connection.execute_wrapper(lambda run, *asked: (watched.append(1), run(*asked))[1]):
        by_django = Change.objects.newest()
    with transaction.atomic():
        inside = Change.objects.newest()
    assert raw.name is not None
    assert raw == by_django == inside == Change.objects.newest()
    assert watched, "who watches what is asked sees this as well"


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_lost_is_made_anew(tokyo: Conference) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connection that could be lost")
    before, number = Change.objects.newest(), Change.objects.newest_number()
    for ask, expected in ((Change.objects.newest, before), (Change.objects.newest_number, number)):
        assert Change.objects.newest() == before
        end_connection()
        assert ask() == expected


def end_connection() -> None:
    """As a server does that is started anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    # The next request has asked nothing yet.
    Change.objects.newest()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [server])
    other.close()
