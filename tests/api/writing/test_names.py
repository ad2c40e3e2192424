"""Writing /api/v1/people/ and /api/v1/organizations/"""

from typing import Any

import pytest

from core import identity, publishing
from core.models import Change, Conference, Organization, Person
from tests.api.conftest import checked_problem
from tests.api.make import conference_like
from tests.api.staff import Desk
from tests.api.writing.errors import errors

NOUNS = {"people": Person, "organizations": Organization}


def test_a_person_is_made_with_all_that_is_known(editor: Desk) -> None:
    body = {
        "slug": "minoru-kihara-2",
        "name": "  Minoru Kihara ",
        "country": "JP",
        "names": [{"text": "木原稔", "language": "ja", "kind": "native"}, {"text": "Kihara"}],
        "external_ids": {"wikidata": "Q11644475"},
        "editorial": ["country", "country"],
    }
    made = editor.write("POST", "people/", body, status=201)
    assert (made["name"], made["sort_name"], made["country"]) == ("Minoru Kihara", "Minoru Kihara", "JP")
    assert made["names"] == [body["names"][0], {"text": "Kihara", "language": None, "kind": "alias"}]
    assert (made["external_ids"], made["editorial"]) == (body["external_ids"], ["country"])
    path = "people/minoru-kihara-2/"
    assert editor.write("PATCH", path, {"names": [], "country": None})["names"] == []
    assert editor.json(path)["country"] is None
    assert editor.write("PATCH", path, {"sort_name": "Kihara, Minoru"})["sort_name"] == "Kihara, Minoru"
    assert editor.write("PATCH", path, {"sort_name": None})["sort_name"] == "Minoru Kihara"


def test_an_organization_is_made_with_all_that_is_known(editor: Desk) -> None:
    body = {"slug": "nhk-2", "name": "NHK", "kind": "media", "country": "JP", "names": [{"text": "日本放送協会"}]}
    made = editor.write("POST", "organizations/", body, status=201)
    assert (made["name"], made["kind"], made["country"]) == ("NHK", "media", "JP")
    assert editor.write("PATCH", "organizations/nhk-2/", {"kind": "other"})["kind"] == "other"
    assert editor.json("organizations/nhk-2/")["names"][0]["text"] == "日本放送協会"


WRONG: list[tuple[Any, str]] = [
    ({"name": "x"}, "/slug"),
    ({"slug": "x"}, "/name"),
    ({"slug": "Not a slug", "name": "x"}, "/slug"),
    ({"slug": "a" * 101, "name": "x"}, "/slug"),
    ({"slug": 5, "name": "x"}, "/slug"),
    ({"slug": "x", "name": " \t "}, "/name"),
    ({"slug": "x", "name": None}, "/name"),
    ({"slug": "x", "name": "x" * 201}, "/name"),
    ({"slug": "x", "name": ["x"]}, "/name"),
    ({"slug": "x", "name": "a\0b"}, "/name"),
    ({"slug": "x", "name": "x", "country": "jp"}, "/country"),
    ({"slug": "x", "name": "x", "country": "JPN"}, "/country"),
    ({"slug": "x", "name": "x", "names": "x"}, "/names"),
    ({"slug": "x", "name": "x", "names": [{"text": "a"}, {"text": ""}]}, "/names/1/text"),
    ({"slug": "x", "name": "x", "names": [{"text": "a"}, {}]}, "/names/1/text"),
    ({"slug": "x", "name": "x", "names": ["a"]}, "/names/0"),
    ({"slug": "x", "name": "x", "names": [{"text": "a", "kind": "x"}]}, "/names/0/kind"),
    ({"slug": "x", "name": "x", "names": [{"text": "a", "language": "x y"}]}, "/names/0/language"),
    ({"slug": "x", "name": "x", "names": [{"text": "a", "colour": 1}]}, "/names/0/colour"),
    ({"slug": "x", "name": "x", "names": [{"text": "a"}, {"text": "a "}]}, "/names"),
    ({"slug": "x", "name": "x", "external_ids": []}, "/external_ids"),
    ({"slug": "x", "name": "x", "external_ids": {"wikidata": ""}}, "/external_ids/wikidata"),
    ({"slug": "x", "name": "x", "external_ids": {"wikidata": {"a": 1}}}, "/external_ids/wikidata"),
    ({"slug": "x", "name": "x", "external_ids": {"": "Q1"}}, "/external_ids"),
    ({"slug": "x", "name": "x", "editorial": ["slug"]}, "/editorial"),
    ({"slug": "x", "name": "x", "counts": {}}, "/counts"),
    ({"slug": "x", "name": "x", "merged_into": "y"}, "/merged_into"),
]


