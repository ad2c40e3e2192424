"""Logs as JSON, one object a line, with the id of the request they belong to."""

import datetime
import json
import logging
from typing import Any

import orjson

from core.problems import request_id

ALWAYS = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "taskName"}


class JSONFormatter(logging.Formatter):
    """What was said, and what was given as `extra`. A value that JSON does not know is written as text."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if current := request_id.get():
            line["request_id"] = current
        line |= {name: value for name, value in vars(record).items() if name not in ALWAYS}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return _one_line(line)


def _one_line(line: dict[str, Any]) -> str:
    """In ASCII, which no terminal takes for anything else. orjson writes it four times as fast, when it can."""
    try:
        written = orjson.dumps(line, str, orjson.OPT_PASSTHROUGH_DATETIME)
    except TypeError:
        written = b"\xff"
    return written.decode() if written.isascii() else json.dumps(line, ensure_ascii=True, default=str)
