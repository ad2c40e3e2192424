"""Of a conference that is not public no byte is told where `test_drafts` does not look: in files of every suffix, the
search, the change sequence, archives and previews, with every parameter, by other methods, and whatever was kept."""

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from core import publishing
from core.models import Conference
from core.publishing import previews
from tests.api import crawl
from tests.api.conftest import checked_problem
from tests.api.crawl import Known
from tests.api.test_drafts import HIDING, gives_away, marked_draft, to_withdrawn
from tests.api.test_nothing_left import archived, said

TOMBSTONES = re.compile(r"/api/v1/(changes/(\?|$)|archives/[^/]+/changes\.)")
WORDS = ("sⱥcɨrity", "ⱥllɨⱥncɇ", "hɨ", "ⱥ*", "hidden", '"ⱥnd thɇ"', "security OR hidden")


@pytest.fixture
def reader(tokyo: Conference, kept_answers: None, tmp_path: Path, settings: Any) -> Client:
    """Of a service that keeps its answers."""
    settings.ARCHIVE_ROOT = tmp_path / "archives"
    return Client()


@pytest.fixture
def hidden(tokyo: Conference) -> Conference:
    return marked_draft(tokyo, "hidden", "-hidden")


def told(reader: Client, address: str, known: Known, **headers: str) -> list[str]:
    """What of the hidden the answer tells, in its body or its headers, beside the words that were asked."""
    answer = reader.get(address, headers=headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    traces = gives_away(said(answer, address, body), known)
    if answer.status_code >= 400:  # a problem, and nothing but
        assert answer["Content-Type"] == "application/problem+json"
    else:
        traces += gives_away(str(sorted(answer.items())).encode(), known)
    if TOMBSTONES.match(address):
        # The tombstones of what was public name it, and say nothing more of it.
        traces = [each for each in traces if each != "hidden" and each not in known.all()]
    return traces


def addresses(openapi: dict[str, Any], *known: Known, each: int) -> list[str]:
    """All paths, each once at least, and one of so many with a parameter."""
    found = list(dict.fromkeys(address for one in known for address in crawl.addresses_beside(openapi, one)))
    plain = [address for address in found if "?" not in address or address.endswith("?q=security")]
    narrowed = [address for address in found if address not in plain]
    return [*plain, *narrowed[::each], *(f"/api/v1/search/?q={word}&facets=true" for word in WORDS)]


@pytest.mark.parametrize("hide", HIDING)
def test_no_byte_is_told(
    reader: Client,
    tokyo: Conference,
    hidden: Conference,
    hide: Callable[[Conference], None],
    request: pytest.FixtureRequest,
) -> None:
    known, openapi = Known.of(hidden), crawl.document(reader)
    each = 1 if request.config.getoption("--trial") else 40
    found = addresses(openapi, Known.of(tokyo), known, each=each)
    assert {crawl.noun_of(path) for path, _ in crawl.beside(openapi)} >= crawl.APART | {"turns", "conferences"}
    validators: dict[str, str] = {}
    if hide is to_withdrawn:
        publishing.publish(hidden)
        telling = 0
        for address in found:  # and is kept
            telling += bool(told(reader, address, known))
            if etag := reader.get(address).get("ETag"):
                validators[address] = etag
        assert telling > 30  # a check of the check
        publishing.withdraw(hidden)
    else:
        hide(hidden)
    call_command("build_archive", stdout=StringIO())
    for address in [*found, *archived(reader)]:
        assert told(reader, address, known, **{"if-none-match": validators.get(address, '"x"')}) == [], address
        if "?" not in address:
            assert told(reader, address, known, **{"if-none-match": "*"}) == [], address


def test_no_byte_is_told_by_other_methods(reader: Client, tokyo: Conference, hidden: Conference) -> None:
    known, nobody = Known.of(hidden), "no-such-thing"
    openapi = crawl.document(reader)
    for path in {path for path, _ in (*crawl.readings(openapi), *crawl.beside(openapi)) if "{slug}" in path}:
        path = path.replace("{number}", "1")
        for secret in known.slugs[crawl.noun_of(path)][:1]:
            for method in ("HEAD", "OPTIONS", "PUT", "TRACE"):
                hit, miss = (
                    reader.generic(method, path.replace("{slug}", each), headers={"if-none-match": "*"})
                    for each in (secret, nobody)
                )
                assert (hit.status_code, hit.content.decode().replace(secret, nobody)) == (
                    miss.status_code,
                    miss.content.decode(),
                ), (method, path)
                assert set(hit.headers) == set(miss.headers)


def test_a_link_to_a_preview_opens_that_and_nothing_else(reader: Client, hidden: Conference) -> None:
    known, link = Known.of(hidden), previews.link_token(hidden)
    answer = reader.get(f"/api/v1/previews/{link}/")
    assert (answer.status_code, "ⱥ" in answer.content.decode()) == (200, True)
    assert "no-store" in answer["Cache-Control"]
    for token in (link[:-1], f"{link}x", link.swapcase(), link[::-1], "hidden"):
        forged = reader.get(f"/api/v1/previews/{token}/")
        checked_problem(forged, 404)
        assert gives_away(forged.content.replace(token.encode(), b""), known) == []
