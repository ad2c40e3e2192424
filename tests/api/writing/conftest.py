"""Desks of those who write, and what they write to."""

import pytest

from core.models import Conference
from tests.api.make import draft_like
from tests.api.staff import Desk, member


@pytest.fixture
def draft(tokyo: Conference) -> Conference:
    """A draft whose people and organizations are in no other conference."""
    return draft_like(tokyo, "draft", "-draft")


@pytest.fixture
def editor(db: None) -> Desk:
    return Desk(member("mira", "editor"))


@pytest.fixture
def publisher(db: None) -> Desk:
    return Desk(member("paul", "publisher"))


@pytest.fixture
def administrator(db: None) -> Desk:
    return Desk(member("ada", "administrator"))
