"""The OpenAPI document says what the service does, and the service does what it says."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from core.api import documentation
from core.models import Conference
from tests.api import crawl
from tests.api.conftest import Api, checked_problem
from tests.api.crawl import Known
from tests.api.make import conference_like
from tests.api.test_pages import LISTS

PAGES = ("/api/docs/", "/api/redoc/")


@pytest.fixture
def openapi(db: None) -> dict[str, Any]:
    return crawl.document(Client())


def validator(openapi: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    components = {"components": openapi["components"]}
    return Draft202012Validator({**schema, **components}, format_checker=FormatChecker(["date", "date-time", "uuid"]))


def success(operation: dict[str, Any]) -> dict[str, Any]:
    """What an answer of 200 holds, in the first of its formats: JSON where there is JSON."""
    content = next(iter(operation["responses"]["200"]["content"].values()))
    found: dict[str, Any] = content
    return found


def test_the_document_is_openapi_3_1(openapi: dict[str, Any]) -> None:
    assert openapi["openapi"].startswith("3.1.")
    assert "nullable" not in str(openapi)


def test_every_operation_has_a_tag_words_and_an_example(openapi: dict[str, Any]) -> None:
    told = {tag["name"]: tag["description"] for tag in openapi["tags"]}
    for path, operation in crawl.readings(openapi):
        (tag,) = operation["tags"]
        assert tag == crawl.noun_of(path)
        assert told[tag]
        assert operation["description"].endswith("."), path
        content = success(operation)
        assert "example" in content or "examples" in content, f"{operation['operationId']}: make golden"


def test_every_parameter_is_described(openapi: dict[str, Any]) -> None:
    for path, operation in crawl.readings(openapi):
        for parameter in operation["parameters"]:
            assert parameter["schema"], path
            assert parameter["in"] == "path" or parameter["description"], (path, parameter["name"])


ANYWHERE = {"400", "405", "411", "412", "413", "429", "431", "503"}


def problems(openapi: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each status that tells of a problem, and what holds the problem."""
    for status, response in operation["responses"].items():
        if "$ref" in response:
            response = openapi["components"]["responses"][response["$ref"].rsplit("/", 1)[-1]]
        if status >= "400" and status != "431":  # which is not ours to give a body
            ((media_type, content),) = response["content"].items()
            assert media_type == "application/problem+json"
            yield status, content


