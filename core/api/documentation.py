"""The OpenAPI document and its two pages; nothing on them is loaded from another host."""

import functools
import json
import threading
from pathlib import Path
from typing import Any, ClassVar

import yaml
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerSplitView
from rest_framework.renderers import BaseRenderer, TemplateHTMLRenderer
from rest_framework.request import Request

from core.api.errors import BadParameters
from core.api.parameters import refuse_unknown
from core.api.renderers import PROBLEM_JSON

# Both pages style themselves at run time; Redoc builds its search index in a worker made from a blob.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
REDOC = "drf_spectacular_sidecar/redoc/bundles/redoc.standalone.js"
# The one address elsewhere that Redoc asks for by itself: the logo beside "API docs by Redocly".
LOGO = b"https://cdn.redoc.ly/redoc/logo-mini.svg"
NO_LOGO = b"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


class _Document:
    """No parameters, and problem documents whatever the view renders otherwise."""

    own_parameters: ClassVar[tuple[str, ...]] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        if request.method in {"GET", "HEAD"}:  # or the method is what is wrong
            query = request.query_params.copy()
            for own in self.own_parameters:
                query.pop(own, None)
            refuse_unknown(query, ())

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """In JSON, whatever the view renders otherwise."""
        return JsonResponse(self.metadata_class().determine_metadata(request, self))  # type: ignore[attr-defined]

    def handle_exception(self, exc: Exception) -> HttpResponse:
        refusal = super().handle_exception(exc)  # type: ignore[misc]
        return HttpResponse(json.dumps(refusal.data), status=refusal.status_code, content_type=PROBLEM_JSON)


class SchemaView(_Document, SpectacularAPIView):
    """The OpenAPI 3.1 document of this service: YAML, or JSON by `Accept` or `?format=json`."""

    own_parameters = ("format",)
    formats: ClassVar[dict[str, type[BaseRenderer]]] = {"yaml": OpenApiYamlRenderer, "json": OpenApiJsonRenderer}

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        asked = request.query_params.get("format")
        if asked is None or force:
            return super().perform_content_negotiation(request, force)
        if asked not in self.formats:
            raise BadParameters({"format": [f"{asked[:80]!r} is not a format. Possible: {', '.join(self.formats)}."]})
        renderer = self.formats[asked]()
        return renderer, renderer.media_type

    def _get_schema_response(self, request: Request) -> HttpResponse:
        renderer: Any = request.accepted_renderer
        charset = f"; charset={renderer.charset}" if renderer.charset else ""
        return HttpResponse(
            _written(as_json=isinstance(renderer, OpenApiJsonRenderer)),
            content_type=f"{renderer.media_type}{charset}",
            headers={"Content-Disposition": f'inline; filename="{self._get_filename(request, None)}"'},
        )


_making = threading.Lock()  # many who ask for it first wait for one


def _written(*, as_json: bool) -> bytes:
    """The document, the same for everybody until the service starts anew."""
    with _making:
        return _as_json() if as_json else _as_yaml()


@functools.cache
def _as_json() -> bytes:
    text: bytes = OpenApiJsonRenderer().render(SchemaGenerator().get_schema(public=True), renderer_context={})
    return text


@functools.cache
def _as_yaml() -> bytes:
    # From JSON, and in C: spectacular's own renderer takes twice as long as all the rest.
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    document = json.loads(_as_json())
    text: bytes = yaml.dump(document, Dumper=dumper, sort_keys=False, allow_unicode=True, encoding="utf-8")
    return text


class _Page(_Document):
    """A page of ours with its content security policy."""

    renderer_classes: Any = [TemplateHTMLRenderer]

    def finalize_response(self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        final["Content-Security-Policy"] = POLICY
        return final


class SwaggerView(_Page, SpectacularSwaggerSplitView):
    """Swagger UI: read, and try."""

    own_parameters = ("script",)  # `?script=`: the page asks for its own settings


class RedocView(_Page, SpectacularRedocView):
    """Redoc: read."""


def redoc_bundle(request: HttpRequest) -> HttpResponse:
    """Redoc's own script, which asks no other host for its logo."""
    return HttpResponse(_redoc_bundle(), content_type="text/javascript", headers={"Cache-Control": "public, no-cache"})


@functools.cache
def _redoc_bundle() -> bytes:
    path = finders.find(REDOC)
    assert isinstance(path, str), "drf-spectacular-sidecar is installed"
    return Path(path).read_bytes().replace(LOGO, NO_LOGO)
