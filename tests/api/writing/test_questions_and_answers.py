"""Writing /api/v1/questions/ and /api/v1/answers/"""

from core.models import Conference
from tests.api.conftest import checked_problem
from tests.api.staff import Desk


def test_a_question_and_its_answer_are_made(editor: Desk, draft: Conference) -> None:
    asking, answering = draft.turns.get(position=14), draft.turns.get(position=15)
    asked_as = draft.participants.get(person__slug="lloyd-austin-draft")
    words = asking.text[:40]
    question = editor.write(
        "POST",
        "questions/",
        {"turn": str(asking.uid), "excerpt": words, "start": 0, "addressees": [{"participant": str(asked_as.uid)}]},
        status=201,
    )
    assert (question["excerpt"], question["turn"]["position"]) == (words, 14)
    answer = editor.write("POST", "answers/", {"question": question["id"], "turn": str(answering.uid)}, status=201)
    assert (answer["question"]["id"], answer["turn"]["position"]) == (question["id"], 15)


def test_neither_is_made_in_what_does_not_exist(editor: Desk, draft: Conference) -> None:
    nothing = "01a2069a-ffff-7fff-8fff-ffffffffffff"
    for path, body, pointer in (
        ("questions/", {"turn": nothing, "excerpt": "x"}, "/turn"),
        ("answers/", {"question": nothing, "turn": nothing}, "/question"),
    ):
        problem = checked_problem(editor.send("POST", path, body), 400)
        assert [each["pointer"] for each in problem["errors"]] == [pointer]
