"""Every noun of the record has its pages in the admin, and none of them breaks or is slow."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries as AssertNumQueries

from core.models import (
    Addressee,
    Annotation,
    Answer,
    AuditEntry,
    Change,
    Conference,
    ConferenceLanguage,
    ImportWarning,
    Introduction,
    Organization,
    OrganizationName,
    Participant,
    Person,
    PersonName,
    Question,
    Revision,
    SourcePart,
    SourceText,
    Token,
    Turn,
)
from core.vocabulary import Response
from tests.admin.conftest import address

pytestmark = pytest.mark.usefixtures("tokyo")

EDITED = [Addressee, Annotation, Answer, Conference, Introduction, Organization, Participant, Person, Question, Turn]
LOOKED_AT = [AuditEntry, Change, ImportWarning, Revision, SourceText, SourcePart]
# What is on the page of another noun only.
INLINE = [ConferenceLanguage, OrganizationName, PersonName]
# What is no part of the record, or has pages of its own kind; what is counted stands beside who it is of.
ELSEWHERE = {"DistinctOrganizations", "DistinctPeople", "FormerSlug"}
ELSEWHERE |= {"OrganizationShare", "OrganizationTotal", "PersonShare", "PersonTotal"}


def listing(noun: Any) -> str:
    return reverse(f"admin:core_{noun._meta.model_name}_changelist")


def test_every_noun_has_its_pages() -> None:
    registered = {noun for noun in admin.site._registry if noun._meta.app_label == "core"}
    assert registered == {*EDITED, *LOOKED_AT, Token}
    shown = registered | {*INLINE}
    assert {noun for noun in apps.get_app_config("core").get_models() if noun.__name__ not in ELSEWHERE} == shown


# Session, user, the count, the rows; the span of the dates and their years or months; the values of a filter
# each; what one column needs for all rows at once.
@pytest.mark.parametrize("noun", [*EDITED, *LOOKED_AT])
def test_list_names_the_rows_in_few_queries(
    noun: Any, staff: Client, django_assert_max_num_queries: AssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        response = staff.get(listing(noun))
    assert response.status_code == 200
    first = noun.objects.first()
    if first is None:
        assert noun in {AuditEntry, ImportWarning, SourcePart}
        return
    assert reverse(f"admin:core_{noun._meta.model_name}_change", args=[first.pk]) in response.content.decode()


# Session, user, the row; its inlines each with what their autocompletes show.
@pytest.mark.parametrize("noun", [*EDITED, Revision, SourceText])
def test_page_opens_in_few_queries(noun: Any, staff: Client, django_assert_max_num_queries: AssertNumQueries) -> None:
    row = noun.objects.last()
    ContentType.objects.get_for_model(noun)  # asked for once in a process
    with django_assert_max_num_queries(16):
        assert staff.get(address(row)).status_code == 200


@pytest.mark.parametrize("noun", EDITED)
def test_page_to_add_one_opens(noun: Any, staff: Client, django_assert_max_num_queries: AssertNumQueries) -> None:
    with django_assert_max_num_queries(4):
        assert staff.get(address(noun)).status_code == 200


@pytest.mark.parametrize("noun", LOOKED_AT)
def test_what_is_only_looked_at_cannot_be_added_or_edited(noun: Any, staff: Client) -> None:
    assert staff.get(address(noun)).status_code == 403
    row = noun.objects.first()
    if row is not None:
        assert staff.post(address(row), {}).status_code == 403
        delete = reverse(f"admin:core_{noun._meta.model_name}_delete", args=[row.pk])
        assert staff.get(delete).status_code == 403


@pytest.mark.parametrize(
    ("noun", "words", "found"),
    [
        (Addressee, "Secretary of State", 4),
        (Annotation, "laughter", 1),
        (Answer, "Golan Heights", 3),
        (Conference, "tokyo", 1),
        (Conference, "Kihara", 1),
        (Conference, '"extended deterrence"', 1),
        (Conference, '"deterrence extended"', 0),
        (Introduction, "Defense Once", 1),
        (Organization, "Jiji", 1),
        (Participant, "Blinken", 1),
        (Person, "Kamikawa", 1),
        (Person, "上川", 1),
        (Question, "Taiwan", 1),
        (Revision, "tokyo-2plus2", 1),
        (SourceText, "tokyo-2plus2", 1),
        (Turn, "Hizballah", 2),
        (Turn, '"to Hizballah" -israel', 0),
        (Turn, "!", 0),
        (Turn, "Kihara", 12),
        (Turn, "Kihara tokyo", 7),
        (Turn, "Kihara nowhere", 0),
        (Turn, " ".join(f"a{n}" for n in range(3000)), 0),
        (Conference, "Jiji", 1),
        (Conference, "Foreign tokyo", 1),
    ],
)
def test_search_finds(noun: Any, words: str, found: int, staff: Client) -> None:
    response = staff.get(listing(noun), {"q": words})
    assert response.context["cl"].result_count == found, words


@pytest.mark.parametrize(
    ("noun", "field", "term", "first"),
    [
        (Turn, "participant", "kih", "Minoru Kihara"),
        (Addressee, "participant", "state", "Antony Blinken"),
        (Answer, "turn", "Hizballah", "14. QUESTION"),
        (Addressee, "question", "Taiwan", "does Japan"),
        (Participant, "person", "kamik", "Yoko Kamikawa"),
        (Participant, "organization", "jiji", "Jiji Press"),
        (Conference, "hosts", "foreign", "Ministry of Foreign Affairs of Japan"),
    ],
)
def test_autocomplete_offers(noun: Any, field: str, term: str, first: str, staff: Client) -> None:
    asked = {"app_label": "core", "model_name": noun._meta.model_name, "field_name": field, "term": term}
    answer = staff.get(reverse("admin:autocomplete"), asked).json()
    assert answer["results"][0]["text"].startswith(first)


def test_autocomplete_of_a_conference_offers_its_own_rows_only(
    staff: Client, tokyo: Conference, other: Conference
) -> None:
    asked = {"app_label": "core", "model_name": "turn", "field_name": "participant", "term": ""}
    both = staff.get(reverse("admin:autocomplete"), asked).json()["results"]
    own = staff.get(reverse("admin:autocomplete"), {**asked, "conference": str(other.pk)}).json()["results"]
    assert len(both) == 10
    assert [each["text"] for each in own] == ["A stranger"]


def test_pages_ask_for_the_rows_of_their_conference(staff: Client, tokyo: Conference) -> None:
    offered = f"{reverse('admin:autocomplete')}?conference={tokyo.pk}"
    for row in (Turn.objects.get(position=14), Question.objects.first(), Answer.objects.first()):
        assert offered in staff.get(address(row)).content.decode(), row
    assert offered in staff.get(address(Turn), {"conference": str(tokyo.pk)}).content.decode()


HUGE = "9" * 30
ODD = [
    {"q": "\0"},
    {"q": "a" * 5000},
    {"q": "\" OR ' % _ \\"},
    {"p": "999"},
    {"p": HUGE},
    {"p": "-1"},
    {"o": "garbage"},
    {"o": "99.-99.x"},
    {"o": HUGE},
    {"e": "1"},
    {"all": "x"},
    {"nothing": "x"},
    {"id__exact": HUGE},
    {"id__exact": "x"},
    {"id__in": f"{HUGE},x"},
    {"conference__id__exact": "x"},
    {"conference__id__exact": "\0"},
    {"status__exact": "\0"},
    {"kind__exact": "nonsense"},
    {"basis__exact": "\0"},
    {"response": "nonsense"},
    {"conference__date__year": HUGE},
    {"conference__date__year": "9999"},
    {"date__year": "9999", "date__month": "13"},
    {"date__year": "x"},
    {"made_at__year": "0"},
    {"_facets": "\0"},
    {"_popup": "\0"},
    {"_changelist_filters": "\0"},
]


@pytest.mark.parametrize("noun", [*EDITED, *LOOKED_AT])
def test_odd_addresses_of_lists_are_answered(noun: Any, staff: Client) -> None:
    for odd in ODD:
        response = staff.get(listing(noun), odd)
        assert response.status_code in {200, 302, 400}, odd


@pytest.mark.parametrize("noun", EDITED)
def test_odd_addresses_of_pages_to_add_one_are_answered(noun: Any, staff: Client) -> None:
    for value in ["x", "\0", HUGE, "-1", "1.5", "2024-13-45", "[", ""]:
        filled = {field.name: value for field in [*noun._meta.fields, *noun._meta.many_to_many]}
        response = staff.get(address(noun), {**filled, "nothing": value})
        # A NUL is refused before any page sees it.
        assert response.status_code == (400 if value == "\0" else 200), value


@pytest.mark.parametrize("noun", EDITED)
def test_odd_values_are_refused_on_the_page(noun: Any, staff: Client, page: Any) -> None:
    row = noun.objects.first()
    fields = page(row)
    kept = {name: values for name, values in fields.items() if name.endswith(("_FORMS", "csrfmiddlewaretoken"))}
    for value in ["x", "\0", HUGE, "-1", "[" * 2000]:
        odd = {name: [value] for name in fields if name not in kept}
        response = staff.post(address(row), {**odd, **kept})
        assert response.status_code == 200, value
        assert response.context["errors"], value


@pytest.mark.parametrize("key", ["x", HUGE, "-1", "0", "%00", "1_2F"])
def test_odd_keys_are_not_found(key: str, staff: Client) -> None:
    for verb in ("change", "delete", "history"):
        assert staff.get(f"/admin/core/turn/{key}/{verb}/").status_code in {302, 400, 404}
    assert staff.post(f"/admin/core/conference/{key}/withdraw/").status_code in {400, 404}


@pytest.mark.parametrize(
    "odd", [{"term": "\0"}, {"page": "x"}, {"page": HUGE}, {"page": "0"}, {"conference": HUGE}, {"conference": "x"}]
)
def test_odd_autocompletes_are_answered(odd: dict[str, str], staff: Client) -> None:
    asked = {"app_label": "core", "model_name": "turn", "field_name": "participant", "term": "x"}
    assert staff.get(reverse("admin:autocomplete"), {**asked, **odd}).status_code in {200, 400, 404}


def test_pages_are_for_staff_only(client: Client) -> None:
    for noun in [*EDITED, *LOOKED_AT]:
        assert client.get(listing(noun)).status_code == 302


def test_site_is_named(staff: Client) -> None:
    content = staff.get("/admin/").content.decode()
    assert "Transcripts" in content
    assert "Django administration" not in content


def test_addressees_are_filtered_by_their_response(staff: Client) -> None:
    for response in Response:
        listed = staff.get(listing(Addressee), {"response": response.value}).context["cl"].result_count
        assert listed == Addressee.objects.responding(response).count() > 0


def test_conferences_are_listed_by_date(staff: Client) -> None:
    response = staff.get(listing(Conference), {"date__year": datetime.date(2024, 7, 28).year})
    assert response.context["cl"].result_count == 1


def test_what_is_refused_or_not_there_is_told_on_a_page(staff: Client, client: Client) -> None:
    gone = staff.get("/admin/core/conference/999/import/")
    assert (gone.status_code, gone["Content-Type"].split(";")[0]) == (404, "text/html")
    assert "There is no such conference." in gone.content.decode()
    assert "There is nothing at this address." in staff.get("/admin/no/such/page/").content.decode()
    client.force_login(User.objects.create_user("guest", is_staff=True))
    refused = client.get("/admin/core/conference/import/")
    assert (refused.status_code, refused["Content-Type"].split(";")[0]) == (403, "text/html")
    assert "You may not do this." in refused.content.decode()
    assert client.get("/api/nothing/")["Content-Type"] == "application/problem+json"
