"""People, organizations and participants: who is behind the names."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from core import publishing
from core.models import Conference, Introduction, Organization, Participant, Person
from tests.admin.browser import add_row, errors_of
from tests.admin.conftest import address, everything


def test_untouched_pages_change_nothing(page: Any, save: Any, tokyo: Conference) -> None:
    before = everything()
    for row in [*Person.objects.all()[:3], *Organization.objects.all()[:3]]:
        response = save(row, page(row))
        assert response.status_code == 302, errors_of(response)
    assert everything() == before


def test_further_name_of_a_person_revises_their_conferences(
    page: Any, save: Any, tokyo: Conference, editor: User
) -> None:
    person = Person.objects.get(slug="patrick-tucker")
    fields = page(person)
    add_row(fields, "names", text="Pat Tucker", language="en", kind="alias")
    response = save(person, fields)
    assert response.status_code == 302, errors_of(response)
    revision = tokyo.revisions.get(number=2)
    assert "Pat Tucker" in revision.document
    assert revision.made_by == editor


def test_name_of_an_organization_revises_its_conferences(page: Any, save: Any, tokyo: Conference) -> None:
    outlet = Organization.objects.get(slug="defense-one")
    save(outlet, page(outlet), name="Defense One (outlet)")
    assert "Defense One (outlet)" in tokyo.revisions.get(number=2).document


def test_organization_that_only_hosted_is_deleted_with_a_revision(
    staff: Client, tokyo: Conference, editor: User
) -> None:
    host = Organization.objects.create(slug="a-host", name="A host")
    tokyo.hosts.add(host)
    publishing.revise(tokyo)
    staff.post(address(host).replace("/change/", "/delete/"), {"post": "yes"})
    assert not Organization.objects.filter(slug="a-host").exists()
    revision = tokyo.revisions.get(number=3)
    assert revision.made_by == editor
    assert "a-host" in tokyo.revisions.get(number=2).document
    assert "a-host" not in revision.document


def test_slug_is_fixed_once_given(page: Any, save: Any, tokyo: Conference) -> None:
    person = Person.objects.get(slug="patrick-tucker")
    fields = page(person)
    assert not {"slug", "merged_into"} & fields.keys()
    save(person, fields, slug="other")
    person.refresh_from_db()
    assert person.slug == "patrick-tucker"


def test_person_is_added_with_a_slug(save: Any, db: None) -> None:
    empty = {"names-TOTAL_FORMS": ["0"], "names-INITIAL_FORMS": ["0"]}
    response = save(Person, empty, name="Jane Doe", slug="Jane Doe", external_ids="{}", editorial="[]")
    assert "Use lower-case letters" in errors_of(response)
    save(Person, empty, name="Jane Doe", slug="jane-doe", external_ids="{}", editorial="[]")
    assert Person.objects.get(name="Jane Doe").slug == "jane-doe"


def test_person_who_took_part_is_not_deleted(staff: Client, tokyo: Conference) -> None:
    person = Person.objects.get(slug="patrick-tucker")
    delete = address(person).replace("/change/", "/delete/")
    assert "Deleting the person" in staff.get(delete).content.decode()
    staff.post(delete, {"post": "yes"})
    assert Person.objects.filter(pk=person.pk).exists()


def test_participant_who_took_a_turn_is_not_deleted(staff: Client, tokyo: Conference) -> None:
    participant = Participant.objects.get(name="Patrick Tucker")
    staff.post(address(participant).replace("/change/", "/delete/"), {"post": "yes"})
    assert Participant.objects.filter(pk=participant.pk).exists()


def test_participant_is_added_to_a_conference(save: Any, tokyo: Conference) -> None:
    fields = {"introductions-TOTAL_FORMS": ["0"], "introductions-INITIAL_FORMS": ["0"]}
    given = {"conference": str(tokyo.pk), "role": "interpreter", "basis": "editor", "editorial": "[]"}
    response = save(Participant, fields, **given)
    assert response.status_code == 302, errors_of(response)
    assert tokyo.participants.filter(role="interpreter", name="").exists()
    assert tokyo.revisions.count() == 2


def test_person_takes_part_once(page: Any, save: Any, tokyo: Conference) -> None:
    participant = Participant.objects.get(name="Patrick Tucker")
    response = save(participant, page(participant), person=str(Person.objects.get(slug="michael-gordon").pk))
    assert "already exists" in errors_of(response)


def test_introduction_is_added_beside_its_participant(page: Any, save: Any, tokyo: Conference) -> None:
    participant = Participant.objects.get(name="Patrick Tucker")
    fields = page(participant)
    turn = tokyo.turns.get(position=14)
    add_row(fields, "introductions", turn=turn.pk, excerpt="All right.", start="", basis="editor")
    response = save(participant, fields)
    assert response.status_code == 302, errors_of(response)
    assert Introduction.objects.get(participant=participant, turn=turn).conference == tokyo


def test_a_person_can_be_chosen_on_the_page_of_a_participant(staff: Client, tokyo: Conference) -> None:
    asked = {"app_label": "core", "model_name": "participant", "field_name": "person", "term": "blink"}
    answer = staff.get("/admin/autocomplete/", {**asked, "conference": str(tokyo.pk)})
    assert [each["text"] for each in answer.json()["results"]] == ["Antony Blinken"]
