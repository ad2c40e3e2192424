"""Small conferences for tests that need more than Tokyo."""

import dataclasses
from uuid import UUID

from uuid_utils.compat import uuid7

from core import mapping, publishing
from core.models import Conference
from core.records import ConferenceRecord


def draft_like(model: Conference, slug: str, suffix: str = "") -> Conference:
    """A draft with the turns, questions and answers of `model` under new ids; with a suffix, its people and
    organizations are others as well."""
    return mapping.write(copy(mapping.read(model), slug, suffix))


def conference_like(model: Conference, slug: str, suffix: str = "") -> Conference:
    """The same, published."""
    conference = draft_like(model, slug, suffix)
    publishing.publish(conference)
    conference.refresh_from_db()
    return conference


def copy(record: ConferenceRecord, slug: str, suffix: str) -> ConferenceRecord:
    new: dict[UUID, UUID] = {each.id: uuid7() for each in (*record.participants, *record.turns, *record.questions)}

    def other(name: str | None) -> str | None:
        return f"{name}{suffix}" if name else None

    return dataclasses.replace(
        record,
        slug=slug,
        hosts=tuple(f"{host}{suffix}" for host in record.hosts),
        people=tuple(dataclasses.replace(each, slug=f"{each.slug}{suffix}") for each in record.people),
        organizations=tuple(dataclasses.replace(each, slug=f"{each.slug}{suffix}") for each in record.organizations),
        participants=tuple(
            dataclasses.replace(
                each,
                id=new[each.id],
                person=other(each.person),
                organization=other(each.organization),
                introductions=tuple(dataclasses.replace(said, turn=new[said.turn]) for said in each.introductions),
            )
            for each in record.participants
        ),
        turns=tuple(
            dataclasses.replace(each, id=new[each.id], participant=new[each.participant]) for each in record.turns
        ),
        questions=tuple(
            dataclasses.replace(
                each,
                id=new[each.id],
                turn=new[each.turn],
                addressees=tuple(
                    dataclasses.replace(said, participant=new[said.participant] if said.participant else None)
                    for said in each.addressees
                ),
                answers=tuple(
                    dataclasses.replace(answer, id=uuid7(), turn=new[answer.turn]) for answer in each.answers
                ),
            )
            for each in record.questions
        ),
    )
