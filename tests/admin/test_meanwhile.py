"""Two people have the same page open, and both save it."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from core import editing, publishing
from core.auditing import Actor
from core.models import Conference, Question, Turn
from core.vocabulary import Door
from tests.admin.browser import Fields, add_row, errors_of, form_of, prefix_of
from tests.admin.conftest import address


def texts(conference: Conference) -> list[str]:
    return list(conference.turns.order_by("position").values_list("text", flat=True))


def another() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("ada"))
    return client


def at(fields: Fields, position: int) -> str:
    return prefix_of(fields, "turns", Turn.objects.get(position=position, conference__slug="tokyo-2plus2-2024").pk)


def test_second_is_told_by_whom_and_keeps_what_was_typed(page: Any, save: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    ada = another()
    three, six, seven = (at(fields, n) + "text" for n in (3, 6, 7))
    ada.post(address(tokyo), {**fields, three: "Ada’s three.", six: "Ada’s six."})
    before = texts(tokyo)
    response = save(tokyo, fields, **{three: "My three.", seven: "My seven."})
    assert response.status_code == 200
    content = response.content.decode()
    assert "Nothing was saved yet: ada changed this while you had it open." in errors_of(response)
    assert "<b>ada</b> at <time" in content
    assert "<del>Ada’s </del><ins>My </ins>three." in content
    assert texts(tokyo) == before
    shown = form_of(response)
    assert shown[three] == ["My three."]  # both changed it: what was typed stays
    assert shown[six] == ["Ada’s six."]  # only the other: taken into the page
    assert shown[seven] == ["My seven."]  # only mine
    assert "data-unsaved" in content
    assert save(tokyo, shown).status_code == 302
    tokyo_texts = texts(tokyo)
    assert [tokyo_texts[n] for n in (2, 5, 6)] == ["My three.", "Ada’s six.", "My seven."]
    assert tokyo.revisions.count() == 3


def test_change_elsewhere_in_the_record_is_no_obstacle(page: Any, save: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    publishing.revise(tokyo)  # counts a write, of something that the page does not show
    response = save(tokyo, fields, title="Changed")
    assert response.status_code == 302, errors_of(response)


def test_the_same_form_sent_twice_is_saved_once(page: Any, save: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    values = {at(fields, 3) + "text": "Twice.", "title": "Twice"}
    assert save(tokyo, fields, **values).status_code == 302
    assert save(tokyo, fields, **values).status_code == 302
    assert tokyo.revisions.count() == 2


def test_added_turn_sent_twice_is_added_once(page: Any, save: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    add_row(fields, "turns", kind="procedural", participant=tokyo.participants.earliest("pk").pk, text="New.")
    assert save(tokyo, fields, **{"turns-26-position": ""}).status_code == 302
    response = save(tokyo, fields, **{"turns-26-position": ""})
    assert response.status_code == 200
    assert "Added by somebody else." in response.content.decode()
    assert texts(tokyo).count("New.") == 1


def test_turns_that_another_moved_added_and_deleted(page: Any, save: Any, tokyo: Conference, editor: User) -> None:
    fields = page(tokyo)
    gone, typed = tokyo.turns.get(position=6), tokyo.turns.get(position=8)
    prefix = prefix_of(fields, "turns", typed.pk)
    with publishing.revising(tokyo, by=Actor(User.objects.create_user("bob"), Door.API)):
        for turn in (typed, gone):
            turn.refresh_from_db()
            editing.delete(turn)
        first = tokyo.turns.get(position=1)
        editing.insert(Turn(conference=tokyo, participant=first.participant, kind="procedural", text="Bob’s."), 2)
    stored = texts(tokyo)
    response = save(tokyo, fields, **{prefix + "text": "Typed into what is gone."})
    content = response.content.decode()
    assert "Added by somebody else." in content
    assert "stands at its place as a new one" in content
    shown = form_of(response)
    assert save(tokyo, shown).status_code == 302
    after = texts(tokyo)
    assert sorted(after) == sorted([*stored, "Typed into what is gone."])
    assert list(tokyo.turns.order_by("position").values_list("position", flat=True)) == list(range(1, len(after) + 1))


def test_new_turns_are_kept_through_a_conflict(page: Any, save: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    another().post(address(tokyo), {**fields, at(fields, 3) + "text": "Ada’s."})
    add_row(fields, "turns", kind="remarks", participant=tokyo.participants.earliest("pk").pk, text="Mine.")
    response = save(tokyo, fields, **{"turns-26-position": "27"})
    shown = form_of(response)
    assert shown["turns-26-text"] == ["Mine."]
    assert save(tokyo, shown).status_code == 302
    assert texts(tokyo)[2] == "Ada’s."
    assert texts(tokyo)[26] == "Mine."


def test_pages_of_single_rows_are_held_too(page: Any, save: Any, tokyo: Conference) -> None:
    turn, question = Turn.objects.get(position=3), Question.objects.first()
    answer, participant = tokyo.answers.first(), tokyo.participants.first()
    assert question
    assert answer
    assert participant
    for row, name, theirs, mine in (
        (turn, "text", "Theirs.", "Mine."),
        (question, "basis", "address", "content"),
        (answer, "judgement", "partial", "declined"),
        (participant, "title", "Theirs", "Mine"),
    ):
        fields = page(row)
        assert save(row, fields, **{name: theirs}).status_code == 302
        response = save(row, fields, **{name: mine})
        assert response.status_code == 200, row
        assert "Nothing was saved yet: editor changed this" in errors_of(response)
        assert form_of(response)[name] == [mine]
        row.refresh_from_db()
        assert getattr(row, name) == theirs


def test_form_without_what_it_was_shown_is_not_saved(page: Any, save: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    for seen in ("", "{}", "[", '{"version": 1, "audited": 1, "row": [], "rows": {}}', "[" * 100_000):
        response = save(tokyo, fields, title="Changed", _seen=seen)
        assert "The page was not sent whole" in errors_of(response)
        assert form_of(response)["title"] == ["Changed"]
    assert not Conference.objects.filter(title="Changed").exists()
