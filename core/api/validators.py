"""Validators (RFC 9110, section 8.8): what tells two states of a resource apart."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def etag_of(document: Any) -> str:
    """A strong entity tag of what a document of plain JSON types says."""
    text = json.dumps(document, cls=DjangoJSONEncoder, separators=(",", ":"))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:40]}"'
