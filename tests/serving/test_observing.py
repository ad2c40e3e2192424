"""Every request can be found again by its id, and its secrets cannot."""

import json
import logging
import subprocess
import sys
import time
from typing import Any

import pytest
from django.test import Client

from core.problems import request_id
from core.serving.logs import JSONFormatter, LinesHandler
from tests.conftest import ROOT

PEOPLE = "/api/v1/people/"


def test_every_answer_has_an_id_of_its_own(anybody: Client) -> None:
    ids = [anybody.get(path)["X-Request-Id"] for path in ("/healthz", "/nothing", "/api/v1/nothing/", "/healthz")]
    assert len(set(ids)) == 4
    assert all(len(each) == 32 for each in ids)


def test_an_id_is_taken_over_from_a_proxy_of_ours_only(anybody: Client, settings: Any) -> None:
    sent = {"X-Request-Id": "abcdef-0123"}
    assert anybody.get("/healthz", headers=sent)["X-Request-Id"] != "abcdef-0123"
    settings.TRUSTED_PROXIES = 1
    assert anybody.get("/healthz", headers=sent)["X-Request-Id"] == "abcdef-0123"
    for garbage in ("short", "x" * 65, "a b c d e f g h", "<script>alert(1)</script>", '"},{"a":"b', "ü" * 10):
        assert anybody.get("/healthz", headers={"X-Request-Id": garbage})["X-Request-Id"] != garbage


@pytest.fixture
def lines(settings: Any, caplog: pytest.LogCaptureFixture) -> Any:
    settings.LOG_REQUESTS = True
    caplog.set_level(logging.INFO, "transcripts.requests")
    formatter = JSONFormatter()
    yield lambda: [json.loads(formatter.format(record)) for record in caplog.records]
    for handler in logging.getLogger().handlers:
        handler.flush()  # they are no other test's


@pytest.mark.django_db
def test_a_request_is_a_line_without_its_secrets(anybody: Client, lines: Any) -> None:
    anybody.get(f"{PEOPLE}?name=hunter2", headers={"Authorization": "Bearer hunter2", "Cookie": "sessionid=hunter2"})
    anybody.get("/api/v1/previews/hunter2/")
    anybody.post("/admin/login/?next=/hunter2", {"username": "mira", "password": "hunter2"})
    anybody.get("/healthz")
    said = [each for each in lines() if each["logger"] == "transcripts.requests"]
    assert (said[0]["method"], said[0]["status"]) == ("GET", 401)
    assert [each["path"] for each in said] == [PEOPLE, "/api/v1/previews/***/", "/admin/login/"]
    assert {"time", "level", "milliseconds", "bytes", "address"} <= set(said[0])
    assert "hunter2" not in json.dumps(lines())


def test_a_line_stays_one_line(lines: Any, anybody: Client) -> None:
    anybody.get("/nothing%0a%0d%1b[31m{}")
    (record,) = lines()
    text = json.dumps(record)
    assert "\n" not in text
    assert record["status"] == 404


def test_what_is_logged_meanwhile_has_the_id() -> None:
    record = logging.makeLogRecord({"msg": "said %s", "args": ("so",), "levelname": "INFO", "other": object})
    token = request_id.set("abc")
    try:
        line = json.loads(JSONFormatter().format(record))
    finally:
        request_id.reset(token)
    assert (line["request_id"], line["message"]) == ("abc", "said so")


@pytest.mark.django_db
def test_a_failure_of_ours_says_its_id_and_nothing_else(
    anybody: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from core.api.views import PersonViewSet

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr(PersonViewSet, "list", fail)
    answer = anybody.get(PEOPLE)
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["instance"] == f"urn:request:{answer['X-Request-Id']}"
    assert "secret" not in answer.content.decode()
    (record,) = (each for each in caplog.records if each.exc_info)
    assert "a secret of ours" in JSONFormatter().format(record)


def said(level: int, message: str) -> logging.LogRecord:
    return logging.makeLogRecord({"levelno": level, "msg": message})


def test_lines_are_written_within_a_moment(capsys: pytest.CaptureFixture[str]) -> None:
    handler, written = LinesHandler(), ""
    for message in ("one", "two"):
        handler.handle(said(logging.INFO, message))
    until = time.monotonic() + 30
    while written != "one\ntwo\n" and time.monotonic() < until:
        time.sleep(0.01)
        written += capsys.readouterr().err
    assert written == "one\ntwo\n"


def test_a_warning_is_written_at_once_with_all_before_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LinesHandler, "MOMENT", 3600)
    handler = LinesHandler()
    handler.handle(said(logging.INFO, "one"))
    assert capsys.readouterr().err == ""
    handler.handle(said(logging.WARNING, "two"))
    assert capsys.readouterr().err == "one\ntwo\n"


def test_lines_that_nobody_takes_do_not_become_ever_more(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LinesHandler, "MOMENT", 3600)
    monkeypatch.setattr(LinesHandler, "MOST", 3)
    handler = LinesHandler()
    for _ in range(5):
        handler.handle(said(logging.INFO, "so"))
    assert capsys.readouterr().err == 4 * "so\n"


# granian's workers are forked from a process that waits for them.
ENDS = """
import logging, multiprocessing, warnings
from core.serving.logs import LinesHandler
LinesHandler.MOMENT = 3600
warnings.simplefilter("ignore")  # newer Pythons warn of forking beside a thread, which is what is tried
logging.basicConfig(level="INFO", handlers=[LinesHandler()], format="%(message)s")
logging.info("begin")
worker = multiprocessing.get_context("fork").Process(target=logging.info, args=["worker"])
worker.start()
worker.join()
logging.info("end")
"""


def test_a_process_that_ends_has_written_all_that_it_said_once() -> None:
    done = subprocess.run([sys.executable, "-c", ENDS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == "worker\nbegin\nend\n"
