"""Bytes to text: what is read, what is refused, and that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.parsing import MAXIMUM_BYTES, ParseError, decode

TEXT = "MODERATOR: Première question – “Rinkēvičs”.\r\nQUESTION: ¿Qué?\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        ("QUESTION: Qué – “sí”?".encode("cp1252"), "cp1252"),
    ],
)
def test_text_and_encoding_give_the_same_bytes_back(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.text.encode(decoded.encoding) == data


@given(st.binary(max_size=200))
def test_any_bytes_come_back_or_are_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except ParseError:
        return
    assert decoded.text.encode(decoded.encoding) == data


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"x" * (MAXIMUM_BYTES + 1), "20,000,001 bytes"),
        (b"x" * 50_000_000, "50,000,000 bytes"),
        (b"%PDF-1.7 MODERATOR: Hello", "PDF"),
        (b"PK\x03\x04 word/document.xml", "Office document"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"MODERATOR: Hello\0there", "NUL"),
        ("MODERATOR: Hello".encode("utf-16-le"), "NUL"),
        ("MODERATOR: Hello".encode("utf-32"), "UTF-32"),
        (b"\xff\xfeM", "UTF-16"),
        (bytes(range(1, 256)), "neither UTF-8"),
        ("QUESTION: Qué?\n".encode() + "QUESTION: Qué?\n".encode("cp1252"), "mixes encodings"),
        (b"\x01\x02\x03\x04\xe9\x05\x06\x07", "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_its_problem(data: bytes, problem: str) -> None:
    with pytest.raises(ParseError, match=problem):
        decode(data)


def test_mixed_encodings_are_named_with_their_lines() -> None:
    data = "A: one\nB: naïve\n".encode() + b"C: na\xefve\n"
    with pytest.raises(ParseError, match=r"line 2 holds UTF-8, line 3 bytes"):
        decode(data)
