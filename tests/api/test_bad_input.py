"""Bad input gets a 4xx problem document that says what is wrong: never a 5xx, never HTML, never silence."""

import http.client
import io
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from core.api import views
from core.models import Conference
from core.serving.refusing import METHODS
from tests.api import crawl
from tests.api.conftest import Api, checked_problem
from tests.api.crawl import Known
from tests.api.test_pages import LISTS
from transcripts_api.wsgi import application

HUGE = str(10**30)
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
# Bytes in an address that no text has: a lone byte, too long a form, half of a surrogate pair, an end too early.
NO_TEXT = [
    "%ff",
    "a%80b",
    "%c0%80",
    "%c0%af",
    "%e0%80%af",
    "%ed%a0%80",
    "%ed%b0%80",
    "%f5%80%80%80",
    "%c3",
    "%f0%9f%98",
]


@pytest.fixture
def openapi(api: Api) -> dict[str, Any]:
    return crawl.document(api.client)


@pytest.fixture
def one_of_each(openapi: dict[str, Any], tokyo: Conference) -> list[str]:
    return [crawl.paths_of(path, Known.of(tokyo))[0] for path, _ in crawl.readings(openapi)]


PAGES = ("/api/schema/", "/api/docs/", "/api/redoc/")


def allowed(operations: Mapping[str, Any]) -> set[str]:
    """The methods of an address, of which the document has those that do something."""
    return {"GET", "HEAD", "OPTIONS", *(method.upper() for method in operations if method != "parameters")}


def wrong_values(name: str, schema: dict[str, Any]) -> list[str]:
    """What such a parameter cannot be."""
    if schema["type"] == "array":
        first = schema["items"]["enum"][0]
        return [*WRONG["words"], f"{first},{first}", f"{first},", f",{first}", f"{first},nonsense", f"{first} "]
    if "enum" in schema:
        return [*WRONG["word"], schema["enum"][0].swapcase().replace("-", "_-")]
    kind = schema.get("format") or ("text" if name == "name" else schema["type"])
    return WRONG[kind]


class TestParameters:
    def test_every_address_has_been_thought_of(self, openapi: dict[str, Any]) -> None:
        assert {crawl.noun_of(path) for path, _ in crawl.readings(openapi)} == set(LISTS)

    def test_an_unknown_one_is_named_with_those_that_there_are(self, api: Api, openapi: dict[str, Any]) -> None:
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

    def test_every_wrong_one_is_named(self, api: Api) -> None:
        problem = api.problem("turns/?colour=red&kind=&page_size=1&page_size=2&date=2024-07-28", 400)
        assert [error["parameter"] for error in problem["errors"]] == ["colour", "kind", "page_size"]
        problem = api.problem("turns/?kind=speech&date=tomorrow&position=0", 400)
        assert {error["parameter"] for error in problem["errors"]} == {"kind", "date", "position"}
        assert "Possible: remarks, question, answer, procedural, interjection." in problem["detail"]

    @pytest.mark.parametrize("noun", LISTS)
    def test_one_that_is_doubled_or_empty_is_named(self, api: Api, openapi: dict[str, Any], noun: str) -> None:
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
    def test_a_value_that_is_not_possible_is_named(self, api: Api, openapi: dict[str, Any], noun: str) -> None:
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
    def test_a_reference_to_nothing_is_named(self, api: Api, openapi: dict[str, Any], noun: str) -> None:
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
    def test_what_is_no_text_is_refused_in_every_parameter(self, api: Api, openapi: dict[str, Any], noun: str) -> None:
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
    def test_strange_queries_are_answered(self, api: Api, query: str) -> None:
        for noun in ("people", "turns"):
            answer = api.client.get(f"/api/v1/{noun}/?{query}")
            if set(query) == {"&"}:
                assert answer.status_code == 200, "nothing is asked at all"
            else:
                checked_problem(answer, 400)


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        [
            "/api/",
            "/api/v1/",
            "/api/v2/turns/",
            "/api/v1/nothing/",
            "/api/v1/turns/1/",
            "/api/v1/turns/nonsense/",
            f"/api/v1/turns/{HUGE}/",
            "/api/v1/turns/01A2069A-A084-7531-A22E-B4DDC4FE20D5/",
            "/api/v1/conferences/../turns/",
            "/api/v1/conferences//",
            "/api/v1/conferences/a/b/c/",
            "/api/v1/conferences/%20/",
            "/api/v1/conferences/%C3%A9t%C3%A9/",
            "/api/v1/conferences/%E6%9D%B1%E4%BA%AC/",
            "/api/v1/conferences/tokyo-2plus2-2024/transcript.exe",
            "/api/v1/conferences/nothing/transcript/",
            "/api/v1/conferences/nothing/transcript.txt",
            f"/api/v1/conferences/{'x' * 5_000}/",
            "/api/v1/people/nobody/",
            "/api/v1/people/NOBODY/",
            f"/api/v1/people/{HUGE}/",
            "/api/schema/nothing/",
            "/nothing",
        ],
    )
    def test_what_is_not_there_is_a_404_that_says_so(self, api: Api, path: str) -> None:
        problem = checked_problem(api.client.get(path), 404)
        assert problem["detail"].startswith(
            ("There is nothing at this address.", "No published ", "There is no format ")
        )

    @pytest.mark.parametrize("broken", NO_TEXT)
    @pytest.mark.parametrize("path", ["/api/v1/conferences/{}/", "/api/v1/turns/{}/", "/api/v1/{}/", "/api/{}", "/{}"])
    def test_what_is_no_text_is_refused(self, api: Api, path: str, broken: str) -> None:
        assert "not valid UTF-8" in checked_problem(api.client.get(path.format(broken)), 400)["detail"]

    def test_a_nul_is_refused(self, api: Api) -> None:
        for path in ("/api/v1/conferences/a%00b/", "/api/v1/turns/%00/", "/%00", "/api/%00"):
            assert "NUL" in checked_problem(api.client.get(path), 400)["detail"]

    def test_without_its_last_slash_an_address_redirects(self, api: Api) -> None:
        answer = api.client.get("/api/v1/turns?kind=answer")
        assert (answer.status_code, answer["Location"]) == (301, "/api/v1/turns/?kind=answer")
        assert answer.content == b""


