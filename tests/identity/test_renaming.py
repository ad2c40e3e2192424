"""Another slug: the old one redirects wherever the public saw it, and is nobody else's."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from core import identity, importing, mapping, publishing
from core.exporting.record import record_json
from core.identity import IdentityError, rename
from core.importing import ImportRefusedError, Metadata
from core.models import AuditEntry, Change, Conference, FormerSlug, Organization, Person, SourceText
from tests.api.conftest import checked_problem
from tests.api.make import conference_like, draft_like
from tests.importing.text import BRIEFING

pytestmark = pytest.mark.django_db

OLD, NEW = "tokyo-2plus2-2024", "japan-us-2plus2-2024"


@pytest.fixture
def reader() -> Client:
    return Client()


def told(after: int) -> list[tuple[str, str, str, str]]:
    return list(Change.objects.after(after).values_list("noun", "slug", "action", "merged_into"))


@pytest.mark.parametrize(
    "path", ["", "transcript/", "transcript.txt", "revisions/", "revisions/1/", "?fields=slug,title", "transcript/?x=1"]
)
def test_every_path_of_a_conference_redirects(reader: Client, tokyo: Conference, path: str) -> None:
    rename(tokyo, NEW)
    answer = reader.get(f"/api/v1/conferences/{OLD}/{path}")
    if path == "transcript/?x=1":
        checked_problem(answer, 400)  # what is wrong with it is said first
        return
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/conferences/{NEW}/{path}")
    assert reader.head(f"/api/v1/conferences/{OLD}/{path}").status_code == 301
    assert reader.get(answer["Location"]).status_code == 200


def test_lists_are_narrowed_by_the_old_slug(reader: Client, tokyo: Conference) -> None:
    rename(tokyo, NEW)
    for path in ("turns/", "questions/", "people/"):
        by_old = reader.get(f"/api/v1/{path}?conference={OLD}").json()["results"]
        assert by_old == reader.get(f"/api/v1/{path}?conference={NEW}").json()["results"]
        assert len(by_old) > 3


def test_mirrors_are_told(tokyo: Conference) -> None:
    newest = Change.objects.newest_number()
    rename(tokyo, NEW)
    assert told(newest) == [("conference", NEW, "created", ""), ("conference", OLD, "merged", NEW)]
    tokyo.refresh_from_db()
    assert (tokyo.slug, tokyo.revision) == (NEW, 2)
    assert tokyo.revisions.get(number=2).note == f"{OLD} was renamed {NEW}."


def test_earlier_revision_says_what_it_said_and_is_restored_where_it_is_now(tokyo: Conference) -> None:
    rename(tokyo, NEW)
    with publishing.revising(tokyo):
        tokyo.turns.filter(position=1).update(label="MC")
    publishing.restore(tokyo, 1)
    assert f'"{OLD}"' in tokyo.revisions.get(number=1).document
    newest = tokyo.revisions.get(number=4).document
    assert f'"{OLD}"' not in newest
    assert '"MC"' not in newest
    assert Conference.objects.count() == 1


def test_renaming_twice_and_back_leads_to_where_it_is(reader: Client, tokyo: Conference) -> None:
    for slug in (NEW, "third", OLD):
        rename(tokyo, slug)
    for slug in (NEW, "third"):
        assert reader.get(f"/api/v1/conferences/{slug}/")["Location"] == f"/api/v1/conferences/{OLD}/"
    assert reader.get(f"/api/v1/conferences/{OLD}/").status_code == 200
    assert set(FormerSlug.objects.values_list("slug", flat=True)) == {NEW, "third"}


def test_slug_of_a_draft_was_never_there(reader: Client, tokyo: Conference) -> None:
    draft = draft_like(tokyo, "secret")
    rename(draft, "open")
    assert not FormerSlug.objects.exists()
    absent = reader.get("/api/v1/conferences/nothing/").content.decode()
    assert reader.get("/api/v1/conferences/secret/").content.decode().replace("secret", "nothing") == absent
    publishing.publish(draft)
    checked_problem(reader.get("/api/v1/conferences/secret/"), 404)
    checked_problem(reader.get("/api/v1/turns/?conference=secret"), 404)


def test_former_slug_of_what_is_withdrawn_says_nothing(reader: Client, tokyo: Conference) -> None:
    rename(tokyo, NEW)
    publishing.withdraw(tokyo)
    rename(tokyo, "not-yet-public")
    for slug in (OLD, "not-yet-public"):
        checked_problem(reader.get(f"/api/v1/conferences/{slug}/"), 404)
        checked_problem(reader.get(f"/api/v1/turns/?conference={slug}"), 404)
    rename(tokyo, "public")
    publishing.publish(tokyo)
    assert reader.get(f"/api/v1/conferences/{NEW}/")["Location"] == "/api/v1/conferences/public/"
    checked_problem(reader.get("/api/v1/conferences/not-yet-public/"), 404)


def test_former_slug_is_nobody_elses(tokyo: Conference) -> None:
    rename(tokyo, NEW)
    draft = draft_like(tokyo, "draft")
    with pytest.raises(IdentityError, match=f"was the slug of '{NEW}', and leads there"):
        rename(draft, OLD)
    with pytest.raises(IdentityError, match="is the slug of another conference"):
        rename(draft, NEW)
    with pytest.raises(ImportRefusedError, match=f"is the former slug of '{NEW}'"):
        importing.import_source(BRIEFING.encode(), slug=OLD)
    with pytest.raises(ValidationError, match="Another conference had this slug"):
        Conference(slug=OLD, title="Another").full_clean()


@pytest.mark.parametrize("slug", ["", "Two Words", "a--b", "ä", "a" * 101, "a/b", "a\n"])
def test_what_is_no_slug_is_refused(tokyo: Conference, slug: str) -> None:
    with pytest.raises(IdentityError, match="slug"):
        rename(tokyo, slug)
    tokyo.refresh_from_db()
    assert tokyo.slug == OLD


def test_the_same_slug_changes_nothing(tokyo: Conference) -> None:
    newest = Change.objects.newest_number()
    rename(tokyo, OLD)
    rename(Person.objects.get(slug="lloyd-austin"), "lloyd-austin")
    assert told(newest) == []
    assert not AuditEntry.objects.exists()


def test_person_redirects_and_every_conference_says_the_new_slug(reader: Client, tokyo: Conference) -> None:
    conference_like(tokyo, "another")
    newest = Change.objects.newest_number()
    rename(Person.objects.get(slug="lloyd-austin"), "lloyd-j-austin")
    assert told(newest) == [
        ("person", "lloyd-j-austin", "created", ""),
        ("conference", OLD, "changed", ""),
        ("conference", "another", "changed", ""),
        ("person", "lloyd-austin", "merged", "lloyd-j-austin"),
    ]
    answer = reader.get("/api/v1/people/lloyd-austin/?include=participations")
    assert answer["Location"] == "/api/v1/people/lloyd-j-austin/?include=participations"
    turns = reader.get("/api/v1/turns/?person=lloyd-austin").json()["results"]
    assert turns
    assert {each["participant"]["person"] for each in turns} == {"lloyd-j-austin"}
    entry = AuditEntry.objects.get(noun="person")
    assert entry.details == {"slug": {"from": "lloyd-austin", "to": "lloyd-j-austin"}}


def test_organization_takes_back_a_slug_it_had(reader: Client, tokyo: Conference) -> None:
    jiji = Organization.objects.get(slug="jiji-press")
    rename(jiji, "jiji")
    rename(jiji, "jiji-press")
    assert reader.get("/api/v1/organizations/jiji/")["Location"] == "/api/v1/organizations/jiji-press/"
    assert reader.get("/api/v1/organizations/jiji-press/").status_code == 200
    assert Organization.objects.filter(merged_into=jiji).count() == 1


def test_slug_of_another_person_is_refused(tokyo: Conference) -> None:
    austin = Person.objects.get(slug="lloyd-austin")
    with pytest.raises(IdentityError, match="is the slug of another person"):
        rename(austin, "antony-blinken")
    merged = Person.objects.create(slug="austin", name="Austin", merged_into=austin)
    with pytest.raises(IdentityError, match="was merged into"):
        rename(merged, "elsewhere")


def test_old_slug_is_understood_by_imports(tokyo: Conference) -> None:
    record = mapping.read(draft_like(tokyo, "draft"))
    text = record_json(record)
    Conference.objects.get(slug="draft").delete()
    austin = Person.objects.get(slug="lloyd-austin")
    rename(austin, "lloyd-j-austin")
    outlet = Organization.objects.get(slug="jiji-press")
    identity.merge(outlet, Organization.objects.get(slug="defense-one"))
    imported = importing.import_record(text).conference
    assert imported.participants.filter(person=austin).exists()
    assert not imported.participants.filter(organization=outlet).exists()
    assert not Person.objects.filter(slug="lloyd-austin", merged_into=None).exists()


def test_old_slug_names_a_speaker(db: None) -> None:
    person = Person.objects.create(slug="jane-doe", name="Jane Doe")
    Person.objects.create(slug="j-doe", name="J. Doe", merged_into=person)
    label = importing.preview(BRIEFING.encode(), slug="x").record.turns[0].label
    made = importing.import_source(BRIEFING.encode(), slug="x", metadata=Metadata(speakers={label: "j-doe"}))
    assert made.conference.participants.filter(person=person).exists()


def test_source_that_is_there_keeps_its_text(tokyo: Conference) -> None:
    before: Any = SourceText.objects.get().sha256
    rename(tokyo, NEW)
    assert SourceText.objects.get().sha256 == before
