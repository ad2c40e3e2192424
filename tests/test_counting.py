"""Counts of people and organizations are kept: by whichever door the record changed, they are what the public reads."""

import json
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.core import checks
from django.core.management import call_command
from django.db import connection

from core import bulk, identity, importing, publishing
from core.exporting.record import record_json
from core.mapping import read
from core.models import (
    Conference,
    Organization,
    OrganizationShare,
    OrganizationTotal,
    Person,
    PersonShare,
    PersonTotal,
    Revision,
    totals,
)
from tests.api.make import conference_like, draft_like
from tests.api.staff import Desk, member

pytestmark = pytest.mark.django_db

Counts = dict[str, dict[str, int]]


def public() -> tuple[Counts, Counts]:
    """What the public transcripts say of people and organizations, counted one by one."""
    people, organizations = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for text in Revision.objects.published().newest().values_list("document", flat=True):
        document = json.loads(text)
        parts = {each["id"]: each for each in document["participants"]}

        def add(part: str | None, *, to_person: str, to_organization: str = "", parts: Any = parts) -> None:
            if part and parts[part]["person"]:
                people[parts[part]["person"], to_person] += 1
            if part and parts[part]["organization"] and to_organization:
                organizations[parts[part]["organization"], to_organization] += 1

        for host in document["conference"]["hosts"]:
            organizations[host["slug"], "hosted"] += 1
        for part in parts:
            add(part, to_person="conferences", to_organization="participants")
        for turn in document["turns"]:
            add(turn["participant"], to_person="turns")
        for question in document["questions"]:
            add(question["asker"], to_person="asked", to_organization="asked")
            for put in question["addressees"]:
                add(put["participant"], to_person="addressed")
                if put["response"] != "answered":
                    add(put["participant"], to_person="unanswered")
    return _by_slug(people, PersonShare.counts), _by_slug(organizations, OrganizationShare.counts)


def _by_slug(counted: Counter[tuple[str, str]], counts: tuple[str, ...]) -> Counts:
    return {slug: {each: counted[slug, each] for each in counts} for slug in {slug for slug, _ in counted}}


def kept() -> tuple[Counts, Counts]:
    return (
        {row.pop("person__slug"): row for row in PersonTotal.objects.values("person__slug", *PersonShare.counts)},
        {
            row.pop("organization__slug"): row
            for row in OrganizationTotal.objects.values("organization__slug", *OrganizationShare.counts)
        },
    )


def told() -> tuple[Counts, Counts]:
    """What the lists say."""
    desk = Desk()

    def counts(nouns: str) -> Counts:
        return {each["slug"]: each["counts"] for each in desk.json(f"{nouns}/?page_size=100")["results"]}

    return counts("people"), counts("organizations")


class Hands:
    """Somebody who changes the record in any way there is, at random."""

    def __init__(self, seed: int, tokyo: Conference) -> None:
        self.chance = Random(seed)
        self.desk = Desk(member("ada", "administrator"))
        self.tokyo = tokyo
        self.made = 0
        self.done: Counter[str] = Counter()
        self.ways: list[Callable[[], int]] = [
            *(3 * [self.publish, self.delete_something, self.move_a_participant, self.move_a_turn]),
            *(2 * [self.ask_others, self.answer, self.restore, self.withdraw]),
            self.found,
            self.import_again,
            self.change_hosts,
            self.delete,
            self.merge_people,
            self.merge_organizations,
            self.rename,
        ]

    def do_something(self) -> None:
        way = self.chance.choice(self.ways)
        status = way()
        assert status < 500
        self.done[way.__name__] += status < 300

    def any_of(self, rows: Any) -> Any:
        return self.chance.choice(list(rows.order_by("pk")))

    def conference(self) -> Conference:
        found: Conference = self.any_of(Conference.objects.exclude(pk=self.tokyo.pk))
        return found

    def send(self, method: str, path: str, body: Any = None) -> int:
        return int(self.desk.send(method, path, body, If_Match=self.desk.etag(path)).status_code)

    def found(self) -> int:
        self.made += 1
        make = self.chance.choice([draft_like, conference_like])
        make(self.tokyo, f"made-{self.made}", self.chance.choice(["", "-a", f"-{self.made}"]))
        return 201

    def import_again(self) -> int:
        record = record_json(read(self.conference()))
        try:
            importing.import_record(record.encode())
        except importing.ImportRefusedError:
            return 409
        return 200

    def publish(self) -> int:
        return self.send("POST", f"conferences/{self.conference().slug}/publish/")

    def withdraw(self) -> int:
        return self.send("POST", f"conferences/{self.conference().slug}/withdraw/")

    def restore(self) -> int:
        conference = self.conference()
        number = self.chance.randint(1, max(1, conference.revision))
        return self.send("POST", f"conferences/{conference.slug}/restore/", {"revision": number})

    def delete(self) -> int:
        self.found()
        return self.send("DELETE", f"conferences/{self.conference().slug}/")

    def delete_something(self) -> int:
        nouns = self.chance.choice(["participants", "turns", "questions", "answers"])
        rows = getattr(self.conference(), nouns).all()
        return self.send("DELETE", f"{nouns}/{self.any_of(rows).uid}/") if rows else 404

    def move_a_participant(self) -> int:
        part = self.any_of(self.conference().participants.all())
        person = self.any_of(Person.objects.filter(merged_into=None))
        organization = self.any_of(Organization.objects.filter(merged_into=None))
        body = {"person": self.chance.choice([None, person.slug]), "organization": organization.slug}
        return self.send("PATCH", f"participants/{part.uid}/", body)

    def move_a_turn(self) -> int:
        conference = self.conference()
        part, turn = self.any_of(conference.participants.all()), self.any_of(conference.turns.all())
        return self.send("PATCH", f"turns/{turn.uid}/", {"participant": str(part.uid)})

    def ask_others(self) -> int:
        conference = self.conference()
        put = [{"participant": str(self.any_of(conference.participants.all()).uid)}, {"words": "Whoever"}]
        rows = conference.questions.all()
        return self.send("PATCH", f"questions/{self.any_of(rows).uid}/", {"addressees": put}) if rows else 404

    def answer(self) -> int:
        conference = self.conference()
        if not conference.questions.exists():
            return 404
        turn, question = self.any_of(conference.turns.all()), self.any_of(conference.questions.all())
        body = {"question": str(question.uid), "turn": str(turn.uid)}
        return int(self.desk.send("POST", "answers/", body).status_code)

    def change_hosts(self) -> int:
        hosts = [each.slug for each in Organization.objects.filter(merged_into=None) if self.chance.random() < 0.2]
        return self.send("PATCH", f"conferences/{self.conference().slug}/", {"hosts": hosts})

    def merge_people(self) -> int:
        return self.merge(Person)

    def merge_organizations(self) -> int:
        return self.merge(Organization)

    def merge(self, model: Any) -> int:
        rows = model.objects.filter(merged_into=None)
        try:
            identity.merge(self.any_of(rows), self.any_of(rows))
        except identity.IdentityError:
            return 409
        return 200

    def rename(self) -> int:
        self.made += 1
        model: Any = self.chance.choice([Person, Organization, Conference])
        identity.rename(self.any_of(model.objects.filter(slug__endswith="a")), f"renamed-{self.made}-a")
        return 200


