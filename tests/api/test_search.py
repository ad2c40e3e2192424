"""/api/v1/search/"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from jsonschema import Draft202012Validator

from core import publishing
from core.models import Conference, Turn
from tests.api import crawl
from tests.api.conftest import Api, checked_problem
from tests.api.crawl import Known
from tests.api.make import conference_like
from tests.api.test_drafts import HIDING, answers, gives_away, marked_draft

PHRASE = quote('"extended deterrence"')


def test_a_hit_is_a_turn_with_the_passage(api: Api) -> None:
    body = api.json(f"search/?q={PHRASE}&page_size=100")
    assert body["count"] == len(body["results"]) == Turn.objects.filter(text__icontains="extended deterrence").count()
    assert (body["exact"], body["page"], body["next"], body["previous"]) == (True, 1, None, None)
    for hit in body["results"]:
        turn = api.json(f"turns/{hit['id']}/")
        for key in ("position", "kind", "participant", "label"):
            assert hit[key] == turn[key]
        assert hit["conference"]["slug"] == turn["conference"]
        passage = hit["passage"]
        assert turn["text"][passage["start"] :].startswith(passage["text"])
        assert passage["marks"]
        for start, end in passage["marks"]:
            assert passage["text"][start:end].lower() == "extended deterrence"
        assert passage["html"].count("<mark>") == len(passage["marks"])


def test_the_most_relevant_comes_first(api: Api) -> None:
    first, *_ = api.results("search/?q=coproduction")
    assert first["passage"]["html"].count("<mark>") >= 1
    by_date = api.results("search/?q=alliance&ordering=date&page_size=100")
    assert {hit["id"] for hit in by_date} == {
        hit["id"] for hit in api.results("search/?q=alliance&ordering=-date&page_size=100")
    }
    assert [hit["position"] for hit in by_date] == sorted(hit["position"] for hit in by_date)


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("person=lloyd-austin", lambda hit: hit["participant"]["person"] == "lloyd-austin"),
        ("role=press", lambda hit: hit["participant"]["role"] == "press"),
        ("kind=question", lambda hit: hit["kind"] == "question"),
        (
            "organization=defense-one",
            lambda hit: (hit["participant"]["organization"] or {}).get("slug") == "defense-one",
        ),
        ("conference=tokyo-2plus2-2024", lambda hit: True),
        ("date=2024-07-28", lambda hit: True),
        ("date_after=2024-07-28&date_before=2024-07-28", lambda hit: True),
        ("date_after=2024-07-29", lambda hit: False),
        (
            "person=lloyd-austin&kind=answer",
            lambda hit: hit["kind"] == "answer" and hit["participant"]["person"] == "lloyd-austin",
        ),
    ],
)
def test_filters_narrow_it(api: Api, query: str, condition: Callable[[Any], bool]) -> None:
    everything = api.results("search/?q=the&page_size=100")
    narrowed = api.results(f"search/?q=the&page_size=100&{query}")
    assert {hit["id"] for hit in narrowed} == {hit["id"] for hit in everything if condition(hit)}


def test_facets_count_what_there_is_to_narrow_by(api: Api) -> None:
    assert api.json("search/?q=the")["facets"] is None
    body = api.json("search/?q=the&facets=true&page_size=100")
    assert list(body["facets"]) == ["kind", "role", "person", "organization", "conference", "year"]
    for name, values in body["facets"].items():
        assert values == sorted(values, key=lambda each: -each["count"])
        for each in values:
            if name == "year":
                assert each == {"value": "2024", "name": "2024", "count": body["count"]}
                continue
            assert api.json(f"search/?q=the&{name}={each['value']}")["count"] == each["count"]
    assert list(api.json("search/?q=the&facets=role,kind")["facets"]) == ["role", "kind"]


def test_pages_are_numbered_and_end(api: Api) -> None:
    whole = [hit["id"] for hit in api.results("search/?q=the&page_size=100")]
    answer = api.get("search/?q=the&page_size=5")
    seen: list[str] = []
    following = answer.json()["next"]
    seen += [hit["id"] for hit in answer.json()["results"]]
    assert f'<{following}>; rel="next"' in answer["Link"]
    while following:
        body = api.client.get(following).json()
        assert body["previous"]
        seen += [hit["id"] for hit in body["results"]]
        following = body["next"]
    assert seen == whole
    problem = api.problem("search/?q=the&page_size=5&page=999", 404)
    assert problem["detail"] == "This search has no page 999."


def test_more_than_can_be_counted_says_so(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.search.LIMIT", 3)
    body = api.json("search/?q=the&facets=kind")
    assert (body["count"], body["exact"], len(body["results"])) == (3, False, 3)
    assert sum(each["count"] for each in body["facets"]["kind"]) == 3
    newest = Turn.objects.filter(text__iregex=r"\ythe\y" if connection.vendor == "postgresql" else r"\bthe\b")
    assert {hit["position"] for hit in body["results"]} == {turn.position for turn in newest.order_by("-pk")[:3]}


@pytest.mark.parametrize(
    ("query", "parameter", "says"),
    [
        ("", "q", "missing"),
        ("q=", "q", "empty"),
        (f"q={'a' * 201}", "q", "at most 200"),
        ("q=a&q=b", "q", "given 2 times"),
        ("q=a&query=b", "query", "not a parameter"),
        ("q=a&page=0", "page", "whole number"),
        ("q=a&page=1001", "page", "whole number"),
        ("q=a&page_size=101", "page_size", "whole number"),
        ("q=a&ordering=newest", "ordering", "Possible: relevance, date, -date"),
        ("q=a&facets=colour", "facets", "Possible: true, kind"),
        ("q=a&kind=speech", "kind", "Possible: remarks"),
        ("q=a&date=yesterday", "date", "YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_answered_is_refused(api: Api, query: str, parameter: str, says: str) -> None:
    problem = api.problem(f"search/?{query}", 400)
    assert [error["parameter"] for error in problem["errors"]] == [parameter]
    assert says in problem["detail"]


@pytest.mark.parametrize(
    ("query", "says"), [("!!!", "no letter and no digit"), ("-alliance", "left out"), ("%20", "no")]
)
def test_a_query_without_a_word_finds_nothing_and_says_why(api: Api, query: str, says: str) -> None:
    body = api.json(f"search/?q={query}&facets=kind")
    assert (body["count"], body["exact"], body["results"], body["facets"]) == (0, True, [], {"kind": []})
    assert says in body["notice"]
    assert api.json("search/?q=alliance")["notice"] is None


def test_a_name_that_is_not_public_is_not_found(api: Api) -> None:
    api.problem("search/?q=the&person=nobody", 404)
    api.problem("search/?q=the&conference=nothing", 404)


def test_what_was_answered_before_is_not_sent_again(api: Api, tokyo: Conference) -> None:
    path = f"search/?q={PHRASE}&facets=true"
    answer = api.get(path)
    assert api.get(path, **{"if-none-match": answer["ETag"]}).status_code == 304
    conference_like(tokyo, "another")
    assert api.get(path, **{"if-none-match": answer["ETag"]}).status_code == 200


def test_answers_are_what_the_schema_says(api: Api) -> None:
    openapi = crawl.document(api.client)
    operation = openapi["paths"]["/api/v1/search/"]["get"]
    content = operation["responses"]["200"]["content"]["application/json"]
    validator = Draft202012Validator({**content["schema"], "components": openapi["components"]})
    for query in ("q=the&facets=true", "q=xylophone&facets=true", "q=the&page=2&page_size=3", "q=deter*&ordering=date"):
        validator.validate(api.json(f"search/?{query}"))
    for example in content["examples"].values():
        validator.validate(example["value"])
    assert {"304", "400", "404", "405", "406"} <= set(operation["responses"])


@pytest.mark.parametrize(
    ("query", "more", "on_postgresql"),
    [
        # The ends of the table, how much memory there is, and that what belongs to the page is looked up by its keys.
        ("q=the", 0, 3),
        ("q=the&ordering=date", 0, 3),
        # The references, in one, and the facets. The keys of conferences, and of participants; how many turns are
        # theirs, and how many match.
        ("q=the&person=lloyd-austin&conference=tokyo-2plus2-2024&facets=true", 2, 7),
    ],
)
def test_each_query_is_known(
    api: Api, query: str, more: int, on_postgresql: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whatever PostgreSQL expects to find in tables that come and go: to look at each of a few turns is a query less.
    monkeypatch.setattr("core.search.postgresql.A_LOOK", 10**9)
    monkeypatch.setattr("core.search.postgresql.FEW", 10**9)
    # The matches, what orders them, the texts of the page, and its turns with their conferences and speakers.
    more += on_postgresql if connection.vendor == "postgresql" else 0
    assert api.number_of_queries(f"search/?{query}") == 4 + more


def test_more_turns_cost_no_more_queries(api: Api, tokyo: Conference) -> None:
    before = api.number_of_queries("search/?q=the&facets=true")
    for number in range(3):
        conference_like(tokyo, f"another-{number}")
    assert api.number_of_queries("search/?q=the&facets=true&page_size=100") == before


class TestDrafts:
    """Nothing of what is not public, in hits, counts, facets or passages."""

    ADDRESSES = tuple(
        f"/api/v1/search/?q={q}{more}"
        for q in ("the", PHRASE, "deter*", "japan%20OR%20kihara", "the%20-japan", "%E9%98%B2%E8%A1%9B")
        for more in ("&facets=true&page_size=100", "&ordering=date", "&page_size=2", "&kind=question&facets=true")
    )

    def test_no_answer_changes_by_a_single_byte(self, tokyo: Conference) -> None:
        reader = Client()
        before = answers(reader, list(self.ADDRESSES))
        drafts = []
        for number, hide in enumerate(HIDING):
            for suffix in (f"-hidden-{number}", ""):
                drafts.append(marked_draft(tokyo, f"hidden{number}{suffix}", suffix))
                Turn.objects.filter(conference=drafts[-1]).exclude(questions=None).first()
                hide(drafts[-1])
        assert answers(reader, list(self.ADDRESSES)) == before
        # Words that only they have, and a check of this check.
        word = quote(Turn.objects.filter(conference=drafts[0]).exclude(text="")[0].text.split()[2])
        absent = reader.get(f"/api/v1/search/?q={word}&facets=true").json()
        assert (absent["count"], absent["results"]) == (0, [])
        assert not any(absent["facets"].values())
        publishing.publish(drafts[0])
        body = reader.get(f"/api/v1/search/?q={word}").content
        assert {"ⱥ", "hidden"} <= set(gives_away(body, Known.of(drafts[0])))

    def test_nothing_can_be_narrowed_by_them(self, tokyo: Conference) -> None:
        known = Known.of(marked_draft(tokyo, "hidden", "-hidden"))
        for name, value in (
            ("conference", "hidden"),
            ("person", known.slugs["people"][0]),
            ("organization", known.slugs["organizations"][0]),
        ):
            secret = Client().get(f"/api/v1/search/?q=the&{name}={value}")
            absent = Client().get(f"/api/v1/search/?q=the&{name}=no-such-thing")
            checked_problem(secret, 404)
            assert secret.content.decode().replace(value, "no-such-thing") == absent.content.decode()

    def test_a_withdrawal_is_at_once(self, api: Api, tokyo: Conference) -> None:
        path = f"search/?q={PHRASE}&facets=true"
        answer = api.get(path)
        publishing.withdraw(tokyo)
        gone = api.get(path, **{"if-none-match": answer["ETag"]})
        assert gone.status_code == 200
        assert (gone.json()["count"], gone.json()["results"]) == (0, [])
        publishing.publish(tokyo)
        assert api.json(path)["count"] == answer.json()["count"]
