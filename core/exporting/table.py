"""The record as a table (CSV, RFC 4180): a row for each turn."""

import csv
import io

from core.exporting.cells import cell
from core.exporting.links import answered_by_turn, by_turn, spoken_to
from core.exporting.publication import Publication
from core.exporting.speakers import names, organizations
from core.records import ConferenceRecord

COLUMNS = (
    "conference",
    "revision",
    "position",
    "id",
    "kind",
    "speaker",
    "role",
    "title",
    "organization",
    "person",
    "label",
    "delivery_note",
    "text",
    "spoken_to",
    "asks",
    "answers",
)


def table(record: ConferenceRecord, publication: Publication) -> str:
    """`spoken_to` holds names; `asks` and `answers` the ids of questions; each parted by "; "."""
    asked, answered, to = by_turn(record.questions), answered_by_turn(record.questions), spoken_to(record)
    participants, called, spoken_for = record.participants_by_id(), names(record), organizations(record)
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for turn in record.turns:
        participant = participants[turn.participant]
        values = (
            record.slug,
            publication.revision,
            turn.position,
            str(turn.id),
            turn.kind.value,
            called[participant.id],
            participant.role.value,
            participant.title,
            spoken_for[participant.id],
            participant.person,
            turn.label,
            turn.delivery_note,
            turn.text,
            "; ".join(called[each] for each in to.get(turn.id, ())),
            "; ".join(str(each.id) for each in asked.get(turn.id, ())),
            "; ".join(str(each.id) for each in answered.get(turn.id, ())),
        )
        rows.writerow(cell(value) for value in values)
    return written.getvalue()
