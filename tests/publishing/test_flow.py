"""From draft to published, and away again: who did it, what the public is told, what is refused."""

import datetime

import pytest
from django.contrib.auth.models import User

from core import publishing
from core.auditing import Actor
from core.models import AuditEntry, Change, Conference, ImportWarning, Person, Question, Revision, SourceText
from core.publishing import NotReadyError, StatusError
from core.vocabulary import Door
from tests.api.make import conference_like, draft_like

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> Actor:
    return Actor(User.objects.create_user("kim", is_staff=True), Door.API)


@pytest.fixture
def draft(tokyo: Conference) -> Conference:
    """A draft whose people and organizations are in no other conference."""
    return draft_like(tokyo, "draft", "-draft")


def told(after: int = 0) -> list[tuple[str, str, str]]:
    """What the public was told since."""
    return list(Change.objects.after(after).values_list("noun", "slug", "action"))


def test_each_step_has_its_date_and_by_whom(draft: Conference, publisher: Actor) -> None:
    publishing.submit(draft, by=publisher)
    draft.refresh_from_db()
    assert (draft.status, draft.submitted_by) == ("in_review", publisher.user)
    publishing.return_to_draft(draft, by=publisher, note="The place?")
    draft.refresh_from_db()
    assert (draft.status, draft.submitted_at, draft.submitted_by) == ("draft", None, None)
    revision = publishing.publish(draft, by=publisher, note="First.")
    draft.refresh_from_db()
    assert (draft.status, draft.revision, draft.published_by) == ("published", 1, publisher.user)
    assert (revision.made_by, revision.note, revision.made_at) == (publisher.user, "First.", draft.published_at)
    publishing.withdraw(draft, by=publisher)
    draft.refresh_from_db()
    assert (draft.status, draft.withdrawn_by) == ("withdrawn", publisher.user)
    assert draft.withdrawn_at is not None
    noted = AuditEntry.objects.filter(conference="draft").order_by("id")
    assert list(noted.values_list("action", "username", "door", "note")) == [
        ("submitted", "kim", "api", ""),
        ("returned", "kim", "api", "The place?"),
        ("published", "kim", "api", "First."),
        ("withdrawn", "kim", "api", ""),
    ]


def test_step_that_the_status_does_not_allow_is_refused(draft: Conference, tokyo: Conference) -> None:
    with pytest.raises(StatusError, match="is published: it cannot be published"):
        publishing.publish(tokyo)
    with pytest.raises(StatusError, match="is published: it cannot be submitted"):
        publishing.submit(tokyo)
    with pytest.raises(StatusError, match="is draft: it cannot be withdrawn"):
        publishing.withdraw(draft)
    with pytest.raises(StatusError, match="is draft: it cannot be returned"):
        publishing.return_to_draft(draft)
    assert not AuditEntry.objects.exists()


def test_publishing_names_everything_that_is_missing(draft: Conference) -> None:
    Conference.objects.filter(pk=draft.pk).update(date=None, place="", source_name="", source_url="")
    SourceText.objects.filter(conference=draft).delete()
    draft.participants.filter(name="").update(unnamed=False)
    question = Question.objects.filter(conference=draft).order_by("turn__position", "start")[0]
    question.addressees.all().delete()
    ImportWarning.objects.create(conference=draft, code="near-equal-label", line=7, message="Who?")
    draft.refresh_from_db()
    with pytest.raises(NotReadyError) as error:
        publishing.publish(draft)
    assert [(type(lack.row).__name__, lack.what[:40]) for lack in error.value.lacks] == [
        ("Conference", "The date is missing."),
        ("Conference", "The place is missing."),
        ("Conference", "The source text is missing."),
        ("Conference", "It is not said who published the source."),
        ("Participant", "Turn 1: the speaker has neither a name n"),
        ("Question", f"Turn {question.turn.position}: “{question.excerpt}"[:40]),
        ("ImportWarning", "Line 7 of the source: a warning of the i"),
    ]
    draft.refresh_from_db()
    assert (draft.status, draft.revision) == ("draft", 0)


