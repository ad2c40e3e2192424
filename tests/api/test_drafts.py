"""A conference that is not published is a 404 or absent, on every path: no byte of it, no count, no trace."""

import dataclasses
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from core import mapping, publishing
from core.models import Conference
from core.records import ConferenceRecord
from core.vocabulary import Status
from tests.api import crawl, make
from tests.api.conftest import checked_problem
from tests.api.crawl import Known
from tests.api.test_pages import LISTS

NOBODY = {"slug": "no-such-thing", "id": "01a2069a-ffff-7fff-8fff-ffffffffffff"}

# Letters that no public record here holds, each in the place of one that every text has.
MARKS = str.maketrans("aeiou", "ⱥɇɨɵʉ")
PLAIN = {"slug", "person", "organization", "hosts", "language", "languages", "encoding", "sha256", "timezone"}
PLAIN |= {"country", "editorial"}


def marked(value: Any) -> Any:
    """The record with every text that a person could read in letters that give it away."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        return dataclasses.replace(
            value, **{name: marked(inner) for name, inner in fields.items() if name not in PLAIN}
        )
    if isinstance(value, tuple):
        return tuple(marked(inner) for inner in value)
    return value.translate(MARKS) if type(value) is str else value


def gives_away(body: bytes, hidden: Known) -> list[str]:
    """What in an answer can only come from the hidden conference."""
    text = body.decode()
    escaped = [f"\\u{ord(letter):04x}" for letter in "ⱥɇɨɵʉ"]
    return [trace for trace in ["hidden", *"ⱥɇɨɵʉ", *escaped, *hidden.all()] if trace in text]


@pytest.fixture
def reader(tokyo: Conference, kept_answers: None) -> Client:
    """Of a service that keeps its answers."""
    return Client()


@pytest.fixture
def hidden(tokyo: Conference) -> Conference:
    """A draft with people and organizations of its own, marked all over."""
    return marked_draft(tokyo, "hidden", "-hidden")


def marked_draft(model: Conference, slug: str, suffix: str = "") -> Conference:
    """Without a suffix, the people and organizations are those of the model."""
    record: ConferenceRecord = marked(make.copy(mapping.read(model), slug, suffix))
    sha256 = hashlib.sha256(record.source.text.encode()).hexdigest()
    source = dataclasses.replace(record.source, sha256=sha256)
    return mapping.write(
        dataclasses.replace(record, source=source, country="FR", languages=("fr", "ja"), timezone="Europe/Paris")
    )


def to_draft(conference: Conference) -> None:
    assert conference.status == Status.DRAFT


def to_review(conference: Conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(status=Status.IN_REVIEW)


def to_withdrawn(conference: Conference) -> None:
    publishing.publish(conference)
    publishing.withdraw(conference)


HIDING: list[Callable[[Conference], None]] = [to_draft, to_review, to_withdrawn]


def answers(reader: Client, addresses: list[str]) -> dict[str, tuple[int, bytes, Any]]:
    found = {}
    for address in addresses:
        answer = reader.get(address)
        assert answer.status_code == 200, (address, answer.content)
        found[address] = (answer.status_code, answer.content, answer.get("ETag"))
    return found


def with_pages(reader: Client, addresses: list[str], noun: str) -> list[str]:
    """And the pages of the list, in small steps."""
    following = f"/api/v1/{noun}/?page_size=4"
    while following:
        addresses.append(following.replace("http://testserver", ""))
        following = reader.get(following).json()["next"]
    return addresses


@pytest.mark.parametrize("noun", LISTS)
def test_no_answer_changes_by_a_single_byte(reader: Client, tokyo: Conference, noun: str) -> None:
    addresses = crawl.addresses(crawl.document(reader), Known.of(tokyo), noun)
    addresses = with_pages(reader, addresses, noun)
    assert len(addresses) > 20
    before = answers(reader, addresses)

    drafts = []
    for number, hide in enumerate(HIDING):
        for suffix in (f"-hidden-{number}", ""):  # with people of their own, and with those of the public conference
            drafts.append(marked_draft(tokyo, f"hidden{number}{suffix}", suffix))
            hide(drafts[-1])
    assert {draft.slug for draft in Conference.objects.published()} == {tokyo.slug}
    assert answers(reader, addresses) == before

    publishing.publish(drafts[0])  # a check of the check: once public, it shows
    body = reader.get(f"/api/v1/{noun}/?page_size=100").content
    assert {"ⱥ", "hidden"} <= set(gives_away(body, Known.of(drafts[0])))


@pytest.mark.parametrize("hide", HIDING)
def test_no_byte_of_it_is_in_the_documentation(
    reader: Client, hidden: Conference, hide: Callable[[Conference], None]
) -> None:
    hide(hidden)
    for address in ("/api/schema/", "/api/docs/", "/api/redoc/", "/api/docs/?script="):
        text = reader.get(address).content.decode()
        assert not set("ⱥɇɨɵʉ") & set(text), address


@pytest.mark.parametrize("hide", HIDING)
def test_it_is_not_found_in_the_words_for_what_does_not_exist(
    reader: Client, hidden: Conference, hide: Callable[[Conference], None]
) -> None:
    hide(hidden)
    hidden.refresh_from_db()
    known = Known.of(hidden)
    asked = 0
    for path, _ in crawl.readings(crawl.document(reader)):
        key = "slug" if "{slug}" in path else "id"
        if f"{{{key}}}" not in path:
            continue
        nothing = NOBODY[key]
        path = path.replace("{number}", "1")
        absent = reader.get(path.replace(f"{{{key}}}", nothing))
        checked_problem(absent, 404)
        if "/revisions/" in path and hidden.revision:
            # What was public and is so no longer says so to those who cited it, and nothing else.
            gone = checked_problem(reader.get(path.replace(f"{{{key}}}", "hidden")), 410)
            assert "hidden' was withdrawn on" in gone["detail"]
            continue
        for value in {**known.slugs, **known.ids}[crawl.noun_of(path)]:
            secret = reader.get(path.replace(f"{{{key}}}", value))
            assert secret.content.decode().replace(value, nothing) == absent.content.decode(), path
            assert headers(secret, without={"ETag", "Content-Length", "X-Request-Id"}) == headers(
                absent, without={"ETag", "Content-Length", "X-Request-Id"}
            )
            asked += 1
    assert asked > 80


def headers(answer: Any, without: set[str]) -> dict[str, str]:
    return {name: value for name, value in answer.items() if name not in without}


@pytest.mark.parametrize("hide", HIDING)
def test_nothing_can_be_filtered_by_it(reader: Client, hidden: Conference, hide: Callable[[Conference], None]) -> None:
    hide(hidden)
    known = Known.of(hidden)
    asked = 0
    for path, operation in crawl.readings(crawl.document(reader)):
        for name, schema in crawl.parameters_of(operation).items():
            if name not in crawl.REFERENCES:
                continue
            nothing = NOBODY["id" if schema.get("format") == "uuid" else "slug"]
            absent = reader.get(f"{path}?{name}={nothing}")
            checked_problem(absent, 404)
            for value in known.named(name)[:3]:
                secret = reader.get(f"{path}?{name}={value}")
                assert secret.content.decode().replace(value, nothing) == absent.content.decode(), (path, name)
                asked += 1
    assert asked > 50


@pytest.mark.parametrize("method", ["head", "options", "post", "delete"])
def test_other_methods_do_not_tell_either(reader: Client, hidden: Conference, method: str) -> None:
    ask = getattr(reader, method)
    secret, absent = ask("/api/v1/conferences/hidden/"), ask(f"/api/v1/conferences/{NOBODY['slug']}/")
    assert secret.status_code == absent.status_code
    assert secret.content.decode().replace("hidden", NOBODY["slug"]) == absent.content.decode()


def test_sharing_a_person_with_a_public_conference_shows_nothing(reader: Client, tokyo: Conference) -> None:
    sharing = make.draft_like(tokyo, "sharing")
    sharing.participants.filter(person__slug="lloyd-austin").update(role="interpreter")
    austin = reader.get("/api/v1/people/lloyd-austin/?include=participations").json()
    assert austin["counts"]["conferences"] == len(austin["participations"]) == 1
    assert reader.get("/api/v1/people/?role=interpreter").json()["results"] == []
    publishing.publish(sharing)
    austin = reader.get("/api/v1/people/lloyd-austin/?include=participations").json()
    assert austin["counts"]["conferences"] == len(austin["participations"]) == 2
    publishing.withdraw(sharing)
    austin = reader.get("/api/v1/people/lloyd-austin/?include=participations").json()
    assert austin["counts"]["conferences"] == len(austin["participations"]) == 1


def test_an_old_etag_does_not_open_what_was_withdrawn(reader: Client, hidden: Conference) -> None:
    publishing.publish(hidden)
    known = Known.of(hidden)
    openapi = crawl.document(reader)
    etags = {}
    for path, _ in crawl.readings(openapi):
        for address in crawl.paths_of(path, known)[:2]:
            address = f"{address}?page_size=100" if address == path else address
            answer = reader.get(address)
            assert answer.status_code == 200
            etags[address] = answer["ETag"]
            assert reader.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    publishing.withdraw(hidden)
    for address, etag in etags.items():
        answer = reader.get(address, headers={"if-none-match": etag})
        if "/revisions/" in address:
            checked_problem(answer, 410)
        elif "page_size" in address:  # a list is still there, and is another
            assert answer.status_code == 200, address
            assert answer["ETag"] != etag
        else:
            checked_problem(answer, 404)
            checked_problem(reader.get(address, headers={"if-none-match": "*"}), 404)


def test_publishing_again_shows_it_again(reader: Client, hidden: Conference) -> None:
    to_withdrawn(hidden)
    checked_problem(reader.get("/api/v1/conferences/hidden/transcript/"), 404)
    checked_problem(reader.get("/api/v1/conferences/hidden/transcript.txt"), 404)
    publishing.publish(hidden)
    assert reader.get("/api/v1/conferences/hidden/transcript/").json()["revision"] == 2


def test_neither_the_change_sequence_nor_the_feed_tells_of_it(reader: Client, tokyo: Conference) -> None:
    addresses = ["/api/v1/changes/", "/api/v1/changes/?noun=person", "/api/v1/changes/feed.atom"]
    before = answers(reader, addresses)
    for number, status in enumerate((to_draft, to_review)):
        status(marked_draft(tokyo, f"hidden-{number}", f"-hidden-{number}"))
    assert answers(reader, addresses) == before
    assert reader.get("/api/v1/changes/?slug=hidden-0").json()["results"] == []


def test_the_feed_forgets_what_was_withdrawn(reader: Client, hidden: Conference) -> None:
    to_withdrawn(hidden)
    assert gives_away(reader.get("/api/v1/changes/feed.atom").content, Known.of(hidden)) == []
