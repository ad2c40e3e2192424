"""Reads environment variables, strictly: each function refuses what is not possible and says what would be.

Every variable that was read stands in `READ` with its default, so that a test can compare them with docs/settings.md.
"""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PERIODS = {"second": 1, "minute": 60, "hour": 3600}

READ: dict[str, str] = {}


def text(name: str, default: str = "") -> str:
    READ[name] = default
    return os.environ.get(name) or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name, str(int(default)))
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name}={value!r}: give 1 or 0.")
    return value == "1"


def whole(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    value = text(name, str(default))
    possible = f"from {least}" if most is None else f"from {least} to {most}"
    number = int(value) if re.fullmatch("[0-9]{1,15}", value) else -1
    if number < least or (most is not None and number > most):
        raise ImproperlyConfigured(f"{name}={value!r}: give a whole number {possible}.")
    return number


def words(name: str) -> list[str]:
    """A list, separated by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def choice(name: str, default: str, possible: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in possible:
        raise ImproperlyConfigured(f"{name}={value!r}: give one of {', '.join(possible)}.")
    return value


def folder(name: str, below: Path, default: str) -> Path:
    """A path; one that is not absolute lies below the folder of the project."""
    return below / text(name, default)


def url(name: str, schemes: tuple[str, ...]) -> str:
    """An address with one of the schemes, or ""."""
    value = text(name)
    if value and not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
        raise ImproperlyConfigured(f"{name} is no address: give one that begins with {schemes[0]}://.")
    return value


def rate(name: str, default: str) -> tuple[int, int] | None:
    """How many in how many seconds: "600/minute"; None for "0", which is no limit."""
    value = text(name, default)
    if value == "0":
        return None
    found = re.fullmatch(r"([1-9][0-9]{0,8})/(second|minute|hour)", value)
    if found is None:
        raise ImproperlyConfigured(
            f"{name}={value!r}: give a number a second, minute or hour (600/minute), or 0 for none."
        )
    return int(found[1]), PERIODS[found[2]]
