"""A record that another installation wrote as JSON, read back; `core.exporting.record` writes it."""

import base64
import dataclasses
import datetime
import functools
import hashlib
import json
import types
import typing
from collections.abc import Callable
from itertools import repeat
from typing import Any
from uuid import UUID

from core.parsing.errors import ParseError
from core.records import JSON_FORMAT, ConferenceRecord, tiling_gap
from core.vocabulary import Basis


def read_record(text: str) -> ConferenceRecord:
    """The record that the JSON text holds.

    Raises ParseError, naming the place by a JSON pointer (RFC 6901), for what is not such a text, and for a record
    that contradicts itself: an id that nothing has, an excerpt that its turn does not hold, spans that do not tile
    the source, a hash that is another text's.
    """
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"The record is not JSON: {error}.") from error
    if not isinstance(document, dict) or document.pop("format", None) != JSON_FORMAT:
        raise ParseError(f'The record does not begin with "format": "{JSON_FORMAT}".')
    record = read_plain(document)
    check_source(record)
    check_references(record)
    return record


def read_plain(document: dict[str, Any]) -> ConferenceRecord:
    """The record of which the object holds the fields. Raises ParseError for a value that is of no field's kind."""
    try:
        record: ConferenceRecord = _reader(ConferenceRecord)(document)
    except _Wrong as wrong:
        raise ParseError(str(wrong)) from None
    return record


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


class _Wrong(Exception):  # noqa: N818  it is told as a ParseError
    """What is wrong with a value, and where in the record: the innermost place first, as it comes up through them."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.places: list[str | int] = []

    def __str__(self) -> str:
        return f"{''.join(f'/{place}' for place in reversed(self.places))}: {self.what}"


Reader = Callable[[Any], Any]


@functools.cache
def _reader(kind: Any) -> Reader:
    """What makes a value of that kind of a JSON value, or raises _Wrong: put together once for all records, which hold
    thousands of values."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        (kind,) = (each for each in typing.get_args(kind) if each is not types.NoneType)
        read = _reader(kind)
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        return _reader_of_lists(typing.get_args(kind))
    if dataclasses.is_dataclass(kind):
        return _reader_of_objects(kind)
    make = _MAKERS.get(kind) or (lambda value: kind(_text(value)))

    def reading(value: Any) -> Any:
        try:
            return make(value)
        except ValueError:
            raise _Wrong(f"{json.dumps(value, ensure_ascii=False)[:80]} is no {kind.__name__}.") from None

    return reading


def _reader_of_lists(members: tuple[Any, ...]) -> Reader:
    endless = members[-1] is Ellipsis
    readers = [_reader(each) for each in members if each is not Ellipsis]

    def reading(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _Wrong("this must be a list.")
        if not endless and len(value) != len(readers):
            raise _Wrong(f"this must be a list of {len(readers)}.")
        made: list[Any] = []
        try:
            for read, each in zip(repeat(readers[0]) if endless else readers, value, strict=False):
                made.append(read(each))
        except _Wrong as wrong:
            wrong.places.append(len(made))
            raise
        return tuple(made)

    return reading


def _reader_of_objects(kind: Any) -> Reader:
    readers = {name: _reader(each) for name, each in typing.get_type_hints(kind).items()}
    needed = {field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING}

    def reading(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _Wrong("this must be an object.")
        if unknown := value.keys() - readers.keys():
            raise _Wrong(f"there is no field {sorted(unknown)[0][:80]!r} here.")
        if missing := needed - value.keys():
            raise _Wrong(f"{sorted(missing)[0]!r} is missing.")
        made = {}
        try:
            for name, each in value.items():
                made[name] = readers[name](each)
        except _Wrong as wrong:
            wrong.places.append(name)
            raise
        return kind(**made)

    return reading


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    value.encode()
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(value)
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise ValueError(value)
    return value


def _moment(value: Any) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


_MAKERS: dict[Any, Reader] = {
    str: _text,
    bool: _truth,
    int: _number,
    bytes: lambda value: base64.b64decode(_text(value), validate=True),
    datetime.datetime: _moment,
    datetime.date: lambda value: datetime.date.fromisoformat(_text(value)),
}


def check_references(record: ConferenceRecord) -> None:
    """Raises ParseError for an id that nothing has, and for an excerpt that its turn does not hold."""
    participants, turns = record.participants_by_id(), record.turns_by_id()
    if [turn.position for turn in record.turns] != list(range(1, len(record.turns) + 1)):
        raise ParseError("/turns: the positions are not 1, 2, 3 ... in the order of the turns.")
    people = {each.slug for each in record.people}
    organizations = {each.slug for each in record.organizations}

    def known(what: Any, where: Any, pointer: str) -> None:
        if what is not None and what not in where:
            raise ParseError(f"{pointer}: {what} is nowhere in this record.")

    def quoted(turn: UUID, start: int, excerpt: str, pointer: str) -> None:
        known(turn, turns, f"{pointer}/turn")
        if not excerpt or turns[turn].text[start : start + len(excerpt)] != excerpt:
            raise ParseError(f"{pointer}: the excerpt {excerpt[:40]!r} does not occur in its turn at {start}.")

    for slug in record.hosts:
        known(slug, organizations, "/hosts")
    for index, participant in enumerate(record.participants):
        known(participant.person, people, f"/participants/{index}/person")
        known(participant.organization, organizations, f"/participants/{index}/organization")
        for said in participant.introductions:
            if said.basis is not Basis.LABEL:
                quoted(said.turn, said.start, said.excerpt, f"/participants/{index}/introductions")
    for index, turn in enumerate(record.turns):
        known(turn.participant, participants, f"/turns/{index}/participant")
        for noted in turn.annotations:
            quoted(turn.id, noted.start, noted.text, f"/turns/{index}/annotations")
    for index, question in enumerate(record.questions):
        quoted(question.turn, question.start, question.excerpt, f"/questions/{index}")
        for addressee in question.addressees:
            known(addressee.participant, participants, f"/questions/{index}/addressees")
        for answer in question.answers:
            known(answer.turn, turns, f"/questions/{index}/answers")
            if answer.start is not None:
                quoted(answer.turn, answer.start, answer.excerpt, f"/questions/{index}/answers")


def check_source(record: ConferenceRecord) -> None:
    """Raises ParseError for spans that do not tile the source, and for a hash that is another text's."""
    source = record.source
    try:
        data = source.text.encode(source.encoding)
    except (LookupError, UnicodeEncodeError) as error:
        raise ParseError(f"/source/encoding: {source.encoding[:40]!r} cannot write the source text.") from error
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise ParseError("/source/sha256: this is not the hash of the source text.")
    if (gap := tiling_gap(record)) is not None:
        raise ParseError(f"/turns: the spans do not tile the source: offset {gap} is in none or in two.")
