"""What a revision said, as a record again."""

import datetime
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.parsing.formats.transcript import read_transcript
from core.records import ConferenceRecord, SourceRecord

_SOURCE = ("text", "sha256", "encoding", "media_type", "original")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRevision:
    record: ConferenceRecord
    number: int
    made_at: datetime.datetime
    published_at: datetime.datetime


def read_revision(revisions: QuerySet[Any]) -> ReadRevision | None:
    """The first of the revisions; None when there is none. One query.

    The text of the source is empty where another came since: it is not the one that the revision was read from.
    """
    columns = (f"conference__source_text__{each}" for each in _SOURCE)
    row = revisions.values_list("number", "made_at", "document", *columns).first()
    if row is None:
        return None
    number, made_at, text, *columns = row
    document = json.loads(text)
    said = document["conference"]["source"]
    stored = dict(zip(_SOURCE, columns, strict=True))
    source = SourceRecord(text="", sha256=said["sha256"], encoding=said["encoding"])
    if stored["sha256"] == said["sha256"]:
        source = SourceRecord(**{**stored, "original": bytes(stored["original"] or b"")})
    return ReadRevision(
        record=read_transcript(document, source),
        number=number,
        made_at=made_at,
        published_at=datetime.datetime.fromisoformat(document["conference"]["published_at"]),
    )
