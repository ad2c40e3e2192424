"""What can be answered at every address, whichever view is behind it: said once in the OpenAPI document."""

from collections.abc import Iterator
from typing import Any

from core.problems import PROBLEM_JSON, problem

# The status, what the components of the document call it, what it means, an example of its detail.
PROBLEMS = {
    400: ("NotUnderstood", "The request cannot be understood.", "The query is not valid UTF-8 at byte 5."),
    405: ("NoSuchMethod", "Another method than those of this address.", 'Method "PUT" not allowed.'),
    411: (
        "NoLength",
        "A body in chunks, of unknown length.",
        "Say how long the body is, with Content-Length.",
    ),
    412: (
        "DoesNotHold",
        "`If-Match` or `If-Unmodified-Since` does not hold.",
        "Precondition in headers is false.",
    ),
    413: ("TooLarge", "The body is too large.", "The body has more than 60,000,000 bytes."),
    429: (
        "TooMany",
        "Asked too often; `Retry-After` says in how many seconds to go on.",
        "More than 30,000 requests in 60 seconds. Go on in 12 seconds.",
    ),
    503: (
        "NotNow",
        "It takes too long to find out, or the service cannot be used now; `Retry-After` says when to ask again.",
        "This takes too long to find out. Ask for less: more filters, or smaller pages.",
    ),
}
# The server in front of the views refuses these, and what is no HTTP (400), in no form of ours.
NOT_MODIFIED = {"description": "What `If-None-Match` names is still what would be answered."}
HEADERS_TOO_LARGE = {"description": "More than 32 kB or 100 fields of headers, or an address as long. Has no body."}


def described(status: int, description: str, detail: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A problem document as the OpenAPI document tells of it, with an example."""
    content = {"schema": schema, "example": problem(status, detail)}
    return {"description": description, "content": {PROBLEM_JSON: content}}


def _components() -> Iterator[tuple[str, dict[str, Any]]]:
    schema = {"$ref": "#/components/schemas/Problem"}
    for status, (name, description, detail) in PROBLEMS.items():
        yield name, described(status, description, detail, schema)
    yield "NotModified", NOT_MODIFIED
    yield "HeadersTooLarge", HEADERS_TOO_LARGE


def say_what_any_address_answers(result: Any, **_: Any) -> Any:
    """For SPECTACULAR_SETTINGS["POSTPROCESSING_HOOKS"]: what a view says of a status itself stays."""
    result["components"]["responses"] = dict(_components())
    names = {**{status: name for status, (name, _, _) in PROBLEMS.items()}, 431: "HeadersTooLarge"}
    for operations in result["paths"].values():
        for method, operation in operations.items():
            responses = operation["responses"]
            for status, name in {**names, **({304: "NotModified"} if method == "get" else {})}.items():
                responses.setdefault(str(status), {"$ref": f"#/components/responses/{name}"})
            operation["responses"] = dict(sorted(responses.items()))
    return result
