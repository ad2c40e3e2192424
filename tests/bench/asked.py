"""What the benchmark asks for: the rows of its table are defined here, and nowhere else."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.search.benchmark import FACETS, KINDS

Ask = Callable[[str], Any]  # the JSON that the service answers to a path below /api/v1/
SOME = 12  # addresses of a row: they are asked in turn
ANSWERED = "questions/?response=answered"
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of request: `addresses` finds paths below /api/v1/ in the record that is served."""

    name: str
    addresses: Callable[[Ask], list[str]]
    is_known: bool = False  # asked with the ETag of what the client has already


def _transcripts(ask: Ask) -> list[str]:
    return [f"conferences/{each['slug']}/transcript/" for each in ask(f"conferences/?page_size={SOME}")["results"]]


def _late_page(ask: Ask) -> list[str]:
    """The page of that number, or the last full one where there are not so many."""
    *_, last = itertools.islice(_pages(ask), PAGE)
    return [last]


def _pages(ask: Ask) -> Iterator[str]:
    """The addresses of the pages, as a client comes by them: each names the next."""
    address: str | None = ANSWERED
    while address is not None:
        page = ask(address)
        if not page["results"]:
            return
        yield address
        address = _below(page["next"]) if page["next"] else None


def _below(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path.removeprefix('/api/v1/')}?{parts.query}"


def _search(kind: str) -> Callable[[Ask], list[str]]:
    """Queries of that kind that find something in the record."""

    def addresses(ask: Ask) -> list[str]:
        found = [each for query in KINDS[kind] if ask(each := f"search/?{query}")["results"]]
        return found[:SOME]

    return addresses


ROWS = (
    Row("conferences, the first 25", lambda ask: ["conferences/"]),
    Row("transcript of a conference", _transcripts),
    Row("the same, known already: 304", _transcripts, is_known=True),
    Row("questions by response, page 1", lambda ask: [ANSWERED]),
    Row(f"questions by response, page {PAGE:,}", _late_page),
    Row("search: a rare word", _search("rare word")),
    Row("search: a word of a third of all turns", _search("word of a third of all turns")),
    Row("search: a phrase", _search("phrase")),
    Row("search: two letters of Japanese", _search("two letters of Japanese")),
    Row("search: common, with facets", _search("common, with facets")),
)
assert all(FACETS in each for each in KINDS["common, with facets"])
