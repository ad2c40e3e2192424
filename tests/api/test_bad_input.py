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
from core.problems import problem
from core.serving.refusing import METHODS
from tests.api import crawl
from tests.api.conftest import Api, checked_problem
from tests.api.crawl import Known
from tests.api.hostile_values import HUGE, NO_TEXT
from tests.api.staff import Desk, member
from tests.api.test_pages import LISTS
from transcripts_api.wsgi import application


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


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        [
            "/api/",
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
        assert problem["detail"].startswith(
            f"{verb} is not possible here. Possible: GET, POST" if known else repr(verb.upper())
        )

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
                assert problem["detail"] == f"{method.upper()} is not possible here. Possible: {answer['Allow']}."
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
            described = answer.json()
            assert "Writing" not in described["name"], address  # what we call its view
            assert "application/problem+json" not in described["renders"], address

    def test_options_are_the_same_for_staff(
        self, api: Api, openapi: dict[str, Any], one_of_each: list[str], tokyo: Conference
    ) -> None:
        desk = Desk(member("ada", "administrator"))
        writings = [path for path, methods in openapi["paths"].items() if "get" not in methods and "{id}" not in path]
        writings.remove("/api/v1/imports/")  # of which strangers are told nothing
        for address in [*one_of_each, *(path.replace("{slug}", tokyo.slug) for path in writings)]:
            answer = desk.send("OPTIONS", address.removeprefix("/api/v1/"))
            assert answer.status_code == 200, address
            assert answer.json() == api.client.options(address).json()

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
        "application/json;q=0",
        "application/json; Q=0.000, */*;q=0",
    )

    @pytest.mark.parametrize("wanted", WANTED)
    def test_a_format_that_is_not_to_be_had_is_a_406(self, api: Api, one_of_each: list[str], wanted: str) -> None:
        for address in one_of_each:
            if address.endswith((".txt", "/transcript/")):
                continue
            problem = checked_problem(api.client.get(address, headers={"accept": wanted}), 406)
            assert problem["detail"].endswith("Possible: application/json, application/problem+json.")

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


class TestOneForm:
    @pytest.mark.parametrize("header", [{"if-match": '"x"'}, {"if-match": ""}, {"if-match": 'W/"x", "y"'}])
    def test_a_condition_that_does_not_hold_is_a_problem(self, api: Api, header: dict[str, str]) -> None:
        for path in ("turns/", "conferences/tokyo-2plus2-2024/transcript/", "turns.csv", "changes/feed.atom"):
            answer = api.get(path, **header)
            if answer.status_code == 200:
                assert not header["if-match"], "an empty one is as good as none"
                continue
            problem = checked_problem(answer, 412)
            assert problem["detail"] == "Precondition in headers is false."
            assert int(answer["Content-Length"]) == len(answer.content)
            assert answer["Cache-Control"] == "no-store"

    def test_what_is_refused_outside_of_the_views_is_a_problem(self, tokyo: Conference) -> None:
        client = Client(enforce_csrf_checks=True)
        for path in ("/favicon.ico", "/", "/api/redoc/redoc.js"):
            answer = client.put(path)
            checked_problem(answer, 403)
            assert int(answer["Content-Length"]) == len(answer.content)

    def test_what_says_nothing_is_no_html(self, api: Api) -> None:
        moved = api.client.get("/api/v1/turns")
        asked_before = api.client.options(
            "/api/v1/turns/", headers={"origin": "https://reader.example", "access-control-request-method": "GET"}
        )
        for answer, status in ((moved, 301), (asked_before, 200)):
            assert (answer.status_code, answer.content) == (status, b"")
            assert "Content-Type" not in answer

    def test_the_pages_of_the_admin_are_its_own(self, api: Api) -> None:
        answer = Client(enforce_csrf_checks=True).post("/admin/login/")
        assert (answer.status_code, answer["Content-Type"]) == (403, "text/html; charset=utf-8")


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
        connection = http.client.HTTPConnection(host.hostname or "", host.port, timeout=60)
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


@pytest.mark.parametrize(("status", "title"), [(404, "Not Found"), (413, "Content Too Large")])
def test_a_status_has_one_title_whatever_python_calls_it(status: int, title: str) -> None:
    assert problem(status, "")["title"] == title
