"""Bytes to text, and the name of the encoding that gives the same bytes back."""

import re
from dataclasses import dataclass

from core.parsing.errors import ParseError

MAXIMUM_BYTES = 20_000_000  # some 3 million words: a day-long conference has 60,000

# What people upload in place of a transcript, by its first bytes.
_FOREIGN_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document (.docx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"ID3", "a sound file (MP3)"),
    (b"\x7fELF", "a program"),
)
_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
# UTF-8 as it looks inside bytes that are not UTF-8 as a whole. Two bytes count only behind C2 and C3, which
# as Windows-1252 would be a capital A with an accent before a symbol.
_UTF8_INSIDE = re.compile(rb"[\xc2\xc3][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf1-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text.encode(encoding)` gives the bytes that came, exactly."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Read UTF-8 (with or without a byte order mark), UTF-16 with one, or Windows-1252.

    A UTF-16 mark stays in the text as U+FEFF, since Python's names for the two byte orders write none.
    Raises ParseError for what is empty, too large, binary, of another format, or of mixed encodings.
    """
    if not data.strip():
        raise ParseError("The file is empty.")
    if len(data) > MAXIMUM_BYTES:
        raise ParseError(
            f"The file has {len(data):,} bytes; a transcript may have {MAXIMUM_BYTES:,} at most. "
            "Split it, or check that it is text."
        )
    for mark, name in _FOREIGN_FORMATS:
        if data.startswith(mark):
            raise ParseError(f"The file is {name}, not text. Save the transcript as plain text or Markdown.")
    decoded = _decode_text(data)
    if "\0" in decoded.text:
        raise ParseError(
            "The file holds NUL characters: it is binary, or UTF-16 without its byte order mark. Save it as UTF-8 text."
        )
    return decoded


def _decode_text(data: bytes) -> Decoded:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise ParseError("The file is UTF-32; save it as UTF-8.")
    for mark, encoding in _UTF16:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise ParseError(
                    f"The file starts like UTF-16 but breaks at byte {error.start:,}; save it as UTF-8."
                ) from error
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        return _decode_windows(data, error)


def _decode_windows(data: bytes, not_utf8: UnicodeDecodeError) -> Decoded:
    line = data.count(b"\n", 0, not_utf8.start) + 1
    if b"\0" in data:
        raise ParseError("The file is binary, not text: it holds NUL bytes.")
    inside = _UTF8_INSIDE.search(data)
    if inside:
        other = data.count(b"\n", 0, inside.start()) + 1
        raise ParseError(
            f"The file mixes encodings: line {other} holds UTF-8, line {line} bytes that are not. "
            "Save it whole as UTF-8."
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ParseError(
            f"The file is neither UTF-8, UTF-16 with a byte order mark nor Windows-1252 "
            f"(byte {data[error.start]:02X} in line {line}). Save it as UTF-8."
        ) from error
    if len(_CONTROL.findall(text)) * 1000 > len(text):
        raise ParseError("The file is binary, not text.")
    return Decoded(text, "cp1252")
