"""/api/v1/answers/"""

import pytest

from core.models import Answer, Conference, Participant
from tests.api.conftest import Api
from tests.api.make import conference_like


def test_the_list_says_what_the_detail_says(api: Api) -> None:
    answers = api.results("answers/")
    assert len(answers) == 19
    for answer in answers:
        assert answer == api.json(f"answers/{answer['id']}/")


def test_an_answer_is_the_exact_words_of_its_turn(api: Api) -> None:
    for answer in api.results("answers/?include=answering_turn"):
        text = answer["answering_turn"]["text"]
        assert answer["answering_turn"]["id"] == answer["turn"]["id"]
        if answer["start"] is None:
            assert answer["text"] == text
        else:
            assert text[answer["start"] :].startswith(answer["text"])


def test_kihara_refrains_from_answering_tucker(api: Api) -> None:
    (answer,) = [each for each in api.results("answers/?person=minoru-kihara") if each["turn"]["position"] == 25]
    assert answer["question"]["turn"]["position"] == 23
    assert answer["question"]["excerpt"].startswith("does Japan and the United States")
    assert "I will refrain" in answer["text"]
    assert answer["judgement"] is None, "no editor has judged it"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("person=minoru-kihara&conference=tokyo-2plus2-2024", True),
        ("organization=us-department-of-defense", True),
        ("organization=jiji-press", False),
        ("judgement=declined", False),
        ("date=2024-07-28", True),
        ("date_after=2024-07-29", False),
        ("date_before=2024-07-27", False),
    ],
)
def test_filters_narrow_the_list(api: Api, query: str, found: bool) -> None:
    assert bool(api.results(f"answers/?{query}")) == found


def test_a_judgement_finds_what_an_editor_set(api: Api) -> None:
    answer = Answer.objects.get(turn__position=25)
    Answer.objects.filter(pk=answer.pk).update(judgement="declined")
    (found,) = api.results("answers/?judgement=declined")
    assert (found["id"], found["judgement"]) == (str(answer.uid), "declined")


def test_a_question_leads_to_its_answers(api: Api) -> None:
    for question in api.results("questions/"):
        found = api.results(f"answers/?question={question['id']}")
        assert [each["id"] for each in found] == [each["id"] for each in question["answers"]]


def test_a_participant_leads_to_their_answers(api: Api) -> None:
    blinken = Participant.objects.get(person__slug="antony-blinken")
    by_participant = api.results(f"answers/?participant={blinken.uid}")
    assert by_participant == api.results("answers/?person=antony-blinken") != []


def test_fields_keeps_only_what_was_asked_for(api: Api) -> None:
    assert {tuple(each) for each in api.results("answers/?fields=id,start")} == {("id", "start")}


def test_orderings_keep_the_order_within_a_conference(api: Api, tokyo: Conference) -> None:
    another = conference_like(tokyo, "another")
    answers = api.results("answers/?page_size=100&ordering=-conference")
    assert [each["conference"] for each in answers] == [another.slug] * 19 + [tokyo.slug] * 19
    positions = [each["turn"]["position"] for each in answers]
    assert positions == sorted(positions[:19]) * 2


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        # which answers; these with question, turn, participant, person, organization and conference
        ("", 2),
        ("include=answering_turn", 3),  # and the annotations of the turns
        # and the references, in one; the count
        ("include=answering_turn&count=true&conference=tokyo-2plus2-2024&organization=us-department-of-state", 5),
    ],
)
def test_each_query_is_known(api: Api, query: str, queries: int) -> None:
    assert api.number_of_queries(f"answers/?{query}") == queries
    if "count" not in query:
        answer = Answer.objects.get(turn__position=25)
        assert api.number_of_queries(f"answers/{answer.uid}/?{query}") == queries


def test_more_rows_cost_no_more_queries(api: Api, tokyo: Conference) -> None:
    for number in range(4):
        conference_like(tokyo, f"another-{number}")
    assert api.number_of_queries("answers/?page_size=100&count=true&include=answering_turn") == 4
