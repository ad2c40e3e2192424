"""How the OpenAPI document tells of writing."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

from core.api.anywhere import described
from core.api.schema import RecordSchema
from core.api.serializers import ProblemSerializer

SUMMARIES = {
    "create": "Make {a} {noun}",
    "partial_update": "Change {a} {noun}",
    "destroy": "Delete {a} {noun}",
}
PROBLEMS = {
    400: ("A field or a parameter that cannot be accepted; `errors` names each.", "Some values cannot be accepted."),
    401: ("Nobody is signed in.", "Authentication credentials were not provided."),
    403: ("Not among the staff who may do this.", "You are not among the staff who may do this."),
    404: ("There is no such thing, or you may not see it.", "No published turn has the id 'x'."),
    405: ("Another method than those of this address.", 'Method "PUT" not allowed.'),
    406: ("The format that was asked for is not to be had.", "Could not satisfy the request Accept header."),
    409: ("It contradicts what is there.", "This contradicts what is there: an id, a name or a place that is taken."),
    412: ("It was changed since.", "It was changed since you got it: get it again, and decide anew."),
    413: ("The body is too large.", "The body has more than 25,000,000 bytes."),
    415: ("The body is not JSON.", 'Unsupported media type "text/plain" in request.'),
    428: ("`If-Match` is missing.", "Send the ETag that you got with what you want to change, as If-Match."),
}
IF_MATCH = "The `ETag` of the resource as staff get it, without parameters; `*`: whatever it says now."


class WritingSchema(RecordSchema):
    """Reading as `RecordSchema` has it; what staff send, what they get, and all that can go wrong."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        self.method = kwargs.get("method", args[3] if len(args) > 3 else "GET")
        if self.method.upper() == "GET":
            return super().get_operation(*args, **kwargs)
        operation: dict[str, Any] | None = AutoSchema.get_operation(self, *args, **kwargs)
        if operation is None:
            return None
        operation["parameters"] = [*self._path_parameters(operation), *self._headers()]
        self._add_outcomes(operation)
        return operation

    def get_summary(self) -> str | None:
        if self.method.upper() == "GET":
            return super().get_summary()
        noun = self.view.noun
        article = "an" if noun[0] in "aeiou" else "a"
        words: str = {**SUMMARIES, **self.view.summaries}[self.view.action]
        return words.format(a=article, noun=noun)

    def get_request_serializer(self) -> Any:
        return self.view.inputs[self.view.action]

    def get_response_serializers(self) -> Any:
        if self.method.upper() == "GET":
            return super().get_response_serializers()
        return (
            None
            if self.view.action == "destroy"
            else self.view.outputs.get(self.view.action, self.view.serializer_class)
        )

    def _headers(self) -> list[dict[str, Any]]:
        note = {
            "name": "note",
            "in": "query",
            "required": False,
            "description": "Why: for the revision, which the public sees, and the audit trail.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 500},
        }
        match = {
            "name": "If-Match",
            "in": "header",
            "required": self._requires_validator(),
            "description": IF_MATCH,
            "schema": {"type": "string"},
        }
        return [note, match] if self._takes_validator() else [note]

    def _requires_validator(self) -> bool:
        return self.view.action in {"partial_update", "destroy"} | set(self.view.guarded)

    def _takes_validator(self) -> bool:
        return self.view.detail or self._requires_validator()

    def _add_outcomes(self, operation: dict[str, Any]) -> None:
        responses = operation["responses"]
        for status in list(responses):
            found = responses.pop(status)
            if self.view.action == "destroy":
                responses["204"] = {"description": "It is deleted."}
                continue
            found["description"] = "As it stands now."
            found["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "For the next `If-Match`."}}
            if self.view.action == "create":
                found["description"] = "As it was made."
                found["headers"]["Location"] = {"schema": {"type": "string"}, "description": "Its address."}
            responses["201" if self.view.action in self.view.makes else "200"] = found
        reference = self.resolve_serializer(ProblemSerializer, "response").ref
        possible = {**PROBLEMS, **self.view.problems}
        if not self._requires_validator():
            possible.pop(428)
        if not self._takes_validator():
            possible.pop(412)
        for status, (description, detail) in possible.items():
            responses[str(status)] = described(status, description, detail, reference)
        operation["responses"] = dict(sorted(responses.items()))
