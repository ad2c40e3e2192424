"""The header of a TEI document: what it is, where it comes from, who speaks in it, and the rest."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from uuid import UUID

import pycountry

from core.exporting.elements import Element, make
from core.exporting.publication import Publication
from core.exporting.remainder import remainder
from core.markup import TEI
from core.records import AnnotationRecord, ConferenceRecord, ParticipantRecord, PersonRecord
from core.vocabulary import Role, TurnKind


def header(
    record: ConferenceRecord, publication: Publication, apart: Mapping[UUID, Iterable[AnnotationRecord]]
) -> Element:
    own = remainder(record, apart)
    return _t(
        "teiHeader",
        _file(record, publication),
        _t("encodingDesc", _editorial(), _t("classDecl", *_taxonomies())),
        _profile(record),
        _t("xenoData", own),
    )


def participant_id(participant: UUID) -> str:
    return f"participant.{participant}"


def organization_id(slug: str) -> str:
    return f"organization.{slug}"


def role_id(role: Role) -> str:
    return f"role.{role.value}"


def turn_kind_id(kind: TurnKind) -> str:
    return f"turn-kind.{kind.value}"


def _t(name: str, /, *inside: Element | str, **attributes: str | None) -> Element:
    return make(f"{{{TEI}}}{name}", *inside, **attributes)


def _file(record: ConferenceRecord, publication: Publication) -> Element:
    held = record.date.isoformat() if record.date else None
    made = publication.revised_at.date().isoformat() if publication.revised_at else None
    source = record.source
    hosts = " ".join(f"#{organization_id(slug)}" for slug in record.hosts) or None
    licence = [_t("licence", source.licence)] if source.licence else [_t("p", "The source names no licence.")]
    bibliography = _t("bibl", _t("title", source.name or record.title))
    if source.url:
        bibliography.append(_t("idno", source.url, type="URI"))
    if held:
        bibliography.append(_t("date", held, when=held))
    identified = [_t("idno", record.slug, type="slug")]
    if publication.site:
        identified.insert(0, _t("idno", publication.pinned(record.slug), type="URI"))
    return _t(
        "fileDesc",
        _t(
            "titleStmt",
            _t("title", record.title, type="main"),
            _t("meeting", record.title, n=held, corresp=hosts, ana="#press-conference"),
        ),
        _t("editionStmt", _t("edition", str(publication.revision))),
        _t("extent", _t("measure", f"{len(record.turns)} speeches", unit="speeches", quantity=str(len(record.turns)))),
        _t(
            "publicationStmt",
            _t("publisher", "Transcripts API"),
            *identified,
            _t("availability", *licence),
            *([_t("date", made, when=made)] if made else ()),
        ),
        _t("sourceDesc", bibliography),
    )


def _editorial() -> Element:
    said = "Labels, annotations and words stand as in the source, but for line breaks within paragraphs."
    return _t("editorialDecl", _t("correction", _t("p", said)))


def _taxonomies() -> Iterator[Element]:
    def taxonomy(name: str, what: str, terms: Iterable[tuple[str, StrEnum | str]]) -> Element:
        categories = (_t("category", _t("catDesc", _t("term", str(term))), xml_id=own_id) for own_id, term in terms)
        return _t("taxonomy", _t("desc", what), *categories, xml_id=name)

    yield taxonomy("roles", "Parts in a conference", ((role_id(each), each) for each in Role))
    yield taxonomy("turn-kinds", "What a turn does", ((turn_kind_id(each), each) for each in TurnKind))
    yield taxonomy("meetings", "Kinds of meetings", [("press-conference", "press conference")])


def _profile(record: ConferenceRecord) -> Element:
    people = {each.slug: each for each in record.people}
    setting = _t("setting")
    if record.place:
        setting.append(_t("name", record.place, type="place"))
    if record.country:
        known = pycountry.countries.get(alpha_2=record.country)
        setting.append(_t("name", known.name if known else record.country, type="country", key=record.country))
    if record.date:
        setting.append(_t("date", record.date.isoformat(), when=record.date.isoformat()))
    if not len(setting):
        setting.append(_t("p", "Unknown."))
    participants = _t("particDesc")
    if record.participants:
        participants.append(_t("listPerson", *(_person(each, people) for each in record.participants)))
    if record.organizations:
        participants.append(
            _t(
                "listOrg",
                *(
                    _t(
                        "org",
                        _t("orgName", each.name, full="yes"),
                        xml_id=organization_id(each.slug),
                        role=each.kind.value,
                    )
                    for each in record.organizations
                ),
            )
        )
    if not len(participants):
        participants.append(_t("p", "Nobody."))
    languages = [_t("language", tag, ident=tag) for tag in record.languages]
    return _t(
        "profileDesc",
        _t("settingDesc", setting),
        participants,
        *([_t("langUsage", *languages)] if languages else ()),
    )


def _person(participant: ParticipantRecord, people: Mapping[str, PersonRecord]) -> Element:
    known = people[participant.person] if participant.person else None
    name = participant.name or (known.name if known else "")
    person = _t("person", xml_id=participant_id(participant.id), role=participant.role.value)
    if name:
        person.append(_t("persName", name))
    if participant.title or participant.organization:
        reference = f"#{organization_id(participant.organization)}" if participant.organization else None
        person.append(_t("affiliation", *([participant.title] if participant.title else ()), ref=reference))
    if known:
        person.append(_t("idno", known.slug, type="slug"))
    if not len(person):
        person.append(_t("p", f"Unnamed {participant.role.value}."))
    return person
