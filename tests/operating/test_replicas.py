"""A primary with replicas, for real: who reads where, what goes on without a primary, and how writing comes back.

`make cluster-test` runs it; it takes some minutes. What can be told in seconds is in tests/serving/test_databases.py.
"""

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.apart import Apart
from tests.importing.text import BRIEFING
from tests.operating.cluster import Server, cluster, pgbouncer, wait_for
from tests.operating.service import TOKEN, Answer, Service

TOKYO = "/api/v1/conferences/tokyo-2plus2-2024/"
PREVIEW = """
from core.models import Conference
from core.publishing import previews
print(previews.link_token(Conference.objects.get()))
"""
OPENAPI = "application/vnd.oai.openapi+json"
LONGEST = 10.0  # seconds: what takes longer hangs


@pytest.fixture(autouse=True)
def asked_for(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--cluster"):
        pytest.skip("make cluster-test runs it")


class Production(Service):
    """With the settings of production, and pages as they are collected."""

    def __init__(self, apart: Apart, folder: Path, **environment: str) -> None:
        production = {
            "DJANGO_SETTINGS_MODULE": "transcripts_api.settings",
            "DJANGO_SECRET_KEY": "for-this-test-only-" + "0" * 40,
            "DJANGO_ALLOWED_HOSTS": "localhost",
            "DJANGO_SSL_REDIRECT": "0",
            "DJANGO_STATIC_ROOT": str(folder / "static"),
            "ARCHIVE_ROOT": str(folder / "archives"),
            "THROTTLE_SIGN_IN": "0",
        }
        super().__init__(apart, folder, **production, **environment)
        self.apart = Apart(apart.url)
        self.production = {**production, **environment}

    def manage(self, *arguments: str) -> None:
        command = f"from django.core.management import call_command; call_command({', '.join(map(repr, arguments))})"
        self.apart.run(command, **self.production)

    def timed(self, method: str, path: str, body: Any = None, token: str = "", **headers: str) -> Answer:
        begun = time.monotonic()
        if isinstance(body, str):
            answer = self.ask_with_form(method, path, body, **headers)
        else:
            answer = self.ask(method, path, body, token, **headers)
        assert time.monotonic() - begun < LONGEST, (method, path)
        return answer._replace(headers={name.lower(): value for name, value in answer.headers.items()})


def installation(servers: list[Server], folder: Path, **environment: str) -> Production:
    """One that names all servers, of which the primary is whichever takes writes, and reads from the replicas."""
    ports = ",".join(str(each.port) for each in servers)
    hosts = ",".join("127.0.0.1" for _ in servers)
    url = f"postgresql://postgres@/postgres?host={hosts}&port={ports}&target_session_attrs=read-write"
    replicas = ",".join(each.url for each in servers[1:])
    service = Production(Apart(url), folder, DATABASE_REPLICA_URLS=replicas, **environment)
    service.manage("migrate", "--verbosity=0")
    service.manage("load_tokyo")
    service.manage("build_archive")
    service.manage("collectstatic", "--noinput", "--verbosity=0")
    return service


def title(service: Production, token: str = "") -> str:
    return str(service.timed("GET", TOKYO, token=token).json()["title"])


def retitle(service: Production, token: str, new: str) -> Answer:
    return service.timed("PATCH", TOKYO, {"title": new}, token, **{"If-Match": "*"})


def readings(service: Production) -> Iterator[str]:
    """An address for every GET of the OpenAPI document that asks for no signing in, in every format."""
    slugs = {nouns: first(service, nouns)["slug"] for nouns in ("conferences", "people", "organizations")}
    ids = {nouns: first(service, nouns)["id"] for nouns in ("participants", "turns", "questions", "answers")}
    archive = service.ask("GET", "/api/v1/archives/").json()["results"][0]
    preview = service.apart.run(PREVIEW, **service.production).strip()
    document = service.ask("GET", "/api/schema/", Accept=OPENAPI).json()
    for path, methods in document["paths"].items():
        if "get" not in methods:
            continue
        nouns = path.split("/")[3].partition(".")[0]
        names = {"slug": slugs.get(nouns), "id": ids.get(nouns), "number": "1", "token": preview}
        if nouns == "archives":
            names |= {"name": archive["name"], "file": archive["files"][0]["name"]}
        suffixes = [each["schema"]["enum"] for each in methods["get"].get("parameters", []) if each["name"] == "suffix"]
        path += {"search": "?q=alliance"}.get(nouns, "")
        for suffix in suffixes[0] if suffixes else [""]:
            yield path.format(**names, suffix=suffix)


def first(service: Production, nouns: str) -> Any:
    return service.ask("GET", f"/api/v1/{nouns}/?page_size=1").json()["results"][0]


class Readers:
    """The public, which goes on reading; `failures` is whatever was no 200."""

    PATHS = (
        TOKYO,
        f"{TOKYO}transcript/",
        "/api/v1/turns/?count=true",
        "/api/v1/search/?q=alliance",
        "/api/v1/turns.csv",
    )

    def __init__(self, service: Production) -> None:
        self.service, self.over = service, threading.Event()
        self.answered, self.failures = 0, list[Any]()
        self.threads = [threading.Thread(target=self.read, args=(number,)) for number in range(4)]

    def read(self, number: int) -> None:
        while not self.over.is_set():
            number += 1
            try:
                # Never the same twice, so that nothing is kept.
                path = self.PATHS[number % len(self.PATHS)]
                answer = self.service.timed("GET", path, Accept=f"*/*;q=0.{number % 1000:03d}1")
                self.answered += 1
                if answer.status != 200:
                    self.failures.append((path, answer))
            except Exception as error:
                self.failures.append(repr(error))

    def __enter__(self) -> "Readers":
        for each in self.threads:
            each.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        for each in self.threads:
            each.join()


@pytest.mark.parametrize("pool", ["0", "4"])
def test_the_primary_is_killed_and_a_replica_promoted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pool: str
) -> None:
    with (
        cluster("one", "two") as servers,
        installation(servers, tmp_path, DATABASE_POOL=pool) as service,
    ):
        primary, one, two = servers
        token = service.apart.run(TOKEN, **service.production).strip()
        wait_for(lambda: one.has_caught_up_with(primary) and two.has_caught_up_with(primary))
        check_that_the_public_reads_replicas(service, servers, token)
        addresses = list(dict.fromkeys(readings(service)))
        with Readers(service) as readers:
            wait_for(lambda: readers.answered > 20)
            two.stop()
            time.sleep(2)
            two.start()
            wait_for(lambda: two.ask("SELECT count(*) FROM pg_stat_activity WHERE usename = 'postgres'") > 1)
            primary.stop()
            time.sleep(3)
        assert readers.failures == []
        for address in addresses:
            answer = service.timed("GET", address)
            assert answer.status == 200, (address, answer)
        check_that_writes_are_put_off(service, token)
        one.promote()
        begun = time.monotonic()
        wait_for(lambda: retitle(service, token, "After").status == 200)
        wait_for(lambda: {title(service, token) for _ in range(10)} == {"After"})  # of both workers
        seconds = time.monotonic() - begun
        two.follow(one)
        wait_for(lambda: {title(service) for _ in range(10)} == {"After"})
        imported = service.timed("POST", "/api/v1/imports/", {"slug": "another", "text": BRIEFING}, token)
        assert imported.status == 201
        wait_for(lambda: {service.ask("GET", "/readyz").json()["status"] for _ in range(5)} == {"ready"})
    assert "Internal Server Error" not in service.log.read_text()
    with capsys.disabled():
        print(f"\npool {pool}: {len(addresses)} addresses and {readers.answered} reads without a primary or a replica")
        print(f"writing {seconds:.1f} s after the promotion")


