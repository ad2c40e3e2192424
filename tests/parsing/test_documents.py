"""HTML and Word documents as sources."""

import io
import zipfile
from contextlib import suppress
from typing import Any

import pytest

from core.parsing import ParseError
from core.parsing.formats.documents import DOCX, HTML, read_document

docx = pytest.importorskip("docx", reason="python-docx is not installed")

PAGE = """<!DOCTYPE html>
<html><head><title>Briefing</title><script>var x = "MR SMITH: no";</script><style>p {}</style></head>
<body><nav>Home</nav>
<h1>Briefing</h1>
<p><strong>MR\u00a0SMITH:</strong> Good <em>morning</em>.<br>Two
things.</p><!-- not said --><div>QUESTION: Is it
   open &amp; free?</div>
<p>MR SMITH: (Laughter.) Yes.</p></body></html>"""
LINES = [
    "Briefing",
    "MR\u00a0SMITH: Good morning.",
    "Two things.",
    "QUESTION: Is it open & free?",
    "MR SMITH: (Laughter.) Yes.",
]


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def read(data: bytes) -> Any:
    document = read_document(data)
    assert document is not None
    assert document.original == data
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_html_is_read_a_line_a_paragraph_without_what_nobody_said(encoding: str) -> None:
    document = read(PAGE.encode(encoding))
    assert document.media_type == HTML
    assert document.text.splitlines() == LINES


def test_html_that_names_its_encoding_is_read_in_it() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>MR NOVÁK: Dobrý den, přátelé.</p></body></html>'
    assert read(page.encode("iso-8859-2")).text == "MR NOVÁK: Dobrý den, přátelé."


def test_broken_html_is_read_as_far_as_it_goes() -> None:
    assert read(b"<html><p>MR SMITH: One<p>QUESTION: <b>Two?<i></div>").text == "MR SMITH: One\nQUESTION: Two?"


def test_a_word_document_is_read_a_line_a_paragraph() -> None:
    document = read(word("MR SMITH: Good morning.", "QUESTION: Is it open?"))
    assert document.media_type == DOCX
    assert document.text == "MR SMITH: Good morning.\nQUESTION: Is it open?"


@pytest.mark.parametrize("data", [b"MR SMITH: <html> is a word.", b"", b"PK\x03", b"<p>no page</p>"])
def test_other_bytes_are_no_document(data: bytes) -> None:
    assert read_document(data) is None


def test_a_zip_that_is_no_word_document_is_none() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("a.txt", "MR SMITH: hello")
    assert read_document(kept.getvalue()) is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 not a zip at all", "damaged"),
        (word(), "holds no text"),
        (b"%PDF-1.7", "a PDF, which is not read"),
        (rb"{\rtf1\ansi MR SMITH: hello}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word"),
        (b"<html><body><script>1</script></body></html>", "holds no text"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(data: bytes, said: str) -> None:
    with pytest.raises(ParseError, match=said):
        read_document(data)


def test_a_document_that_unfolds_to_gigabytes_is_refused_before_it_does() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w/>" + b" " * 210_000_000)
    with pytest.raises(ParseError, match="unfolds to 210,000,004 bytes"):
        read_document(kept.getvalue())


def test_entities_of_a_document_reach_no_file() -> None:
    page = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>MR SMITH: &x;</p></body></html>'
    assert "root" not in read(page).text


def test_a_megabyte_of_nested_elements_is_read_or_refused_in_time() -> None:
    with suppress(ParseError):
        read_document(b"<html><body>" + b"<div>" * 200_000 + b"MR SMITH: deep")
