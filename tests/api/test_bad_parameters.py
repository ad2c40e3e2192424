"""Parameters that cannot be answered get a 400 that names each of them and says what would be possible."""

from typing import Any

import pytest

from core.models import Conference
from tests.api import crawl
from tests.api.conftest import Api, checked_problem
from tests.api.crawl import Known
from tests.api.hostile_values import HUGE, NO_TEXT
from tests.api.test_pages import LISTS

WRONG = {
    "date": [
        *(
            "yesterday",
            "2024-13-01",
            "2024-02-30",
            "2024-7-28",
            "20240728",
            "2024-07-28T00:00:00",
            "28.07.2024",
            "today",
        ),
        *("0000-00-00", "99999-01-01", "٢٠٢٤-٠٧-٢٨", "2024-07-28 ", "-1", HUGE, "null", "2024-07-28,2024-07-29"),
    ],
    "integer": ["-1", "0", "1.5", "1e3", "x", "1_0", "٥", "%2B1", "%201", HUGE, "0x1", "9" * 5_000, "NaN", "null"],
    "boolean": ["1", "0", "True", "TRUE", "yes", "null", HUGE, "%20"],
    "word": ["nonsense", "-1", HUGE, "%20", "x" * 5_000, "null", "*", "a,b", "__all__", "{}"],
    "words": ["nonsense", ",", "-1", HUGE, "%20", "x" * 5_000, "*", "__all__", "status__in"],
    "uuid": ["nonsense", "-1", "0", HUGE, "%20", "x" * 5_000, "null", "01a2069a-a083-7444-bc27-7e799cbdbbcg"],
    "text": ["x" * 201, "x" * 5_000],
}


@pytest.fixture
def openapi(api: Api) -> dict[str, Any]:
    return crawl.document(api.client)


def wrong_values(name: str, schema: dict[str, Any]) -> list[str]:
    """What such a parameter cannot be."""
    if schema["type"] == "array":
        first = schema["items"]["enum"][0]
        return [*WRONG["words"], f"{first},{first}", f"{first},", f",{first}", f"{first},nonsense", f"{first} "]
    if "enum" in schema:
        return [*WRONG["word"], schema["enum"][0].swapcase().replace("-", "_-")]
    kind = schema.get("format") or ("text" if name == "name" else schema["type"])
    return WRONG[kind]


def test_every_address_has_been_thought_of(openapi: dict[str, Any]) -> None:
    assert {crawl.noun_of(path) for path, _ in crawl.readings(openapi)} == set(LISTS)


def test_an_unknown_one_is_named_with_those_that_there_are(api: Api, openapi: dict[str, Any]) -> None:
    for path, operation in crawl.readings(openapi):
        address = crawl.paths_of(path, Known.of(Conference.objects.get()))[0]
        possible = sorted(crawl.parameters_of(operation))
        for name in ("colour", "status", "conference__status", "format", "id__in", "", "Fields", "a[b]", "x" * 300):
            if name in possible:
                continue
            answer = api.client.get(f"{address}?{name}=1")
            (error,) = checked_problem(answer, 400)["errors"]
            assert error["parameter"] == name[:80]
            says = f"Possible: {', '.join(possible)}." if possible else "This address takes none."
            assert error["detail"] == f"{name[:80]!r} is not a parameter here. {says}"


def test_every_wrong_one_is_named(api: Api) -> None:
    problem = api.problem("turns/?colour=red&kind=&page_size=1&page_size=2&date=2024-07-28", 400)
    assert [error["parameter"] for error in problem["errors"]] == ["colour", "kind", "page_size"]
    problem = api.problem("turns/?kind=speech&date=tomorrow&position=0", 400)
    assert {error["parameter"] for error in problem["errors"]} == {"kind", "date", "position"}
    assert "Possible: remarks, question, answer, procedural, interjection." in problem["detail"]


def test_a_code_in_another_case_is_told_how_it_is_written(api: Api) -> None:
    assert api.problem("conferences/?country=jp", 400)["detail"] == "country: 'jp' is not possible. Possible: JP."
    assert api.problem("conferences/?language=EN", 400)["detail"] == "language: 'EN' is not possible. Possible: en."


