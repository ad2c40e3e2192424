"""`manage.py make_corpus`: a made-up archive for trials."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from core import corpus, mapping, publishing
from core.exporting.source_text import is_as_printed, source_text
from core.models import AuditEntry, Change, Conference, Organization, Person, Question, Revision, Turn
from core.records import tiling_gap
from core.vocabulary import Status

SOME = 41  # the 40th is a draft


def make(conferences: int = SOME, seed: int = 3, **options: object) -> None:
    call_command("make_corpus", conferences=conferences, seed=seed, verbosity=0, **options)


@pytest.fixture
def made(db: None) -> None:
    make()


@pytest.mark.usefixtures("made")
def test_it_looks_like_an_archive() -> None:
    assert Conference.objects.published().count() == SOME - 1
    assert Conference.objects.get(status=Status.DRAFT).revision == 0
    turns, texts = Turn.objects.count(), Turn.objects.values_list("text", flat=True)
    assert 44 <= turns / SOME <= 58
    assert 5 <= Question.objects.count() / SOME <= 7
    assert 0.28 <= sum(corpus.COMMON in each.lower() for each in texts) / turns <= 0.38
    assert 0 < Question.objects.filter(answers=None).count() < Question.objects.count() / 2
    hidden = Turn.objects.filter(text__contains=corpus.ONLY_IN_DRAFTS)
    assert hidden.exists()
    assert not hidden.published().exists()
    assert Turn.objects.filter(text__contains="同盟").exists()


@pytest.mark.usefixtures("made")
def test_what_is_published_in_bulk_is_what_one_by_one_would_be() -> None:
    changes = Change.objects.count()
    for conference in Conference.objects.published():
        assert publishing.lacks(conference) == []
        with publishing.revising(conference):
            pass
        conference.refresh_from_db()
        assert conference.revision == 1, "the rows say what the stored document says"
    assert Change.objects.count() == changes
    assert AuditEntry.objects.filter(action="published").count() == SOME - 1
    assert AuditEntry.objects.filter(action="created").count() == 1
    for noun, model in (("conference", Conference), ("person", Person), ("organization", Organization)):
        told = Change.objects.filter(noun=noun, action="created").values_list("slug", flat=True)
        assert sorted(told) == sorted(model.objects.published().values_list("slug", flat=True))


@pytest.mark.usefixtures("made")
def test_the_spans_tile_sources_that_can_be_written_back() -> None:
    for conference in Conference.objects.all()[:10]:
        record = mapping.read(conference)
        assert tiling_gap(record) is None
        assert all(is_as_printed(turn, record.source.text) for turn in record.turns)
        assert source_text(record) == record.source.text


def test_the_same_seed_makes_the_same_record() -> None:
    again = [corpus.make(number, seed=7) for number in range(8)]
    assert again == [corpus.make(number, seed=7) for number in range(8)]
    assert again[0] != corpus.make(0, seed=8)
    assert len({turn.id for each in again for turn in each.record.turns}) == sum(len(e.record.turns) for e in again)


def test_a_larger_archive_goes_on_where_a_smaller_one_ended(db: None) -> None:
    make(2)
    before = list(Revision.objects.order_by("pk").values_list("pk", "sha256"))
    make(3)
    make(3)
    after = list(Revision.objects.order_by("pk").values_list("pk", "sha256"))
    assert after[:2] == before
    assert len(after) == 3


def test_real_conferences_are_not_mixed_with_made_up_ones_unasked(tokyo: Conference) -> None:
    with pytest.raises(CommandError, match="real conferences"):
        make(2)
    assert Conference.objects.count() == 1
    make(2, beside_real=True)
    assert Conference.objects.count() == 3
    version = tokyo.version
    tokyo.refresh_from_db()
    assert (tokyo.revision, tokyo.version) == (1, version)


def test_nothing_of_a_batch_remains_when_an_id_is_taken(tokyo: Conference) -> None:
    record = corpus.make(0, seed=1).record
    with pytest.raises(IntegrityError):
        mapping.write_new([corpus.make(1, seed=1).record, mapping.read(tokyo), record])
    assert Conference.objects.count() == 1


@pytest.mark.parametrize("number", ["-1", "many", "٣"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(CommandError, match="not a whole number"):
        call_command("make_corpus", f"--conferences={number}")
