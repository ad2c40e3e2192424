"""From the bytes of a file to what a draft of it would say; nothing is written."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core import mapping
from core.importing.metadata import Metadata, with_metadata
from core.importing.proposing import with_proposals, with_speakers
from core.importing.speaking import Known, NobodyNamedError
from core.models import Organization, Person
from core.parsing import ParsedTranscript, ParseError, decode, parse
from core.parsing.formats.documents import read_document
from core.parsing.formats.markup import read_markup
from core.parsing.formats.record import check_source
from core.records import ConferenceRecord, OrganizationRecord, PersonRecord, WarningRecord


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would write: the record, the doubts about it, and whom it would add."""

    record: ConferenceRecord
    warnings: tuple[WarningRecord, ...]
    new_people: tuple[str, ...]  # slugs
    new_organizations: tuple[str, ...]


def read_file(
    data: bytes, *, slug: str, people: Sequence[PersonRecord] = (), organizations: Sequence[OrganizationRecord] = ()
) -> ParsedTranscript:
    """The bytes of a file, plain text, a document or XML, parsed; no query. Raises ParseError."""
    document = read_document(data)
    if document is None:
        if (markup := read_markup(data, slug=slug, people=people, organizations=organizations)) is not None:
            if markup.is_whole:
                check_source(markup.record)
            return markup
        decoded = decode(data)
        return parse(decoded.text, slug=slug, encoding=decoded.encoding, people=people, organizations=organizations)
    parsed = parse(document.text, slug=slug, people=people, organizations=organizations)
    source = dataclasses.replace(parsed.record.source, media_type=document.media_type, original=document.original)
    return dataclasses.replace(parsed, record=dataclasses.replace(parsed.record, source=source))


def preview(data: bytes, *, slug: str, metadata: Metadata | None = None) -> Preview:
    """Read a transcript with the people and organizations that the database knows.

    Costs five queries. Raises ParseError when the bytes cannot be read as a transcript, or when the metadata
    names a label or a person that is not there.
    """
    metadata = metadata or Metadata()
    people = mapping.known_people()
    organizations = mapping.known_organizations()
    parsed = read_file(data, slug=slug, people=people, organizations=organizations)
    record = with_metadata(parsed.record, metadata)
    try:
        record = with_speakers(record, _named(metadata.speakers, people))
    except KeyError as error:
        raise ParseError(f"No turn of this transcript has the label {error.args[0]!r}.") from error
    # Also the slugs of those that were merged into others are taken.
    taken_people = set(Person.objects.values_list("slug", flat=True))
    taken_organizations = set(Organization.objects.values_list("slug", flat=True))
    if not parsed.is_whole:
        record = with_proposals(record, taken_people, taken_organizations)
    return Preview(
        record=record,
        warnings=parsed.warnings,
        new_people=tuple(each.slug for each in record.people if each.slug not in taken_people),
        new_organizations=tuple(each.slug for each in record.organizations if each.slug not in taken_organizations),
    )


def _named(speakers: Mapping[str, str], people: Sequence[PersonRecord]) -> dict[str, PersonRecord | str]:
    """By label, the person who speaks under it, or a name that nobody known has. Raises ParseError."""
    by_slug = {each.slug: each for each in people}
    merged = mapping.standing_for(Person, sorted(set(speakers.values()) - by_slug.keys()))
    by_slug |= {slug: by_slug[now] for slug, now in merged.items() if now in by_slug}
    known = Known({each.slug: each.name for each in people})
    named: dict[str, PersonRecord | str] = {}
    for label, words in speakers.items():
        try:
            name = words if words in by_slug else known.named(words)
        except NobodyNamedError as error:
            raise ParseError(f"{label}: {error}") from error
        named[label] = by_slug.get(name, name)
    return named
