"""How participants are called where people read: by name, or by what they are."""

from uuid import UUID

from core.records import ConferenceRecord


def names(record: ConferenceRecord) -> dict[UUID, str]:
    """Of each participant, the name of the person where they are known, else the name this conference gives, else the
    title or the role."""
    known = {each.slug: each.name for each in record.people}
    return {
        each.id: known.get(each.person or "") or each.name or each.title or each.role.value.capitalize()
        for each in record.participants
    }


def organizations(record: ConferenceRecord) -> dict[UUID, str]:
    """Of each participant, the name of the organization they spoke for; "" when it is not known."""
    known = {each.slug: each.name for each in record.organizations}
    return {each.id: known.get(each.organization or "", "") for each in record.participants}
