"""Writing /api/v1/conferences/"""

import hashlib
from collections.abc import Callable
from typing import Any

from core import identity, publishing
from core.models import AuditEntry, Change, Conference, Organization, Participant, Person, Turn
from tests.api.conftest import checked_problem
from tests.api.staff import Desk
from tests.api.writing.errors import errors

ID = "01a2069a-0000-7000-8000-00000000000{}"


def record() -> dict[str, Any]:
    """A whole one, whose parts point at each other by place and by id."""
    return {
        "slug": "noon-briefing",
        "title": "Noon briefing",
        "date": "2024-07-29",
        "starts_at": "2024-07-29T12:00:00-04:00",
        "timezone": "America/New_York",
        "place": "New York",
        "country": "US",
        "languages": ["en", "fr"],
        "hosts": ["the-house"],
        "editorial": ["place"],
        "source": {"name": "The House", "url": "https://example.org/noon", "text": "MS. LEE: Noon?\r\nMR. DAY: Yes. "},
        "organizations": [{"slug": "the-house", "name": "The House", "kind": "international"}],
        "people": [{"slug": "ann-lee", "name": "Ann Lee", "names": [{"text": "李安"}]}],
        "participants": [
            {"id": ID.format(1), "role": "press", "name": "Ann Lee", "person": "ann-lee"},
            {"role": "principal", "name": "Mr. Day", "organization": "the-house"},
        ],
        "turns": [
            {"kind": "question", "participant": 1, "label": "MS. LEE", "text": "Noon? (Laughter.) Noon, sir?"},
            {"id": ID.format(2), "kind": "answer", "participant": 2, "text": "Yes.", "position": 2},
        ],
        "questions": [
            {
                "turn": 1,
                "excerpt": "Noon?",
                "addressees": [{"participant": 2, "words": "sir"}, {"words": "anybody"}],
                "answers": [{"turn": ID.format(2), "judgement": "partial"}],
            },
            {"turn": 1, "excerpt": "Noon, sir?", "open": True},
        ],
    }


def counted() -> list[int]:
    return [each.objects.count() for each in (Conference, Person, Organization, Participant, Turn, AuditEntry, Change)]  # type: ignore[attr-defined]


def test_a_whole_record_is_made_at_once_and_published(publisher: Desk, db: None) -> None:
    body = record()
    body["turns"][0]["annotations"] = [{"kind": "laughter", "text": "(Laughter.)"}]
    made = publisher.write("POST", "conferences/", body, status=201)
    assert (made["status"], made["revision"]) == ("draft", 0)
    assert made["counts"] == {"participants": 2, "turns": 2, "questions": 2, "answers": 1, "unanswered": 1}
    assert made["starts_at"] == "2024-07-29T16:00:00Z"
    text = body["source"]["text"].encode()
    assert made["source"]["sha256"] == hashlib.sha256(text).hexdigest()
    assert publisher.get("conferences/noon-briefing/transcript.txt").content == text
    publisher.write("POST", "conferences/noon-briefing/publish/")
    said = Desk().json("conferences/noon-briefing/transcript/")
    assert [each["label"] for each in said["turns"]] == ["MS. LEE", ""]
    assert said["turns"][0]["annotations"] == [{"kind": "laughter", "start": 6, "text": "(Laughter.)"}]
    first, second = said["questions"]
    assert [each["response"] for each in first["addressees"]] == ["answered", "unanswered"]
    assert first["answers"][0]["turn"] == ID.format(2)
    assert (second["start"], second["open"], second["answers"]) == (18, True, [])
    assert Desk().json("people/ann-lee/")["names"][0]["text"] == "李安"
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == ["created", "published"]


Alter = Callable[[dict[str, Any]], Any]


def put(*path: Any) -> Alter:
    """A change of the body: the last of the path is put where the rest of it leads."""
    *steps, last, value = path

    def change(body: dict[str, Any]) -> None:
        place: Any = body
        for step in steps:
            place = place[step]
        if isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            place[last] = value

    return change


