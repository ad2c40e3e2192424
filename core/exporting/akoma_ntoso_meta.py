"""The `meta` of an Akoma Ntoso document: what it is (Work, Expression, Manifestation), who is in it, and the rest."""

import datetime
from collections.abc import Mapping
from uuid import UUID

import pycountry

from core.exporting.elements import Element, make
from core.exporting.publication import Publication
from core.exporting.remainder import remainder
from core.markup import AKOMA_NTOSO, AKOMA_NTOSO_TYPE
from core.records import AnnotationRecord, ConferenceRecord
from core.vocabulary import Role

# Who made this document: the service, of which it has a reference.
SERVICE = "#service"


def participant_ids(record: ConferenceRecord) -> dict[UUID, str]:
    """The eId of each participant."""
    return {each.id: f"participant_{number}" for number, each in enumerate(record.participants, start=1)}


def role_id(role: Role) -> str:
    return f"role_{role.value}"


def meta(
    record: ConferenceRecord, publication: Publication, apart: Mapping[UUID, tuple[AnnotationRecord, ...]]
) -> Element:
    own = remainder(record, apart)
    return _a(
        "meta",
        _identification(record, publication),
        _a("lifecycle", _event(record), source=SERVICE),
        _a("analysis", _a("otherAnalysis", own, source=SERVICE), source=SERVICE),
        _references(record),
    )


def _a(name: str, /, *inside: Element | str, **attributes: str | None) -> Element:
    return make(f"{{{AKOMA_NTOSO}}}{name}", *inside, **attributes)


def _identification(record: ConferenceRecord, publication: Publication) -> Element:
    """By the naming convention of Akoma Ntoso: /akn/jp/debate/pressConference/2024-07-28/SLUG, then language and
    revision, then format. "xx" and "und" are what ISO 3166-1 and ISO 639 keep for the unknown."""
    country = record.country.lower() or "xx"
    language = _three_letters(record.languages)
    made = publication.revised_at or datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    held = record.date or made.date()
    work = f"/akn/{country}/debate/pressConference/{held.isoformat()}/{record.slug}"
    expression = f"{work}/{language}@{made.date().isoformat()}"

    def level(name: str, uri: str, this: str, date: tuple[str, str], role: str, *more: Element) -> Element:
        return _a(
            name,
            _a("FRBRthis", value=this),
            _a("FRBRuri", value=uri),
            _a("FRBRdate", date=date[0], name=date[1]),
            _a("FRBRauthor", href=SERVICE, as_=f"#{role}"),
            *more,
        )

    return _a(
        "identification",
        level(
            "FRBRWork",
            work,
            f"{work}/!main",
            (held.isoformat(), "event" if record.date else "unknown"),
            "author",
            _a("FRBRcountry", value=country),
            _a("FRBRsubtype", value="pressConference"),
            _a("FRBRname", value=record.slug),
        ),
        level(
            "FRBRExpression",
            expression,
            f"{expression}/!main",
            (made.date().isoformat(), "revision"),
            "editor",
            _a("FRBRversionNumber", value=str(publication.revision)),
            _a("FRBRlanguage", language=language),
        ),
        level(
            "FRBRManifestation",
            f"{expression}.akn",
            f"{expression}/!main.xml",
            (made.date().isoformat(), "generation"),
            "editor",
            _a("FRBRformat", value=AKOMA_NTOSO_TYPE),
        ),
        source=SERVICE,
    )


def _three_letters(languages: tuple[str, ...]) -> str:
    """ISO 639-2, as the naming convention wants it, of the first BCP 47 tag."""
    first = languages[0].split("-")[0].lower() if languages else ""
    known = pycountry.languages.get(alpha_2=first) if len(first) == 2 else None
    return known.alpha_3 if known else first if len(first) == 3 else "und"


def _event(record: ConferenceRecord) -> Element:
    held = (record.date or datetime.date(1970, 1, 1)).isoformat()
    return _a("eventRef", eId="event_1", date=held, source="#source", type="generation")


def _references(record: ConferenceRecord) -> Element:
    ids = participant_ids(record)
    organizations = {each.slug: each for each in record.organizations}
    references = _a(
        "references",
        _a(
            "original",
            eId="source",
            href=record.source.url or f"#{record.source.sha256}",
            showAs=record.source.name or "The transcript as it was published",
        ),
        _a("TLCOrganization", eId="service", href="/akn/ontology/organization/transcripts", showAs="Transcripts API"),
        source=SERVICE,
    )
    for slug in organizations:
        references.append(
            _a(
                "TLCOrganization",
                eId=f"organization_{slug}",
                href=f"/akn/ontology/organization/{slug}",
                showAs=organizations[slug].name,
            )
        )
    for each in record.participants:
        shown = each.name or each.title or (f"Unnamed {each.role.value}")
        references.append(
            _a(
                "TLCPerson",
                eId=ids[each.id],
                GUID=str(each.id),
                href=f"/akn/ontology/person/{each.person or 'unknown'}",
                showAs=shown,
            )
        )
    for role in dict.fromkeys(each.role for each in record.participants):
        references.append(
            _a("TLCRole", eId=role_id(role), href=f"/akn/ontology/role/{role.value}", showAs=role.value.capitalize())
        )
    for made in ("author", "editor"):
        references.append(_a("TLCRole", eId=made, href=f"/akn/ontology/role/{made}", showAs=made.capitalize()))
    return references
