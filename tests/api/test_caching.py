"""Validators, what caches may keep, and pages on other hosts."""

from typing import Any

import pytest
from django.test import Client

from core import publishing
from core.models import Conference
from tests.api import crawl
from tests.api.conftest import Api, checked_problem
from tests.api.crawl import Known

TURNS = "/api/v1/turns/"
ORIGIN = "https://reader.example"


@pytest.fixture
def every_address(tokyo: Conference) -> list[str]:
    """One of each kind."""
    return [crawl.paths_of(path, Known.of(tokyo))[0] for path, _ in crawl.readings(crawl.document(Client()))]


def test_every_answer_has_an_etag_that_spares_the_next(api: Api, every_address: list[str]) -> None:
    assert len(every_address) > 15
    for address in [*every_address, "/api/schema/", "/api/docs/", "/api/redoc/"]:
        answer = api.client.get(address)
        assert answer.status_code == 200
        again = api.client.get(address, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again["ETag"] == answer["ETag"]
        for other in ('"another"', f'"another", W/{answer["ETag"]}', "*"):
            expected = 200 if other == '"another"' else 304
            assert api.client.get(address, headers={"if-none-match": other}).status_code == expected, address


def test_head_has_the_headers_of_get_without_the_body(api: Api, every_address: list[str]) -> None:
    for address in every_address:
        get, head = api.client.get(address), api.client.head(address)
        assert (head.status_code, head.content) == (200, b""), address
        for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control", "Vary"):
            assert head[name] == get[name], (address, name)


def test_the_same_question_gets_the_same_etag(api: Api, every_address: list[str]) -> None:
    for address in every_address:
        assert api.client.get(address)["ETag"] == api.client.get(address)["ETag"]


def test_a_correction_changes_the_etags_of_all_that_tell_of_it(api: Api, tokyo: Conference) -> None:
    turn = tokyo.turns.get(position=25)
    telling = [TURNS, f"{TURNS}{turn.uid}/"]
    telling += ["/api/v1/conferences/", "/api/v1/conferences/tokyo-2plus2-2024/transcript/"]
    silent = ["/api/v1/organizations/", "/api/v1/conferences/tokyo-2plus2-2024/transcript.txt"]
    addresses = [f"{each}?page_size=100" if each == TURNS else each for each in telling + silent]
    before = {address: api.client.get(address)["ETag"] for address in addresses}

    turn.label = "DEFENSE MINISTER KIHARA"
    turn.save()
    publishing.revise(tokyo)

    for address, etag in before.items():
        answer = api.client.get(address, headers={"if-none-match": etag})
        assert answer.status_code == (304 if address in silent else 200), address


def test_caches_may_keep_what_is_public_and_ask_each_time(api: Api, every_address: list[str]) -> None:
    for address in every_address:
        answer = api.client.get(address)
        assert answer["Cache-Control"] == "public, no-cache", address
        assert "cookie" not in answer.get("Vary", "").lower()
        assert not answer.cookies
        again = api.client.get(address, headers={"if-none-match": answer["ETag"]})
        assert again["Cache-Control"] == "public, no-cache"


def test_problems_are_not_kept(api: Api) -> None:
    for address, status in ((f"{TURNS}?colour=red", 400), ("/api/v1/people/nobody/", 404), ("/api/v1/nothing/", 404)):
        answer = api.client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (status, "no-store")
    assert api.client.post(TURNS)["Cache-Control"] == "no-store"


def test_a_problem_is_never_a_304(api: Api) -> None:
    answer = api.client.get("/api/v1/people/nobody/")
    for validator in ("*", answer.get("ETag", '"x"')):
        checked_problem(api.client.get("/api/v1/people/nobody/", headers={"if-none-match": validator}), 404)


@pytest.mark.parametrize("garbage", ["", "x", '"', '"""', "W/", ",,,", '"a', "\xff", "a" * 5_000, '"a"' + ',"b"' * 500])
def test_a_broken_validator_is_no_match(api: Api, garbage: str) -> None:
    assert api.client.get(TURNS, headers={"if-none-match": garbage}).status_code == 200


class TestOtherHosts:
    """CORS (https://fetch.spec.whatwg.org/#http-cors-protocol): any page may read, and no cookie ever counts."""

    @pytest.mark.parametrize("origin", [ORIGIN, "http://localhost:3000", "null"])
    def test_any_origin_may_read(self, api: Api, every_address: list[str], origin: str) -> None:
        for address in [*every_address, "/api/schema/"]:
            answer = api.client.get(address, headers={"origin": origin})
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert "Access-Control-Allow-Credentials" not in answer
            exposed = {name.strip().lower() for name in answer["Access-Control-Expose-Headers"].split(",")}
            assert {"etag", "link"} <= exposed

    def test_a_304_and_a_problem_can_be_read_as_well(self, api: Api) -> None:
        etag = api.client.get(TURNS)["ETag"]
        for address, sent in ((TURNS, {"if-none-match": etag}), (f"{TURNS}?colour=red", {}), ("/api/v1/nothing/", {})):
            answer = api.client.get(address, headers={"origin": ORIGIN, **sent})
            assert answer["Access-Control-Allow-Origin"] == "*", address

    def preflight(self, api: Api, method: str, **headers: str) -> Any:
        asked = {"origin": ORIGIN, "access-control-request-method": method, **headers}
        return api.client.options(TURNS, headers=asked)

    def test_a_preflight_is_answered(self, api: Api) -> None:
        answer = self.preflight(api, "GET")
        assert answer.status_code == 200
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "GET" in answer["Access-Control-Allow-Methods"]
        assert "Access-Control-Allow-Credentials" not in answer

    def test_nothing_can_be_written_from_another_page(self, api: Api) -> None:
        allowed = self.preflight(api, "DELETE")["Access-Control-Allow-Methods"]
        assert {each.strip() for each in allowed.split(",")} == {"GET", "HEAD", "OPTIONS"}

    def test_a_cached_answer_can_be_asked_about_from_another_page(self, api: Api) -> None:
        answer = self.preflight(api, "GET", access_control_request_headers="if-none-match")
        assert "if-none-match" in answer["Access-Control-Allow-Headers"].lower()

    def test_the_admin_is_not_for_other_pages(self, client: Client) -> None:
        answer = client.get("/admin/login/", headers={"origin": ORIGIN})
        assert "Access-Control-Allow-Origin" not in answer
