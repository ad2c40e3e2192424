"""Making elements of XML from records: the one place where a text becomes XML, and where our own elements are made."""

import dataclasses
import datetime
from collections.abc import Collection, Iterable
from enum import Enum
from typing import Any
from uuid import UUID

from lxml import etree

from core.markup import ONE_OF, OWN, XML, escaped

Element = Any  # lxml brings no types


def make(name: str, /, *inside: "Element | str", **attributes: str | None) -> Element:
    """An element with its attributes and, in order, texts and elements inside. `name` is in Clark's notation where it
    has a namespace. An attribute without a value is left out; `xml_id` is xml:id, and `as_` is as."""
    element = etree.Element(name)
    for key, value in attributes.items():
        if value is not None:
            known = f"{{{XML}}}{key[4:]}" if key.startswith("xml_") else key.rstrip("_")
            element.set(known, escaped(value))
    put(element, inside)
    return element


def put(element: Element, inside: "Iterable[Element | str]") -> None:
    """Append texts and elements, in order."""
    for each in inside:
        if not isinstance(each, str):
            element.append(each)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + escaped(each)
        else:
            element.text = (element.text or "") + escaped(each)


def own(name: str, record: Any, *, without: Collection[str] = ()) -> Element:
    """An element of ours that says what the fields of a record say, those `without` apart.

    A field that has its default is left out; one that holds several records is as many elements.
    """
    element = etree.Element(f"{{{OWN}}}{name}")
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.name in without or value is None or value == field.default:
            continue
        if field.name == "external_ids":
            for scheme, identifier in value:
                element.append(make(f"{{{OWN}}}external_id", identifier, scheme=scheme))
        elif field.name == "spans":
            element.set(field.name, " ".join(f"{start}-{end}" for start, end in value))
        elif field.name in ONE_OF:
            for each in value:
                element.append(own(ONE_OF[field.name], each))
        else:
            element.set(field.name, escaped(_said(value)))
    return element


def _said(value: Any) -> str:
    if isinstance(value, tuple):  # of slugs, tags or names of fields, in which no space can stand
        return " ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    return str(value) if isinstance(value, int | UUID) else value


def write(root: Element, *, whole: Collection[str]) -> bytes:
    """The document, a line an element; in those `whole` (names without a namespace) every space is part of the text,
    so that nothing is added."""
    _lay_out(root, frozenset(whole), 0)
    named = etree.Element(root.tag, root.attrib, nsmap={None: etree.QName(root).namespace, "t": OWN})
    named.text = root.text
    named.extend(root)
    etree.cleanup_namespaces(named, keep_ns_prefixes=["t"])
    written: bytes = etree.tostring(named, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _lay_out(element: Element, whole: frozenset[str], depth: int) -> None:
    if not len(element) or etree.QName(element).localname in whole:
        return
    element.text = "\n" + " " * (depth + 1)
    for child in element:
        _lay_out(child, whole, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    element[-1].tail = "\n" + " " * depth
