"""Turns made of others: order without gap or double, and every quote where its words went."""

from typing import Any

import pytest

from core import editing, mapping
from core.editing import EditRefusedError
from core.exporting.source_text import source_text
from core.models import Answer, Conference, Question, Turn
from core.records import tiling_gap

pytestmark = pytest.mark.usefixtures("tokyo")


def positions(conference: Conference) -> list[int]:
    return list(conference.turns.order_by("position").values_list("position", flat=True))


def words(conference: Conference) -> list[str]:
    return " ".join(conference.turns.order_by("position").values_list("text", flat=True)).split()


def quotes(conference: Conference) -> list[Any]:
    return sorted(
        (type(row).__name__, row.pk, row.excerpt)
        for noun in (Question, Answer)
        for row in noun.objects.filter(conference=conference)
    )


def test_new_turn_stands_where_it_was_put(tokyo: Conference) -> None:
    participant = tokyo.participants.first()
    new = editing.insert(Turn(conference=tokyo, participant=participant, kind="remarks", text="One more."), 3)
    assert positions(tokyo) == list(range(1, 28))
    assert Turn.objects.get(position=3) == new
    last = editing.insert(Turn(conference=tokyo, participant=participant, kind="remarks", text="The end."))
    assert last.position == 28
    with pytest.raises(EditRefusedError, match="can stand at 1 to 29, not at 31"):
        editing.insert(Turn(conference=tokyo, participant=participant, kind="remarks"), 31)


@pytest.mark.parametrize(("start", "to"), [(1, 26), (26, 1), (5, 6), (6, 5), (7, 7)])
def test_moved_turn_leaves_no_gap_and_no_double(tokyo: Conference, start: int, to: int) -> None:
    order = list(tokyo.turns.order_by("position").values_list("uid", flat=True))
    editing.move(Turn.objects.get(position=start), to)
    order.insert(to - 1, order.pop(start - 1))
    assert list(tokyo.turns.order_by("position").values_list("uid", flat=True)) == order
    assert positions(tokyo) == list(range(1, 27))


@pytest.mark.parametrize("to", [0, 27, -1])
def test_turn_is_not_moved_beyond_the_others(to: int) -> None:
    with pytest.raises(EditRefusedError, match="There are 26 turns"):
        editing.move(Turn.objects.get(position=3), to)


def test_deleted_turn_closes_the_gap(tokyo: Conference) -> None:
    editing.delete(Turn.objects.get(position=2))
    assert positions(tokyo) == list(range(1, 26))


def test_split_at_any_word_and_joined_again_is_the_same_turn(tokyo: Conference) -> None:
    before, said, quoted = mapping.read(tokyo), words(tokyo), quotes(tokyo)
    for turn in tokyo.turns.order_by("position"):
        for at in (place for place in range(1, len(turn.text), 97) if turn.text[place - 1].isspace()):
            turn.refresh_from_db()
            whole = turn.text
            try:
                new = editing.split(turn, at)
            except EditRefusedError:
                continue
            assert (new.position, new.text) == (turn.position + 1, whole[at:].lstrip())
            record = mapping.read(tokyo)
            assert tiling_gap(record) is None
            assert (words(tokyo), quotes(tokyo)) == (said, quoted)
            joined = editing.join(turn)
            assert joined.text.split() == whole.split()
            break
    assert positions(tokyo) == list(range(1, 27))
    assert [turn.spans for turn in mapping.read(tokyo).turns] == [turn.spans for turn in before.turns]


def test_parts_of_a_split_turn_have_their_own_parts_of_the_source(tokyo: Conference) -> None:
    turn = tokyo.turns.exclude(text__contains="\n").filter(questions=None).order_by("-pk").first()
    assert turn is not None
    place = turn.text.index(" ", len(turn.text) // 2)
    new = editing.split(turn, place)
    source = mapping.read(tokyo).source.text
    assert "".join(source[start:end] for start, end in new.spans).split() == new.text.split()
    assert source_text(mapping.read(tokyo)).split() == source.split()


def test_cut_through_a_question_is_refused(tokyo: Conference) -> None:
    question = tokyo.questions.exclude(start=0).select_related("turn").first()
    assert question is not None
    with pytest.raises(EditRefusedError, match="would divide the question"):
        editing.split(question.turn, question.start + 3)


@pytest.mark.parametrize("at", [0, -3, 100_000])
def test_cut_that_leaves_one_part_empty_is_refused(at: int) -> None:
    with pytest.raises(EditRefusedError, match="words on both sides"):
        editing.split(Turn.objects.get(position=3), at)


def test_answer_is_whole_after_a_cut_that_parted_it_is_joined(tokyo: Conference) -> None:
    answer = tokyo.answers.select_related("turn").order_by("turn__position").last()
    assert answer is not None
    following = Turn.objects.get(position=answer.turn.position + 1)
    Answer.objects.create(conference=tokyo, question=answer.question, turn=following)
    editing.join(answer.turn)
    joined = Answer.objects.get(question=answer.question, turn=answer.turn)
    assert (joined.pk, joined.start, joined.excerpt) == (answer.pk, None, "")


def test_last_turn_has_none_to_join(tokyo: Conference) -> None:
    with pytest.raises(EditRefusedError, match="Turn 26 is the last one"):
        editing.join(Turn.objects.get(position=26))
