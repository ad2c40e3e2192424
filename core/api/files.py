"""A revision of a conference as a file: in which formats, how it is asked for, and how it is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.exceptions import NotFound
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from core.api.errors import NotThere
from core.api.renderers import RecordRenderer
from core.exporting.akoma_ntoso import akoma_ntoso
from core.exporting.citing import bibtex, citation, csl_json, ris
from core.exporting.json_ld import json_ld
from core.exporting.markdown import markdown
from core.exporting.publication import Publication
from core.exporting.table import table
from core.exporting.tei import tei
from core.markup import AKOMA_NTOSO_TYPE, TEI_TYPE
from core.publishing import read_revision
from core.records import ConferenceRecord


@dataclass(frozen=True, slots=True)
class Format:
    media_type: str
    write: Callable[[ConferenceRecord, Publication, UUID | None], str | bytes]
    what: str

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


# By suffix, which is a public name.
TRANSCRIPTS: dict[str, Format] = {
    "md": Format("text/markdown", lambda record, of, _: markdown(record, of), "CommonMark."),
    "csv": Format("text/csv", lambda record, of, _: table(record, of), "A row for each turn."),
    "akn.xml": Format(AKOMA_NTOSO_TYPE, lambda record, of, _: akoma_ntoso(record, of), "Akoma Ntoso 3.0."),
    "tei.xml": Format(TEI_TYPE, lambda record, of, _: tei(record, of), "TEI, as Parla-CLARIN has it."),
    "jsonld": Format("application/ld+json", lambda record, of, _: json_ld(record, of), "schema.org in JSON-LD."),
}
CITATIONS: dict[str, Format] = {
    "json": Format(
        "application/vnd.citationstyles.csl+json",
        lambda record, of, part: csl_json(citation(record, of, part)),
        "CSL-JSON: a list of one item.",
    ),
    "bib": Format("application/x-bibtex", lambda record, of, part: bibtex(citation(record, of, part)), "BibTeX."),
    "ris": Format(
        "application/x-research-info-systems", lambda record, of, part: ris(citation(record, of, part)), "RIS."
    ),
}


def _renderer(suffix: str, form: Format) -> type[BaseRenderer]:
    """Lets `Accept` ask for the format. What it renders itself is problems only."""
    return type("FileRenderer", (RecordRenderer,), {"media_type": form.media_type, "format": suffix})


RENDERERS = [_renderer(suffix, form) for suffix, form in TRANSCRIPTS.items()]


def suffix_parameter(formats: Mapping[str, Format]) -> OpenApiParameter:
    said = " ".join(f"`{suffix}`: {form.what}" for suffix, form in formats.items())
    return OpenApiParameter("suffix", {"type": "string", "enum": list(formats)}, "path", description=said)


def responses(formats: Mapping[str, Format]) -> dict[Any, Any]:
    """For the OpenAPI document."""
    shapes = {"json": OpenApiTypes.ANY, "jsonld": OpenApiTypes.OBJECT}
    return {
        (200, form.media_type): OpenApiResponse(shapes.get(suffix, OpenApiTypes.STR), description="The file.")
        for suffix, form in formats.items()
    }


def found(formats: Mapping[str, Format], suffix: str, *others: str) -> Format:
    """Raises NotFound, which says what there is: these, and `others` that have an address of their own."""
    if suffix not in formats:
        raise NotFound(f"There is no format {suffix[:80]!r} here. There are: {', '.join([*formats, *others])}.")
    return formats[suffix]


def file_of(
    revisions: QuerySet[Any], form: Format, suffix: str, request: Request, part: UUID | None = None
) -> HttpResponse | None:
    """The one of the revisions, which may be read, as a file; None when there is none. One query.

    Raises NotThere when that revision has no such part: it came later.
    """
    read = read_revision(revisions)
    if read is None:
        return None
    record = read.record
    publication = Publication(
        revision=read.number,
        revised_at=read.made_at,
        published_at=read.published_at,
        site=request.build_absolute_uri("/").rstrip("/"),
    )
    try:
        content = form.write(record, publication, part)
    except KeyError as error:
        raise NotThere("part of this conference", "id", part) from error
    name = "-".join(filter(None, (record.slug, f"r{read.number}", str(part or ""))))
    disposition = f'attachment; filename="{name}.{suffix}"'
    return HttpResponse(content, content_type=form.content_type, headers={"Content-Disposition": disposition})