def test_every_problem_is_declared(openapi: dict[str, Any]) -> None:
    for path, operation in crawl.readings(openapi):
        assert {"200", "304", "404", "406"} <= set(operation["responses"]), path
    for path, methods in openapi["paths"].items():
        for operation in methods.values():
            assert set(operation["responses"]) >= ANYWHERE, path
            for _, content in problems(openapi, operation):
                assert content["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_examples_are_what_their_schema_says(openapi: dict[str, Any]) -> None:
    for path, operation in crawl.readings(openapi):
        content = success(operation)
        validator(openapi, content["schema"]).validate(content["example"])
        for status, problem in problems(openapi, operation):
            validator(openapi, problem["schema"]).validate(problem["example"])
            assert str(problem["example"]["status"]) == status, path


def test_what_the_problem_examples_say_happens(api: Api) -> None:
    openapi = crawl.document(api.client)
    for path, operation in crawl.readings(openapi):
        address = crawl.paths_of(path, Known.of(Conference.objects.get()))[0]
        asked = {
            "400": api.client.get(f"{address}?colour=red"),
            "404": api.client.get(re.sub(r"\{\w+\}", "atlantis-1969", path) if "{" in path else "/api/v1/nothing/"),
            "405": api.client.put(address),
        }
        for status, answer in asked.items():
            problem = checked_problem(answer, int(status))
            validator(
                openapi, operation["responses"][status]["content"]["application/problem+json"]["schema"]
            ).validate(problem)


@pytest.mark.parametrize("noun", LISTS)
def test_every_answer_is_what_its_schema_says(api: Api, tokyo: Conference, noun: str) -> None:
    conference_like(tokyo, "another", "-another")
    openapi = crawl.document(api.client)
    known = Known.of(tokyo)
    schemas = {
        address: (
            validator(openapi, success(operation)["schema"]),
            next(iter(operation["responses"]["200"]["content"])),
        )
        for path, operation in crawl.readings(openapi)
        for address in crawl.paths_of(path, known)
    }
    for address in crawl.addresses(openapi, known, noun):
        answer = api.client.get(address)
        assert answer.status_code == 200, address
        schema, media_type = schemas[address.split("?")[0]]
        assert answer["Content-Type"].split(";")[0] == media_type
        schema.validate(answer.json() if media_type == "application/json" else answer.content.decode())


def test_without_fields_no_key_is_missing(api: Api) -> None:
    openapi = crawl.document(api.client)
    known = Known.of(Conference.objects.get())
    for path, operation in crawl.readings(openapi):
        parameters = crawl.parameters_of(operation)
        if "fields" not in parameters or "count" in parameters:  # a list's rows are those of the details
            continue
        whole = success(operation)["schema"]["anyOf"][0]
        for address in crawl.paths_of(path, known):
            validator(openapi, whole).validate(api.client.get(address).json())


def test_a_made_up_key_is_noticed(openapi: dict[str, Any]) -> None:
    """A check of the checks above: the schemas are no rubber stamp."""
    schema = success(openapi["paths"]["/api/v1/turns/"]["get"])["schema"]
    wrong = {"next": None, "previous": None, "count": None, "results": [{"id": "x", "nonsense": 1}]}
    assert not validator(openapi, schema).is_valid(wrong)
    assert not validator(openapi, schema).is_valid({"results": []})


class TestDocumentation:
    @pytest.mark.parametrize("page", PAGES)
    def test_nothing_comes_from_another_host(self, client: Client, page: str) -> None:
        html = client.get(page).content.decode()
        addresses = re.findall(r"""(?:src|href|spec-url|url)\s*=\s*["']([^"']+)["']""", html)
        assert addresses
        for address in addresses:
            assert address.startswith(("/static/", "/api/")), address
        assert not re.search(r"(https?:)?//[\w.-]+\.\w+", html)

    def test_nor_do_the_settings_of_swagger(self, client: Client) -> None:
        script = client.get("/api/docs/?script=").content.decode()
        assert "/api/schema/" in script
        assert not re.search(r"https?://", script)

    @pytest.mark.parametrize("page", PAGES)
    def test_the_policy_would_not_let_it(self, client: Client, page: str) -> None:
        policy = client.get(page)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert not re.search(r"https?:|\*", policy)
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]

    def test_the_front_page_leads_there(self, client: Client) -> None:
        assert client.get("/")["Location"] == "/api/docs/"

    def test_it_is_made_once(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        forms = {"json": crawl.JSON, "yaml": "application/vnd.oai.openapi; charset=utf-8"}
        before = {form: client.get(f"/api/schema/?format={form}") for form in forms}
        monkeypatch.setattr(documentation, "SchemaGenerator", None)  # what cannot be made can only have been kept
        for form, media_type in forms.items():
            again = client.get(f"/api/schema/?format={form}")
            assert (again.content, again["Content-Type"]) == (before[form].content, media_type)
        assert before["json"].json()["openapi"].startswith("3.1.")
        checked_problem(client.get("/api/schema/?format=xml"), 400)

    @pytest.mark.parametrize("page", ["/api/schema/", *PAGES])
    def test_options_are_told_in_json(self, client: Client, page: str) -> None:
        answer = client.options(page)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
        assert answer["Allow"] == "GET, HEAD, OPTIONS"

    @pytest.mark.parametrize("media_type", ["application/json", "application/yaml", crawl.JSON])
    def test_the_document_is_to_be_had_as(self, client: Client, media_type: str) -> None:
        answer = client.get("/api/schema/", headers={"accept": media_type})
        assert answer.status_code == 200
        assert b"openapi" in answer.content[:40]
