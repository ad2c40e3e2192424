"""Forms that may hold a whole transcript, which is more than DATA_UPLOAD_MAX_MEMORY_SIZE grants everybody."""

from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import FILE, ChunkIter, LazyStream, Parser
from django.utils.datastructures import MultiValueDict

from core.importing import MAXIMUM_BYTES

# A transcript in base64; what is longer is no transcript, and is read on and dropped.
LONGEST_FIELD = MAXIMUM_BYTES * 4 // 3 + 4


class TranscriptUploadHandler(FileUploadHandler):
    """Reads a multipart form (RFC 7578) into memory, fields and files alike.

    `refused` says of each field and file that could not be read why not; the form shows it. Everything is read to
    its end, so that the fields behind a file that is too large are known, and can be shown again.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.refused: dict[str, str] = {}

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  (Django names it so)
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]]:
        fields, files = QueryDict(mutable=True), MultiValueDict[str, Any]()
        parts = Parser(LazyStream(ChunkIter(input_data, self.chunk_size)), boundary)
        for number, (kind, headers, stream) in enumerate(parts):
            if number > (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or number):
                raise TooManyFieldsSent("The form has more fields than settings.DATA_UPLOAD_MAX_NUMBER_FIELDS.")
            disposition = headers.get("content-disposition", ("", {}))[1]
            name = _text(disposition.get("name", ""))
            content, size = _read(stream, MAXIMUM_BYTES if kind == FILE else LONGEST_FIELD)
            if content is None:
                self.refused[name] = (
                    f"This has {size:,} bytes; a transcript may have {MAXIMUM_BYTES:,} at most. "
                    "Split it, or check that it is text."
                )
            elif kind == FILE:
                file_name = _text(disposition["filename"]).replace("\\", "/")
                files.appendlist(name, SimpleUploadedFile(file_name, content))
            elif name:
                text = _text(content)
                if text.encode() != content:
                    self.refused[name] = "This is not valid UTF-8. If it was not typed here, upload it as a file."
                fields.appendlist(name, text)
        return fields, files

    # What Django asks of a handler that leaves the parsing to it.
    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        raise NotImplementedError

    def file_complete(self, file_size: int) -> None:
        raise NotImplementedError


def _read(stream: Any, most: int) -> tuple[bytes | None, int]:
    """The content of a part, or None when it is longer than `most`; and its length."""
    chunks: list[bytes] = []
    size = 0
    for chunk in stream:
        size += len(chunk)
        if size <= most:
            chunks.append(chunk)
        else:
            chunks.clear()
    return (b"".join(chunks) if size <= most else None), size


def _text(value: bytes | str) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else value
