"""Who is probably one: what names have in common, what else is known, and what was told apart."""

from typing import Any

import pytest

from core import identity
from core.identity import find_duplicates
from core.identity.likeness import Like, fold, organization_form, organizations_alike, people_alike, person_form
from core.models import Conference, Organization, Participant, Person

ALIKE = [
    ("José Ángel Núñez", "JOSE ANGEL NUNEZ", Like.SAME),
    ("Seán O’Brien", "Sean OBrien", Like.SAME),
    ("Jean-Claude Juncker", "Jean Claude  Juncker", Like.SAME),
    ("Abdel Fattah Al-Sisi", "Abdel Fattah Alsisi", Like.SAME),
    ("Mr. Łukasz Żal", "Lukasz Zal", Like.SAME),
    ("Søren Bjørn", "Soren Bjorn", Like.SAME),
    ("木原 稔", "木原稔", Like.SAME),
    ("きはら みのる", "キハラ ミノル", Like.SAME),
    ("김 철수", "김철수", Like.SAME),
    ("Сергей Лавров", "СЕРГЕЙ ЛАВРОВ", Like.SAME),
    ("Minoru Kihara", "Kihara Minoru", Like.ORDER),
    ("KIHARA, Minoru", "Minoru Kihara", Like.SAME),
    ("John Kerry", "John Forbes Kerry", Like.FULLER),
    ("J. Smith", "John Smith", Like.INITIALS),
    ("John F. Kennedy", "John Fitzgerald Kennedy", Like.INITIALS),
    ("Smith J.", "John Smith", Like.INITIALS),
    ("Antony Blinken", "Anthony Blinken", Like.SPELLING),
    ("Sergey Lavrov", "Sergei Lavrov", Like.SPELLING),
    ("Tanaka", "Ken Tanaka", Like.FAMILY),
    ("Tanaka", "TANAKA", Like.FAMILY),
    ("田中", "田中", Like.FAMILY),
    ("Lloyd Austin", "Antony Blinken", None),
    ("A. Smith", "B. Smith", None),
    ("Kim Jong Un", "Kim Jong Il", None),
    ("Ann Lee", "Ian Lee", None),
    ("Ken", "Ken Tanaka Sato Mori", Like.FAMILY),
    ("Sato", "Ken Sato Mori", None),
    ("木原稔", "木原誠二", None),
    ("J. K.", "John Kennedy", None),
]
ORGANIZATIONS_ALIKE = [
    ("The Japan Times", "Japan Times", Like.SAME),
    ("Kyodo News", "Kyodo", Like.FULLER),
    ("Sony Group Corporation", "SONY", Like.FULLER),
    ("Defense One", "Defense Once", Like.SPELLING),
    ("Ministry of Defence", "Ministry of Defense", Like.SPELLING),
    ("AP", "Associated Press", Like.ACRONYM),
    ("MOFA", "Ministry of Foreign Affairs", Like.ACRONYM),
    ("MFA", "Ministry of Foreign Affairs", Like.ACRONYM),
    ("Ap", "Associated Press", None),
    ("Channel 4", "Channel 5", None),
    ("Reuters", "Bloomberg", None),
]


@pytest.mark.parametrize(("one", "other", "like"), ALIKE)
def test_names_of_people(one: str, other: str, like: Like | None) -> None:
    assert people_alike(person_form(one), person_form(other)) == like
    assert people_alike(person_form(other), person_form(one)) == like


@pytest.mark.parametrize(("one", "other", "like"), ORGANIZATIONS_ALIKE)
def test_names_of_organizations(one: str, other: str, like: Like | None) -> None:
    assert organizations_alike(organization_form(one), organization_form(other)) == like
    assert organizations_alike(organization_form(other), organization_form(one)) == like


@pytest.mark.parametrize(
    "odd", ["", " ", "…", "\u200b", "''", "Dr.", "हिन्दी नाम", "a" * 200, "\ud7a3", "ﷺ", ", ,", "،"]
)
def test_odd_names_are_folded_without_a_word(odd: str) -> None:
    assert all(fold(odd)) or not fold(odd)
    person_form(odd)
    organization_form(odd)


def people(*names: str) -> list[Person]:
    return [Person.objects.create(slug=f"p{number}", name=name) for number, name in enumerate(names)]


def found(model: Any, of: Any = None) -> list[tuple[str, str]]:
    names = dict(model.objects.values_list("pk", "name"))
    return [(names[each.first], names[each.second]) for each in find_duplicates(model, of)]


@pytest.mark.django_db
def test_every_likeness_is_found_by_its_keys() -> None:
    for number, (one, other, like) in enumerate(ALIKE):
        if like not in {None, Like.FAMILY}:
            pair = [Person.objects.create(slug=f"{number}-{side}", name=name) for side, name in enumerate((one, other))]
            assert (one, other) in found(Person), (one, other)
            assert (one, other) in found(Person, pair[0])
            Person.objects.all().delete()
    for number, (one, other, like) in enumerate(ORGANIZATIONS_ALIKE):
        if like is not None:
            for side, name in enumerate((one, other)):
                Organization.objects.create(slug=f"{number}-{side}", name=name)
            assert (one, other) in found(Organization), (one, other)
            Organization.objects.all().delete()


