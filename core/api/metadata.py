"""What OPTIONS says of an address."""

from typing import Any

from rest_framework.metadata import SimpleMetadata
from rest_framework.request import Request


class AddressMetadata(SimpleMetadata):
    """What it is and what it speaks; the methods are in `Allow`. What staff may send is in the OpenAPI document:
    REST framework would tell of the fields of what is read, and of them only to staff."""

    def determine_actions(self, request: Request, view: Any) -> dict[str, Any]:
        return {}
