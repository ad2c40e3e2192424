"""Writing /api/v1/turns/"""

from typing import Any

import pytest

from core.models import AuditEntry, Conference, Turn
from tests.api.conftest import checked_problem
from tests.api.staff import Desk


def at(conference: Conference, position: int) -> str:
    return f"turns/{conference.turns.get(position=position).uid}/"


def order(conference: Conference) -> list[str]:
    """The first words of each turn, after a look at the positions."""
    turns = list(conference.turns.order_by("position"))
    assert [turn.position for turn in turns] == list(range(1, len(turns) + 1))
    return [turn.text[:12] for turn in turns]


def errors(answer: Any, status: int) -> dict[str, str]:
    """What is wrong, by pointer."""
    return {each["pointer"]: each["detail"] for each in checked_problem(answer, status)["errors"]}


def test_a_correction_is_the_next_revision_and_says_why(publisher: Desk, tokyo: Conference) -> None:
    path = at(tokyo, 7)
    label = tokyo.turns.get(position=7).label
    corrected = publisher.write("PATCH", f"{path}?note=As%20she%20said%20it.", {"label": "THE MODERATOR"})
    assert corrected["label"] == "THE MODERATOR"
    assert publisher.json(path) == corrected == Desk().json(path)
    newest = publisher.json("conferences/tokyo-2plus2-2024/revisions/")["results"][0]
    assert (newest["number"], newest["note"]) == (2, "As she said it.")
    entry = AuditEntry.objects.get()
    assert (entry.username, entry.door, entry.action, entry.noun) == ("paul", "api", "changed", "turn")
    assert (entry.conference, entry.note) == (tokyo.slug, "As she said it.")
    assert entry.details == {"label": {"from": label, "to": "THE MODERATOR"}}


def test_a_correction_that_changes_nothing_is_none(publisher: Desk, tokyo: Conference) -> None:
    publisher.write("PATCH", at(tokyo, 7), {"label": tokyo.turns.get(position=7).label})
    tokyo.refresh_from_db()
    assert tokyo.revision == 1
    assert not AuditEntry.objects.exists()


def test_a_turn_is_inserted_where_it_was_said(editor: Desk, draft: Conference) -> None:
    before = order(draft)
    speaker = str(draft.participants.first().uid)
    made = editor.write(
        "POST",
        "turns/",
        {
            "conference": "draft",
            "position": 2,
            "kind": "procedural",
            "participant": speaker,
            "text": "One moment. (Laughter.)",
            "annotations": [{"kind": "laughter", "text": "(Laughter.)"}],
        },
        status=201,
    )
    assert made["position"] == 2
    assert made["annotations"] == [{"kind": "laughter", "start": 12, "text": "(Laughter.)"}]
    assert (made["spans"], made["basis"], made["label"]) == ([], "editor", "")
    assert order(draft) == [before[0], "One moment. ", *before[1:]]
    last = {"conference": "draft", "kind": "remarks", "participant": speaker, "text": "Bye."}
    assert editor.write("POST", "turns/", last, status=201)["position"] == 28


def test_the_answer_to_a_new_one_leads_to_it(editor: Desk, draft: Conference) -> None:
    body = {
        "conference": "draft",
        "kind": "remarks",
        "participant": str(draft.participants.first().uid),
        "text": "Bye.",
        "id": "01a2069a-0000-7000-8000-000000000001",
    }
    answer = editor.send("POST", "turns/", body)
    assert answer["Location"] == "http://testserver/api/v1/turns/01a2069a-0000-7000-8000-000000000001/"
    assert answer["ETag"] == editor.etag("turns/01a2069a-0000-7000-8000-000000000001/")
    assert answer["Cache-Control"] == "private, no-store"
    assert "taken" in errors(editor.send("POST", "turns/", body), 409)["/id"]


def test_what_quotes_a_text_follows_its_words(editor: Desk, draft: Conference) -> None:
    question = draft.questions.filter(turn__position=23).order_by("start").last()
    turn = question.turn
    editor.write("PATCH", f"turns/{turn.uid}/", {"text": f"Good evening. {turn.text}"})
    start = question.start
    question.refresh_from_db()
    assert question.start == start + len("Good evening. ")
    broken = turn.text.replace(question.excerpt, "Nothing?")
    answer = editor.send("PATCH", f"turns/{turn.uid}/", {"text": broken}, If_Match="*")
    assert question.excerpt in errors(answer, 409)["/text"]
    turn.refresh_from_db()
    assert turn.text.startswith("Good evening.")


def test_a_turn_moves_and_goes_without_a_gap(editor: Desk, draft: Conference) -> None:
    before = order(draft)
    assert editor.write("PATCH", at(draft, 1), {"position": 3})["position"] == 3
    assert order(draft) == [before[1], before[2], before[0], *before[3:]]
    editor.write("POST", f"{at(draft, 3)}move/", {"position": 1})
    assert order(draft) == before
    editor.write("DELETE", at(draft, 26), status=204)
    assert order(draft) == before[:-1]
    answer = editor.send("PATCH", at(draft, 1), {"position": 26}, If_Match="*")
    assert "none can stand at 26" in errors(answer, 400)["/position"]


