"""Transcripts that come as HTML or as a Word document: what they say, as plain text.

The libraries that read them are optional (`pip install .[documents]`).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.parsing.decoding import MAXIMUM_BYTES, decode
from core.parsing.errors import ParseError

HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_ZIP = b"PK\x03\x04"
# What is not read, by the bytes that it begins with.
_UNREAD = {b"%PDF-": "a PDF", b"{\\rtf": "RTF", b"\xd0\xcf\x11\xe0": "a document of an old Word (.doc)"}
# "<!DOCTYPE html>", "<html lang=...>", also after white space and an XML declaration
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype\s+html|html)[\s>]", re.I)
# Elements that begin a line of their own, and elements whose text nobody said.
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "title",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(["script", "style", "noscript", "template", "nav", "form", "button", "iframe", "svg", "select"])
_SPACE = re.compile(r"[ \t\r\n\f]+")  # what HTML folds; a no-break space stays


@dataclass(frozen=True, slots=True)
class Document:
    """What came, and what it says: a line a paragraph."""

    media_type: str
    original: bytes
    text: str


def read_document(data: bytes) -> Document | None:
    """What an HTML or Word document says; None when the bytes are neither.

    Raises ParseError when they are but cannot be read, unfold to more than a transcript may have, or the library
    that reads them is not installed; and for documents of other kinds.
    """
    if len(data) > MAXIMUM_BYTES:
        return None  # `decode` refuses it in the same words as any other file
    if _HTML.match(data):
        return Document(HTML, data, _html_text(data))
    if data.startswith(_ZIP) and _is_word(data):
        return Document(DOCX, data, _word_text(data))
    for beginning, what in _UNREAD.items():
        if data.startswith(beginning):
            raise ParseError(f"This is {what}, which is not read: save it as plain text, HTML or Word (.docx).")
    return None


def _html_text(data: bytes) -> str:
    try:
        from lxml import html
    except ImportError as error:
        raise _not_installed("HTML") from error
    # The bytes name their own encoding only in some files; `decode` finds it in the others.
    parser = html.HTMLParser(encoding=None if b"charset" in data[:4096].lower() else "utf-8", no_network=True)
    if b"charset" not in data[:4096].lower():
        data = decode(data).text.encode()
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (ValueError, SyntaxError) as error:  # lxml.etree.ParserError and XMLSyntaxError
        raise ParseError(f"The HTML cannot be read: {error}.") from error
    if tree.body is None:
        raise ParseError("The HTML has no body.")
    lines = "".join(_pieces(tree.body)).split("\n")
    return _checked("\n".join(line for line in (_SPACE.sub(" ", each).strip(" ") for each in lines) if line))


def _pieces(body: Any) -> Iterator[str]:
    """The words of an element in order, a line feed where a line of its own begins or ends."""
    silent = None
    from lxml import etree

    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            if silent is None:
                yield _SPACE.sub(" ", element.tail or "")
            continue
        name = element.tag
        if event == "start":
            if silent is None and name in _SILENT:
                silent = element
            if silent is None:
                yield "\n" if name in _BLOCKS or name == "br" else ""
                yield _SPACE.sub(" ", element.text or "")
        else:
            if silent is element:
                silent = None
            if silent is None:
                yield "\n" if name in _BLOCKS else ""
                if element is not body:
                    yield _SPACE.sub(" ", element.tail or "")


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unfolded = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ParseError("The file begins like a Word document (.docx) but is damaged.") from error
    if "word/document.xml" not in names:
        return False
    if unfolded > 10 * MAXIMUM_BYTES:
        raise ParseError(f"The Word document unfolds to {unfolded:,} bytes; that is no transcript.")
    return True


def _word_text(data: bytes) -> str:
    try:
        import docx
        from docx.table import Table
    except ImportError as error:
        raise _not_installed("Word documents") from error
    try:
        document = docx.Document(io.BytesIO(data))
        lines = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += [cell.text for row in block.rows for cell in row.cells]
            else:
                lines.append(block.text)
    except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:  # SyntaxError: lxml's XMLSyntaxError
        raise ParseError(f"The Word document cannot be read: {error}.") from error
    return _checked("\n".join(lines))


def _checked(text: str) -> str:
    if not text.strip():
        raise ParseError("The document holds no text.")
    return text


def _not_installed(what: str) -> ParseError:
    return ParseError(f"{what} cannot be read here: install what reads them with `pip install .[documents]`.")
