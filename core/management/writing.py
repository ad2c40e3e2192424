"""Writing many batches, side by side where the database can."""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from core.models import renew_statistics
from core.search import index

# Most of the time goes into the search index, in the process of PostgreSQL that serves the connection. Two would use
# two processors, if none ever waited for the disk, for its turn in a queue, or for the last batch of another.
WRITERS = 4
# Kilobytes, the number of the choice, and pages of four kilobytes.
MUCH_IN_MEMORY = {"cache_size": -65_536, "temp_store": 2, "wal_autocheckpoint": 16_384}

Batch = TypeVar("Batch")
Written = TypeVar("Written")


@contextmanager
def much_in_memory() -> Iterator[None]:
    """While much is written to SQLite: 64 MB of pages, what may have to be taken back of a statement, and as much as
    that in the log before it goes into the file. Otherwise the same pages are read and written again and again.
    Nothing changes in a transaction that has begun, nor on PostgreSQL."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    usual: dict[str, int] = {}
    with connection.cursor() as cursor:
        for name, much in MUCH_IN_MEMORY.items():
            cursor.execute(f"PRAGMA {name}")
            (usual[name],) = cursor.fetchone()
            cursor.execute(f"PRAGMA {name} = {much}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name, value in usual.items():
                cursor.execute(f"PRAGMA {name} = {value}")
            cursor.execute("PRAGMA wal_checkpoint")


def written(batches: Iterable[Batch], write: Callable[[Batch], Written]) -> Iterator[Written]:
    """What `write` gives for each batch, in their order.

    On PostgreSQL some batches are written at once, by threads with connections of their own, unless a transaction has
    begun or connections are too few: `write` is a transaction of its own, and none may need what another writes.
    When one fails, its exception is raised in its place; those that had begun meanwhile are written, or fail unseen.
    """
    gc.freeze()  # what is loaded is no garbage: to look through it again and again took a tenth of the time
    try:
        writers = _writers()
        for each in _side_by_side(batches, write, writers) if writers > 1 else _one_by_one(batches, write):
            renew_statistics()
            yield each
    finally:
        gc.unfreeze()


def _writers() -> int:
    """How many can write at once. A pool that has not enough connections for all and this thread would let them wait in
    vain."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return 1
    return min(WRITERS, settings.DATABASE_POOL - 1) if settings.DATABASE_POOL else WRITERS


def _one_by_one(batches: Iterable[Batch], write: Callable[[Batch], Written]) -> Iterator[Written]:
    with much_in_memory():
        yield from map(write, batches)


def _side_by_side(batches: Iterable[Batch], write: Callable[[Batch], Written], writers: int) -> Iterator[Written]:
    opened: list[BaseDatabaseWrapper] = []

    def open_own() -> None:
        own = connections[DEFAULT_DB_ALIAS]
        own.inc_thread_sharing()  # closed below, by another thread
        opened.append(own)

    pool = ThreadPoolExecutor(writers, initializer=open_own)
    begun: deque[Future[Written]] = deque()
    try:
        for batch in batches:
            begun.append(pool.submit(write, batch))
            # Two more stand ready: who is done early goes on, though the batch before it is still being written.
            if len(begun) > writers + 2:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
        index.settle(connection)
    finally:
        pool.shutdown(cancel_futures=True)
        for each in opened:
            each.close()