def check_that_the_public_reads_replicas(service: Production, servers: list[Server], token: str) -> None:
    """Replicas are held where they are: the public sees the state before, who writes sees what they wrote."""
    before = title(service)
    for each in servers[1:]:
        each.ask("SELECT pg_wal_replay_pause()")
    assert retitle(service, token, "Before").status == 200
    assert title(service, token) == "Before"
    assert {title(service) for _ in range(8)} == {before}
    for each in servers[1:]:
        each.ask("SELECT pg_wal_replay_resume()")
    wait_for(lambda: {title(service) for _ in range(8)} == {"Before"})
    readiness = service.timed("GET", "/readyz").json()
    everything = {"database": "ok", "migrations": "ok", "search_index": "ok"}
    assert readiness["status"] == "ready"
    assert readiness["databases"] == dict.fromkeys(("primary", "replica-1", "replica-2"), everything)


def check_that_writes_are_put_off(service: Production, token: str) -> None:
    form = "username=mira&password=whatever"
    for answer in (
        service.timed("POST", "/api/v1/imports/", {"slug": "another", "text": BRIEFING}, token),
        retitle(service, token, "Never"),
        service.timed("DELETE", TOKYO, token=token, **{"If-Match": "*"}),
        service.timed("GET", TOKYO, token=token),
    ):
        assert answer.status == 503, answer
        assert answer.headers["content-type"] == "application/problem+json"
        assert int(answer.headers["retry-after"]) > 0
    page = service.timed("GET", "/admin/login/")
    cookie = page.headers["set-cookie"].split(";")[0]
    hidden = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body)
    assert hidden is not None
    form += f"&csrfmiddlewaretoken={hidden[1].decode()}"
    for answer in (
        service.timed("GET", "/admin/", Cookie="sessionid=whatever"),
        service.timed("POST", "/admin/login/", form, Cookie=cookie),
    ):
        assert answer.status == 503, answer
        assert answer.headers["content-type"].startswith("text/html")
        assert int(answer.headers["retry-after"]) > 0
        assert b"Not available now" in answer.body
    ready = service.timed("GET", "/readyz")
    assert (ready.status, ready.json()["status"]) == (200, "impaired")


