"""How the lists of people and organizations are read: from the first row of their order on, never all of them."""

from typing import Any

import pytest
from django.db import connection

from core.models import Organization, Person

LISTS = {
    "person_by_sort_name": (Person, ("sort_name", "id")),
    "person_by_name": (Person, ("-name", "-id")),
    "organization_by_name": (Organization, ("name", "id")),
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere the plan depends on how many rows there are")
@pytest.mark.parametrize("index", LISTS)
def test_a_page_with_counts_is_read_by_indexes_alone(db: None, index: str) -> None:
    model, order = LISTS[index]
    rows: Any = model._default_manager.published()  # type: ignore[attr-defined]
    first, *nested = rows.with_counts().order_by(*order)[:26].explain().splitlines()
    assert first.endswith(f"USING INDEX {index}")
    assert nested
    assert not [step for step in nested if " SCAN " in step or "ORDER BY" in step]
    # To begin with what is published, for each row anew, took ten minutes in an archive of a thousand conferences.
    assert not [step for step in nested if "status=?" in step]
