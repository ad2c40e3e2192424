"""/api/v1/participants/"""

import pytest

from core.models import Conference, Participant
from tests.api.conftest import Api
from tests.api.make import conference_like


def test_the_list_says_what_the_detail_says(api: Api) -> None:
    participants = api.results("participants/")
    assert len(participants) == 9
    for participant in participants:
        assert participant == api.json(f"participants/{participant['id']}/")


def test_a_principal_has_a_title_and_an_organization(api: Api) -> None:
    (kihara,) = api.results("participants/?person=minoru-kihara")
    assert (kihara["role"], kihara["conference"]) == ("principal", "tokyo-2plus2-2024")
    assert kihara["organization"] == {"slug": "ministry-of-defense-japan", "name": "Ministry of Defense of Japan"}
    assert "Defense" in kihara["title"]


def test_an_unnamed_moderator_has_neither_name_nor_person(api: Api) -> None:
    (moderator,) = api.results("participants/?role=moderator")
    assert (moderator["name"], moderator["person"], moderator["organization"]) == (None, None, None)
    assert moderator["introductions"] == []


def test_contradicting_words_that_introduce_somebody_are_all_kept(api: Api) -> None:
    (tucker,) = api.results("participants/?person=patrick-tucker")
    assert {said["outlet"] for said in tucker["introductions"]} == {"Defense Once", "Defense One"}
    for said in tucker["introductions"]:
        text = api.json(f"turns/{said['turn']}/")["text"]
        assert text[said["start"] :].startswith(said["excerpt"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("role=press", 4),
        ("role=interpreter", 0),
        ("conference=tokyo-2plus2-2024&role=principal", 4),
        ("organization=jiji-press", 1),
        ("person=lloyd-austin&role=press", 0),
        ("date=2024-07-28", 9),
        ("date_before=2024-07-27", 0),
        ("date_after=2024-07-29", 0),
    ],
)
def test_filters_narrow_the_list(api: Api, query: str, found: int) -> None:
    assert len(api.results(f"participants/?{query}")) == found


def test_orderings_keep_the_order_within_a_conference(api: Api, tokyo: Conference) -> None:
    another = conference_like(tokyo, "another")
    first = [str(uid) for uid in tokyo.participants.order_by("pk").values_list("uid", flat=True)]
    second = [str(uid) for uid in another.participants.order_by("pk").values_list("uid", flat=True)]
    assert [each["id"] for each in api.results("participants/")] == first + second
    assert [each["id"] for each in api.results("participants/?ordering=-conference")] == second + first


def test_fields_keeps_only_what_was_asked_for(api: Api) -> None:
    assert api.results("participants/?person=lloyd-austin&fields=role,person") == [
        {"role": "principal", "person": "lloyd-austin"}
    ]


def test_each_query_is_known(api: Api) -> None:
    # which participants; these with person, organization and conference; their introductions with their turns
    assert api.number_of_queries("participants/") == 3
    # and the references, in one; the count
    assert api.number_of_queries("participants/?count=true&conference=tokyo-2plus2-2024&person=patrick-tucker") == 5
    tucker = Participant.objects.get(person__slug="patrick-tucker")
    assert api.number_of_queries(f"participants/{tucker.uid}/") == 3


def test_more_rows_cost_no_more_queries(api: Api, tokyo: Conference) -> None:
    for number in range(5):
        conference_like(tokyo, f"another-{number}")
    assert api.number_of_queries("participants/?page_size=100&count=true") == 4
