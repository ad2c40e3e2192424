"""Logs as JSON, one object a line, with the id of the request they belong to."""

import contextlib
import datetime
import json
import logging
import os
import sys
import threading
import time
from collections import deque
from multiprocessing.util import Finalize
from typing import Any

import orjson

from core.problems import request_id

# What no line says is not found out for each.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False

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
        if current := vars(record).get("request_id") or request_id.get():
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


class LinesHandler(logging.Handler):
    """Writes lines to the standard error, those of a moment at once: who answers requests does not wait for it, and
    threads do not wait for each other. What warns, and all before it, is written before the next thing is done.

    A process that ends writes all that was said; one that is killed (SIGKILL) loses the lines of its last moment.
    """

    MOMENT = 0.05  # seconds
    MOST = 10_000  # lines that wait; where the standard error takes no more, so does who has one more

    def __init__(self) -> None:
        super().__init__()
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        """In each process: threads are not part of what is forked, and what waits is written by who has said it."""
        self._waiting: deque[logging.LogRecord] = deque()
        self._is_waiting = threading.Event()
        self._writing = threading.Lock()
        self._writer: threading.Thread | None = None

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if record.args:  # they may change until the line is written
                record.msg, record.args = record.getMessage(), None
        except Exception:  # as the handlers of the standard library do: to log never fails
            self.handleError(record)
            return
        vars(record)["request_id"] = request_id.get()  # whoever writes it answers no request
        self._waiting.append(record)
        if record.levelno >= logging.WARNING or len(self._waiting) > self.MOST:
            self.flush()
        elif not self._is_waiting.is_set():
            self._is_waiting.set()
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_on, name="log", daemon=True)
                self._writer.start()
                # `atexit` is not for processes that were forked, as granian's are.
                Finalize(self, self.flush, exitpriority=0)

    def _write_on(self) -> None:
        while self._is_waiting.wait():
            time.sleep(self.MOMENT)
            self._is_waiting.clear()
            self.flush()

    def flush(self) -> None:
        with self._writing:
            lines = [self._line(self._waiting.popleft()) for _ in range(len(self._waiting))]
            with contextlib.suppress(OSError, ValueError):  # where nobody reads them any more
                sys.stderr.write("".join(lines))
                sys.stderr.flush()

    def _line(self, record: logging.LogRecord) -> str:
        try:
            return f"{self.format(record)}\n"
        except Exception:
            self.handleError(record)
            return ""
