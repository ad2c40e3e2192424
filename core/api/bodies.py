"""What may come in: JSON of a bounded size and depth."""

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

LARGEST_BODY = 25_000_000  # bytes: the largest transcript that is read, and its escapes


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
            return json.loads(data.decode(), parse_constant=_refuse_constant)
        except UnicodeDecodeError as error:
            raise ParseError(f"The body is not valid UTF-8 at byte {error.start}.") from error
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
        except ValueError as error:
            raise ParseError(f"The body is not JSON: {error}.") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")
