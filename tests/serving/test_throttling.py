"""How often a client may ask, whatever it says of itself."""

import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from core.models import Conference, Token
from core.serving import counting, patience
from core.serving.counting import CounterFile, count
from tests.api.conftest import checked_problem
from tests.conftest import ROOT
from tests.serving.conftest import Limit

PEOPLE = "/api/v1/people/"


def ask(client: Client, times: int = 1, **sent: Any) -> list[int]:
    return [client.get(PEOPLE, **sent).status_code for _ in range(times)]


@pytest.mark.django_db
class TestLimits:
    def test_who_asks_too_often_is_told_when_to_go_on(self, limit: Limit, anybody: Client) -> None:
        limit(readers=(3, 3600))
        assert ask(anybody, 3) == [200, 200, 200]
        refused = anybody.get(PEOPLE, headers={"Origin": "https://reader.example"})
        assert refused["Access-Control-Allow-Origin"] == "*", "a page elsewhere can read why"
        problem = checked_problem(refused, 429)
        assert "More than 3 requests in 3600 seconds" in problem["detail"]
        assert 1 <= int(refused["Retry-After"]) <= 3600
        assert refused["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("path", [PEOPLE, "/api/v1/conferences/tokyo-2plus2-2024/transcript/"])
    def test_answers_that_are_ready_count_too(
        self, limit: Limit, tokyo: Conference, kept_answers: None, path: str
    ) -> None:
        limit(readers=(3, 3600))
        client = Client()
        left = [client.get(path)["RateLimit"].split(";")[1] for _ in range(3)]
        assert left == ["r=2", "r=1", "r=0"]
        etag = client.get(path, REMOTE_ADDR="192.0.2.7")["ETag"]
        known = client.get(path, REMOTE_ADDR="192.0.2.7", headers={"If-None-Match": etag})
        assert (known.status_code, known["RateLimit"].split(";")[1]) == (304, "r=1")
        refused = client.get(path, headers={"Origin": "https://reader.example", "If-None-Match": etag})
        assert refused["Access-Control-Allow-Origin"] == "*"
        assert checked_problem(refused, 429)
        assert checked_problem(client.get(path), 429)

    def test_every_answer_says_what_is_left(self, limit: Limit, anybody: Client) -> None:
        limit(readers=(10, 3600))
        for used in (1, 2):
            answer = anybody.get(PEOPLE)
            assert answer["RateLimit-Policy"] == '"readers";q=10;w=3600'
            left = re.fullmatch(r'"readers";r=(\d+);t=(\d+)', answer["RateLimit"])
            assert left is not None
            assert int(left[1]) == 10 - used
            assert 1 <= int(left[2]) <= 3600

    def test_another_address_is_another_client(self, limit: Limit, anybody: Client) -> None:
        limit(readers=(1, 3600))
        assert ask(anybody, 2) == [200, 429]
        assert ask(anybody, REMOTE_ADDR="192.0.2.7") == [200]

    def test_a_period_ends(self, limit: Limit, anybody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        limit(readers=(1, 3600))
        assert ask(anybody, 2) == [200, 429]
        later = time.time() + 3601
        monkeypatch.setattr(time, "time", lambda: later)
        assert ask(anybody, 2) == [200, 429]

    def test_without_limits_nothing_is_counted_or_said(self, limit: Limit, anybody: Client) -> None:
        limit()
        answer = anybody.get(PEOPLE)
        assert not answer.has_header("RateLimit")
        assert not answer.has_header("RateLimit-Policy")

    def test_health_is_not_counted(self, limit: Limit, anybody: Client) -> None:
        limit(readers=(1, 3600))
        assert [anybody.get("/healthz").status_code for _ in range(5)] == [200] * 5
        assert ask(anybody) == [200]

    def test_not_found_and_bad_requests_count(self, limit: Limit, anybody: Client) -> None:
        limit(readers=(2, 3600))
        assert anybody.get("/api/v1/nothing/").status_code == 404
        assert anybody.get(f"{PEOPLE}?colour=red").status_code == 400
        assert ask(anybody) == [429]


@pytest.mark.django_db
class TestForgery:
    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP", "True-Client-IP"])
    def test_no_header_makes_a_new_client(self, limit: Limit, anybody: Client, header: str) -> None:
        limit(readers=(2, 3600))
        got = [ask(anybody, headers={header: f"192.0.2.{number}"})[0] for number in range(4)]
        assert got == [200, 200, 429, 429]

    def test_behind_a_proxy_only_what_it_wrote_counts(self, limit: Limit, anybody: Client, settings: Any) -> None:
        settings.TRUSTED_PROXIES = 1
        limit(readers=(2, 3600))
        forged = [f"203.0.113.{number}, 192.0.2.1" for number in range(4)]
        assert [ask(anybody, headers={"X-Forwarded-For": each})[0] for each in forged] == [200, 200, 429, 429]
        assert ask(anybody, headers={"X-Forwarded-For": "192.0.2.1, 203.0.113.9"}) == [200]

    def test_made_up_tokens_do_not_help(self, limit: Limit, anybody: Client) -> None:
        limit(readers=(2, 3600), tokens=(100, 3600))
        got = [ask(anybody, headers={"Authorization": f"Bearer {number}"})[0] for number in range(4)]
        assert got == [401, 401, 429, 429]

    def test_many_addresses_do_not_help_a_token(self, limit: Limit, anybody: Client) -> None:
        limit(readers=(100, 3600), tokens=(2, 3600))
        sent = {"headers": {"Authorization": "Bearer x"}}
        got = [ask(anybody, REMOTE_ADDR=f"192.0.2.{number}", **sent)[0] for number in range(4)]
        assert got == [401, 401, 429, 429]

    def test_an_ipv6_network_of_one_home_is_one_client(self, limit: Limit, anybody: Client) -> None:
        limit(readers=(2, 3600))
        got = [ask(anybody, REMOTE_ADDR=f"2001:db8:1:2::{number}")[0] for number in range(3)]
        assert got == [200, 200, 429]
        assert ask(anybody, REMOTE_ADDR="2001:db8:1:3::1") == [200]

    def test_guessed_tokens_are_soon_refused_and_a_good_one_is_not(self, limit: Limit, anybody: Client) -> None:
        limit(sign_in=(3, 3600))

        def send(token: str) -> int:
            return anybody.post("/api/v1/imports/", headers={"Authorization": f"Bearer {token}"}).status_code

        assert [send(f"{number:064}") for number in range(5)] == [401, 401, 401, 429, 429]
        user = User.objects.create_superuser("mira")
        _, secret = Token.objects.create(user=user, name="good")
        assert send(secret) not in {401, 429}

    def test_sign_in_has_a_limit_of_its_own(self, limit: Limit, anybody: Client) -> None:
        limit(readers=(100, 3600), sign_in=(2, 3600))
        sent = {"username": "mira", "password": "wrong"}
        assert [anybody.post("/admin/login/", sent).status_code for _ in range(3)] == [200, 200, 429]
        assert ask(anybody) == [200]
        assert anybody.get("/admin/login/").status_code == 200


COUNT_OFTEN = """
import pathlib, sys
from core.serving.counting import CounterFile
file = CounterFile(pathlib.Path(sys.argv[1]))
for _ in range(2_000):
    file.count("somebody", 600)
"""


class TestCounts:
    def test_processes_and_threads_lose_none(self, tmp_path: Path) -> None:
        path = tmp_path / "counts"
        processes = [subprocess.Popen([sys.executable, "-c", COUNT_OFTEN, str(path)], cwd=ROOT) for _ in range(2)]
        file = CounterFile(path)
        threads = [threading.Thread(target=lambda: [file.count("somebody", 600) for _ in range(500)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [process.wait() for process in processes] == [0, 0]
        assert file.count("somebody", 600)[0] == 2 * 2_000 + 4 * 500 + 1

    def test_many_clients_are_kept_apart(self, tmp_path: Path) -> None:
        file = CounterFile(tmp_path / "counts")
        for _ in range(2):
            for number in range(5_000):
                file.count(f"client {number}", 600)
        assert {file.count(f"client {number}", 600)[0] for number in range(5_000)} == {3}

    def test_a_flood_of_addresses_does_not_make_room_for_the_busiest(self, tmp_path: Path) -> None:
        file = CounterFile(tmp_path / "counts")
        for _ in range(100):
            file.count("busy", 600)
        for number in range(200_000):
            file.count(f"client {number}", 600)
        assert file.count("busy", 600)[0] == 101
        assert (tmp_path / "counts").stat().st_size == 1_048_576

    def test_a_link_in_its_place_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "counts").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(OSError, match="symbolic"):
            CounterFile(tmp_path / "counts")


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}/0", server
    server.kill()
    server.wait()


@pytest.fixture
def in_redis(redis_server: tuple[str, Any], settings: Any, own_counts: None) -> Iterator[Any]:
    settings.REDIS_URL, server = redis_server
    counting._redis.cache_clear()
    yield server
    counting._redis().close()
    counting._redis.cache_clear()
    patience._resting_until = 0.0


class TestRedis:
    def test_counts_are_shared_and_end(self, in_redis: Any) -> None:
        assert [count("somebody", 3600)[0] for _ in range(3)] == [1, 2, 3]
        assert 1 <= count("somebody", 3600)[1] <= 3600
        counting._redis().delete("transcripts:count:somebody")
        assert count("somebody", 3600)[0] == 1

    @pytest.mark.django_db
    def test_readers_go_on_when_it_is_gone_and_limits_still_hold(
        self, in_redis: Any, limit: Limit, anybody: Client
    ) -> None:
        limit(readers=(2, 3600))
        assert ask(anybody) == [200]
        in_redis.kill()
        in_redis.wait()
        assert ask(anybody, 4) == [200, 200, 429, 429], "counted by this machine from now on"

    def test_a_cache_in_it_finds_nothing_when_it_is_gone(self, in_redis: Any, settings: Any) -> None:
        from core.serving.caching import PatientRedisCache

        cache = PatientRedisCache(settings.REDIS_URL, {})
        cache.set("key", [1, 2])
        assert cache.get("key") == [1, 2]
        in_redis.kill()
        in_redis.wait()
        assert cache.get("key", "nothing") == "nothing"
        cache.set("key", 3)
        assert cache.get_many(["key"]) == {}
        assert cache.delete("key") is False
        cache.close()