def test_a_turn_is_cut_and_joined(editor: Desk, draft: Conference) -> None:
    turn = draft.turns.get(position=13)
    cut = turn.text.index("Inviting")
    both = editor.write("POST", f"{at(draft, 13)}split/", {"at": cut})
    assert both["first"]["text"] == "Thank you very much."
    assert (both["second"]["position"], both["second"]["text"]) == (14, turn.text[cut:])
    assert draft.turns.count() == 27
    joined = editor.write("POST", f"{at(draft, 13)}join/")
    assert joined["text"] == f"Thank you very much.\n{turn.text[cut:]}"
    assert draft.turns.count() == 26
    actions = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["changed", "created", "changed", "deleted"]


def test_a_cut_through_a_quotation_is_refused(editor: Desk, draft: Conference) -> None:
    question = draft.questions.filter(turn__position=23).order_by("start").first()
    path = f"turns/{question.turn.uid}/split/"
    answer = editor.send("POST", path, {"at": question.start + 3}, If_Match="*")
    assert question.excerpt in checked_problem(answer, 409)["detail"]
    checked_problem(editor.send("POST", f"{at(draft, 26)}join/", If_Match="*"), 409)
    checked_problem(editor.send("POST", f"{at(draft, 26)}join/"), 428)
    checked_problem(editor.send("POST", f"{at(draft, 26)}split/", {"at": 10**6}, If_Match="*"), 409)


def test_another_speaker_is_an_editors_finding(editor: Desk, draft: Conference) -> None:
    Turn.objects.filter(conference=draft).update(basis="order")
    other = draft.participants.last()
    changed = editor.write("PATCH", at(draft, 1), {"participant": str(other.uid)})
    assert (changed["participant"]["id"], changed["basis"]) == (str(other.uid), "editor")
    editor.write("PATCH", at(draft, 2), {"label": "X"})
    assert editor.json(at(draft, 2))["basis"] == "order"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"colour": "red"}, "/colour"),
        ({"spans": [[0, 1]]}, "/spans"),
        ({"basis": "label"}, "/basis"),
        ({"id": "01a2069a-0000-7000-8000-000000000001"}, "/id"),
        ({"conference": "tokyo-2plus2-2024"}, "/conference"),
        ({"kind": "song"}, "/kind"),
        ({"kind": ["question"]}, "/kind"),
        ({"kind": None}, "/kind"),
        ({"position": 0}, "/position"),
        ({"position": "1"}, "/position"),
        ({"position": True}, "/position"),
        ({"position": 1.0}, "/position"),
        ({"position": 2**63}, "/position"),
        ({"position": 10**100}, "/position"),
        ({"label": 5}, "/label"),
        ({"label": "x" * 301}, "/label"),
        ({"label": "a\0b"}, "/label"),
        ({"text": "\ud800"}, "/text"),
        ({"text": {"a": "b"}}, "/text"),
        ({"text": ""}, "/text"),
        ({"text": None}, "/text"),
        ({"participant": "x"}, "/participant"),
        ({"participant": 5}, "/participant"),
        ({"participant": "01a2069a-0000-7000-8000-000000000001"}, "/participant"),
        ({"annotations": {}}, "/annotations"),
        ({"annotations": [{"kind": "laughter", "text": "(Nobody laughs)"}]}, "/annotations/0/text"),
        ({"annotations": [{"kind": "laughter", "text": "Thank", "start": 3}]}, "/annotations/0/start"),
        ({"annotations": [{"kind": "laughter"}]}, "/annotations/0/text"),
        ({"annotations": [{"kind": "x", "text": "Thank", "a/b~c": 1}]}, "/annotations/0/a~1b~0c"),
        ([], ""),
        ("text", ""),
        (None, ""),
    ],
)
def test_what_cannot_be_accepted_is_named(editor: Desk, draft: Conference, body: Any, pointer: str) -> None:
    before = Turn.objects.filter(conference=draft).values_list()
    answer = editor.send("PATCH", at(draft, 26), b"null" if body is None else body, If_Match="*")
    assert pointer in errors(answer, 400), answer.content
    assert list(Turn.objects.filter(conference=draft).values_list()) == list(before)


def test_a_speaker_of_another_conference_is_nobody_here(editor: Desk, draft: Conference, tokyo: Conference) -> None:
    stranger = str(tokyo.participants.first().uid)
    answer = editor.send("PATCH", at(draft, 1), {"participant": stranger}, If_Match="*")
    assert "/participant" in errors(answer, 400)


def test_number_of_queries(publisher: Desk, draft: Conference, django_assert_max_num_queries: Any) -> None:
    path = at(draft, 7)
    etag = publisher.etag(path)
    with django_assert_max_num_queries(29):
        assert publisher.send("PATCH", path, {"label": "THE MODERATOR"}, If_Match=etag).status_code == 200
