"""Redis, which may be gone: nobody waits for it long, or again and again."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

import redis

WAIT = 0.25  # seconds for an answer
REST = 5.0  # seconds for which a Redis that did not answer is not asked

log = logging.getLogger(__name__)
_resting_until = 0.0

T = TypeVar("T")


def patiently(ask: Callable[[], T], otherwise: T) -> T:
    """What Redis says; `otherwise` when it does not answer, and for a while after that."""
    global _resting_until
    if time.monotonic() < _resting_until:
        return otherwise
    try:
        return ask()
    except redis.RedisError as error:
        _resting_until = time.monotonic() + REST
        log.warning("Redis does not answer (%s); going on without it.", type(error).__name__)
        return otherwise
