"""What holds for every noun that is written: who is told what, against which state, and nothing half done."""

from collections.abc import Callable
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from core import publishing
from core.models import AuditEntry, Change, Conference
from tests.api.conftest import checked_problem
from tests.api.staff import Desk
from tests.api.writing.errors import errors

Body = Callable[[Conference], dict[str, Any]]


def speaker(conference: Conference) -> str:
    return str(conference.participants.order_by("id").first().uid)  # type: ignore[union-attr]


def turn(conference: Conference, position: int) -> Any:
    return conference.turns.get(position=position)


# By noun: what makes one, what changes it, and whether a detail is found by its slug.
MAKE: dict[str, Body] = {
    "conferences": lambda _: {"slug": "new", "title": "New"},
    "people": lambda _: {"slug": "new", "name": "Ada New"},
    "organizations": lambda _: {"slug": "new", "name": "New Times"},
    "participants": lambda conference: {"conference": conference.slug, "name": "Ada New", "role": "press"},
    "turns": lambda conference: {
        "conference": conference.slug,
        "kind": "remarks",
        "participant": speaker(conference),
        "text": "Bye.",
    },
    "questions": lambda conference: {
        "turn": str(turn(conference, 13).uid),
        "excerpt": turn(conference, 13).text[:5],
        "start": 0,
    },
    "answers": lambda conference: {
        "question": str(conference.questions.order_by("id").last().uid),  # type: ignore[union-attr]
        "turn": str(turn(conference, 3).uid),
    },
}
CHANGE: dict[str, dict[str, Any]] = {
    "conferences": {"place": "Elsewhere"},
    "people": {"country": "BT"},
    "organizations": {"country": "BT"},
    "participants": {"title": "Captain"},
    "turns": {"label": "ELSE"},
    "questions": {"addressees": [{"words": "Whoever"}]},
    "answers": {"judgement": "partial"},
}
NOUNS = list(MAKE)
BELONGING = ["participants", "turns", "questions", "answers"]


def path_of(noun: str, conference: Conference) -> str:
    """One of them that the conference has and nothing keeps from being deleted."""
    if noun == "conferences":
        return f"conferences/{conference.slug}/"
    if noun in {"people", "organizations"}:
        participant = conference.participants.exclude(person=None).exclude(organization=None).order_by("id").first()
        row: Any = participant.person if noun == "people" else participant.organization  # type: ignore[union-attr]
        return f"{noun}/{row.slug}/"
    return f"{noun}/{getattr(conference, noun).order_by('id').last().uid}/"


def standing() -> Any:
    return list(Conference.objects.order_by("pk").values_list("slug", "version", "revision"))


@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_made_is_where_its_answer_says(noun: str, administrator: Desk, draft: Conference) -> None:
    newest = Change.objects.newest_number()
    answer = administrator.send("POST", f"{noun}/?note=Because", body := MAKE[noun](draft))
    assert answer.status_code == 201, answer.content.decode()
    path = answer["Location"].removeprefix("http://testserver/api/v1/")
    assert administrator.json(path) == answer.json()
    assert administrator.etag(path) == answer["ETag"]
    said = {name: value for name, value in answer.json().items() if name in body and not isinstance(value, dict)}
    assert said == {name: body[name] for name in said}
    # Nobody else sees it, and nobody is told.
    checked_problem(Desk().get(path), 404)
    assert Change.objects.newest_number() == newest
    entry = AuditEntry.objects.get()
    assert (entry.username, entry.door, entry.action, entry.note) == ("ada", "api", "created", "Because")
    # It is changed, and it is gone.
    changed = administrator.write("PATCH", path, CHANGE[noun])
    assert changed == administrator.json(path)
    assert changed != answer.json()
    administrator.write("DELETE", path, status=204)
    checked_problem(administrator.get(path), 404)
    actions = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
    assert (actions[:3], set(actions[3:])) == (["created", "changed", "deleted"], set(actions[3:]) & {"deleted"})
    assert Change.objects.newest_number() == newest


@pytest.mark.parametrize("noun", NOUNS)
def test_only_what_was_seen_is_written(noun: str, administrator: Desk, draft: Conference) -> None:
    path, methods = path_of(noun, draft), {"PATCH": CHANGE[noun], "DELETE": None}
    seen, before = administrator.etag(path), standing()
    for method, body in methods.items():
        checked_problem(administrator.send(method, path, body), 428)
        for stale in ('"0"', f"W/{seen}", '"0", "1"'):
            checked_problem(administrator.send(method, path, body, If_Match=stale), 412)
    assert standing() == before
    assert not AuditEntry.objects.exists()
    administrator.write("PATCH", path, CHANGE[noun], If_Match=f'"0", {seen}')
    for method, body in methods.items():
        checked_problem(administrator.send(method, path, body, If_Match=seen), 412)