@pytest.mark.usefixtures("tokyo")
@pytest.mark.usefixtures("one_connection")
class TestRawBytes:
    """As a server hands them over (PEP 3333), which the test client would never do."""

    def ask(
        self, path: bytes = b"/api/v1/turns/", query: bytes = b"", **environ: Any
    ) -> tuple[int, dict[str, str], Any]:
        said: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], error: Any = None) -> Callable[[bytes], object]:
            said.update(status=int(status[:3]), headers=dict(headers))
            return lambda written: None

        body = application(
            {
                "REQUEST_METHOD": "GET",
                "SCRIPT_NAME": "",
                "PATH_INFO": path.decode("latin-1"),
                "QUERY_STRING": query.decode("latin-1"),
                "SERVER_NAME": "localhost",
                "SERVER_PORT": "80",
                "SERVER_PROTOCOL": "HTTP/1.1",
                "wsgi.url_scheme": "http",
                "wsgi.input": io.BytesIO(),
                "wsgi.errors": io.StringIO(),
                **environ,
            },
            start_response,
        )
        content = b"".join(body)
        return said["status"], said["headers"], json.loads(content) if content else None

    @pytest.mark.parametrize("raw", [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xe9t\xe9", b"\xf0\x9f"])
    def test_bytes_that_are_no_text_are_refused(self, raw: bytes) -> None:
        for path, query in ((b"/api/v1/conferences/" + raw + b"/", b""), (b"/api/v1/turns/", b"kind=" + raw)):
            status, headers, problem = self.ask(path, query)
            assert (status, headers["Content-Type"]) == (400, "application/problem+json")
            assert "not valid UTF-8" in problem["detail"]

    @pytest.mark.parametrize("raw", [b"a\0b", b"\0"])
    def test_a_nul_is_refused(self, raw: bytes) -> None:
        for path, query in ((b"/api/v1/conferences/" + raw + b"/", b""), (b"/api/v1/people/", b"name=" + raw)):
            status, _, problem = self.ask(path, query)
            assert (status, "NUL" in problem["detail"]) == (400, True)

    @pytest.mark.parametrize(
        "charset", ["base64", "utf-7", "utf-16", "unicode_escape", "idna", "no-such-thing", "\xff"]
    )
    def test_the_content_type_does_not_change_how_the_query_is_read(self, charset: str) -> None:
        for query in (b"name=%5Cud800", b"name=%2BAAA-", b"name=kihara"):
            status, _, found = self.ask(b"/api/v1/people/", query, CONTENT_TYPE=f"text/plain; charset={charset}")
            assert status == 200
            assert len(found["results"]) == (query == b"name=kihara")

    def test_too_many_parameters_are_refused(self) -> None:
        for content_type in ("", "text/plain; charset=utf-8"):
            status, headers, _ = self.ask(query=b"a&" * 20_001, CONTENT_TYPE=content_type)
            assert (status, headers["Content-Type"]) == (400, "application/problem+json")

    def test_bytes_that_are_text_need_no_escaping(self) -> None:
        status, _, found = self.ask(b"/api/v1/people/", "name=木原".encode())
        assert status == 200
        assert [each["slug"] for each in found["results"]] == ["minoru-kihara"]
        status, _, problem = self.ask("/api/v1/people/木原/".encode())
        assert (status, problem["detail"]) == (404, "There is nothing at this address.")

    @pytest.mark.parametrize(
        "verb", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW", "get", "", "G\xe9T"]
    )
    def test_another_verb_is_refused(self, verb: str) -> None:
        status, headers, problem = self.ask(REQUEST_METHOD=verb, CONTENT_TYPE="text/nonsense", CONTENT_LENGTH="x")
        if verb == "get":  # Django reads it as GET
            assert status == 200
            return
        if verb == "POST":  # for staff
            assert status == 401
            return
        assert (status, headers["Content-Type"]) == (405, "application/problem+json")
        known = verb in METHODS
        assert headers["Allow"] == ("GET, POST, HEAD, OPTIONS" if known else ", ".join(METHODS))
        assert problem["detail"].startswith("Method " if known else repr(verb.upper()))

    @pytest.mark.parametrize("host", ["evil.example", "", "a b", "[::1", "\xff", "a" * 5_000, "*"])
    def test_a_host_that_is_not_served_is_refused(self, host: str) -> None:
        for path in (b"/api/v1/turns/", b"/api/docs/", b"/nothing", b"/api/v1/turns"):
            status, headers, problem = self.ask(path, HTTP_HOST=host)
            assert (status, headers["Content-Type"]) == (400, "application/problem+json")
            assert problem["detail"] == "The Host header names no host of this service."

    def test_no_header_says_which_host_is_meant_instead(self) -> None:
        status, _, page = self.ask(query=b"page_size=1", HTTP_HOST="testserver", HTTP_X_FORWARDED_HOST="evil.example")
        assert status == 200
        assert page["next"].startswith("http://testserver/")


class TestMethods:
    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_nothing_can_be_written(
        self, api: Api, openapi: dict[str, Any], one_of_each: list[str], method: str
    ) -> None:
        """What is written at other addresses is not said to strangers: they are told to sign in."""
        documented = [openapi["paths"][path] for path, _ in crawl.readings(openapi)]
        for address, operations in [*zip(one_of_each, documented, strict=True), *((each, {}) for each in PAGES)]:
            for query in ("", "?colour=red"):  # the method is what is wrong first
                answer = getattr(api.client, method)(address + query)
                if method in operations:
                    checked_problem(answer, 401)
                    continue
                problem = checked_problem(answer, 405)
                assert problem["detail"] == f'Method "{method.upper()}" not allowed.'
                assert set(answer["Allow"].split(", ")) == allowed(operations)

    @pytest.mark.parametrize("body", [b"", b"{", b"\xff\x00", b"[" * 100_000, b'{"a": NaN}', b"<xml/>"])
    @pytest.mark.parametrize("content_type", ["application/json", "text/xml", "multipart/form-data", "nonsense", ""])
    def test_whatever_is_sent(self, api: Api, body: bytes, content_type: str) -> None:
        checked_problem(api.client.generic("POST", "/api/v1/turns/", body, content_type), 401)
        checked_problem(api.client.generic("PUT", "/api/v1/turns/", body, content_type), 405)

    def test_a_header_does_not_change_the_method(self, api: Api) -> None:
        for ask, other in ((api.client.get, "DELETE"), (api.client.post, "GET")):
            problem = checked_problem(ask("/api/v1/turns/", headers={"x-http-method-override": other}), 400)
            assert problem["detail"] == "X-Http-Method-Override is not followed: send the method itself."

    def test_options_says_what_is_possible(self, api: Api, openapi: dict[str, Any], one_of_each: list[str]) -> None:
        documented = [openapi["paths"][path] for path, _ in crawl.readings(openapi)]
        for address, operations in zip(one_of_each, documented, strict=True):
            answer = api.client.options(f"{address}?colour=red")
            assert answer.status_code == 200, address
            assert set(answer["Allow"].split(", ")) == allowed(operations), address
            assert answer["Content-Type"] == "application/json"

    def test_head_of_what_is_not_there_is_a_404(self, api: Api) -> None:
        for path in ("/api/v1/people/nobody/", "/api/v1/nothing/", "/api/v1/conferences/nothing/transcript.txt"):
            answer = api.client.head(path)
            assert (answer.status_code, answer.content) == (404, b"")
            assert answer["Content-Type"] == "application/problem+json"


class TestFormats:
    WANTED = (
        "text/html",
        "application/xml",
        "image/*",
        "",
        "text/plain",
        "x",
        ";;;/,,",
        "a/b" * 900,
    )

    @pytest.mark.parametrize("wanted", WANTED)
    def test_a_format_that_is_not_to_be_had_is_a_406(self, api: Api, one_of_each: list[str], wanted: str) -> None:
        for address in one_of_each:
            if address.endswith((".txt", "/transcript/")):
                continue
            problem = checked_problem(api.client.get(address, headers={"accept": wanted}), 406)
            assert "Accept" in problem["detail"]

    def test_so_it_is_for_the_documentation(self, api: Api) -> None:
        for address in ("/api/schema/", "/api/docs/", "/api/redoc/"):
            checked_problem(api.client.get(address, headers={"accept": "image/png"}), 406)

    @pytest.mark.parametrize(
        "wanted", ["*/*", "application/*", "application/json", "text/html,*/*;q=0.1", "application/problem+json"]
    )
    def test_json_is_to_be_had(self, api: Api, wanted: str) -> None:
        answer = api.get("turns/?page_size=1", accept=wanted)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")

    def test_a_suffix_has_named_the_format_already(self, api: Api) -> None:
        for wanted in ("text/plain", "image/png", "application/json"):
            answer = api.get("conferences/tokyo-2plus2-2024/transcript.txt", accept=wanted)
            assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")

    def test_a_problem_is_a_problem_whatever_was_wanted(self, api: Api) -> None:
        for wanted in ("text/html", "application/json", "*/*", "image/png"):
            checked_problem(api.get("conferences/nothing/transcript.txt", accept=wanted), 404)

    def test_the_documentation_takes_no_parameters_either(self, api: Api) -> None:
        for address in ("/api/schema/?version=2", "/api/schema/?lang=xx", "/api/docs/?colour=red", "/api/redoc/?a=b"):
            checked_problem(api.client.get(address), 400)


class TestOurFault:
    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(self: Any) -> Any:
            raise RuntimeError("a secret of the house")

        monkeypatch.setattr(views.TurnViewSet, "get_queryset", fail)

    @pytest.mark.usefixtures("broken")
    def test_it_is_a_problem_document_that_keeps_our_secrets(self, api: Api) -> None:
        for accept in ("application/json", "*/*"):
            answer = api.get("turns/", accept=accept, origin="https://reader.example")
            checked_problem(answer, 500)
            assert b"secret" not in answer.content
            assert answer["Cache-Control"] == "no-store"
            assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("tokyo")
def test_over_a_real_connection_the_answers_are_the_same(live_server: Any) -> None:
    host = urlsplit(live_server.url)
    for method, path, status in (
        ("GET", "/api/v1/turns/%ff/", 400),
        ("GET", "/api/v1/turns/?kind=%ed%a0%80", 400),
        ("GET", "/api/v1/turns/?colour=red", 400),
        ("GET", "/api/v1/turns/%00/", 400),
        ("BREW", "/api/v1/turns/", 405),
        ("TRACE", "/api/v1/turns/", 405),
        ("HEAD", "/api/v1/turns/", 200),
        ("GET", "/api/v1/turns/?page_size=1", 200),
    ):
        connection = http.client.HTTPConnection(host.hostname or "", host.port, timeout=10)
        connection.request(method, path)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        assert answer.status == status, (method, path)
        if status >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert json.loads(content)["status"] == status
        elif method == "HEAD":
            assert content == b""


@pytest.mark.django_db
def test_an_empty_service_answers_too() -> None:
    for noun in LISTS:
        assert Client().get(f"/api/v1/{noun}/?count=true").json() == {
            "next": None,
            "previous": None,
            "count": 0,
            "results": [],
        }
