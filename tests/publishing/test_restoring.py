"""What an earlier revision said, said again."""

import json

import pytest

from core import editing, mapping, publishing
from core.models import AuditEntry, Conference, Person, Turn
from core.parsing.formats.transcript import read_transcript
from core.publishing import NoSuchRevisionError, StatusError

MADE_ANEW = {"revision", "revised_at"}


def said(conference: Conference, number: int) -> dict[str, object]:
    document = json.loads(conference.revisions.get(number=number).document)
    document["conference"].pop("revision")
    return {key: value for key, value in document.items() if key not in MADE_ANEW}


def test_stored_transcript_is_read_back_as_the_record(tokyo: Conference) -> None:
    record = mapping.read(tokyo)
    assert read_transcript(json.loads(tokyo.revisions.get().document), record.source) == record


def test_restored_revision_says_what_it_said_with_the_same_ids(tokyo: Conference) -> None:
    with publishing.revising(tokyo):
        editing.delete(Turn.objects.get(position=9))
        turn = Turn.objects.get(position=2)
        editing.split(turn, turn.text.index(" ", 60))
        tokyo.participants.filter(person__slug="antony-blinken").update(title="Senator")
        Conference.objects.update(title="Changed")
    assert said(tokyo, 2) != said(tokyo, 1)
    revision = publishing.restore(tokyo, 1)
    assert revision is not None
    assert (revision.number, revision.note) == (3, "Restored revision 1.")
    assert said(tokyo, 3) == said(tokyo, 1)
    entry = AuditEntry.objects.get(action="restored")
    assert entry.details == {"revision": 1}


def test_restoring_what_is_said_already_makes_no_revision(tokyo: Conference) -> None:
    assert publishing.restore(tokyo, 1) is None
    assert tokyo.revisions.count() == 1


def test_who_was_merged_meanwhile_stays_merged(tokyo: Conference) -> None:
    blinken = Person.objects.get(slug="antony-blinken")
    other = Person.objects.create(slug="a-blinken", name="A. Blinken")
    with publishing.revising(tokyo):
        tokyo.participants.filter(person=blinken).update(person=other, title="Senator")
        Person.objects.filter(pk=blinken.pk).update(merged_into=other)
    publishing.restore(tokyo, 1)
    participant = tokyo.participants.get(person=other)
    assert participant.title == "Secretary of State"
    assert Person.objects.get(slug="antony-blinken").merged_into == other


@pytest.mark.parametrize("number", [0, 2, 99])
def test_number_that_no_revision_has_is_refused(tokyo: Conference, number: int) -> None:
    with pytest.raises(NoSuchRevisionError, match=f"no revision {number}: they go from 1 to 1"):
        publishing.restore(tokyo, number)


def test_withdrawn_revision_is_not_restored(tokyo: Conference) -> None:
    publishing.withdraw(tokyo)
    with pytest.raises(StatusError, match="is withdrawn: nothing of it is restored"):
        publishing.restore(tokyo, 1)
    publishing.publish(tokyo)
    with pytest.raises(StatusError, match=r"Revision 1 of .* was withdrawn"):
        publishing.restore(tokyo, 1)
