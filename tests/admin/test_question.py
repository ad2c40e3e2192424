"""Questions, addressees, answers, annotations and introductions on their own pages."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from core.models import Addressee, Annotation, Answer, Conference, Introduction, Participant, Question, Turn
from tests.admin.browser import add_row, errors_of
from tests.admin.conftest import address, everything

QUOTING = [Question, Addressee, Answer, Annotation, Introduction, Participant]


@pytest.fixture
def question(tokyo: Conference) -> Question:
    """To Kamikawa and Blinken, who both answered."""
    return Question.objects.get(excerpt__startswith="how do you regard the role")


@pytest.mark.parametrize("noun", QUOTING)
def test_untouched_pages_change_nothing(noun: Any, page: Any, save: Any, tokyo: Conference) -> None:
    before = everything()
    for row in noun.objects.all()[:5]:
        response = save(row, page(row))
        assert response.status_code == 302, errors_of(response)
    assert everything() == before


def test_addressee_and_answer_are_added(page: Any, save: Any, question: Question, editor: User) -> None:
    fields = page(question)
    austin = Participant.objects.get(name="Lloyd Austin")
    add_row(fields, "addressees", participant=austin.pk, words=" all of you ", basis="editor", position="")
    add_row(fields, "answers", turn=Turn.objects.get(position=15).pk, excerpt="", start="", basis="editor")
    response = save(question, fields)
    assert response.status_code == 302, errors_of(response)
    added = question.addressees.get(participant=austin)
    assert (added.position, added.words, added.conference) == (3, " all of you ", question.conference)
    assert question.answers.get(turn__position=15).conference == question.conference
    assert question.conference.revisions.get(number=2).made_by == editor


def test_addressees_change_places(page: Any, save: Any, question: Question) -> None:
    before = [str(each) for each in question.addressees.all()]
    response = save(question, page(question), **{"addressees-0-position": "2", "addressees-1-position": "1"})
    assert response.status_code == 302, errors_of(response)
    assert [str(each) for each in question.addressees.all()] == before[::-1]


def test_addressee_of_another_conference_is_refused(
    page: Any, save: Any, question: Question, other: Conference
) -> None:
    fields = page(question)
    response = save(question, fields, **{"addressees-0-participant": str(other.participants.get().pk)})
    assert "The participant belongs to another conference." in errors_of(response)


def test_addressee_named_twice_is_refused(page: Any, save: Any, question: Question) -> None:
    fields = page(question)
    response = save(question, fields, **{"addressees-0-participant": fields["addressees-1-participant"][0]})
    assert errors_of(response)


def test_addressee_without_anybody_or_words_is_refused(page: Any, save: Any, question: Question) -> None:
    response = save(question, page(question), **{"addressees-0-participant": "", "addressees-0-words": ""})
    assert response.status_code == 200
    assert errors_of(response)


def test_question_does_not_move_to_another_conference(
    page: Any, save: Any, question: Question, other: Conference
) -> None:
    response = save(question, page(question), turn=str(other.turns.get().pk), excerpt="Hello", start="0")
    assert "The turn belongs to another conference." in errors_of(response)


def test_annotation_does_not_move_to_another_conference(
    page: Any, save: Any, tokyo: Conference, other: Conference
) -> None:
    annotation = Annotation.objects.first()
    response = save(annotation, page(annotation), turn=str(other.turns.get().pk), excerpt="Hello", start="0")
    assert "The turn belongs to another conference." in errors_of(response)


def test_answer_of_another_conference_is_refused(
    page: Any, save: Any, tokyo: Conference, question: Question, other: Conference
) -> None:
    response = save(Answer, {}, question=str(question.pk), turn=str(other.turns.get().pk), excerpt="", basis="editor")
    assert "The turn belongs to another conference." in errors_of(response)


def test_same_answer_twice_is_refused(save: Any, tokyo: Conference) -> None:
    answer = Answer.objects.earliest("pk")
    response = save(Answer, {}, question=str(answer.question_id), turn=str(answer.turn_id), excerpt="", basis="editor")
    assert "already exists" in errors_of(response)


@pytest.mark.parametrize("noun", [Question, Addressee, Answer, Annotation, Introduction])
def test_deleting_makes_a_revision(noun: Any, staff: Client, tokyo: Conference) -> None:
    row = noun.objects.first()
    response = staff.post(address(row).replace("/change/", "/delete/"), {"post": "yes"})
    assert response.status_code == 302
    assert not noun.objects.filter(pk=row.pk).exists()
    assert tokyo.revisions.count() == 2


@pytest.mark.parametrize("noun", [Question, Addressee, Answer, Annotation, Introduction])
def test_deleting_the_selected_makes_one_revision(noun: Any, staff: Client, tokyo: Conference, editor: User) -> None:
    keys = list(noun.objects.values_list("pk", flat=True)[:3])
    chosen = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    staff.post(reverse(f"admin:core_{noun._meta.model_name}_changelist"), chosen)
    assert not noun.objects.filter(pk__in=keys).exists()
    assert tokyo.revisions.get(number=2).made_by == editor


def test_edits_of_a_draft_make_no_revision(page: Any, save: Any, other: Conference) -> None:
    turn = other.turns.get()
    save(turn, page(turn), label="CHANGED")
    assert Turn.objects.get(pk=turn.pk).label == "CHANGED"
    assert not other.revisions.exists()


def test_edit_that_cannot_be_revised_is_not_kept(
    page: Any, save: Any, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core import publishing

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    fields = page(question)
    monkeypatch.setattr(publishing, "revise", fail)
    with pytest.raises(RuntimeError):
        save(question, fields, basis="content")
    question.refresh_from_db()
    assert question.basis == "editor"
