"""Schemathesis tries every operation that writes on the service as it is run, signed in, against what is there."""

import random
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.conftest import ROOT
from tests.operating.conftest import Attacked

openapi = schemathesis.openapi.from_path(str(ROOT / "docs" / "openapi.yaml"))
# Whether it accepts what the document allows depends on the record, which no schema can say.
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
WRITES = [
    operation
    for found in openapi.get_all_operations()
    if (operation := found.ok()) and operation.method.upper() not in {"GET", "HEAD"}
]


@pytest.mark.parametrize("operation", WRITES, ids=lambda operation: operation.label)
def test_writes_keep_their_word(attacked: Attacked, operation: Any, request: pytest.FixtureRequest) -> None:
    chance = random.Random(operation.label)
    spare = attacked.known["spare"]

    @settings(max_examples=100 if request.config.getoption("--trial") else 4, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def try_it(case: Any) -> None:
        noun = operation.path.split("/")[3]
        for name in case.path_parameters or {}:
            case.path_parameters[name] = chance.choice(spare[noun])
        headers = {"Authorization": f"Bearer {attacked.tokens['administrator']}", "If-Match": "*"}
        if operation.method.upper() == "DELETE":
            headers["If-Match"] = '"another"'  # the others have to have something to write to
        answer = case.call_and_validate(
            base_url=f"http://127.0.0.1:{attacked.service.port}", headers=headers, checks=CHECKS
        )
        assert answer.status_code not in {401, 403, 428}, "it never came so far"

    try_it()
