"""/api/v1/turns/"""

import pytest

from core.models import Conference, Participant, Turn
from tests.api.conftest import Api
from tests.api.make import conference_like


def test_the_list_says_what_the_detail_says(api: Api) -> None:
    turns = api.results("turns/?page_size=100")
    assert [turn["position"] for turn in turns] == list(range(1, 27))
    for turn in turns:
        assert turn == api.json(f"turns/{turn['id']}/")


def test_the_label_stays_as_printed_beside_who_speaks(api: Api) -> None:
    (turn,) = api.results("turns/?position=25")
    assert turn["label"] == "DEFENESE MINISTER KIHARA"
    assert turn["participant"]["person"] == "minoru-kihara"
    assert turn["delivery_note"] == "Via interpreter"


def test_what_is_no_speech_is_marked_where_it_stands(api: Api) -> None:
    kinds = []
    for turn in api.results("turns/?page_size=100"):
        for annotation in turn["annotations"]:
            kinds.append(annotation["kind"])
            assert turn["text"][annotation["start"] :].startswith(annotation["text"])
    assert (kinds.count("inaudible"), kinds.count("laughter")) == (4, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=question", 4),
        ("kind=answer", 9),
        ("kind=interjection", 0),
        ("role=moderator", 9),
        ("role=press", 4),
        ("person=lloyd-austin", 4),
        ("organization=us-department-of-state", 3),
        ("person=lloyd-austin&kind=answer", 3),
        ("conference=tokyo-2plus2-2024&position=26", 1),
        ("position=27", 0),
        ("position=2147483647", 0),
        ("date=2024-07-28", 26),
        ("date_after=2024-07-29", 0),
        ("date_before=2024-07-28&date_after=2024-07-28", 26),
    ],
)
def test_filters_narrow_the_list(api: Api, query: str, found: int) -> None:
    assert len(api.results(f"turns/?page_size=100&{query}")) == found


def test_a_participant_leads_to_their_turns(api: Api) -> None:
    moderator = Participant.objects.get(role="moderator")
    turns = api.results(f"turns/?participant={moderator.uid}")
    assert {turn["participant"]["id"] for turn in turns} == {str(moderator.uid)}
    assert len(turns) == 9


def test_include_adds_what_is_asked_and_answered_in_a_turn(api: Api) -> None:
    (asking,) = api.results("turns/?position=23&include=questions,answers")
    assert len(asking["questions"]) == 2
    assert asking["answers"] == []
    for question in asking["questions"]:
        assert asking["text"][question["start"] :].startswith(question["excerpt"])
    (answering,) = api.results("turns/?position=24&include=answers")
    assert [answer["question"] for answer in answering["answers"]] == [asking["questions"][0]["id"]]
    assert "questions" not in answering


def test_fields_keeps_only_what_was_asked_for(api: Api) -> None:
    assert api.results("turns/?position=1&fields=position,kind") == [{"position": 1, "kind": "procedural"}]


def test_orderings_keep_the_order_within_a_conference(api: Api, tokyo: Conference) -> None:
    another = conference_like(tokyo, "another")
    turns = api.results("turns/?page_size=100&ordering=-conference")
    assert [turn["conference"] for turn in turns] == [another.slug] * 26 + [tokyo.slug] * 26
    assert [turn["position"] for turn in turns] == list(range(1, 27)) * 2


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        # which turns; these with participant, person, organization and conference; their annotations
        ("", 3),
        ("include=questions,answers", 5),  # and the questions; the answers
        # and the references, in one; the count
        ("include=questions,answers&count=true&conference=tokyo-2plus2-2024&person=michael-gordon", 7),
    ],
)
def test_each_query_is_known(api: Api, query: str, queries: int) -> None:
    assert api.number_of_queries(f"turns/?{query}") == queries
    if "count" not in query:
        turn = Turn.objects.get(position=24)
        assert api.number_of_queries(f"turns/{turn.uid}/?{query}") == queries


def test_more_rows_cost_no_more_queries(api: Api, tokyo: Conference) -> None:
    for number in range(3):
        conference_like(tokyo, f"another-{number}")
    assert len(api.results("turns/?page_size=100")) == 100
    assert api.number_of_queries("turns/?page_size=100&count=true&include=questions,answers") == 6
