"""Pages of ours within the frame of the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse


def own_page(
    of: "admin.ModelAdmin[Any]", request: HttpRequest, template: str, /, title: str, row: Any = None, **context: Any
) -> TemplateResponse:
    """A page beside those that Django makes for a noun, about one row or, without, about any. `template` is below
    templates/admin/."""
    frame = {**of.admin_site.each_context(request), "opts": of.opts, "title": title, "original": row}
    if row is not None:
        frame["subtitle"] = str(row)
    return TemplateResponse(request, f"admin/{template}.html", {**frame, **context})
