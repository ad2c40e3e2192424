"""What is withdrawn, deleted or merged is gone from the very next request: no byte of it is left on any path that the
OpenAPI document tells of, but for the tombstones in the change sequence, and no old answer is called good still."""

import gzip
import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from core import identity, publishing
from core.models import Conference, Organization, Person
from tests.api import crawl
from tests.api.crawl import Known
from tests.api.test_drafts import gives_away, marked_draft

MARK = "ⱥ"


@pytest.fixture(autouse=True)
def archive_root(tmp_path: Path, settings: Any) -> None:
    settings.ARCHIVE_ROOT = tmp_path / "archives"


@pytest.fixture
def reader() -> Client:
    return Client()


@pytest.fixture
def hidden(tokyo: Conference) -> Conference:
    """Published beside Tokyo, with people and organizations of its own, marked all over."""
    conference = marked_draft(tokyo, "hidden", "-hidden")
    publishing.publish(conference)
    conference.refresh_from_db()
    return conference


def addresses(openapi: dict[str, Any], *known: Known) -> list[str]:
    """Every address there is for what is known, each once."""
    found = []
    for each in known:
        for noun in sorted({crawl.noun_of(path) for path, _ in crawl.readings(openapi)}):
            found += [f"{address}{'&' if '?' in address else '?'}page_size=100" for address in [f"/api/v1/{noun}/"]]
            found += crawl.addresses(openapi, each, noun)
        found += [f"/api/v1/search/?q={word}" for word in ("security", "sⱥcɨrity", "ⱥllɨⱥncɇ", "hɨ")]
        found += [f"/api/v1/search/?q=security&facets={facet}" for facet in facets(openapi)]
        found += [f"/api/v1/search/?q=security&person={person}" for person in each.slugs["people"][:3]]
        found += [f"/api/v1/search/?q=security&organization={name}" for name in each.slugs["organizations"][:3]]
        found += [f"/api/v1/search/?q=security&conference={each.slugs['conferences'][0]}"]
    return list(dict.fromkeys([*found, "/api/v1/changes/feed.atom", "/api/v1/archives/"]))


def facets(openapi: dict[str, Any]) -> list[str]:
    parameters = crawl.parameters_of(openapi["paths"]["/api/v1/search/"]["get"])
    words = parameters["facets"].get("items", parameters["facets"]).get("enum", [])
    assert words
    return list(words)


def read(reader: Client, found: list[str], etags: dict[str, str]) -> Iterator[tuple[str, Any, bytes]]:
    """Each answer and what it says; those that have a validator are asked whether it holds still."""
    for address in found:
        answer = reader.get(address, headers={"if-none-match": etags[address]} if address in etags else {})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield address, answer, body


def archived(reader: Client) -> list[str]:
    """The files of all archives that are given away."""
    listed = reader.get("/api/v1/archives/").json()["results"]
    return [each["url"].replace("http://testserver", "") for archive in listed for each in archive["files"]]


def said(answer: Any, address: str, body: bytes) -> bytes:
    """What an answer tells: a file unpacked; a problem without the words that it was asked with."""
    if address.endswith(".gz") and answer.status_code == 200:
        return gzip.decompress(body)
    if answer.status_code >= 400:
        for word in re.split(r"[/?=&]", address):
            body = body.replace(word.encode(), b"") if len(word) > 3 else body
    if address.startswith("/api/v1/search/"):
        body = re.sub(rb'"[^"]*/search/[^"]*"', b'""', body)  # the address of a page holds the query
    return body


def withdrawn(conference: Conference) -> None:
    publishing.withdraw(conference)


def deleted(conference: Conference) -> None:
    publishing.delete(conference)


@pytest.mark.parametrize("take", [withdrawn, deleted])
def test_no_byte_of_a_conference_is_left(
    reader: Client, tokyo: Conference, hidden: Conference, take: Callable[[Conference], None]
) -> None:
    known = Known.of(hidden)
    openapi = crawl.document(reader)
    found = addresses(openapi, Known.of(tokyo), known)
    call_command("build_archive", stdout=StringIO())
    files = archived(reader)
    assert files
    etags, told = {}, []
    for address, answer, body in read(reader, [*found, *files], {}):
        if gives_away(said(answer, address, body), known):
            told.append(address)
            if answer.get("ETag"):
                etags[address] = answer["ETag"]
    assert len(told) > 300
    assert {crawl.noun_of(address) for address in etags} >= {"archives", "search", "turns", "people", "conferences"}

    take(hidden)

    for address, answer, body in read(reader, told, etags):
        assert answer.status_code != 304, address
        assert gives_away(said(answer, address, body), known) == [], address
    assert archived(reader) == []
    tombs = reader.get("/api/v1/changes/?slug=hidden").json()["results"]
    assert [each["action"] for each in tombs][:2] == ["created", "withdrawn"]
    assert MARK not in reader.get("/api/v1/changes/?page_size=100").content.decode()


@pytest.mark.parametrize("model", [Person, Organization])
def test_no_byte_of_who_was_merged_is_left(
    reader: Client, tokyo: Conference, model: type[Person] | type[Organization]
) -> None:
    """But for what earlier revisions said, which a citation of them sees for ever."""
    rows: Any = model
    field = "person" if model is Person else "organization"
    participant = tokyo.participants.exclude(**{field: None}).first()
    assert participant
    gone: Any = getattr(participant, field)
    kept = rows.objects.create(slug="the-one-that-stays", name="The one that stays")
    with publishing.revising(tokyo):
        identity.rename(gone, "hidden-one")
        gone.name = f"N{MARK}mɇ"
        gone.save()
        gone.names.all().delete()
        gone.names.create(text=f"{MARK}lɨⱥs")
    tokyo.refresh_from_db()
    traces = [b"hidden-one", MARK.encode(), b"\\u2c65"]
    found = [address for address in addresses(crawl.document(reader), Known.of(tokyo)) if "/revisions/" not in address]
    call_command("build_archive", stdout=StringIO())
    files = archived(reader)
    etags = {}
    for address, answer, body in read(reader, [*found, *files], {}):
        if any(trace in said(answer, address, body) for trace in traces):
            assert answer.get("ETag"), address
            etags[address] = answer["ETag"]
    assert len(etags) > 50
    assert {crawl.noun_of(address) for address in etags} >= {"archives", "turns", "conferences"}

    identity.merge(gone, kept, keep_name=False)
    kept.names.all().delete()
    publishing.revise_all_with(kept)

    nouns = str(model._meta.verbose_name_plural)
    moved = reader.get(f"/api/v1/{nouns}/hidden-one/")
    assert (moved.status_code, moved.headers["Location"][-33:]) == (301, f"/api/v1/{nouns}/the-one-that-stays/"[-33:])
    for address, answer, body in read(reader, list(etags), etags):
        assert answer.status_code != 304, address
        asked = "hidden-one" in address  # who asks by the old name is led on, or answered with the new one
        left = [trace for trace in traces[1 if asked else 0 :] if trace in said(answer, address, body)]
        assert left == [], address
    assert archived(reader) == []