@pytest.mark.parametrize("noun", LISTS)
def test_one_that_is_doubled_or_empty_is_named(api: Api, openapi: dict[str, Any], noun: str) -> None:
    known = Known.of(Conference.objects.get())
    for path, operation in crawl.readings(openapi):
        if crawl.noun_of(path) != noun:
            continue
        address = crawl.paths_of(path, known)[0]
        for name, schema in crawl.parameters_of(operation).items():
            value = (crawl.values_of(name, schema, known) or ["x"])[0]
            for query, says in (
                (f"{name}={value}&{name}={value}", "is given 2 times; give it once."),
                (f"{name}={value}&{name}=", "is given 2 times; give it once."),
                (f"{name}=", "is empty; give a value, or leave it out."),
                (name, "is empty; give a value, or leave it out."),
            ):
                (error,) = checked_problem(api.client.get(f"{address}?{query}"), 400)["errors"]
                assert error == {"parameter": name, "detail": f"{name!r} {says}"}


@pytest.mark.parametrize("noun", LISTS)
def test_a_value_that_is_not_possible_is_named(api: Api, openapi: dict[str, Any], noun: str) -> None:
    known = Known.of(Conference.objects.get())
    asked = 0
    for path, operation in crawl.readings(openapi):
        if crawl.noun_of(path) != noun:
            continue
        address = crawl.paths_of(path, known)[0]
        for name, schema in crawl.parameters_of(operation).items():
            if name == "cursor" or ("pattern" in schema and name != "name"):
                continue  # below, and in test_pages
            for value in wrong_values(name, schema):
                problem = checked_problem(api.client.get(f"{address}?{name}={value}"), 400)
                (error,) = problem["errors"]
                assert error["parameter"] == name
                assert error["detail"] in problem["detail"]
                assert len(problem["detail"]) < 4_000
                asked += 1
    assert asked > 50


@pytest.mark.parametrize("noun", LISTS)
def test_a_reference_to_nothing_is_named(api: Api, openapi: dict[str, Any], noun: str) -> None:
    for name, schema in crawl.parameters_of(openapi["paths"][f"/api/v1/{noun}/"]["get"]).items():
        if name not in crawl.REFERENCES:
            continue
        values = ["no-such-thing", "UPPER", "-1", HUGE, "%20", "x" * 5_000, "a b", "%C3%89", "'; DROP TABLE", "%25"]
        if schema.get("format") == "uuid":
            values = ["00000000-0000-0000-0000-000000000000"]
        for value in values:
            problem = api.problem(f"{noun}/?{name}={value}", 404)
            assert problem["detail"].startswith("No published ")
            assert len(problem["detail"]) < 300


@pytest.mark.parametrize("noun", LISTS)
def test_what_is_no_text_is_refused_in_every_parameter(api: Api, openapi: dict[str, Any], noun: str) -> None:
    for name in crawl.parameters_of(openapi["paths"][f"/api/v1/{noun}/"]["get"]):
        assert "NUL" in api.problem(f"{noun}/?{name}=a%00b", 400)["detail"]
        for broken in NO_TEXT:
            detail = api.problem(f"{noun}/?{name}={broken}", 400)["detail"]
            assert "not valid UTF-8" in detail


@pytest.mark.parametrize(
    "query",
    [
        "&" * 1_000,
        "=",
        "==&=",
        "&".join(f"p{number}=1" for number in range(2_000)),
        "&".join("colour=1" for _ in range(25_000)),
        "name" + "[]" * 500 + "=1",
        "name=" + "%25" * 300,
        "ordering=" + "(" * 3_000,
        "fields=" + "id," * 2_000,
        "%=1",
        "%zz=%zz",
        "%00=1",
        "%ff=1",
        "a;b=1",
    ],
    ids=range(14),
)
def test_strange_queries_are_answered(api: Api, query: str) -> None:
    for noun in ("people", "turns"):
        answer = api.client.get(f"/api/v1/{noun}/?{query}")
        if set(query) == {"&"}:
            assert answer.status_code == 200, "nothing is asked at all"
        else:
            checked_problem(answer, 400)
