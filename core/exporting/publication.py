"""What a file says of its own origin: which revision it holds, and where that can be read."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """`site` is where the service is, without a slash at its end: "https://transcripts.example"; "" if nobody says."""

    revision: int = 0  # 0: never published
    revised_at: datetime.datetime | None = None
    published_at: datetime.datetime | None = None
    site: str = ""

    def address(self, slug: str) -> str:
        """Of the conference."""
        return f"{self.site}/api/v1/conferences/{slug}/"

    def pinned(self, slug: str, part: str = "") -> str:
        """Of exactly this revision, which says the same for ever; `part` is the id of something in it."""
        fragment = f"#{part}" if part else ""
        return f"{self.address(slug)}revisions/{self.revision}/{fragment}"
