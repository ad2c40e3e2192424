"""What may come in: JSON of a bounded size and depth, whose texts every database can hold."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

from core.api.errors import Refusal

LARGEST_BODY = 25_000_000  # bytes: the largest transcript that is read, and its escapes


# What only an escape can bring in: NUL and halves of characters. Whole ones are escaped by halves as well.
ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
NOT_TEXT = "This holds a NUL character, or half of a character (a lone surrogate)."
UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class TooLargeError(APIException):
    status_code = 413
    default_detail = f"The body has more than {LARGEST_BODY:,} bytes."


class BoundedJSONParser(BaseParser):
    """JSON (RFC 8259) in UTF-8. Raises ParseError (400) for what is not, and TooLargeError (413)."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        data = stream.read(LARGEST_BODY + 1)
        if len(data) > LARGEST_BODY:
            raise TooLargeError
        try:
            text = data.decode()
            document = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
        except UnicodeDecodeError as error:
            raise ParseError(f"The body is not valid UTF-8 at byte {error.start}.") from error
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
        except ValueError as error:
            raise ParseError(f"The body is not JSON: {error}.") from error
        if ESCAPED.search(text):
            _refuse_unwritable(document)
        return document


def _refuse_unwritable(document: Any) -> None:
    """Raises Refusal (400) for texts with characters that PostgreSQL, or UTF-8, cannot hold."""
    errors = []
    remaining = [("", document)]
    while remaining:
        pointer, value = remaining.pop()
        if isinstance(value, str) and UNWRITABLE.search(value):
            errors.append({"pointer": pointer, "detail": NOT_TEXT})
        elif isinstance(value, list):
            remaining += [(f"{pointer}/{index}", inner) for index, inner in enumerate(value)]
        elif isinstance(value, dict):
            for name, inner in value.items():
                if UNWRITABLE.search(name):
                    errors.append({"pointer": pointer, "detail": f"The name of a field: {NOT_TEXT}"})
                else:
                    step = name.replace("~", "~0").replace("/", "~1")
                    remaining.append((f"{pointer}/{step}", inner))
    if errors:
        raise Refusal(400, "Some values cannot be accepted.", errors)


def _object(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises ParseError for a name that comes twice: nobody can tell which value was meant (RFC 8259, section 4)."""
    document = dict(fields)
    if len(document) < len(fields):
        ((twice, _),) = Counter(name for name, _ in fields).most_common(1)
        raise ParseError(f"The body gives {twice[:80]!r} twice in one object; give it once.")
    return document


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")
