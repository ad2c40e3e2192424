"""Transcripts that come as XML: Akoma Ntoso and TEI, of ours or of anybody.

XML from strangers is read without entities, without a DTD, without the network, and within bounds: libxml2's own
(depth 256, ten million bytes in a text) and those below.
"""

import dataclasses
import hashlib
import re
from collections.abc import Sequence

from lxml import etree

from core.markup import AKOMA_NTOSO_TYPE, OWN, TEI_TYPE
from core.parsing.decoding import MAXIMUM_BYTES
from core.parsing.errors import ParseError
from core.parsing.formats.akoma_ntoso import read_akoma_ntoso
from core.parsing.formats.drafting import drafted
from core.parsing.formats.remainder import restored
from core.parsing.formats.spoken import Debate, Element, Spoken, name_of
from core.parsing.formats.tei import read_tei
from core.parsing.pipeline import ParsedTranscript
from core.records import OrganizationRecord, PersonRecord, SourceRecord

# Elements and attributes that a file may have, counted by the characters that begin them: each costs some 150 bytes.
MOST = 1_000_000

_ROOT = re.compile(rb"<[A-Za-z_]")
_XML = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s{0,100}<(?:\?xml[\s\0]|(?:\w{1,20}:)?(?:akomaNtoso|TEI|teiCorpus)[\s/>])"
)


def read_markup(
    data: bytes,
    *,
    slug: str = "",
    people: Sequence[PersonRecord] = (),
    organizations: Sequence[OrganizationRecord] = (),
) -> ParsedTranscript | None:
    """The record that an XML file tells; None when the bytes are no XML.

    A file of ours comes back as the record that it was written from, ids and all, but for its slug. Raises ParseError
    for XML that is broken, dangerous, or of another kind.
    """
    if len(data) > MAXIMUM_BYTES or not _XML.match(data[:400].replace(b"\0", b"")):
        return None  # `decode` refuses what is too long, in the same words as any other file
    root = _parsed(data)
    remainder = root.find(f".//{{{OWN}}}record")
    debate, media_type = _read(root, own=remainder is not None)
    whole = restored(debate, remainder) if remainder is not None else None
    if whole is not None and _hash(whole.source) == whole.source.sha256:
        return ParsedTranscript(record=dataclasses.replace(whole, slug=slug or whole.slug), warnings=(), is_whole=True)
    if not any(isinstance(each, Spoken) for each in debate.spoken):
        raise ParseError("Nobody speaks in this XML file.")
    record, warnings = drafted(debate, slug=slug, people=people, organizations=organizations)
    source = dataclasses.replace(record.source, media_type=media_type, original=data)
    if whole is None:
        return ParsedTranscript(record=dataclasses.replace(record, source=source), warnings=warnings)
    # Of ours, but without the text of its source: this file is the source then.
    source = dataclasses.replace(source, name=whole.source.name, url=whole.source.url, licence=whole.source.licence)
    turns = tuple(
        dataclasses.replace(turn, spans=new.spans) for turn, new in zip(whole.turns, record.turns, strict=True)
    )
    record = dataclasses.replace(whole, slug=slug or whole.slug, source=source, turns=turns)
    return ParsedTranscript(record=record, warnings=(), is_whole=True)


def _parsed(data: bytes) -> Element:
    plain = data.replace(b"\0", b"")
    if plain.count(b"<") + plain.count(b"=") > 2 * MOST:
        raise ParseError(f"The XML file has more than {MOST:,} elements and attributes; that is no transcript.")
    root_at = _ROOT.search(plain)
    if root_at is not None and b"<!DOCTYPE" in plain[: root_at.start()]:
        raise ParseError("The XML file has a document type declaration (<!DOCTYPE>), which is not read; remove it.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ParseError(f"The XML cannot be read: {error}.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ParseError("The XML file has a document type declaration (<!DOCTYPE>), which is not read; remove it.")
    return root


def _read(root: Element, *, own: bool) -> tuple[Debate, str]:
    name = name_of(root)
    if name == "akomaNtoso":
        return read_akoma_ntoso(root, own=own), AKOMA_NTOSO_TYPE
    if name == "TEI":
        return read_tei(root, own=own), TEI_TYPE
    if name == "teiCorpus":
        raise ParseError("This is the frame of a TEI corpus: import the files that it holds one by one.")
    raise ParseError(f"The XML file is <{name[:40]}>; <akomaNtoso> and <TEI> can be read.")


def _hash(source: SourceRecord) -> str:
    try:
        return hashlib.sha256(source.text.encode(source.encoding)).hexdigest()
    except (LookupError, UnicodeError):
        return ""
