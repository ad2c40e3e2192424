"""Checks of single values, for forms and `full_clean`."""

import re
import zoneinfo

import pycountry
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

validate_slug = RegexValidator(
    re.compile(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z"),
    "Use lower-case letters, digits and single hyphens between them.",
)


def validate_country(code: str) -> None:
    """ISO 3166-1 alpha-2."""
    if pycountry.countries.get(alpha_2=code) is None or not code.isupper():
        raise ValidationError("%(code)r is not an ISO 3166-1 alpha-2 country code.", params={"code": code})


def validate_timezone(name: str) -> None:
    """A name of the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("%(name)r is not an IANA time zone.", params={"name": name})


def validate_language(tag: str) -> None:
    """A BCP 47 tag: an ISO 639 language, then script, region and variants in their usual shape."""
    primary, *rest = tag.split("-")
    known = pycountry.languages.get(alpha_2=primary) if len(primary) == 2 else pycountry.languages.get(alpha_3=primary)
    if known is None or not all(re.fullmatch(r"[A-Za-z0-9]{2,8}", part) for part in rest):
        raise ValidationError("%(tag)r is not a BCP 47 language tag.", params={"tag": tag})


def validate_field_names(names: object) -> None:
    """A list of field names, as `editorial` holds."""
    if not isinstance(names, list) or not all(isinstance(name, str) and name.isidentifier() for name in names):
        raise ValidationError("Give a list of field names.")


def validate_spans(spans: object) -> None:
    """A list of [start, end) pairs of code points, in order and without overlap."""
    if not isinstance(spans, list):
        raise ValidationError("Give a list of [start, end] pairs.")
    reached = 0
    for span in spans:
        match span:
            case [int(start), int(end)] if reached <= start < end:
                reached = end
            case _:
                raise ValidationError(
                    "%(span)r is not a [start, end] pair after %(reached)s.",
                    params={"span": span, "reached": reached},
                )


def validate_external_ids(ids: object) -> None:
    """Identifiers elsewhere by their scheme: {"wikidata": "Q42"}."""
    if not isinstance(ids, dict) or not all(
        isinstance(v, str) and v and isinstance(k, str) and k for k, v in ids.items()
    ):
        raise ValidationError('Give an object of texts: {"wikidata": "Q42"}.')
