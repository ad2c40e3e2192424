"""Writing /api/v1/participants/"""

from typing import Any

from core import identity, publishing
from core.models import Addressee, Change, Conference, Participant, Person
from tests.api.conftest import checked_problem
from tests.api.staff import Desk
from tests.api.writing.errors import errors


def of(conference: Conference, name: str) -> str:
    return f"participants/{conference.participants.get(name=name).uid}/"


def test_a_participant_is_somebody_known_who_speaks_for_something_known(editor: Desk, draft: Conference) -> None:
    editor.write("POST", "people/", {"slug": "ada-new", "name": "Ada New"}, status=201)
    body = {
        "conference": "draft",
        "role": "press",
        "name": "Ada New",
        "title": None,
        "person": "ada-new",
        "organization": "defense-one-draft",
        "editorial": ["person"],
    }
    made = editor.write("POST", "participants/", body, status=201)
    assert (made["person"], made["organization"]["slug"]) == ("ada-new", "defense-one-draft")
    assert (made["basis"], made["title"], made["unnamed"]) == ("editor", None, False)
    path = f"participants/{made['id']}/"
    changed = editor.write("PATCH", path, {"person": None, "organization": None, "unnamed": True, "name": None})
    assert (changed["person"], changed["organization"], changed["unnamed"], changed["name"]) == (None, None, True, None)


def test_who_was_merged_is_who_they_are_now(editor: Desk, draft: Conference) -> None:
    old, now = (Person.objects.create(slug=slug, name="Ada New") for slug in ("ada", "ada-new"))
    identity.merge(old, now)
    body = {"conference": "draft", "person": "ada"}
    assert editor.write("POST", "participants/", body, status=201)["person"] == "ada-new"
    answer = editor.send("POST", "participants/", body)
    assert "'ada-new' takes part already" in errors(answer, 409)["/person"]


def test_another_person_behind_a_participant_is_told(publisher: Desk, draft: Conference) -> None:
    publishing.publish(draft)
    Person.objects.create(slug="ada-new", name="Ada New")
    newest = Change.objects.newest_number()
    Participant.objects.filter(conference=draft).update(basis="order")
    changed = publisher.write("PATCH", of(draft, "Lloyd Austin"), {"person": "ada-new"})
    assert changed["basis"] == "editor"
    assert list(Change.objects.after(newest).values_list("noun", "slug", "action")) == [
        ("person", "ada-new", "created"),
        ("conference", "draft", "changed"),
        ("person", "lloyd-austin-draft", "withdrawn"),
    ]
    assert Desk().json("people/ada-new/")["name"] == "Ada New"
    checked_problem(Desk().get("people/lloyd-austin-draft/"), 404)


WRONG: list[tuple[Any, str]] = [
    ({"role": "x"}, "/role"),
    ({"role": None}, "/role"),
    ({"name": 5}, "/name"),
    ({"name": "x" * 201}, "/name"),
    ({"title": "a\0b"}, "/title"),
    ({"unnamed": "true"}, "/unnamed"),
    ({"unnamed": 1}, "/unnamed"),
    ({"person": "nobody"}, "/person"),
    ({"person": {"slug": "lloyd-austin"}}, "/person"),
    ({"person": ""}, "/person"),
    ({"organization": "nothing"}, "/organization"),
    ({"editorial": ["id"]}, "/editorial"),
    ({"editorial": "role"}, "/editorial"),
    ({"basis": "order"}, "/basis"),
    ({"introductions": []}, "/introductions"),
]


def test_what_cannot_be_accepted_is_named(editor: Desk, draft: Conference) -> None:
    before = list(draft.participants.order_by("id").values_list())
    for body, pointer in WRONG:
        for answer in (
            editor.send("PATCH", of(draft, "Lloyd Austin"), body, If_Match="*"),
            editor.send("POST", "participants/", {"conference": "draft", **body}),
        ):
            assert errors(answer).keys() == {pointer}, (body, answer.content)
    assert list(draft.participants.order_by("id").values_list()) == before


def test_a_participant_belongs_to_a_conference_for_ever(editor: Desk, draft: Conference, tokyo: Conference) -> None:
    assert "/conference" in errors(editor.send("POST", "participants/", {"name": "x"}))
    assert "/conference" in errors(editor.send("POST", "participants/", {"conference": "nowhere"}))
    answer = editor.send("PATCH", of(draft, "Lloyd Austin"), {"conference": tokyo.slug}, If_Match="*")
    assert "stays" in errors(answer)["/conference"]
    uid = str(draft.participants.first().uid)  # type: ignore[union-attr]
    answer = editor.send("POST", "participants/", {"conference": "draft", "id": uid})
    assert "taken" in errors(answer, 409)["/id"]


def test_who_spoke_or_was_asked_is_not_deleted(editor: Desk, draft: Conference) -> None:
    answer = editor.send("DELETE", of(draft, "Lloyd Austin"), If_Match="*")
    assert "turns point at it" in checked_problem(answer, 409)["detail"]
    silent = Participant.objects.create(conference=draft, name="Silent")
    question = draft.questions.order_by("id").first()
    assert question
    Addressee.objects.create(conference=draft, question=question, position=9, participant=silent)
    answer = editor.send("DELETE", of(draft, "Silent"), If_Match="*")
    assert "addressees point at it" in checked_problem(answer, 409)["detail"]
    assert question.addressees.filter(participant=silent).exists()
    question.addressees.filter(participant=silent).delete()
    editor.write("DELETE", of(draft, "Silent"), status=204)
