"""What OPTIONS says of an address."""

from typing import Any

from rest_framework.metadata import SimpleMetadata
from rest_framework.request import Request

from core.problems import PROBLEM_JSON


class AddressMetadata(SimpleMetadata):
    """What it is and what it speaks; the methods are in `Allow`. What staff may send is in the OpenAPI document:
    REST framework would tell of the fields of what is read, and of them only to staff."""

    def determine_metadata(self, request: Request, view: Any) -> dict[str, Any]:
        described = dict(super().determine_metadata(request, view))
        if (rows := getattr(view, "queryset", None)) is not None:  # REST framework names the class of the view
            described["name"] = str(rows.model._meta.verbose_name_plural).capitalize()
        described["renders"] = [each for each in described["renders"] if each != PROBLEM_JSON]
        return described

    def determine_actions(self, request: Request, view: Any) -> dict[str, Any]:
        return {}
