"""Values as cells of a table that people open in a spreadsheet."""

from typing import Any

import orjson

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> str:
    """A JSON value as a cell: nothing for null, lists and objects as JSON. A text that a spreadsheet would run as a
    formula begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return str(value) if type(value) is int else orjson.dumps(value).decode()
