"""Writing /api/v1/answers/"""

from typing import Any

import pytest

from core.models import Answer, Conference, Question
from tests.api.staff import Desk
from tests.api.writing.errors import errors

NOBODY = "01a2069a-0000-7000-8000-000000000001"


@pytest.fixture
def question(draft: Conference) -> Question:
    """Put to Blinken, who does not answer it."""
    return draft.questions.filter(addressees__participant__name="Antony Blinken", turn__position=23).get()


def response(desk: Desk, question: Question) -> dict[str, str]:
    addressees = desk.json(f"questions/{question.uid}/")["addressees"]
    return {each["participant"]["name"]: each["response"] for each in addressees}


def test_an_answer_is_a_turn_or_words_of_it(editor: Desk, draft: Conference, question: Question) -> None:
    assert response(editor, question)["Antony Blinken"] == "unanswered"
    turn = draft.turns.filter(participant__name="Antony Blinken").order_by("position").last()
    assert turn
    body = {"question": str(question.uid), "turn": str(turn.uid), "judgement": "declined"}
    made = editor.write("POST", "answers/", body, status=201)
    assert (made["start"], made["text"]) == (None, turn.text)
    assert (made["judgement"], made["basis"]) == ("declined", "editor")
    assert response(editor, question)["Antony Blinken"] == "answered"
    path = f"answers/{made['id']}/"
    words = turn.text[20:60]
    changed = editor.write("PATCH", path, {"excerpt": words, "start": 20})
    assert (changed["start"], changed["text"]) == (20, words)
    assert editor.write("PATCH", path, {"judgement": None})["judgement"] is None
    assert editor.write("PATCH", path, {"excerpt": words})["start"] == 20
    assert editor.write("PATCH", path, {"excerpt": None})["start"] is None
    editor.write("DELETE", path, status=204)
    assert response(editor, question)["Antony Blinken"] == "unanswered"


def test_a_judgement_is_no_finding_of_the_answer(editor: Desk, draft: Conference) -> None:
    Answer.objects.filter(conference=draft).update(basis="order")
    path = f"answers/{draft.answers.first().uid}/"  # type: ignore[union-attr]
    assert editor.write("PATCH", path, {"judgement": "partial"})["basis"] == "order"


WRONG: list[tuple[Any, str]] = [
    ({"excerpt": "Never said."}, "/excerpt"),
    ({"excerpt": 5}, "/excerpt"),
    ({"excerpt": "a\0b"}, "/excerpt"),
    ({"excerpt": None, "start": 0}, "/excerpt"),
    ({"excerpt": "e"}, "/start"),
    ({"excerpt": "Never said.", "start": 0}, "/excerpt"),
    ({"start": -1}, "/start"),
    ({"start": True}, "/start"),
    ({"judgement": "good"}, "/judgement"),
    ({"judgement": ""}, "/judgement"),
    ({"text": "x"}, "/text"),
    ({"basis": "order"}, "/basis"),
]


def test_what_cannot_be_accepted_is_named(editor: Desk, draft: Conference, question: Question) -> None:
    before = list(draft.answers.order_by("id").values_list())
    path = f"answers/{draft.answers.order_by('id').first().uid}/"  # type: ignore[union-attr]
    made = {"question": str(question.uid), "turn": str(draft.turns.get(position=26).uid)}
    for body, pointer in WRONG:
        answer = editor.send("PATCH", path, body, If_Match="*")
        assert errors(answer).keys() == {pointer}, (body, answer.content)
        answer = editor.send("POST", "answers/", {**made, **body})
        assert errors(answer).keys() == {pointer}, (body, answer.content)
    assert list(draft.answers.order_by("id").values_list()) == before


def test_links_stay_inside_one_conference(
    editor: Desk, draft: Conference, tokyo: Conference, question: Question
) -> None:
    here, there = str(draft.turns.get(position=26).uid), str(tokyo.turns.get(position=26).uid)
    abroad = str(tokyo.questions.first().uid)  # type: ignore[union-attr]
    for body, pointer in (
        ({"question": str(question.uid), "turn": there}, "/turn"),
        ({"question": abroad, "turn": here}, "/turn"),
        ({"question": NOBODY, "turn": here}, "/question"),
        ({"question": str(question.uid), "turn": NOBODY}, "/turn"),
        ({"turn": here}, "/question"),
    ):
        answer = editor.send("POST", "answers/", body)
        # To write to what is public is refused before its parts are looked up.
        if body.get("question") == abroad:
            assert answer.status_code == 403
        else:
            assert errors(answer).keys() == {pointer}
    standing = draft.answers.first()
    assert standing
    for name in ("question", "turn"):
        answer = editor.send("PATCH", f"answers/{standing.uid}/", {name: here}, If_Match="*")
        assert "stays" in errors(answer)[f"/{name}"]


def test_a_turn_answers_a_question_once(editor: Desk, draft: Conference) -> None:
    standing = draft.answers.select_related("question", "turn").first()
    assert standing
    body = {"question": str(standing.question.uid), "turn": str(standing.turn.uid)}
    assert "answers this question already" in errors(editor.send("POST", "answers/", body), 409)["/turn"]
    other = {**body, "turn": str(draft.turns.get(position=26).uid), "id": str(standing.uid)}
    assert "taken" in errors(editor.send("POST", "answers/", other), 409)["/id"]
