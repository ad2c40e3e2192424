"""Two rows that are one: what moves, what the public is told, and what is refused."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from core import identity, publishing
from core.auditing import Actor
from core.identity import IdentityError, SomethingNewError
from core.models import (
    AuditEntry,
    Change,
    Conference,
    DistinctPeople,
    Organization,
    Participant,
    Person,
    Revision,
)
from core.vocabulary import Door
from tests.api.make import conference_like, draft_like

pytestmark = pytest.mark.django_db


@pytest.fixture
def another(tokyo: Conference) -> Conference:
    """A published conference whose people and organizations are all strangers: the same ones under other slugs."""
    return conference_like(tokyo, "another", "-2")


@pytest.fixture
def kihara(another: Conference) -> Person:
    return Person.objects.get(slug="minoru-kihara")


@pytest.fixture
def second(another: Conference) -> Person:
    return Person.objects.get(slug="minoru-kihara-2")


def told(after: int) -> list[tuple[str, str, str, str]]:
    return list(Change.objects.after(after).values_list("noun", "slug", "action", "merged_into"))


def test_every_conference_names_the_other_from_now_on(
    kihara: Person, second: Person, tokyo: Conference, another: Conference
) -> None:
    draft = draft_like(another, "draft")
    version = Conference.objects.get(pk=draft.pk).version
    identity.merge(second, kihara)
    assert not Participant.objects.filter(person=second).exists()
    assert Participant.objects.filter(person=kihara).count() == 3
    documents = dict(Revision.objects.newest().values_list("conference__slug", "document"))
    assert "minoru-kihara-2" not in documents["another"]
    assert '"minoru-kihara"' in documents["another"]
    assert Conference.objects.get(pk=draft.pk).version == version + 1
    assert list(Conference.objects.order_by("pk").values_list("slug", "revision")) == [
        (tokyo.slug, 1),  # nothing is different there: the names were the same
        ("another", 2),
        ("draft", 0),
    ]


def test_public_is_told_once_and_at_the_end(kihara: Person, second: Person) -> None:
    newest = Change.objects.newest_number()
    identity.merge(second, kihara)
    assert told(newest) == [
        ("conference", "another", "changed", ""),
        ("person", "minoru-kihara", "changed", ""),
        ("person", "minoru-kihara-2", "merged", "minoru-kihara"),
    ]


def test_one_who_becomes_public_by_it_is_told_before_what_names_them(second: Person) -> None:
    unknown = Person.objects.create(slug="kihara-minoru", name="Kihara Minoru")
    newest = Change.objects.newest_number()
    identity.merge(second, unknown)
    assert told(newest) == [
        ("person", "kihara-minoru", "created", ""),
        ("conference", "another", "changed", ""),
        ("person", "minoru-kihara-2", "merged", "kihara-minoru"),
    ]


def test_public_is_told_nothing_of_who_was_never_public(kihara: Person, tokyo: Conference) -> None:
    draft_like(tokyo, "draft", "-secret")
    newest = Change.objects.newest_number()
    identity.merge(Person.objects.get(slug="minoru-kihara-secret"), kihara)
    assert told(newest) == []


def test_merging_into_who_is_not_public_tells_nothing_either(tokyo: Conference) -> None:
    withdrawn = conference_like(tokyo, "gone", "-gone")
    publishing.withdraw(withdrawn)
    draft_like(tokyo, "draft", "-secret")
    newest = Change.objects.newest_number()
    gone, secret = (Person.objects.get(slug=f"minoru-kihara-{name}") for name in ("gone", "secret"))
    identity.merge(gone, secret)
    assert told(newest) == []


def test_names_ids_and_fields_move_where_they_are_lacking(kihara: Person, second: Person, tokyo: Conference) -> None:
    second.name, second.external_ids, second.country = "Kihara Minoru", {"wikidata": "Q11644475"}, "US"
    second.editorial = ["external_ids", "country"]
    second.save()
    second.names.create(text="Defence Minister Kihara", kind="alias")
    kihara.external_ids, kihara.sort_name, kihara.editorial = {"viaf": "1"}, "", ["name"]
    kihara.save()
    before = list(kihara.names.values_list("text", flat=True))
    identity.merge(second, kihara)
    kihara.refresh_from_db()
    assert sorted(kihara.names.values_list("text", flat=True)) == sorted(
        {*before, "Kihara Minoru", "Defence Minister Kihara"}
    )
    assert not second.names.exists()
    assert kihara.external_ids == {"viaf": "1", "wikidata": "Q11644475"}
    assert (kihara.country, kihara.sort_name) == ("JP", "Kihara, Minoru")
    assert kihara.editorial == ["name", "external_ids"]
    assert "Kihara Minoru" in tokyo.revisions.get(number=2).document


def test_name_that_is_there_already_is_not_there_twice(kihara: Person, second: Person) -> None:
    kihara.names.create(text="Kihara Minoru", kind="transliteration")
    Person.objects.filter(pk=second.pk).update(name="Kihara Minoru")
    identity.merge(second, kihara)
    assert kihara.names.get(text="Kihara Minoru").kind == "transliteration"


def test_name_can_be_left_behind(kihara: Person, second: Person) -> None:
    Person.objects.filter(pk=second.pk).update(name="Kihara?")
    second.refresh_from_db()
    identity.merge(second, kihara, keep_name=False)
    assert not kihara.names.filter(text="Kihara?").exists()


def test_chain_of_merges_leads_to_its_end(kihara: Person, second: Person) -> None:
    third = Person.objects.create(slug="third", name="Kihara")
    identity.merge(second, third)
    identity.merge(third, kihara)
    assert set(kihara.merged.values_list("slug", flat=True)) == {"minoru-kihara-2", "third"}
    assert not third.merged.exists()


def test_organizations_move_with_whom_they_host_and_who_speaks_for_them(tokyo: Conference, another: Conference) -> None:
    ministry = tokyo.hosts.first()
    assert ministry is not None
    other = Organization.objects.get(slug=f"{ministry.slug}-2")
    tokyo.hosts.add(other)  # of two hosts that are one, one remains
    publishing.revise(tokyo)
    speaking = Participant.objects.filter(organization__in=[ministry, other]).count()
    newest = Change.objects.newest_number()
    identity.merge(other, ministry)
    assert Participant.objects.filter(organization=ministry).count() == speaking
    assert set(Conference.objects.filter(hosts=ministry)) == {tokyo, another}
    assert not Conference.objects.filter(hosts=other).exists()
    assert told(newest)[-1] == ("organization", other.slug, "merged", ministry.slug)
    assert not any(action == "withdrawn" for _, _, action, _ in told(newest))


def test_two_of_one_conference_are_refused(tokyo: Conference) -> None:
    austin, blinken = (Person.objects.get(slug=slug) for slug in ("lloyd-austin", "antony-blinken"))
    with pytest.raises(IdentityError, match=r"Both took part in “.*” \(tokyo-2plus2-2024\)"):
        identity.merge(austin, blinken)
    austin.refresh_from_db()
    assert austin.merged_into is None


def test_contradicting_ids_are_refused(kihara: Person, second: Person) -> None:
    Person.objects.filter(pk=kihara.pk).update(external_ids={"wikidata": "Q1"})
    Person.objects.filter(pk=second.pk).update(external_ids={"wikidata": "Q2"})
    with pytest.raises(IdentityError, match="Their wikidata ids differ: minoru-kihara-2 has Q2, minoru-kihara has Q1"):
        identity.merge(second, kihara)


def test_what_was_merged_already_is_refused_both_ways(kihara: Person, second: Person) -> None:
    identity.merge(second, kihara)
    third = Person.objects.create(slug="third", name="Kihara")
    for gone, kept in ((second, third), (third, second)):
        with pytest.raises(IdentityError, match="was merged into Minoru Kihara"):
            identity.merge(gone, kept)
    with pytest.raises(IdentityError, match="into another person"):
        identity.merge(kihara, kihara)


def test_plan_is_what_happens_and_holds_only_while_it_is(kihara: Person, second: Person, another: Conference) -> None:
    plan = identity.plan_merge(second, kihara)
    assert [each.conference for each in plan.participants] == [another.title]
    assert plan.redirects == ("minoru-kihara-2",)
    assert {each.key for each in plan.revised} == {each.pk for each in Conference.objects.all()}
    assert plan.obstacles == ()
    second.names.create(text="Somebody", kind="alias")
    with pytest.raises(SomethingNewError, match="Something changed"):
        identity.merge(second, kihara, seen=plan.digest)
    identity.merge(second, kihara, seen=identity.plan_merge(second, kihara).digest)


def test_plan_is_made_in_few_queries(kihara: Person, second: Person, django_assert_num_queries: Any) -> None:
    # The participants; whose names, twice; who was merged into the one that goes; the published conferences; those
    # that both took part in.
    with django_assert_num_queries(6):
        identity.plan_merge(second, kihara)


def test_trail_tells_who_merged_what(kihara: Person, second: Person) -> None:
    by = Actor(User.objects.create_user("kim"), Door.ADMIN)
    identity.merge(second, kihara, by=by, note="The same minister.")
    entry = AuditEntry.objects.get(action="merged")
    assert (entry.username, entry.door, entry.noun, entry.key) == ("kim", "admin", "person", "minoru-kihara-2")
    assert entry.note == "The same minister."
    assert entry.details["merged_into"] == {"from": None, "to": "minoru-kihara"}
    assert entry.details["redirects"] == ["minoru-kihara-2"]
    assert [each.made_by for each in Revision.objects.filter(number=2)] == [by.user]


def test_whom_one_was_told_apart_from_the_other_is_too(kihara: Person, second: Person) -> None:
    stranger = Person.objects.create(slug="seiji-kihara", name="Seiji Kihara")
    identity.tell_apart(second, stranger)
    identity.tell_apart(second, kihara)
    identity.merge(second, kihara)
    (pair,) = DistinctPeople.objects.all()
    assert {pair.first, pair.second} == {kihara, stranger}


@pytest.mark.parametrize("model", [Person, Organization])
def test_everything_that_points_at_them_is_known(model: Any) -> None:
    """Whoever adds a relation teaches `merge` to move it."""
    pointing = {(each.related_model.__name__, each.field.name) for each in model._meta.related_objects}
    pointing |= {
        (each.model.__name__, each.name)
        for other in (DistinctPeople,)
        for each in other._meta.fields
        if each.related_model is model
    }
    assert (
        pointing
        == {
            Person: {
                ("Participant", "person"),
                ("PersonName", "person"),
                ("Person", "merged_into"),
                ("PersonTotal", "person"),  # the sum of what their conferences are revised to say
                ("DistinctPeople", "first"),
                ("DistinctPeople", "second"),
            },
            Organization: {
                ("Participant", "organization"),
                ("OrganizationName", "organization"),
                ("Organization", "merged_into"),
                ("OrganizationTotal", "organization"),
                ("Conference", "hosts"),
            },
        }[model]
    )
