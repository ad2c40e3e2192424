"""/api/v1/questions/"""

from typing import Any

import pytest

from core.models import Addressee, Conference, Question
from core.records import AddresseeRecord, response_of
from core.vocabulary import Response
from tests.api.conftest import Api
from tests.api.make import conference_like


def to_blinken(api: Api, query: str) -> list[tuple[str, str, str, list[str]]]:
    """Of each question put to him: who asked, where from, what it got from him, and who answered in his place."""
    found = []
    for question in api.results(f"questions/?addressee=antony-blinken&{query}"):
        (him,) = [each for each in question["addressees"] if each["participant"]["person"] == "antony-blinken"]
        asker = question["asker"]
        in_place = [each["name"] for each in him["answered_in_place_by"]]
        found.append((asker["name"], asker["organization"]["name"], him["response"], in_place))
    return found


def test_what_blinken_left_unanswered_and_who_answered_in_his_place(api: Api) -> None:
    in_his_place = ("Tanaka", "Jiji Press", "answered_by_other", ["Lloyd Austin"])
    assert to_blinken(api, "response=unanswered") == [
        in_his_place,
        in_his_place,
        in_his_place,
        ("Patrick Tucker", "Defense One", "unanswered", []),
    ]
    assert to_blinken(api, "response=answered_by_other") == [in_his_place] * 3


def test_unanswered_without_an_addressee_finds_everybody_who_kept_silent(api: Api) -> None:
    silent = [
        (question["asker"]["name"], each["participant"]["name"], each["words"])
        for question in api.results("questions/?response=unanswered")
        for each in question["addressees"]
        if each["response"] != "answered"
    ]
    assert silent == [
        ("Tanaka", "Antony Blinken", "Secretary of State"),
        ("Tanaka", "Antony Blinken", "Secretary of State"),
        ("Tanaka", "Antony Blinken", "Secretary of State"),
        ("Patrick Tucker", "Minoru Kihara", "Minister Kihara"),
        ("Patrick Tucker", "Antony Blinken", "Secretary Blinken"),
    ]


def test_response_speaks_of_the_addressee_that_was_given(api: Api) -> None:
    assert len(api.results("questions/?response=answered&addressee=antony-blinken")) == 5
    assert len(api.results("questions/?response=unanswered&addressee=lloyd-austin")) == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 14),
        ("asker=michael-gordon", 7),
        ("outlet=defense-one", 2),
        ("addressee=lloyd-austin", 4),
        ("answered=false", 0),
        ("answered=true", 14),
        ("conference=tokyo-2plus2-2024", 14),
        ("date_after=2024-07-29", 0),
        ("response=answered", 14),
    ],
)
def test_filters_narrow_the_list(api: Api, query: str, found: int) -> None:
    assert len(api.results(f"questions/?{query}")) == found


def test_a_question_is_the_exact_words_of_its_turn(api: Api) -> None:
    for question in api.results("questions/?include=asking_turn"):
        start, text = question["start"], question["asking_turn"]["text"]
        assert text[start : start + len(question["excerpt"])] == question["excerpt"]


def test_an_answer_tells_its_words(api: Api) -> None:
    (question,) = api.results("questions/?response=unanswered&addressee=antony-blinken&ordering=-conference")[-1:]
    (answer,) = question["answers"]
    assert answer["participant"]["name"] == "Minoru Kihara"
    assert answer["text"].endswith("I will refrain from discussing.")


@pytest.mark.usefixtures("tokyo")
def test_the_rule_of_the_database_is_the_rule_of_the_record() -> None:
    for addressee in Addressee.objects.select_related("participant").prefetch_related(
        "question__addressees__participant", "question__answers__turn__participant"
    ):
        question = addressee.question
        asked = [AddresseeRecord(participant=each.participant.uid) for each in question.addressees.all()]
        answerers = [answer.turn.participant.uid for answer in question.answers.all()]
        response = response_of(AddresseeRecord(participant=addressee.participant.uid), asked, answerers)
        for each in Response:
            matches = Addressee.objects.responding(each).filter(pk=addressee.pk).exists()
            assert matches == (each == response)


def test_words_that_fit_nobody_stay_an_addressee_without_an_answer(api: Api, tokyo: Conference) -> None:
    question = tokyo.questions.order_by("pk").first()
    assert question is not None
    question.addressees.create(conference=tokyo, position=3, words="the ambassador")
    found: Any = api.json(f"questions/{question.uid}/")["addressees"][-1]
    assert (found["participant"], found["words"], found["response"]) == (None, "the ambassador", "unanswered")
    assert len(api.results("questions/?response=unanswered")) == 6


def test_the_list_says_what_the_detail_says(api: Api) -> None:
    for question in api.results("questions/"):
        assert question == api.json(f"questions/{question['id']}/")


def test_orderings_keep_the_order_within_a_conference(api: Api, tokyo: Conference) -> None:
    another = conference_like(tokyo, "another")
    questions = api.results("questions/?page_size=100&ordering=-conference")
    assert [each["conference"] for each in questions] == [another.slug] * 14 + [tokyo.slug] * 14
    places = [(each["turn"]["position"], each["start"]) for each in questions]
    assert places == sorted(places[:14]) * 2


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        # which questions; these with turn, asker and conference; their addressees; their answers
        ("", 4),
        ("include=asking_turn", 5),  # and the annotations of the turns
        # and the references, in one; the count
        (
            "include=asking_turn&count=true&conference=tokyo-2plus2-2024&asker=michael-gordon"
            "&outlet=wall-street-journal&addressee=lloyd-austin&response=answered",
            7,
        ),
    ],
)
def test_each_query_is_known(api: Api, query: str, queries: int) -> None:
    assert api.number_of_queries(f"questions/?{query}") == queries
    if "count" not in query:
        question = Question.objects.order_by("pk").first()
        assert question is not None
        assert api.number_of_queries(f"questions/{question.uid}/?{query}") == queries


def test_more_rows_cost_no_more_queries(api: Api, tokyo: Conference) -> None:
    for number in range(6):
        conference_like(tokyo, f"another-{number}")
    assert api.number_of_queries("questions/?page_size=100&count=true&include=asking_turn") == 6
