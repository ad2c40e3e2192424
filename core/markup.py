"""What the XML that is written and the XML that is read have in common: names, namespaces, and characters.

XML 1.0 cannot hold every character of a text (its section 2.2 leaves out most control characters, U+FFFE, U+FFFF and
surrogates). Such a character is written as U+241B SYMBOL FOR ESCAPE, its number in hexadecimal and a semicolon:
"␛C;" is a form feed. U+241B itself is written "␛241B;", so that nothing is lost and every text comes back.
"""

import re
from typing import Final

AKOMA_NTOSO: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
TEI: Final = "http://www.tei-c.org/ns/1.0"
XML: Final = "http://www.w3.org/XML/1998/namespace"

# Ours, for what the two have no place for.
OWN: Final = "urn:x-transcripts-api:record:1"

AKOMA_NTOSO_TYPE: Final = "application/akn+xml"
TEI_TYPE: Final = "application/tei+xml"

# The element of ours for one of each field that holds several.
ONE_OF: Final = {
    "organizations": "organization",
    "people": "person",
    "names": "name",
    "participants": "participant",
    "introductions": "introduction",
    "turns": "turn",
    "annotations": "annotation",
    "questions": "question",
    "addressees": "addressee",
    "answers": "answer",
    "parts": "part",
}

_UNWRITABLE = re.compile("[^\t\n\r\x20-\u241a\u241c-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile("\u241b([0-9A-F]{1,6});")


def escaped(text: str) -> str:
    """The text in characters that XML 1.0 can hold."""
    return _UNWRITABLE.sub(lambda found: f"\u241b{ord(found[0]):X};", text)


def unescaped(text: str) -> str:
    """The text that was escaped. Numbers that no character has are left as they stand."""

    def character(found: re.Match[str]) -> str:
        number = int(found[1], 16)
        return chr(number) if number <= 0x10FFFF else found[0]

    return _ESCAPED.sub(character, text) if "\u241b" in text else text
