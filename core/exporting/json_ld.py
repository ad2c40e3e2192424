"""The record as schema.org's vocabulary in JSON-LD, for those who gather what the web says of events."""

import json
from typing import Any
from uuid import UUID

from core.exporting.publication import Publication
from core.exporting.speakers import names, organizations
from core.records import ConferenceRecord, QuestionRecord, TurnRecord

Thing = dict[str, Any]


def json_ld(record: ConferenceRecord, publication: Publication) -> str:
    """A Conversation about an Event; its parts are the questions, with what answers them."""
    published = publication.published_at
    pinned = publication.pinned(record.slug)
    people, turns = _people(record), record.turns_by_id()
    return json.dumps(
        {
            "@context": "https://schema.org",
            **_said(
                {
                    "@type": "Conversation",
                    "@id": pinned,
                    "url": publication.address(record.slug),
                    "name": record.title,
                    "version": publication.revision,
                    "datePublished": published.isoformat() if published else None,
                    "dateModified": publication.revised_at.isoformat() if publication.revised_at else None,
                    "inLanguage": list(record.languages),
                    "license": record.source.licence,
                    "isBasedOn": record.source.url,
                    "sourceOrganization": {"@type": "Organization", "name": record.source.name}
                    if record.source.name
                    else None,
                    "about": _event(record, list(people.values())),
                    "hasPart": [_question(each, people, turns, pinned) for each in record.questions],
                }
            ),
        },
        ensure_ascii=False,
        indent=1,
    ).replace("</", "<\\/")  # it may stand in a <script>


def _event(record: ConferenceRecord, performers: list[Thing]) -> Thing:
    hosts = {each.slug: each.name for each in record.organizations}
    start = record.starts_at or record.date
    place = {"@type": "Place", "name": record.place, "address": record.country}
    return _said(
        {
            "@type": "Event",
            "name": record.title,
            "startDate": start.isoformat() if start else None,
            "location": _said(place) if record.place or record.country else None,
            "organizer": [{"@type": "Organization", "name": hosts[slug]} for slug in record.hosts],
            "performer": performers,
        }
    )


def _people(record: ConferenceRecord) -> dict[UUID, Thing]:
    called, spoken_for = names(record), organizations(record)
    return {
        each.id: _said(
            {
                "@type": "Person",
                "name": called[each.id],
                "jobTitle": each.title,
                "affiliation": {"@type": "Organization", "name": spoken_for[each.id]} if spoken_for[each.id] else None,
            }
        )
        for each in record.participants
    }


def _question(question: QuestionRecord, people: dict[UUID, Thing], turns: dict[UUID, TurnRecord], pinned: str) -> Thing:
    answers = [
        {
            "@type": "Answer",
            "@id": f"{pinned}#{answer.id}",
            "text": answer.excerpt or turns[answer.turn].text,
            "author": people[turns[answer.turn].participant],
        }
        for answer in question.answers
    ]
    return _said(
        {
            "@type": "Question",
            "@id": f"{pinned}#{question.id}",
            "text": question.excerpt,
            "author": people[turns[question.turn].participant],
            "recipient": [people[each.participant] for each in question.addressees if each.participant],
            "answerCount": len(answers),
            "suggestedAnswer": answers,
        }
    )


def _said(thing: Thing) -> Thing:
    """Without what nobody knows."""
    return {key: value for key, value in thing.items() if value not in (None, "", [])}
