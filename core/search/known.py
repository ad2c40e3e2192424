"""What is known of the turns among which is searched, beside the queryset of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from core.models import Conference, Participant

Sql = tuple[str, Sequence[Any]]  # with its parameters


@dataclass(frozen=True, slots=True)
class Known:
    """All of them are of this `kind`, of one of the `conferences`, by one of the `participants`. None: not known.

    It changes nothing of what is found, and much of how long that takes.
    """

    kind: str | None = None
    conferences: models.QuerySet[Conference] | None = None
    participants: models.QuerySet[Participant] | None = None


def keys_of(rows: models.QuerySet[Any], **beside: Any) -> Sql:
    """The keys of those rows, and expressions beside them, by their names."""
    sql, params = rows.order_by().values("pk", **beside).query.get_compiler(rows.db).as_sql()
    return sql, params