def test_conference_without_turns_is_not_published(db: None) -> None:
    empty = Conference.objects.create(slug="empty", title="Empty")
    with pytest.raises(NotReadyError, match="There are no turns"):
        publishing.publish(empty)


def test_public_is_told_of_a_conference_after_its_names(draft: Conference) -> None:
    newest = Change.objects.newest_number()
    publishing.publish(draft)
    entries = told(newest)
    assert entries[-1] == ("conference", "draft", "created")
    assert len(entries) == 17
    assert {noun for noun, _, _ in entries[:-1]} == {"person", "organization"}
    publishing.withdraw(draft)
    entries = told(newest + 17)
    assert entries[0] == ("conference", "draft", "withdrawn")
    assert {action for _, _, action in entries} == {"withdrawn"}
    assert len(entries) == 17


def test_names_that_stay_public_elsewhere_are_not_withdrawn(tokyo: Conference) -> None:
    another = conference_like(tokyo, "another")
    newest = Change.objects.newest_number()
    publishing.withdraw(tokyo)
    assert told(newest) == [("conference", tokyo.slug, "withdrawn")]
    publishing.withdraw(another)
    assert len(told(newest + 1)) == 17


def test_correction_names_the_parts_that_changed(tokyo: Conference) -> None:
    newest = Change.objects.newest_number()
    turn = tokyo.turns.get(position=1)
    with publishing.revising(tokyo, note="A label."):
        turn.label = "THE MODERATOR"
        turn.save()
    (entry,) = Change.objects.after(newest)
    assert (entry.action, entry.revision) == ("changed", 2)
    assert entry.parts == {"turns": {"changed": [str(turn.uid)]}}


def test_person_who_leaves_the_record_is_withdrawn(tokyo: Conference) -> None:
    newest = Change.objects.newest_number()
    blinken = Person.objects.get(slug="antony-blinken")
    with publishing.revising(tokyo):
        tokyo.participants.filter(person=blinken).update(person=None)
    assert told(newest) == [("conference", tokyo.slug, "changed"), ("person", "antony-blinken", "withdrawn")]


def test_changed_person_is_told_once_after_every_conference(tokyo: Conference) -> None:
    conference_like(tokyo, "another")
    newest = Change.objects.newest_number()
    blinken = Person.objects.get(slug="antony-blinken")
    publishing.revise_all_with(blinken)
    assert told(newest) == [], "nothing was changed"
    blinken.name = "Antony J. Blinken"
    blinken.save()
    publishing.revise_all_with(blinken)
    assert told(newest) == [
        ("conference", tokyo.slug, "changed"),
        ("conference", "another", "changed"),
        ("person", "antony-blinken", "changed"),
    ]


def test_deleted_conference_leaves_a_tombstone_and_a_draft_none(tokyo: Conference, draft: Conference) -> None:
    newest = Change.objects.newest_number()
    publishing.delete(draft)
    assert told(newest) == []
    publishing.delete(tokyo)
    entries = told(newest)
    assert entries[0] == ("conference", tokyo.slug, "withdrawn")
    assert entries[-1] == ("conference", tokyo.slug, "deleted")
    assert not Revision.objects.exists()
    assert list(AuditEntry.objects.filter(action="deleted").values_list("key", flat=True)) == [tokyo.slug, "draft"]


def test_revisions_that_were_withdrawn_stay_so_when_it_is_published_again(tokyo: Conference) -> None:
    publishing.withdraw(tokyo)
    assert not Revision.objects.published().exists()
    revision = publishing.publish(tokyo)
    assert revision.number == 2
    assert list(Revision.objects.published()) == [revision]


def test_every_write_is_counted_even_of_a_draft(draft: Conference) -> None:
    with publishing.revising(draft) as (locked,):
        assert locked == draft
    version = Conference.objects.get(pk=draft.pk).version
    with publishing.revising(draft):
        pass
    assert Conference.objects.get(pk=draft.pk).version == version + 1


def test_preview_is_what_the_public_gets(draft: Conference, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC))
    seen = publishing.preview(draft)
    revision = publishing.publish(draft)
    assert revision.document.partition('"participants"')[2] == seen.partition('"participants"')[2]
