"""The cache that several machines share. Without its Redis nothing is found in it, and nothing fails."""

from typing import Any

from django.core.cache.backends.redis import RedisCache

from core.serving.patience import WAIT, patiently


class PatientRedisCache(RedisCache):
    """Django's own, for which a Redis that is gone is an empty one."""

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
