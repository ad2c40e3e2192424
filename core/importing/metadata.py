"""What an editor says of a transcript that the transcript does not say itself."""

import dataclasses
import datetime
from dataclasses import dataclass, field

from core.records import ConferenceRecord, SourceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Empty fields leave what the transcript says.

    `speakers` maps a printed label to who speaks under it: the slug or the whole name of a known person, or the full
    name of somebody else, who speaks under another label, or whom nobody knows yet.
    """

    title: str = ""
    date: datetime.date | None = None
    timezone: str = ""  # IANA
    place: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    languages: tuple[str, ...] = ()  # BCP 47
    source_name: str = ""
    source_url: str = ""
    source_licence: str = ""
    speakers: dict[str, str] = field(default_factory=dict)


# What a transcript says of its conference, by the names that `editorial` has for it.
DECIDED = ("title", "date", "starts_at", "timezone", "place", "country", "languages", "hosts", "source")
OF_CONFERENCE = ("title", "date", "timezone", "place", "country", "languages")
OF_SOURCE = ("name", "url", "licence")


def with_metadata(record: ConferenceRecord, metadata: Metadata) -> ConferenceRecord:
    """The record with what the editor says, marked as theirs."""
    said = {name: value for name in OF_CONFERENCE if (value := getattr(metadata, name))}
    source = {name: value for name in OF_SOURCE if (value := getattr(metadata, f"source_{name}"))}
    differing = {name for name, value in said.items() if getattr(record, name) != value}
    if any(getattr(record.source, name) != value for name, value in source.items()):
        differing.add("source")
    new_source: SourceRecord = dataclasses.replace(record.source, **source)
    editorial = tuple(sorted({*record.editorial, *differing}))
    return dataclasses.replace(record, **said, source=new_source, editorial=editorial)
