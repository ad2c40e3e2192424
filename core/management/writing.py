"""Writing many batches, side by side where the database can."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Most of the time goes into the search index, in the process of PostgreSQL that serves the connection: two use two
# processors.
WRITERS = 2

Batch = TypeVar("Batch")
Written = TypeVar("Written")


def written(batches: Iterable[Batch], write: Callable[[Batch], Written]) -> Iterator[Written]:
    """What `write` gives for each batch, in their order.

    On PostgreSQL two batches are written at once, by threads with connections of their own, unless a transaction has
    begun: `write` is a transaction of its own, and neither may need what the other writes. When one fails, its
    exception is raised in its place; those that had begun meanwhile are written, or fail unseen.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield from map(write, batches)
        return
    opened: list[BaseDatabaseWrapper] = []

    def open_own() -> None:
        own = connections[DEFAULT_DB_ALIAS]
        own.inc_thread_sharing()  # closed below, by another thread
        opened.append(own)

    pool = ThreadPoolExecutor(WRITERS, initializer=open_own)
    begun: deque[Future[Written]] = deque()
    try:
        for batch in batches:
            begun.append(pool.submit(write, batch))
            if len(begun) > WRITERS:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
        for each in opened:
            each.close()
