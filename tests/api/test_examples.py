"""The examples in the OpenAPI document are what the service answers from the Tokyo record.

`make golden` writes them anew; review the difference like code.
"""

import json
from typing import Any

import pytest
from django.test import Client

from core import publishing
from core.models import Conference
from tests.api import crawl
from tests.conftest import ROOT

GOLDEN = ROOT / "core" / "api" / "examples.json"
# Of lists that would hide the rest of an example, this many are kept.
CORRECTED = "conferences_revisions_difference_retrieve"  # the one that a correction must be made for
KEPT = {"participants": 1, "people": 1, "organizations": 1, "turns": 1, "questions": 1, "source_parts": 1}


@pytest.fixture
def addresses(tokyo: Conference) -> dict[str, str]:
    """By operation id: what is most telling of the record, Tucker's question that Blinken did not answer above all."""
    taiwan = tokyo.questions.get(turn__position=23, excerpt__startswith="does Japan")
    refrains = tokyo.answers.get(question=taiwan)
    tucker = taiwan.turn.participant
    return {
        "index": "",
        "conferences_list": "conferences/?page_size=2&count=true",
        "conferences_retrieve": "conferences/tokyo-2plus2-2024/",
        "conferences_transcript_retrieve": "conferences/tokyo-2plus2-2024/transcript/",
        "conferences_transcript_txt": "conferences/tokyo-2plus2-2024/transcript.txt",
        "people_list": "people/?page_size=2&country=JP",
        "people_retrieve": "people/antony-blinken/",
        "organizations_list": "organizations/?page_size=2&kind=media",
        "organizations_retrieve": "organizations/defense-one/",
        "participants_list": "participants/?page_size=2&role=press",
        "participants_retrieve": f"participants/{tucker.uid}/",
        "turns_list": "turns/?page_size=2&kind=question",
        "turns_retrieve": f"turns/{taiwan.turn.uid}/",
        "questions_list": "questions/?page_size=1&response=unanswered&addressee=antony-blinken",
        "questions_retrieve": f"questions/{taiwan.uid}/",
        "answers_list": "answers/?page_size=2&person=minoru-kihara",
        "answers_retrieve": f"answers/{refrains.uid}/",
        "conferences_revisions_list": "conferences/tokyo-2plus2-2024/revisions/",
        "conferences_revisions_retrieve": "conferences/tokyo-2plus2-2024/revisions/1/",
        "search_list": "search/?q=%22extended+deterrence%22+-proliferation&page_size=1&facets=person",
        "changes_list": "changes/?page_size=2",
        "changes_feed": "changes/feed.atom",
        CORRECTED: "conferences/tokyo-2plus2-2024/revisions/2/difference/",
    }


def answered(path: str) -> Any:
    """The answer's body, with long lists and texts cut; everything that is left is real."""
    answer = Client().get(f"/api/v1/{path}", headers={"host": "transcripts.example"})
    assert answer.status_code == 200
    if path.endswith(".txt"):
        return "\n".join(answer.content.decode().splitlines()[:12])
    if path.endswith(".atom"):
        return answer.content.decode()
    body = answer.json()
    if not path.endswith(("transcript/", "revisions/1/")):
        return body
    for within, name in (
        (body["conference"], "hosts"),
        (body["conference"], "editorial"),
        (body["questions"][0], "answers"),
    ):
        within[name] = within[name][:1]
    return {key: value[: KEPT[key]] if key in KEPT else value for key, value in body.items()}


def test_the_examples_are_what_the_service_answers(
    tokyo: Conference, addresses: dict[str, str], request: pytest.FixtureRequest
) -> None:
    examples = {operation: answered(path) for operation, path in addresses.items() if operation != CORRECTED}
    with publishing.revising(tokyo):
        turn = tokyo.turns.get(position=7)
        turn.text = turn.text.replace("Arigato.", "Arigatō.")
        turn.save()
    examples[CORRECTED] = answered(addresses[CORRECTED])
    written = json.dumps(examples, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--write-golden"):
        GOLDEN.write_text(written)
    assert GOLDEN.read_text() == written, "make golden writes them anew"


def test_every_reading_operation_has_one(addresses: dict[str, str], client: Client) -> None:
    operations = {operation["operationId"] for _, operation in crawl.readings(crawl.document(client))}
    assert operations == {each for each in addresses if not each.startswith(("changes_", "index", "search_"))}


def test_they_stay_readable() -> None:
    for operation, example in json.loads(GOLDEN.read_text()).items():
        lines = json.dumps(example, ensure_ascii=False, indent=1).count("\n")
        assert lines < 150, f"{operation} has {lines} lines"
