"""Clients that change one turn against what they saw: what was acknowledged is in the history, and nothing else."""

import json
from pathlib import Path

import pytest

from tests.apart import Apart
from tests.operating.service import TOKEN, Service
from tests.operating.test_at_once import Clients

CLIENTS = 8
LABELS = """
import json
from core.models import Revision
labels = [json.loads(each.document)["turns"][0]["label"] for each in Revision.objects.order_by("number")]
print(json.dumps(labels))
"""


def test_eight_clients_change_one_turn(apart: Apart, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    rounds = 50 if request.config.getoption("--trial") else 4
    token = apart.run(TOKEN).strip()
    acknowledged: list[str] = []
    refused: list[int] = []
    with Service(apart, tmp_path) as service:
        first = service.ask("GET", "/api/v1/turns/?position=1").json()["results"][0]
        path = f"/api/v1/turns/{first['id']}/"
        assert service.ask("PATCH", path, {"label": "X"}, token).status == 428

        def change(number: int) -> None:
            for turn in range(rounds):
                label, status = f"CLIENT {number}, {turn}", 412
                while status == 412:
                    seen = service.ask("GET", path, token=token).headers["etag"]
                    status = service.ask("PATCH", path, {"label": label}, token, **{"If-Match": seen}).status
                    refused.append(status)
                assert status == 200
                acknowledged.append(label)

        clients = Clients(CLIENTS, change)
        clients.start()
        clients.join()
        assert clients.failures == []
    labels = json.loads(apart.run(LABELS))
    assert labels[0] == first["label"]
    assert sorted(labels[1:]) == sorted(acknowledged)
    assert len(acknowledged) == CLIENTS * rounds
    assert set(refused) <= {200, 412}
