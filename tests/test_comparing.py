"""Two revisions compared: nothing is missed, nothing is made up."""

import copy
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.comparing import compare, compare_words
from core.models import Conference

texts = st.text(alphabet="ab ,.\n川上é", max_size=60)


@given(before=texts, after=texts)
def test_pieces_make_both_texts(before: str, after: str) -> None:
    pieces = compare_words(before, after)
    assert "".join(each.text for each in pieces if each.op != "insert") == before
    assert "".join(each.text for each in pieces if each.op != "delete") == after
    assert all(each.text for each in pieces)


def test_only_the_words_that_differ_are_marked() -> None:
    pieces = compare_words("It opens on Friday, at noon.", "It opens on Saturday, at noon.")
    assert [(each.op, each.text) for each in pieces] == [
        ("equal", "It opens on "),
        ("delete", "Friday"),
        ("insert", "Saturday"),
        ("equal", ", at noon."),
    ]
    assert [(each.op, each.text) for each in compare_words("上川大臣", "上河大臣")] == [
        ("equal", "上"),
        ("delete", "川"),
        ("insert", "河"),
        ("equal", "大臣"),
    ]


@pytest.mark.parametrize("size", [2_000, 200_000])
def test_long_texts_that_share_nothing_take_a_bounded_time(size: int) -> None:
    before, after = ("".join(f"{word}{number} " for number in range(size)) for word in "ab")
    started = time.process_time()
    pieces = compare_words(before, after)
    assert time.process_time() - started < 30
    assert "".join(each.text for each in pieces if each.op != "insert") == before


@pytest.fixture
def document(tokyo: Conference) -> Any:
    return json.loads(tokyo.revisions.get().document)


def test_same_transcripts_differ_in_nothing(document: Any) -> None:
    assert not any(compare(document, copy.deepcopy(document)).values())


def test_changed_field_says_before_and_after(document: Any) -> None:
    other = copy.deepcopy(document)
    other["conference"]["place"] = "Kyoto"
    other["turns"][2]["text"] = other["turns"][2]["text"].replace("Kihara", "Kamikawa")
    found = compare(document, other)
    assert found["conference"] == {"place": {"before": document["conference"]["place"], "after": "Kyoto"}}
    (turn,) = found["turns"]
    assert (turn["id"], turn["change"], list(turn["fields"])) == (document["turns"][2]["id"], "changed", ["text"])
    assert [each["op"] for each in turn["fields"]["text"]["words"]] == ["equal", "delete", "insert", "equal"]


def test_only_the_turn_that_moved_has_moved(document: Any) -> None:
    other = copy.deepcopy(document)
    other["turns"].insert(20, other["turns"].pop(3))
    for position, turn in enumerate(other["turns"], start=1):
        turn["position"] = position
    (moved,) = compare(document, other)["turns"]
    assert (moved["id"], moved["fields"]) == (document["turns"][3]["id"], {"position": {"before": 4, "after": 21}})


def test_inserted_and_deleted_turns_push_no_others(document: Any) -> None:
    other = copy.deepcopy(document)
    gone = other["turns"].pop(5)
    other["turns"].insert(1, {**gone, "id": "new"})
    for position, turn in enumerate(other["turns"], start=1):
        turn["position"] = position
    found = compare(document, other)["turns"]
    assert [(each["id"], each["change"]) for each in found] == [("new", "created"), (gone["id"], "deleted")]
    assert found[0]["part"]["text"] == gone["text"]


def test_answers_are_compared_apart_from_their_questions(document: Any) -> None:
    other = copy.deepcopy(document)
    question = next(each for each in other["questions"] if each["answers"])
    answer = question["answers"].pop()
    found = compare(document, other)
    assert found["questions"] == []
    assert [(each["id"], each["change"]) for each in found["answers"]] == [(answer["id"], "deleted")]