@pytest.mark.parametrize("seed", range(2))
def test_after_whatever_was_done_they_are_what_the_public_reads(seed: int, tokyo: Conference) -> None:
    for number, suffix in enumerate(["", "-a", "-b"]):
        conference_like(tokyo, f"standing-{number}-a", suffix)
    hands = Hands(seed, tokyo)
    for _ in range(40):
        hands.do_something()
        assert kept() == public(), hands.done
    assert told() == public()
    assert sum(hands.done.values()) > 20, hands.done


def test_nothing_is_left_of_what_nobody_may_read(tokyo: Conference) -> None:
    conference_like(tokyo, "another")
    twice = kept()
    assert twice == public()
    publishing.withdraw(tokyo)
    assert twice != kept() == public()
    publishing.delete(Conference.objects.get(slug="another"))
    assert kept() == ({}, {})
    assert not PersonShare.objects.exists()
    assert not OrganizationShare.objects.exists()


def test_a_made_up_archive_and_one_that_was_loaded_are_counted(db: None, settings: Any, tmp_path: Path) -> None:
    settings.ARCHIVE_ROOT = tmp_path
    call_command("make_corpus", conferences=41, verbosity=0, stdout=StringIO())
    made = kept()
    assert made == public()
    assert len(made[0]) > 50
    archive = bulk.build()
    Conference.objects.all().delete()
    for model in apps.get_app_config("core").get_models():
        model._default_manager.all().delete()
    assert kept() == ({}, {})
    call_command("load_archive", archive.folder, stdout=StringIO())
    assert kept() == made


def test_an_edit_that_changes_no_count_writes_none(tokyo: Conference) -> None:
    before = list(PersonShare.objects.values_list("pk", flat=True))
    with publishing.revising(tokyo):
        tokyo.turns.filter(position=1).update(label="MC")
    tokyo.refresh_from_db()
    assert tokyo.revision == 2
    assert list(PersonShare.objects.values_list("pk", flat=True)) == before


def test_recount_mends_what_came_past_the_service(tokyo: Conference) -> None:
    """Such as a fixture that was written before shares were."""
    right = kept()
    PersonShare.objects.filter(person__slug="lloyd-austin").delete()
    OrganizationTotal.objects.filter(organization__slug="jiji-press").update(asked=70)
    assert kept() != right
    assert recount() == "2 people and organizations had other counts."
    assert kept() == right
    assert recount() == "0 people and organizations had other counts."


def recount() -> str:
    out = StringIO()
    call_command("recount", stdout=out)
    return out.getvalue().strip()


def test_whoever_writes_shares_the_database_adds_them_up(tokyo: Conference) -> None:
    """A fixture brings shares; `loaddata` changes those that are there."""
    share = PersonShare.objects.get(person__slug="lloyd-austin")
    another = conference_like(tokyo, "another").pk
    PersonShare.objects.filter(pk=share.pk).update(turns=share.turns + 5)
    total = PersonTotal.objects.get(pk=share.person_id)
    assert (total.conferences, total.turns) == (2, 2 * share.turns + 5)
    PersonShare.objects.filter(person=share.person_id, conference=another).delete()
    total.refresh_from_db()
    assert (total.conferences, total.turns, total.addressed) == (1, share.turns + 5, share.addressed)


@pytest.mark.parametrize("name", totals.trigger_names())
def test_the_system_check_notices_a_dropped_trigger(name: str) -> None:
    assert errors() == []
    on = f" ON {name.rpartition('_')[0]}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    (error,) = errors()
    assert (error.id, name in error.msg) == ("core.E003", True)


def errors() -> list[Any]:
    return [each for each in checks.run_checks(databases=["default"]) if each.level >= checks.ERROR]
