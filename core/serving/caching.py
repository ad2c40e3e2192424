"""Caches: this process's memory, and the Redis that several machines share."""

import math
import time
from collections import OrderedDict, defaultdict
from threading import Lock
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.redis import RedisCache

from core.serving.patience import WAIT, patiently


class _Kept:
    """What one cache holds, for all threads of the process: Django makes a cache for each."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.entries: OrderedDict[str, tuple[float, Any]] = OrderedDict()
        self.bytes = 0

    def drop(self, name: str) -> bool:
        _, value = self.entries.pop(name, (0.0, None))
        self.bytes -= len(value or b"")
        return value is not None


_kept: defaultdict[str, _Kept] = defaultdict(_Kept)


class MemoryCache(BaseCache):
    """What was used last, up to so many bytes. Values are given back as they are, not copied: keep nothing in it that
    can be changed, and nothing that does not say its length.

    Django's LocMemCache counts entries, of whatever size, and unpickles each that is found.
    """

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._most: int = params.get("OPTIONS", {}).get("MOST_BYTES", 64_000_000)
        self._kept = _kept[name]

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        name, kept = self.make_key(key, version), self._kept
        with kept.lock:
            until, value = kept.entries.get(name, (0.0, None))
            if until <= time.time():
                kept.drop(name)
                return default
            kept.entries.move_to_end(name)
        return value

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        name, kept, until = self.make_key(key, version), self._kept, self.get_backend_timeout(timeout)
        with kept.lock:
            kept.drop(name)
            kept.entries[name] = (math.inf if until is None else until, value)
            kept.bytes += len(value)
            while kept.bytes > self._most:
                kept.drop(next(iter(kept.entries)))

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if self.has_key(key, version):
            return False
        self.set(key, value, timeout, version)
        return True

    def delete(self, key: Any, version: int | None = None) -> bool:
        with self._kept.lock:
            return self._kept.drop(self.make_key(key, version))

    def clear(self) -> None:
        with self._kept.lock:
            self._kept.entries.clear()
            self._kept.bytes = 0


class PatientRedisCache(RedisCache):
    """Django's own, for which a Redis that is gone is an empty one: nothing is found in it, and nothing fails."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        waits = {"socket_timeout": WAIT, "socket_connect_timeout": WAIT}
        super().__init__(server, {**params, "OPTIONS": {**waits, **params.get("OPTIONS", {})}})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return patiently(lambda: super(PatientRedisCache, self).get(key, default, version), default)

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        return patiently(lambda: super(PatientRedisCache, self).get_many(keys, version), {})

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return patiently(lambda: super(PatientRedisCache, self).has_key(key, version), False)

    def add(self, key: Any, value: Any, timeout: Any = 300, version: int | None = None) -> bool:
        return patiently(lambda: super(PatientRedisCache, self).add(key, value, timeout, version), False)

    def set(self, key: Any, value: Any, timeout: Any = 300, version: int | None = None) -> None:
        patiently(lambda: super(PatientRedisCache, self).set(key, value, timeout, version), None)

    def delete(self, key: Any, version: int | None = None) -> bool:
        return patiently(lambda: super(PatientRedisCache, self).delete(key, version), False)