def test_behind_pgbouncer_in_transaction_mode(tmp_path: Path) -> None:
    """Eight who write and eight who read share four connections; nothing that one sets stays for the next."""
    with cluster() as [primary], pgbouncer(primary.inside, primary, statement_limit=2_000) as url:
        service = Production(Apart(url), tmp_path, PGBOUNCER="1")
        direct = Production(Apart(primary.url), tmp_path)
        for command in (["migrate", "--verbosity=0"], ["load_tokyo"], ["collectstatic", "--noinput", "--verbosity=0"]):
            direct.manage(*command)
        token = direct.apart.run(TOKEN, **direct.production).strip()
        service.manage("build_archive")
        with service:
            statuses: list[int] = []

            def write(number: int) -> None:
                for turn in range(3):
                    body = {
                        "slug": f"writer-{number}-{turn}",
                        "text": BRIEFING.replace("Friday", f"day {number} {turn}"),
                    }
                    statuses.append(service.ask("POST", "/api/v1/imports/", body, token).status)

            writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
            with Readers(service) as readers:
                for each in writers:
                    each.start()
                for each in writers:
                    each.join()
            assert statuses == [201] * 24
            assert readers.failures == []
            assert retitle(service, token, "Through the bouncer").status == 200
            assert title(service) == "Through the bouncer"
            check_that_a_long_read_is_stopped(service, primary)


def check_that_a_long_read_is_stopped(service: Production, primary: Server) -> None:
    import psycopg

    with psycopg.connect(primary.url) as holder:
        holder.execute("LOCK TABLE core_turn IN ACCESS EXCLUSIVE MODE")
        answer = service.timed("GET", "/api/v1/turns/?page_size=3")
        assert answer.status == 503, answer
        assert int(answer.headers["retry-after"]) > 0
    assert service.timed("GET", "/api/v1/turns/?page_size=3").status == 200