@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_public_is_revised_and_told(noun: str, administrator: Desk, draft: Conference) -> None:
    publishing.publish(draft)
    newest, path = Change.objects.newest_number(), path_of(noun, draft)
    administrator.write("PATCH", f"{path}?note=As%20it%20was.", CHANGE[noun])
    revision = draft.revisions.get(number=2)
    assert (revision.note, revision.made_by) == ("As it was.", administrator.user)
    told = Change.objects.after(newest)
    assert ("conference", "draft", "changed", 2) in told.values_list("noun", "slug", "action", "revision")
    shown = Desk().json(path)
    assert all(shown[name] == value for name, value in CHANGE[noun].items() if name != "addressees")
    entry = AuditEntry.objects.get(action="changed")
    assert (entry.username, entry.note) == ("ada", "As it was.")
    assert entry.details.keys() >= CHANGE[noun].keys()


@pytest.mark.parametrize("noun", BELONGING)
def test_parts_of_what_is_public_come_and_go_with_a_revision(
    noun: str, publisher: Desk, draft: Conference, editor: Desk
) -> None:
    publishing.publish(draft)
    checked_problem(editor.send("POST", f"{noun}/", MAKE[noun](draft)), 403)
    made = publisher.write("POST", f"{noun}/?note=One%20more", MAKE[noun](draft), status=201)
    assert Desk().json(f"{noun}/{made['id']}/")["id"] == made["id"]
    (told,) = Change.objects.filter(noun="conference", revision=2)
    assert told.parts[noun]["created"] == [made["id"]]
    publisher.write("DELETE", f"{noun}/{made['id']}/?note=One%20too%20many", status=204)
    checked_problem(Desk().get(f"{noun}/{made['id']}/"), 404)
    (told,) = Change.objects.filter(noun="conference", revision=3)
    assert told.parts[noun]["deleted"] == [made["id"]]
    assert list(draft.revisions.order_by("number").values_list("note", flat=True)) == ["", "One more", "One too many"]
    lost = AuditEntry.objects.get(action="deleted", key=made["id"])
    assert (lost.note, bool(lost.details)) == ("One too many", True)


@pytest.mark.parametrize("noun", NOUNS)
def test_what_changes_nothing_is_no_write(noun: str, administrator: Desk, draft: Conference) -> None:
    publishing.publish(draft)
    path = path_of(noun, draft)
    shown = administrator.json(path)
    same = {name: shown[name] for name in CHANGE[noun] if name != "addressees"}
    administrator.write("PATCH", path, same)
    administrator.write("PATCH", path, {})
    draft.refresh_from_db()
    assert draft.revision == 1
    assert [entry.action for entry in AuditEntry.objects.all()] == ["published"]


NO_BODIES = [
    *(b"", b"[]", b"null", b"5", b'"x"', b"{", b"\xff", b'{"\\ud800": 1}', b'{"id": NaN}', b"[" * 100_000),
    b'{"a/b": 1}',
]


def test_what_is_no_body_is_refused(administrator: Desk, draft: Conference) -> None:
    before = standing()
    for noun in NOUNS:
        for body in NO_BODIES:
            answer = administrator.send("POST", f"{noun}/", body)
            checked_problem(answer, 400)
            if body:
                answer = administrator.send("PATCH", path_of(noun, draft), body, If_Match="*")
                checked_problem(answer, 400)
        assert errors(answer).keys() == {"/a~1b"}
    assert standing() == before


def test_odd_parameters_are_refused(administrator: Desk, draft: Conference) -> None:
    before = standing()
    for noun in NOUNS:
        for query in ("note=%00", "note=%ff", f"note={'x' * 501}", "note=a&note=b", "fields=slug", "x=1"):
            answer = administrator.send("POST", f"{noun}/?{query}", MAKE[noun](draft))
            checked_problem(answer, 400)
            for method, body in (("PATCH", CHANGE[noun]), ("DELETE", None)):
                path = f"{path_of(noun, draft)}?{query}"
                checked_problem(administrator.send(method, path, body, If_Match="*"), 400)
    assert standing() == before
    assert not AuditEntry.objects.exists()


def test_nothing_is_written_where_nothing_is(administrator: Desk, draft: Conference) -> None:
    for noun in NOUNS:
        key = "nobody" if noun in {"conferences", "people", "organizations"} else str(uuid7())
        for method in ("PATCH", "DELETE"):
            checked_problem(administrator.send(method, f"{noun}/{key}/", {}, If_Match="*"), 404)
        checked_problem(administrator.send("PUT", path_of(noun, draft), {}, If_Match="*"), 405)