@pytest.mark.parametrize("noun", NOUNS)
def test_what_cannot_be_accepted_is_named(editor: Desk, noun: str) -> None:
    editor.write("POST", f"{noun}/", {"slug": "stands", "name": "Stands"}, status=201)
    for body, pointer in WRONG:
        answer = editor.send("POST", f"{noun}/", body)
        assert errors(answer).keys() == {pointer}, (body, answer.content)
        change = body if pointer == "/slug" and "slug" in body else {**body, "slug": None}
        del change["slug"]
        if pointer.removeprefix("/").partition("/")[0] in change:
            answer = editor.send("PATCH", f"{noun}/stands/", change, If_Match="*")
            assert errors(answer).keys() == {pointer}, (body, answer.content)
    assert editor.send("PATCH", f"{noun}/stands/", {"slug": "other"}, If_Match="*").status_code == 400
    assert NOUNS[noun]._default_manager.count() == 1


@pytest.mark.parametrize("noun", NOUNS)
def test_slugs_that_are_or_were_somebodys_are_taken(administrator: Desk, noun: str) -> None:
    for slug in ("one", "other"):
        administrator.write("POST", f"{noun}/", {"slug": slug, "name": "One"}, status=201)
    model: Any = NOUNS[noun]
    identity.merge(model.objects.get(slug="one"), model.objects.get(slug="other"))
    for slug in ("one", "other"):
        answer = administrator.send("POST", f"{noun}/", {"slug": slug, "name": "New"})
        assert "taken" in errors(answer, 409)["/slug"]
    # Who was merged is a slug that redirects, and nothing else.
    for method in ("GET", "PATCH", "DELETE"):
        checked_problem(administrator.send(method, f"{noun}/one/", {}, If_Match="*"), 404)
    # And it has to lead somewhere.
    assert "point at it" in checked_problem(administrator.send("DELETE", f"{noun}/other/", If_Match="*"), 409)["detail"]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_name_changes_wherever_it_is_public(noun: str, publisher: Desk, tokyo: Conference, draft: Conference) -> None:
    another = conference_like(tokyo, "another")
    newest = Change.objects.newest_number()
    slug = {"people": "lloyd-austin", "organizations": "defense-one"}[noun]
    version = draft.version
    publisher.write("PATCH", f"{noun}/{slug}/?note=Once", {"name": "Changed"})
    for conference in (tokyo, another):
        revision = conference.revisions.get(number=2)
        assert (revision.note, "Changed" in revision.document) == ("Once", True)
    told = list(Change.objects.after(newest).values_list("noun", "slug", "action"))
    assert sorted(told[:-1]) == [("conference", "another", "changed"), ("conference", tokyo.slug, "changed")]
    assert told[-1] == ({"people": "person", "organizations": "organization"}[noun], slug, "changed")
    draft.refresh_from_db()
    assert draft.version == version


@pytest.mark.parametrize("noun", NOUNS)
def test_who_is_in_a_record_is_not_deleted(noun: str, administrator: Desk, draft: Conference) -> None:
    participant = draft.participants.exclude(person=None).exclude(organization=None).first()
    assert participant
    row: Any = participant.person if noun == "people" else participant.organization
    answer = administrator.send("DELETE", f"{noun}/{row.slug}/", If_Match="*")
    assert checked_problem(answer, 409)["detail"] == "It cannot be deleted: participants point at it."
    assert administrator.json(f"{noun}/{row.slug}/")["slug"] == row.slug


def test_who_only_hosted_goes_with_a_revision(administrator: Desk, tokyo: Conference, draft: Conference) -> None:
    host = Organization.objects.create(slug="a-host", name="A host")
    for conference in (tokyo, draft):
        conference.hosts.add(host)
        publishing.revise(conference)
    draft.refresh_from_db()
    newest = Change.objects.newest_number()
    administrator.write("DELETE", "organizations/a-host/?note=Never%20was", status=204)
    revision = tokyo.revisions.get(number=3)
    assert (revision.note, "a-host" in revision.document) == ("Never was", False)
    assert list(Change.objects.after(newest).values_list("noun", "slug", "action")) == [
        ("conference", tokyo.slug, "changed"),
        ("organization", "a-host", "withdrawn"),
    ]
    assert Conference.objects.get(pk=draft.pk).version == draft.version + 1
    checked_problem(Desk().get("organizations/a-host/"), 404)