WRONG: list[tuple[Alter, str]] = [
    (put("slug", "Not a slug"), "/slug"),
    (put("title", " "), "/title"),
    (put("date", "29.7.2024"), "/date"),
    (put("date", 20240729), "/date"),
    (put("date", "2024-02-30"), "/date"),
    (put("starts_at", "2024-07-29T12:00:00"), "/starts_at"),
    (put("starts_at", "0001-01-01T00:00:00+14:00"), "/starts_at"),
    (put("starts_at", "9999-12-31T23:59:59-14:00"), "/starts_at"),
    (put("timezone", "Mars/Base"), "/timezone"),
    (put("timezone", "../etc/passwd"), "/timezone"),
    (put("country", "us"), "/country"),
    (put("languages", "en"), "/languages"),
    (put("languages", ["en", "no such thing"]), "/languages/1"),
    (put("languages", ["en", "en"]), "/languages"),
    (put("hosts", ["the-house", "nobody"]), "/hosts/1"),
    (put("hosts", ["the-house", "the-house"]), "/hosts"),
    (put("status", "published"), "/status"),
    (put("revision", 7), "/revision"),
    (put("published_at", "2024-07-29T12:00:00Z"), "/published_at"),
    (put("source", None), "/source"),
    (put("source", "url", "javascript:alert(1)"), "/source/url"),
    (put("source", "sha256", "0"), "/source/sha256"),
    (put("source", "text", "a\0b"), "/source/text"),
    (put("organizations", 0, "kind", "x"), "/organizations/0/kind"),
    (put("organizations", 1, {"slug": "the-house", "name": "Twice"}), "/organizations/1/slug"),
    (put("people", 0, "names", 0, "kind", "x"), "/people/0/names/0/kind"),
    (put("people", 1, {"slug": "ann-lee", "name": "Twice"}), "/people/1/slug"),
    (put("participants", 0, "person", "nobody"), "/participants/0/person"),
    (put("participants", 1, "person", "ann-lee"), "/participants/1/person"),
    (put("participants", 1, "id", ID.format(1)), "/participants/1/id"),
    (put("participants", 1, "organization", "nothing"), "/participants/1/organization"),
    (put("participants", 1, "role", "x"), "/participants/1/role"),
    (put("turns", 0, "participant", 3), "/turns/0/participant"),
    (put("turns", 0, "participant", 0), "/turns/0/participant"),
    (put("turns", 0, "participant", ID.format(9)), "/turns/0/participant"),
    (put("turns", 0, "participant", True), "/turns/0/participant"),
    (put("turns", 1, "position", 1), "/turns/1/position"),
    (put("turns", 1, "text", ""), "/turns/1/text"),
    (put("turns", 1, "colour", "red"), "/turns/1/colour"),
    (put("turns", 0, "annotations", [{"kind": "laughter", "text": "(No.)"}]), "/turns/0/annotations/0/text"),
    (put("questions", 0, "turn", 3), "/questions/0/turn"),
    (put("questions", 0, "excerpt", "Never."), "/questions/0/excerpt"),
    (put("questions", 0, "excerpt", "Noon"), "/questions/0/start"),
    (put("questions", 0, "start", 4), "/questions/0/start"),
    (put("questions", 2, {"turn": 1, "excerpt": "Noon?"}), "/questions/2"),
    (put("questions", 0, "addressees", 0, "participant", 9), "/questions/0/addressees/0/participant"),
    (put("questions", 0, "addressees", 1, {"participant": 2}), "/questions/0/addressees/1/participant"),
    (put("questions", 0, "addressees", 1, {"words": None}), "/questions/0/addressees/1"),
    (put("questions", 0, "answers", 0, "turn", 9), "/questions/0/answers/0/turn"),
    (put("questions", 0, "answers", 1, {"turn": 2}), "/questions/0/answers/1/turn"),
    (put("questions", 0, "answers", 0, "start", 0), "/questions/0/answers/0/excerpt"),
    (put("questions", 0, "answers", 0, "excerpt", "No."), "/questions/0/answers/0/excerpt"),
    (put("questions", 0, "answers", 0, "judgement", "x"), "/questions/0/answers/0/judgement"),
]


def test_one_wrong_part_leaves_nothing_behind(editor: Desk) -> None:
    before = counted()
    for change, pointer in WRONG:
        body = record()
        change(body)
        answer = editor.send("POST", "conferences/", body)
        status = 409 if pointer == "/participants/1/id" else 400
        assert pointer in errors(answer, status), (pointer, answer.content)
        assert counted() == before


def test_names_and_ids_that_are_taken_are_named(editor: Desk, tokyo: Conference) -> None:
    identity.rename(tokyo, "tokyo")
    for slug in ("tokyo", "tokyo-2plus2-2024"):
        answer = editor.send("POST", "conferences/", {"slug": slug, "title": "New"})
        assert "taken" in errors(answer, 409)["/slug"]
    before = counted()
    for noun, part in (("participants", tokyo.participants), ("turns", tokyo.turns), ("questions", tokyo.questions)):
        body = record()
        body[noun][-1]["id"] = str(part.first().uid)  # type: ignore[union-attr]
        assert "taken" in errors(editor.send("POST", "conferences/", body), 409)[f"/{noun}/{len(body[noun]) - 1}/id"]
    body = record()
    body["questions"][0]["answers"][0]["id"] = str(tokyo.answers.first().uid)  # type: ignore[union-attr]
    assert "/questions/0/answers/0/id" in errors(editor.send("POST", "conferences/", body), 409)
    assert counted() == before


