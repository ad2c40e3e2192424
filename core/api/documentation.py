"""The OpenAPI document and its two pages; nothing on them is loaded from another host."""

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerSplitView
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.request import Request

# Both pages style themselves at run time; Redoc builds its search index in a worker made from a blob.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)


class SchemaView(SpectacularAPIView):
    """The OpenAPI 3.1 document of this service, as YAML or JSON."""


class _Page:
    """A page of ours with its content security policy."""

    renderer_classes: Any = [TemplateHTMLRenderer]

    def finalize_response(self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        final["Content-Security-Policy"] = POLICY
        return final


class SwaggerView(_Page, SpectacularSwaggerSplitView):
    """Swagger UI: read, and try."""


class RedocView(_Page, SpectacularRedocView):
    """Redoc: read."""
