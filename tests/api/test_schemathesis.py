"""Schemathesis tries every reading operation of the committed document on the service, with all of its checks."""

import pytest
import schemathesis
from hypothesis import settings

from tests.conftest import ROOT
from transcripts_api.wsgi import application

openapi = schemathesis.openapi.from_path(str(ROOT / "docs" / "openapi.yaml"))
openapi.app = application


@pytest.mark.usefixtures("tokyo", "one_connection")
@openapi.include(method="GET").parametrize()
@settings(max_examples=8)
def test_the_service_keeps_its_word(case: schemathesis.Case) -> None:
    case.call_and_validate()
