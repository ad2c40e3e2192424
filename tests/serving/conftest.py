"""What the tests of the edge of the service share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from core.serving import counting

Limit = Callable[..., None]


@pytest.fixture
def own_counts(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Counts that begin at nothing."""
    settings.RUNTIME_ROOT = tmp_path
    counting._file.cache_clear()
    yield
    counting._file.cache_clear()


@pytest.fixture
def limit(settings: Any, own_counts: None) -> Limit:
    """`limit(readers=(3, 60))` sets limits; what is not named has none."""

    def set_limits(**rates: tuple[int, int]) -> None:
        settings.THROTTLE_RATES = {name: rates.get(name.replace("-", "_")) for name in settings.THROTTLE_RATES}

    return set_limits


@pytest.fixture
def anybody() -> Client:
    return Client(raise_request_exception=False)
