"""How the OpenAPI document is made from the views: what drf-spectacular cannot see for itself."""

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema

from core.api.anywhere import described
from core.api.pagination import KeysetPagination
from core.api.references import SlugFilter
from core.api.renderers import PROBLEM_JSON
from core.api.serializers import ProblemSerializer, RecordSerializer

EXAMPLES = Path(__file__).with_name("examples.json")

# What can be wrong with a request: the status, what it means, an example of its detail.
PROBLEMS = {
    400: (
        "A parameter or a value that is not possible; says what would be.",
        "'colour' is not a parameter here. Possible: fields.",
    ),
    401: ("The token is not, or no longer, good.", "Invalid token."),
    404: (
        "There is no such thing, or it is not public.",
        "No published conference has the slug 'atlantis-1969'.",
    ),
    405: ("Another method than those of this address.", 'Method "POST" not allowed.'),
    406: ("The format that was asked for is not to be had.", "Could not satisfy the request Accept header."),
}


class TokenScheme(KnoxTokenScheme):
    target_class = "core.api.signing_in.TokenAuthentication"


@functools.cache
def examples() -> dict[str, Any]:
    """By operation id: what the service answers from the Tokyo record. A test holds them to be true."""
    found: dict[str, Any] = json.loads(EXAMPLES.read_text()) if EXAMPLES.exists() else {}
    return found


class WorkedOutShape(OpenApiSerializerFieldExtension):
    target_class = "core.api.fields.WorkedOut"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Any:
        return auto_schema._map_serializer_field(self.target.shape, direction)


class CookieScheme(SessionScheme):
    target_class = "core.api.signing_in.CookieAuthentication"
    name = "session"


