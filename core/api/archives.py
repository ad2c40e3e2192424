"""GET /api/v1/archives/: everything public as files, which can be fetched in parts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpResponseBase, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from core import bulk
from core.api.errors import NotThere, refuse_many
from core.api.parameters import refuse_unknown
from core.api.serializers import problems

CHUNK = 256 * 1024  # bytes of a file that are in memory at once


class ArchivedFileSerializer(serializers.Serializer[Any]):
    """A file of an archive: JSON Lines or CSV, compressed with gzip."""

    name = serializers.CharField()
    url = serializers.URLField()
    media_type = serializers.CharField()
    rows = serializers.IntegerField(min_value=0)
    bytes = serializers.IntegerField(min_value=0)
    sha256 = serializers.CharField(help_text="Of the file as it is given away, hexadecimal.")


class ArchiveSerializer(serializers.Serializer[Any]):
    """Everything that was public at one moment."""

    name = serializers.CharField()
    newest_change = serializers.IntegerField(
        min_value=0, help_text="Follow `/api/v1/changes/` from here to stay up to date."
    )
    made_at = serializers.DateTimeField()
    files = ArchivedFileSerializer(many=True)


class ArchivesSerializer(serializers.Serializer[Any]):
    results = ArchiveSerializer(many=True, help_text="The newest first.")


class RangeError(APIException):
    """A part that a file of `size` bytes does not have."""

    status_code = 416

    def __init__(self, size: int, asked: str) -> None:
        self.size = size
        super().__init__(f"The file has {size} bytes: it has no part {asked}.")


@extend_schema(tags=["archives"])
class ArchiveListView(APIView):
    """Everything public, as files to take away."""

    @extend_schema(
        operation_id="archives_list",
        summary="List archives",
        responses={
            200: ArchivesSerializer,
            **problems(
                {
                    400: "This address takes no parameters.",
                    406: "The format that was asked for is not to be had.",
                }
            ),
        },
    )
    def get(self, request: Request) -> Response:
        """The archives that stand. One that holds what is not public any more is gone at once."""
        refuse_unknown(request.query_params, ())
        return Response({"results": [_described(each, request) for each in bulk.standing()]})


@extend_schema(
    tags=["archives"],
    parameters=[
        OpenApiParameter("name", str, "path", description="Of an archive.", examples=[]),
        OpenApiParameter("file", str, "path", description="The name of a file of it."),
        OpenApiParameter("Range", str, "header", description="`bytes=1000-`: only that part (RFC 9110)."),
        OpenApiParameter("If-Range", str, "header", description="The `ETag` of the part that you have already."),
    ],
)
class ArchiveFileView(APIView):
    """A file of an archive."""

    @extend_schema(
        operation_id="archives_file",
        summary="A file of an archive",
        responses={
            (200, "application/gzip"): OpenApiResponse(OpenApiTypes.BINARY, description="The whole file."),
            (206, "application/gzip"): OpenApiResponse(OpenApiTypes.BINARY, description="The part asked for."),
            **problems(
                {
                    404: "There is no such archive or file.",
                    416: "The file has no such part.",
                }
            ),
        },
    )
    def get(self, request: Request, name: str, file: str) -> HttpResponseBase:
        """Whole, or the part that `Range` asks for: a download that broke off can go on."""
        refuse_unknown(request.query_params, ())
        archive = bulk.find(name)
        if archive is None:
            raise NotThere("archive", "name", name)
        found = archive.file(file)
        if found is None:
            raise NotThere("file of this archive", "name", file)
        refuse_many(request)
        etag = f'"{found.sha256}"'
        start, end = _part(request, etag, found.bytes)
        whole = (start, end) == (0, found.bytes)
        return StreamingHttpResponse(
            _read(archive.folder / found.name, start, end),
            status=200 if whole else 206,
            content_type=found.media_type,
            headers={
                "ETag": etag,
                "Accept-Ranges": "bytes",
                "Content-Length": str(end - start),
                "Content-Disposition": f'attachment; filename="{found.name}"',
                **({} if whole else {"Content-Range": f"bytes {start}-{end - 1}/{found.bytes}"}),
            },
        )

    def handle_exception(self, exc: Exception) -> Response:
        response: Response = super().handle_exception(exc)
        if isinstance(exc, RangeError):
            # By this a client knows that it has the whole already (RFC 9110, 15.5.17).
            response["Content-Range"] = f"bytes */{exc.size}"
        return response


def _described(archive: bulk.Archive, request: Request) -> dict[str, Any]:
    return {
        "name": archive.name,
        "newest_change": archive.newest_change,
        "made_at": archive.made_at,
        "files": [
            {
                "name": each.name,
                "url": reverse("archive-file", [archive.name, each.name], request=request),
                "media_type": each.media_type,
                "rows": each.rows,
                "bytes": each.bytes,
                "sha256": each.sha256,
            }
            for each in archive.files
        ],
    }


def _part(request: Request, etag: str, size: int) -> tuple[int, int]:
    """The half-open range of bytes that is asked for: one range or all, as RFC 9110 leaves to the server.

    Raises RangeError for one that the file does not have.
    """
    asked = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", request.headers.get("Range", ""))
    unchanged = request.headers.get("If-Range", etag) == etag
    if asked is None or not unchanged or asked[0] == "bytes=-":
        return 0, size
    first, last = asked.groups()
    if first:
        start, end = int(first), min(int(last) + 1, size) if last else size
    else:
        start, end = max(size - int(last), 0), size
    if start >= end:
        raise RangeError(size, asked[0])
    return start, end


def _read(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
