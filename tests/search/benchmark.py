"""How long a search takes over a made-up archive (`manage.py make_corpus`), by kind of query, through HTTP.

`python -m tests.search.benchmark http://127.0.0.1:8000` asks a running service; give it a database with
`--conferences 20000` of them for a million turns. Each kind is asked ROUNDS times, in turn with the others, no address
twice, so that no cache answers. It prints milliseconds, for one client, the time of the service and of the client
together.
"""

import http.client
import itertools
import json
import statistics
import sys
import time
from urllib.parse import quote, urlsplit

from core.corpus import COMMON, RARE, words

ROUNDS = 60
TOPICS = [each.removeprefix("the ").strip() for each in words.TOPICS.split("|")]
PHRASES = [quote(f'"{each}"') for each in TOPICS if " " in each]
SENTENCES = [quote(f"You asked about {each}. The short answer is that we reviewed it") for each in TOPICS[:12]]
ANSWERED = quote('"the short answer is that"')  # by no reporter
FACETS = "facets=true"
KINDS: dict[str, list[str]] = {
    "rare word": [f"q={each}" for each in RARE],
    "word of a third of all turns": [f"q={COMMON}", "q=Securities", f"q={COMMON}&page=7", f"q={COMMON.upper()}"],
    "phrase": [f"q={each}" for each in PHRASES],
    "phrase of common words": [f"q={quote(each)}" for each in ('"matter of security"', '"above all"', '"of the"')],
    "sentence": [f"q={each}" for each in SENTENCES],
    "several words": [f"q={quote(f'{one} {other}')}" for one, other in itertools.pairwise(TOPICS)],
    "two letters of Japanese": [f"q={quote(each)}" for each in ("同盟", "抑止", "協力", "半導", "贸易", "气候")],
    "four letters of Japanese": [f"q={quote(each)}" for each in ("日米同盟", "气候变化", "北朝鮮")],
    "one letter of Japanese": [f"q={quote(each)}" for each in ("盟", "核", "气", "一")],
    "prefix": [f"q={each}*" for each in ("secur", "negot", "desal", "co", "th", "in", "un")],
    "exclusion": [f"q={quote(each)}" for each in (f"{COMMON} -treaty", "treaty -security", f"{RARE[0]} -the")],
    "rare or common": [f"q={quote(f'{each} OR {COMMON}')}" for each in RARE],
    "rare and common": [f"q={quote(f'{each} {COMMON}')}" for each in RARE],
    "nothing": ["q=xyzzy", "q=xyzzy+security", "q=%22security+xyzzy%22"],
    "common, by date": [f"q={COMMON}&ordering=-date"],
    "common, with facets": [f"q={COMMON}&{FACETS}"],
    "rare, with facets": [f"q={each}&{FACETS}" for each in RARE],
    "phrase, with facets": [f"q={each}&{FACETS}" for each in PHRASES],
    "common, of a role": [f"q={COMMON}&role={each}" for each in ("press", "principal", "moderator", "interpreter")],
    "phrase, of a role": [f"q={ANSWERED}&role={each}" for each in ("press", "principal", "moderator", "interpreter")],
    "common, of a kind": [f"q={COMMON}&kind={each}" for each in ("question", "answer", "remarks", "interjection")],
}


def main(address: str) -> None:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)

    def ask(path: str) -> tuple[float, dict[str, object]]:
        began = time.perf_counter()
        connection.request("GET", f"/api/v1/{path}")
        answer = connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        assert answer.status == 200, (path, answer.status, body[:300])
        return took, json.loads(body)

    kinds = dict(KINDS)
    people = [each["slug"] for each in ask("people/?page_size=5")[1]["results"]]  # type: ignore[attr-defined]
    organizations = [each["slug"] for each in ask("organizations/?page_size=5")[1]["results"]]  # type: ignore[attr-defined]
    conferences = [each["slug"] for each in ask("conferences/?page_size=5")[1]["results"]]  # type: ignore[attr-defined]
    kinds["common, of a person"] = [f"q={COMMON}&person={each}" for each in people]
    kinds["common, of an organization"] = [f"q={COMMON}&organization={each}" for each in organizations]
    kinds["common, of a conference"] = [f"q={COMMON}&conference={each}" for each in conferences]
    years = ("1986", "1990", "2005")
    kinds["common, of some years"] = [f"q={COMMON}&date_before={each}-12-31" for each in years]
    kinds["phrase, of some years"] = [f"q={ANSWERED}&date_before={each}-12-31" for each in years]
    times: dict[str, list[tuple[float, str]]] = {kind: [] for kind in kinds}
    for number in range(ROUNDS):
        for kind, queries in kinds.items():
            # A page size that the query has not been asked with.
            path = f"search/?{queries[number % len(queries)]}&page_size={10 + number // len(queries)}"
            times[kind].append((ask(path)[0], path))
    print(f"| {'milliseconds':30} |  p50 |  p99 |")
    print(f"|{'-' * 32}|-----:|-----:|")
    for kind, taken in times.items():
        slowest, path = max(taken)
        half = statistics.median(each for each, _ in taken)
        most = statistics.quantiles((each for each, _ in taken), n=100, method="inclusive")[98]
        print(f"| {kind:30} | {half:4.0f} | {most:4.0f} |   {slowest:.0f}: {path}")


if __name__ == "__main__":
    main(sys.argv[1])