class RecordSchema(AutoSchema):
    """Parameters, problems, validators and examples as every operation of ours has them."""

    view: Any

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        if not hasattr(self.view, "parameters"):
            self._add_problem(operation["responses"], 401)
            operation["responses"] = dict(sorted(operation["responses"].items()))
            self._add_example(operation)
            return operation
        operation["parameters"] = [
            *self._path_parameters(operation),
            *self._query_parameters(operation),
            {
                "name": "If-None-Match",
                "in": "header",
                "required": False,
                "description": "The `ETag` of an earlier answer; 304 when this one would be the same.",
                "schema": {"type": "string"},
            },
        ]
        self._add_responses(operation)
        return operation

    def get_auth(self) -> list[dict[str, Any]]:
        """Everybody may read, staff more than others."""
        auths: list[dict[str, Any]] = [each for each in super().get_auth() if each]
        return [*auths, {}] if self.method == "GET" or not auths else auths

    def get_summary(self) -> str | None:
        """In the navigation of the pages; the description says more."""
        noun = getattr(self.view, "noun", None)
        if noun is None:
            return super().get_summary()
        summaries = {
            "list": f"List {self.get_tags()[0]}",
            "whole_list": f"All {self.get_tags()[0]} as a file",
            "retrieve": f"One {noun}",
            **self.view.summaries,
        }
        return summaries[self.view.action]

    def get_tags(self) -> list[str]:
        """By the noun of the address, also where a suffix follows it."""
        return [each.partition(".")[0] for each in super().get_tags()]

    def get_operation_id(self) -> str:
        if getattr(self.view, "action", None) == "whole_list":
            return f"{self.get_tags()[0]}_file"
        return str(super().get_operation_id())

    def map_renderers(self, attribute: str) -> list[str]:
        """A problem document is no answer to a successful request, though it can be asked for."""
        return [each for each in super().map_renderers(attribute) if each not in {PROBLEM_JSON, "problem"}]

    def _map_serializer(self, serializer: Any, direction: str, bypass_extensions: bool = False) -> dict[str, Any]:
        """What only `include` adds is not required."""
        schema: dict[str, Any] = super()._map_serializer(serializer, direction, bypass_extensions)
        optional = getattr(serializer, "includes", ())
        if optional and "required" in schema:
            schema["required"] = [name for name in schema["required"] if name not in optional]
        return schema

    def _path_parameters(self, operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """With the one of the example, so that trying it out answers something."""
        example = examples().get(f"{operation['operationId'].split('_')[0]}_retrieve", {})
        for each in operation.get("parameters", []):
            if each["in"] == "path":
                schema = SlugFilter.schema if each["name"] == "slug" else each["schema"]
                shown = {"example": example[each["name"]]} if each["name"] in example else {}
                yield {**each, "schema": schema, **shown}

    def _query_parameters(self, operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
        view = self.view
        names = view.parameters()
        lists = view.action in {"list", "whole_list"}
        if not lists:  # whose parameters as Django's own filters would have them are not ours
            yield from (each for each in operation.get("parameters", []) if each["in"] == "query")
        if lists:
            for name, each in view.filters.base_filters.items():
                yield {
                    "name": name,
                    "in": "query",
                    "required": False,
                    "description": each.label,
                    "schema": each.schema,
                }
            paging = KeysetPagination().get_schema_operation_parameters(view)
            yield from (each for each in paging if each["name"] in names)
        serializer: type[RecordSerializer] = view.serializer_class
        plain = [name for name in serializer._declared_fields if name not in serializer.includes]
        for name, what, possible in (
            ("fields", "Only these keys, separated by commas.", plain),
            ("include", "These as well, separated by commas.", list(serializer.includes)),
        ):
            if name in names:
                items = {"type": "string", "enum": possible}
                yield {
                    "name": name,
                    "in": "query",
                    "required": False,
                    "description": what,
                    "explode": False,
                    "schema": {"type": "array", "items": items, "minItems": 1, "uniqueItems": True},
                }

    def _add_responses(self, operation: dict[str, Any]) -> None:
        responses = operation["responses"]
        success = responses["200"]
        success["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "Changes when the answer does."}}
        content = next(iter(success["content"].values()))
        if "fields" in self.view.parameters() and self.view.action != "whole_list":
            self._allow_trimming(content)
        self._add_example(operation)
        if self.view.action == "list":
            link = {"schema": {"type": "string"}, "description": "RFC 8288: `next` and `previous`."}
            success["headers"]["Link"] = link
        if self.view.action == "retrieve" and hasattr(self.view.queryset.model, "merged_into"):
            responses["301"] = {
                "description": "Merged into another, whose address this gives.",
                "headers": {"Location": {"schema": {"type": "string"}, "description": "Of the other."}},
            }
        for status in [*PROBLEMS, *self.view.problems]:
            self._add_problem(responses, status)
        operation["responses"] = dict(sorted(responses.items()))

    def _add_problem(self, responses: dict[str, Any], status: int) -> None:
        """The usual one of that status, unless the view has its own."""
        description, detail = {**PROBLEMS, **getattr(self.view, "problems", {})}[status]
        reference = self.resolve_serializer(ProblemSerializer, "response").ref
        responses.setdefault(str(status), described(status, description, detail, reference))

    def _add_example(self, operation: dict[str, Any]) -> None:
        if (example := examples().get(operation["operationId"])) is not None:
            content = next(iter(operation["responses"]["200"]["content"].values()))
            content["example"] = example

    def _allow_trimming(self, content: dict[str, Any]) -> None:
        """Whole rows, or with `fields` rows of only some of their keys."""
        whole = content["schema"]
        view = self.view
        keys = list(view.serializer_class._declared_fields)
        some = {"type": "object", "description": "With `fields`.", "propertyNames": {"enum": keys}}
        if view.action == "retrieve":
            content["schema"] = {"anyOf": [whole, some]}
            return
        component = self.registry._components[whole["$ref"].rsplit("/", 1)[-1], "schemas"]
        rows = component.schema["properties"]["results"]
        if "anyOf" not in rows["items"]:
            rows["items"] = {"anyOf": [rows["items"], some]}