def test_who_is_known_stays_as_they_are_and_who_was_merged_is_who_they_are_now(editor: Desk, db: None) -> None:
    Person.objects.create(slug="ann-lee", name="Known")
    house, old = (Organization.objects.create(slug=slug, name="H") for slug in ("house", "the-house"))
    identity.merge(old, house)
    body = record()
    del body["organizations"]
    made = editor.write("POST", "conferences/", body, status=201)
    assert [each["slug"] for each in made["hosts"]] == ["house"]
    assert Person.objects.get().name == "Known"
    assert Participant.objects.get(name="Mr. Day").organization == house
    # Under whichever slug, once.
    changed = editor.write("PATCH", "conferences/noon-briefing/", {"hosts": ["the-house"]})
    assert [each["slug"] for each in changed["hosts"]] == ["house"]
    twice = editor.send("PATCH", "conferences/noon-briefing/", {"hosts": ["house", "the-house"]}, If_Match="*")
    assert "/hosts/1" in errors(twice)
    ann, lee = (Person.objects.create(slug=slug, name="Ann") for slug in ("ann", "lee"))
    identity.merge(ann, lee)
    body = record() | {"slug": "other", "people": [], "organizations": []}
    body["participants"] = [{"person": "ann"}, {"person": "lee"}]
    body["turns"], body["questions"] = [], []
    assert "/participants/1/person" in errors(editor.send("POST", "conferences/", body))


def test_what_a_conference_says_of_itself_is_changed(editor: Desk, draft: Conference) -> None:
    Organization.objects.create(slug="a-host", name="A host")
    body = {
        "title": "Another title",
        "date": None,
        "starts_at": "2024-07-28T17:05:00+09:00",
        "timezone": None,
        "place": None,
        "country": None,
        "languages": ["ja"],
        "hosts": ["a-host"],
        "source": {"name": None, "url": "", "licence": "None"},
        "editorial": ["title"],
    }
    changed = editor.write("PATCH", "conferences/draft/", body)
    assert changed["starts_at"] == "2024-07-28T08:05:00Z"
    assert [each["slug"] for each in changed["hosts"]] == ["a-host"]
    assert {name: changed["source"][name] for name in body["source"]} == {"name": None, "url": None, "licence": "None"}
    for name in ("title", "date", "timezone", "place", "country", "languages", "editorial"):
        assert changed[name] == body[name]
    assert AuditEntry.objects.get().details.keys() == body.keys()
    for fixed in ("slug", "turns", "people"):
        answer = editor.send("PATCH", "conferences/draft/", {fixed: "x"}, If_Match="*")
        assert "stays" in errors(answer)[f"/{fixed}"]
    answer = editor.send("PATCH", "conferences/draft/", {"source": {"text": "x"}}, If_Match="*")
    assert "stays" in errors(answer)["/source/text"]


def test_what_is_public_keeps_its_date(publisher: Desk, tokyo: Conference) -> None:
    answer = publisher.send("PATCH", f"conferences/{tokyo.slug}/", {"place": "X", "date": None}, If_Match="*")
    assert "/date" in errors(answer)
    tokyo.refresh_from_db()
    assert (tokyo.place, tokyo.revision) == ("Tokyo", 1)


def test_what_was_public_leaves_a_tombstone(administrator: Desk, draft: Conference) -> None:
    publishing.publish(draft)
    newest = Change.objects.newest_number()
    administrator.write("DELETE", "conferences/draft/?note=By%20mistake", status=204)
    told = list(Change.objects.after(newest).filter(noun="conference").values_list("slug", "action"))
    assert told == [("draft", "withdrawn"), ("draft", "deleted")]
    checked_problem(Desk().get("conferences/draft/"), 404)
    entries = AuditEntry.objects.order_by("id").values_list("action", "note", "username")
    assert list(entries)[-2:] == [("withdrawn", "By mistake", "ada"), ("deleted", "By mistake", "ada")]
    assert Person.objects.filter(slug="lloyd-austin-draft").exists()


def test_many_turns_are_corrected_or_none(publisher: Desk, draft: Conference, tokyo: Conference) -> None:
    publishing.publish(draft)
    ids = [str(each.uid) for each in draft.turns.order_by("position")]
    path = "conferences/draft/turns/"
    body = {"turns": [{"id": each, "label": f"L {number}"} for number, each in enumerate(ids)]}
    checked_problem(publisher.send("PATCH", path, body), 428)
    checked_problem(publisher.send("PATCH", path, body, If_Match='"0"'), 412)
    wrong = {"turns": [*body["turns"], {"id": str(tokyo.turns.first().uid), "label": "x"}]}  # type: ignore[union-attr]
    assert "/turns/26/id" in errors(publisher.send("PATCH", path, wrong, If_Match="*"))
    wrong = {"turns": [*body["turns"][:-1], {"id": ids[-1], "kind": "song"}]}
    assert "/turns/25/kind" in errors(publisher.send("PATCH", path, wrong, If_Match="*"))
    wrong = {"turns": [*body["turns"], body["turns"][0]]}
    assert "/turns" in errors(publisher.send("PATCH", path, wrong, If_Match="*"))
    assert not draft.turns.filter(label__startswith="L ").exists()
    done = publisher.write("PATCH", f"{path}?note=Labels", body)
    assert (done["revision"], [each["label"] for each in done["turns"]]) == (2, [f"L {n}" for n in range(26)])
    assert draft.revisions.get(number=2).note == "Labels"
    assert AuditEntry.objects.filter(action="changed", noun="turn", note="Labels").count() == 26
