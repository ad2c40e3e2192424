"""Reading what is wrong with a request."""

from typing import Any

from tests.api.conftest import checked_problem


def errors(answer: Any, status: int = 400) -> dict[str, str]:
    """What is wrong, by pointer."""
    return {each["pointer"]: each["detail"] for each in checked_problem(answer, status)["errors"]}
