"""Counts that all processes of a machine share, or all machines that share a Redis.

Without a Redis the counts stand in a small file that every process maps into its memory. A count costs some 5
microseconds there: it is taken before each answer, cached ones included.
"""

import ctypes
import functools
import hashlib
import mmap
import os
import struct
import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings

SLOT = struct.Struct("<QII")  # the hash of a key, the second at which its count ends, the count
SLOTS = 8  # in a bucket: the places where one key may stand
BUCKETS = 8192
BUCKET = SLOT.size * SLOTS

# As os.lockf(), which lets go of the interpreter: with four threads that want it, getting it back took as long as all
# else of an answer that is kept. For what does not wait.
_lockf = ctypes.PyDLL(None).lockf
_lockf.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_long]


def count(key: str, seconds: int) -> tuple[int, int]:
    """Count one more for the key: how many there were in its current period, and in how many seconds that ends.

    Atomic. With a Redis that does not answer, this machine counts for itself: readers go on, and limits still hold.
    """
    if settings.REDIS_URL:
        from core.serving.patience import patiently  # redis is an extra, which is only there where it is used

        counted = patiently(lambda: _count_in_redis(key, seconds), None)
        if counted is not None:
            return counted
    return _file().count(key, seconds)


class CounterFile:
    """Counts of a fixed size: 65,536 keys at once; beyond that, the smallest count gives way.

    The file is locked while a count is read and written, against other processes by a lock of the kernel's (which takes
    it back from a process that is killed) and against threads of this one, which do not see that.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        if os.fstat(self._descriptor).st_size != BUCKETS * BUCKET:
            os.ftruncate(self._descriptor, BUCKETS * BUCKET)
        self._memory = mmap.mmap(self._descriptor, BUCKETS * BUCKET)
        self._threads = threading.Lock()

    def count(self, key: str, seconds: int) -> tuple[int, int]:
        number = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")
        bucket = number % BUCKETS * BUCKET
        now = int(time.time())
        with self._threads:
            if _lockf(self._descriptor, os.F_TLOCK, 0) != 0:  # another process counts
                os.lockf(self._descriptor, os.F_LOCK, 0)
            try:
                place, ends, before = self._find(number, bucket, now)
                if ends <= now:
                    ends, before = now + seconds, 0
                SLOT.pack_into(self._memory, place, number, ends, min(before + 1, 2**32 - 1))
            finally:
                _lockf(self._descriptor, os.F_ULOCK, 0)
        return before + 1, ends - now

    def _find(self, number: int, bucket: int, now: int) -> tuple[int, int, int]:
        """The place of a key with its end and count; or a place it may take, with an end that is past."""
        free, fewest = bucket, 2**32
        for place in range(bucket, bucket + BUCKET, SLOT.size):
            holder, ends, counted = SLOT.unpack_from(self._memory, place)
            if holder == number:
                return place, ends, counted
            standing = counted if ends > now else -1
            if standing < fewest:
                free, fewest = place, standing
        return free, 0, 0


@functools.cache
def _file() -> CounterFile:
    return CounterFile(settings.RUNTIME_ROOT / "counts")


@functools.cache
def _redis() -> Any:
    import redis

    from core.serving.patience import WAIT

    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=WAIT, socket_connect_timeout=WAIT)


def _count_in_redis(key: str, seconds: int) -> tuple[int, int]:
    name = f"transcripts:count:{key}"
    # MULTI: a count never stands without its end.
    with _redis().pipeline(transaction=True) as pipeline:
        pipeline.set(name, 0, ex=seconds, nx=True).incr(name).ttl(name)
        _, counted, left = pipeline.execute()
    return counted, max(left, 1)
