"""The record as plain JSON, with nothing left out: what one installation writes, another can read.

`core.parsing.formats.record` reads it back.
"""

import base64
import dataclasses
import datetime
import json
from enum import Enum
from typing import Any
from uuid import UUID

from core.records import JSON_FORMAT, ConferenceRecord


def record_json(record: ConferenceRecord) -> str:
    """The record as a JSON text: its fields by name, ids and times as texts, `format` first."""
    return json.dumps({"format": JSON_FORMAT, **_plain(record)}, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.date):  # a datetime is a date
        return value.isoformat()
    return value
