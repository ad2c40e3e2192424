"""What an editor changes is known from an editor; an import of a corrected source goes by that."""

from typing import Any

import pytest

from core import publishing
from core.models import Addressee, Answer, Conference, Participant, Question, Turn
from tests.admin.browser import errors_of, prefix_of
from tests.admin.conftest import everything

CHANGES = [
    (Turn, {"kind": "remarks"}),
    (Participant, {"title": "Changed"}),
    (Participant, {"person": ""}),
    (Addressee, {"words": "Changed"}),
    (Addressee, {"participant": ""}),
    (Answer, {"judgement": "partial"}),
    (Answer, {"excerpt": "", "start": ""}),
    (Question, {"excerpt": "how"}),
]


def sample(noun: Any) -> Any:
    """A row that was read, and has everything that the changes take away."""
    row = {
        Turn: Turn.objects.filter(kind="answer"),
        Participant: Participant.objects.exclude(person=None),
        Addressee: Addressee.objects.exclude(words=""),
        Answer: Answer.objects.exclude(excerpt=""),
        Question: Question.objects.filter(excerpt__startswith="how do you regard"),
    }[noun][0]
    noun.objects.filter(pk=row.pk).update(basis="content")
    return row


def save_ok(save: Any, row: Any, fields: Any, **values: str) -> None:
    response = save(row, fields, **values)
    assert response.status_code == 302, errors_of(response)
    row.refresh_from_db()


@pytest.mark.parametrize(("noun", "values"), CHANGES)
def test_changed_row_is_the_editors(noun: Any, values: dict[str, str], page: Any, save: Any, tokyo: Conference) -> None:
    row = sample(noun)
    save_ok(save, row, page(row), **values)
    assert row.basis == "editor"


@pytest.mark.parametrize(("noun", "values"), CHANGES)
def test_basis_that_was_changed_by_hand_stays(
    noun: Any, values: dict[str, str], page: Any, save: Any, tokyo: Conference
) -> None:
    row = sample(noun)
    save_ok(save, row, page(row), **values, basis="order")
    assert row.basis == "order"


@pytest.mark.parametrize("noun", [Turn, Participant, Addressee, Answer, Question])
def test_untouched_row_stays_as_it_was_read(noun: Any, page: Any, save: Any, tokyo: Conference) -> None:
    row = sample(noun)
    publishing.revise(tokyo)
    before = everything()
    save_ok(save, row, page(row))
    assert (row.basis, everything()) == ("content", before)


def test_start_that_is_emptied_and_found_again_is_no_change(page: Any, save: Any, tokyo: Conference) -> None:
    row = sample(Question)
    publishing.revise(tokyo)
    start, revisions = row.start, tokyo.revisions.count()
    save_ok(save, row, page(row), start="")
    assert (row.basis, row.start, tokyo.revisions.count()) == ("content", start, revisions)


def test_kind_of_a_turn_is_decided_on_the_page_of_its_conference(page: Any, save: Any, tokyo: Conference) -> None:
    Turn.objects.update(basis="content")
    fields = page(tokyo)
    third, fourth = (prefix_of(fields, "turns", Turn.objects.get(position=n).pk) for n in (3, 4))
    save_ok(save, tokyo, fields, **{third + "kind": "interjection", fourth + "label": "CHANGED"})
    decided = Turn.objects.filter(basis="editor")
    assert [turn.position for turn in decided] == [3]
    assert Turn.objects.get(position=4).label == "CHANGED"


def test_rows_beside_a_changed_one_stay_as_they_were_read(page: Any, save: Any, tokyo: Conference) -> None:
    question = sample(Question)
    Addressee.objects.update(basis="address")
    Answer.objects.update(basis="order")
    save_ok(save, question, page(question), **{"addressees-1-words": "Changed", "answers-0-judgement": "declined"})
    assert question.basis == "content"
    assert [each.basis for each in question.addressees.all()] == ["address", "editor"]
    assert sorted(each.basis for each in question.answers.all()) == ["editor", "order"]


def test_quotes_that_follow_a_corrected_text_stay_as_they_were_read(page: Any, save: Any, tokyo: Conference) -> None:
    turn = Turn.objects.get(position=14)
    Turn.objects.update(basis="content")
    turn.questions.update(basis="content")
    save_ok(save, turn, page(turn), text="Well. " + turn.text)
    assert turn.basis == "content"
    assert {each.basis for each in turn.questions.all()} == {"content"}