@pytest.mark.django_db
def test_the_surest_come_first_with_their_reasons() -> None:
    people("Minoru Kihara", "Kihara Minoru", "M. Kihara", "MINORU KIHARA", "Lloyd Austin")
    suggestions = find_duplicates(Person)
    assert [(each.score, each.reasons) for each in suggestions][:2] == [
        (90, ("“Minoru Kihara” and “MINORU KIHARA” are the same but for case, accents and punctuation",)),
        (80, ("“Minoru Kihara” and “Kihara Minoru” are the same words in another order",)),
    ]
    assert [each.score for each in suggestions] == sorted((each.score for each in suggestions), reverse=True)
    assert not any("Austin" in name for pair in found(Person) for name in pair)


@pytest.mark.django_db
def test_a_name_in_another_script_is_a_name_like_any_other() -> None:
    one, other = people("Minoru Kihara", "木原 稔")
    one.names.create(text="木原稔", language="ja", kind="native")
    (suggestion,) = find_duplicates(Person)
    assert suggestion.reasons == ("“木原稔” and “木原 稔” are the same but for case, accents and punctuation",)
    assert suggestion.doubts == ()
    other.name = "Lloyd Austin"
    other.save()
    other.names.create(text="木原稔")
    (doubtful,) = find_duplicates(Person)
    assert doubtful.doubts == ("They are called “Minoru Kihara” and “Lloyd Austin” besides",)
    assert doubtful.score < suggestion.score


@pytest.mark.django_db
def test_a_family_name_says_something_where_both_spoke_for_the_same_outlet(tokyo: Conference, other: Any) -> None:
    tanaka = Person.objects.get(name="Tanaka")
    nhk = tanaka.participations.get().organization
    full, elsewhere = people("Ken Tanaka", "Yuko Tanaka")
    Participant.objects.create(conference=other, person=full, name="Ken Tanaka", organization=nhk)
    Participant.objects.create(conference=other, person=elsewhere, name="Yuko Tanaka")
    suggestion, *more = find_duplicates(Person, tanaka)
    assert {suggestion.first, suggestion.second} == {tanaka.pk, full.pk}
    assert suggestion.reasons[-1] == f"Both spoke for {nhk}"
    assert more == []


@pytest.fixture
def other(db: None) -> Conference:
    return Conference.objects.create(slug="other", title="Another")


@pytest.mark.django_db
def test_what_speaks_against_it_is_said_and_weighed(other: Conference) -> None:
    one, two, far = people("Kim Minji", "Kim Minji", "Kim Minji")
    Person.objects.filter(pk=far.pk).update(country="KR")
    Person.objects.filter(pk=one.pk).update(country="US")
    for each in (one, two):
        Participant.objects.create(conference=other, person=each, name="Kim Minji")
    doubts = {(each.first, each.second): each.doubts for each in find_duplicates(Person)}
    assert doubts == {
        (two.pk, far.pk): (),
        (one.pk, two.pk): ("Both took part in the same conference",),
        (one.pk, far.pk): ("They are of KR and US",),
    }
    assert (find_duplicates(Person)[0].first, find_duplicates(Person)[0].second) == (two.pk, far.pk)


@pytest.mark.django_db
def test_ids_elsewhere_decide() -> None:
    one, two, three = people("Kim Minji", "Kim Minji", "Somebody")
    for each, number in ((one, "Q1"), (two, "Q2"), (three, "Q1")):
        Person.objects.filter(pk=each.pk).update(external_ids={"wikidata": number})
    (suggestion,) = find_duplicates(Person)
    assert (suggestion.first, suggestion.second) == (one.pk, three.pk)
    assert suggestion.reasons == ("Both are wikidata Q1",)


@pytest.mark.django_db
def test_ministries_of_two_countries_are_two() -> None:
    for country in ("JP", "FR", "FR"):
        number = Organization.objects.count()
        Organization.objects.create(slug=f"mod-{number}", name="Ministry of Defense", country=country, kind="ministry")
    assert len(find_duplicates(Organization)) == 1


@pytest.mark.django_db
def test_who_was_told_apart_or_merged_is_not_suggested() -> None:
    one, two, three = people("Kim Minji", "Kim Minji", "Kim Minji")
    identity.tell_apart(two, one)
    assert len(find_duplicates(Person)) == 2
    assert len(find_duplicates(Person, one)) == 1
    identity.merge(three, two)
    assert find_duplicates(Person) == []
    assert find_duplicates(Person, three) == []


@pytest.mark.django_db
def test_a_crowd_of_one_name_takes_no_more_than_its_share(django_assert_num_queries: Any) -> None:
    Person.objects.bulk_create(Person(slug=f"k{number}", name="Kim Minji") for number in range(400))
    # The people, their names, the organizations, who took part, who was told apart.
    with django_assert_num_queries(5):
        suggestions = find_duplicates(Person)
    assert 399 <= len(suggestions) <= 400 * 12
    assert len({key for each in suggestions for key in (each.first, each.second)}) == 400
    # One who was told apart from all of the near ones is suggested with those beyond.
    first = Person.objects.get(slug="k0")
    assert len(find_duplicates(Person, first)) == 399
