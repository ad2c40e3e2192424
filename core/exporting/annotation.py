"""The record in the shape of a hand-made annotation: turns with their speakers, questions with their links.

The shape is for comparing an import with what a careful reader found: names instead of ids, turns by number.
"""

from typing import Any

from core.records import ConferenceRecord, ParticipantRecord


def annotation(record: ConferenceRecord) -> dict[str, Any]:
    """`{"turns": [{number, label, speaker, role, kind, delivery_note, paragraphs}], "questions": [{turn, excerpt,
    asker, outlet, addressees, answers}]}`; an unnamed speaker is null, turns count from 1."""
    participants = record.participants_by_id()
    turns = record.turns_by_id()
    organizations = {each.slug: each.name for each in record.organizations}

    def outlet(asker: ParticipantRecord) -> str | None:
        if asker.organization is not None:
            return organizations[asker.organization]
        return next((each.outlet for each in asker.introductions if each.outlet), None)

    def addressee(called: ParticipantRecord, words: str) -> str:
        return called.name or called.title or words

    return {
        "turns": [
            {
                "number": turn.position,
                "label": turn.label,
                "speaker": participants[turn.participant].name or None,
                "role": participants[turn.participant].role,
                "kind": turn.kind,
                "delivery_note": turn.delivery_note,
                "paragraphs": turn.paragraphs,
            }
            for turn in record.turns
        ],
        "questions": [
            {
                "turn": turns[question.turn].position,
                "excerpt": question.excerpt,
                "asker": participants[turns[question.turn].participant].name or None,
                "outlet": outlet(participants[turns[question.turn].participant]),
                "addressees": [
                    addressee(participants[each.participant], each.words) if each.participant else each.words
                    for each in question.addressees
                ],
                "answers": [turns[answer.turn].position for answer in question.answers],
            }
            for question in record.questions
        ],
    }
