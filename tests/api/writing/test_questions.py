"""Writing /api/v1/questions/"""

from typing import Any

from core import publishing
from core.models import AuditEntry, Conference, Question
from tests.api.conftest import checked_problem
from tests.api.staff import Desk
from tests.api.writing.errors import errors

NOBODY = "01a2069a-0000-7000-8000-000000000001"


def last(conference: Conference) -> Question:
    question = conference.questions.order_by("turn__position", "start").last()
    assert question
    return question


def path(question: Question) -> str:
    return f"questions/{question.uid}/"


def who(conference: Conference, name: str) -> str:
    return str(conference.participants.get(name=name).uid)


def test_words_become_a_question_put_to_two_and_to_whoever(editor: Desk, draft: Conference) -> None:
    turn = draft.turns.get(position=23)
    words = "Thank you" if "Thank you" in turn.text else turn.text.split(".")[0]
    body = {
        "turn": str(turn.uid),
        "excerpt": words,
        "start": turn.text.index(words),
        "addressees": [
            {"participant": who(draft, "Lloyd Austin"), "words": "Mr. Secretary"},
            {"words": "the other gentleman"},
            {"participant": who(draft, "Antony Blinken")},
        ],
    }
    made = editor.write("POST", "questions/", body, status=201)
    assert (made["excerpt"], made["start"], made["basis"], made["open"]) == (words, body["start"], "editor", False)
    assert [each["words"] for each in made["addressees"]] == ["Mr. Secretary", "the other gentleman", None]
    assert {each["response"] for each in made["addressees"]} == {"unanswered"}
    assert made["asker"]["id"] == str(turn.participant.uid)
    turned = list(reversed(body["addressees"]))
    changed = editor.write("PATCH", f"questions/{made['id']}/", {"addressees": turned})
    assert [each["words"] for each in changed["addressees"]] == [None, "the other gentleman", "Mr. Secretary"]
    assert editor.write("PATCH", f"questions/{made['id']}/", {"addressees": [], "open": True})["addressees"] == []


def test_what_was_known_of_an_addressee_stays_with_them(editor: Desk, draft: Conference) -> None:
    question = last(draft)
    question.addressees.update(basis="address")
    (first, *_) = [each for each in editor.json(path(question))["addressees"] if each["participant"]]
    kept = {"participant": first["participant"]["id"], "words": first["words"]}
    changed = editor.write("PATCH", path(question), {"addressees": [kept, {"words": "Whoever"}]})
    assert [each["basis"] for each in changed["addressees"]] == ["address", "editor"]


WRONG: list[tuple[Any, str]] = [
    ({"excerpt": "Never said."}, "/excerpt"),
    ({"excerpt": ""}, "/excerpt"),
    ({"excerpt": None}, "/excerpt"),
    ({"excerpt": 5}, "/excerpt"),
    ({"excerpt": "\udfff"}, "/excerpt"),
    ({"excerpt": " "}, "/start"),
    ({"start": 3}, "/start"),
    ({"start": -1}, "/start"),
    ({"start": 2**31}, "/start"),
    ({"start": "0"}, "/start"),
    ({"open": "yes"}, "/open"),
    ({"addressees": {}}, "/addressees"),
    ({"addressees": [{}]}, "/addressees/0"),
    ({"addressees": [{"words": ""}]}, "/addressees/0"),
    ({"addressees": [{"words": "You"}, {"words": "x" * 301}]}, "/addressees/1/words"),
    ({"addressees": [{"words": "You"}, {"participant": NOBODY}]}, "/addressees/1/participant"),
    ({"addressees": [{"participant": "x"}]}, "/addressees/0/participant"),
    ({"addressees": [{"participant": 1}]}, "/addressees/0/participant"),
    ({"addressees": [{"words": "You", "response": "answered"}]}, "/addressees/0/response"),
    ({"asker": None}, "/asker"),
    ({"answers": []}, "/answers"),
]


def test_what_cannot_be_accepted_is_named(editor: Desk, draft: Conference) -> None:
    question = last(draft)
    before = list(Question.objects.order_by("id").values_list()), list(question.addressees.values_list())
    turn = question.turn
    for body, pointer in WRONG:
        answer = editor.send("PATCH", path(question), body, If_Match="*")
        assert errors(answer).keys() == {pointer}, (body, answer.content)
        answer = editor.send("POST", "questions/", {"turn": str(turn.uid), "excerpt": turn.text[:40], **body})
        assert errors(answer).keys() == {pointer}, (body, answer.content)
    assert (list(Question.objects.order_by("id").values_list()), list(question.addressees.values_list())) == before


def test_words_that_stay_need_no_place(editor: Desk, draft: Conference) -> None:
    question = last(draft)
    turn = question.turn
    editor.write("PATCH", f"turns/{turn.uid}/", {"text": f"{turn.text}\n{question.excerpt}"})
    start = Question.objects.get(pk=question.pk).start
    same = editor.write("PATCH", path(question), {"excerpt": question.excerpt, "open": question.open})
    assert same["start"] == start
    moved = editor.write("PATCH", path(question), {"start": len(turn.text) + 1})
    assert (moved["start"], moved["basis"]) == (len(turn.text) + 1, "editor")


def test_links_stay_inside_one_conference(editor: Desk, draft: Conference, tokyo: Conference) -> None:
    question, stranger = last(draft), who(tokyo, "Lloyd Austin")
    body = {"addressees": [{"participant": stranger}]}
    assert "/addressees/0/participant" in errors(editor.send("PATCH", path(question), body, If_Match="*"))
    turn = draft.turns.get(position=3)
    body = {"turn": str(turn.uid), "excerpt": turn.text[:9], "start": 0, "addressees": [{"participant": stranger}]}
    assert "/addressees/0/participant" in errors(editor.send("POST", "questions/", body))
    assert not turn.questions.exists()
    answer = editor.send("PATCH", path(question), {"turn": str(tokyo.turns.first().uid)}, If_Match="*")  # type: ignore[union-attr]
    assert "stays" in errors(answer)["/turn"]
    assert "/turn" in errors(editor.send("POST", "questions/", {**body, "turn": NOBODY}))


def test_places_and_people_are_taken_once(editor: Desk, draft: Conference) -> None:
    question = last(draft)
    body = {"turn": str(question.turn.uid), "excerpt": question.excerpt, "start": question.start}
    assert "another question starts" in errors(editor.send("POST", "questions/", body), 409)["/start"]
    austin = {"participant": who(draft, "Lloyd Austin")}
    answer = editor.send("PATCH", path(question), {"addressees": [austin, austin]}, If_Match="*")
    assert "already" in errors(answer)["/addressees/1/participant"]
    body = {"turn": str(draft.turns.get(position=3).uid), "excerpt": "Minister", "id": str(question.uid)}
    assert "taken" in errors(editor.send("POST", "questions/", body), 409)["/id"]


def test_a_question_goes_with_its_answers(publisher: Desk, draft: Conference) -> None:
    publishing.publish(draft)
    question = draft.questions.exclude(answers=None).order_by("id").first()
    assert question
    answers = [str(each.uid) for each in question.answers.all()]
    publisher.write("DELETE", path(question), status=204)
    for gone in answers:
        checked_problem(Desk().get(f"answers/{gone}/"), 404)
    transcript = Desk().json("conferences/draft/transcript/")
    assert str(question.uid) not in {each["id"] for each in transcript["questions"]}
    lost = AuditEntry.objects.filter(action="deleted")
    assert lost.get(noun="question").details["excerpt"] == {"from": question.excerpt, "to": None}
    assert {entry.key for entry in lost.filter(noun="answer")} == set(answers)
