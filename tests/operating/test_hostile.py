"""Whatever strangers and staff send, the service answers: soon, in its own form, with a status that is documented, and
with nothing of what is hidden."""

import json
import random
import threading
from collections import defaultdict
from typing import Any

import pytest

from tests.operating import hostile
from tests.operating.conftest import Attacked
from tests.operating.hostile import Attacker, Known

REQUESTS, REQUESTS_OF_A_TRIAL = 600, 20_000
PATIENCE, PATIENCE_OF_A_TRIAL = 30.0, 2.0  # seconds; how loaded a machine is decides nothing in the suite
AT_ONCE = 4


@pytest.fixture(scope="module")
def openapi(attacked: Attacked) -> dict[str, Any]:
    return attacked.openapi()


@pytest.fixture(scope="module")
def known(attacked: Attacked, openapi: dict[str, Any]) -> Known:
    nouns = attacked.known["tokyo-2plus2-2024"]
    everywhere = {noun: [name for each in attacked.known.values() for name in each[noun]] for noun in nouns}
    # A turn, a question ... of the draft that is free to be written to, as staff get them.
    token = attacked.tokens["administrator"]
    details = {
        noun: [attacked.service.ask("GET", f"/api/v1/{noun}/{name}/", token=token).json() for name in names[:3]]
        for noun, names in attacked.known["spare"].items()
    }
    return Known(everywhere, attacked.known["spare"], hostile.bodies(openapi, details), attacked.tokens)


def test_whatever_is_sent(
    attacked: Attacked, openapi: dict[str, Any], known: Known, request: pytest.FixtureRequest
) -> None:
    trial = request.config.getoption("--trial")
    seed = random.randrange(10**6) if trial else 6
    patience = PATIENCE_OF_A_TRIAL if trial else PATIENCE
    requests = list(Attacker(openapi, known, seed).requests(REQUESTS_OF_A_TRIAL if trial else REQUESTS))
    found: dict[str, list[Any]] = defaultdict(list)
    statuses: dict[int, int] = defaultdict(int)

    def attack(some: list[hostile.Sent]) -> None:
        for sent in some:
            got = hostile.ask(attacked.service.port, sent)
            statuses[got.status] += 1
            for fault in hostile.faults(openapi, sent, got, patience):
                found[fault].append((sent.path, sent.raw[:600], got.status, got.body[:200], round(got.seconds, 2)))

    clients = [threading.Thread(target=attack, args=(requests[number::AT_ONCE],)) for number in range(AT_ONCE)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert not found, f"seed {seed}: " + "\n".join(f"{len(each)} x {fault}: {each[0]}" for fault, each in found.items())
    # A check of the check: all ways of being refused were met, and writes that were not.
    assert set(statuses) >= {200, 201, 400, 401, 403, 404, 405, 406, 409, 411, 412, 413, 422, 428, 431}
    assert "Traceback" not in attacked.service.log.read_text()
    assert json.loads(attacked.service.ask("GET", "/api/v1/conferences/").body)["results"][0]["slug"]
