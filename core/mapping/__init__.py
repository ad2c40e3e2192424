"""Records to rows and rows to records: the one room that knows both."""

from core.mapping.founding import write_new
from core.mapping.reading import known_organizations, known_people, read
from core.mapping.standing_for import standing_for, with_merged
from core.mapping.writing import OUT_OF_THE_WAY, write, write_drafts

__all__ = [
    "OUT_OF_THE_WAY",
    "known_organizations",
    "known_people",
    "read",
    "standing_for",
    "with_merged",
    "write",
    "write_drafts",
    "write_new",
]
