"""A record that another installation wrote as JSON, read back; `core.exporting.record` writes it."""

import base64
import dataclasses
import datetime
import functools
import hashlib
import json
import types
import typing
from enum import Enum
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
    record: ConferenceRecord = _read(document, ConferenceRecord, "")
    return record


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(value: Any, kind: Any, pointer: str) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        (kind,) = (each for each in typing.get_args(kind) if each is not types.NoneType)
        return _read(value, kind, pointer)
    if origin is tuple:
        return _read_tuple(value, typing.get_args(kind), pointer)
    if dataclasses.is_dataclass(kind):
        return _read_object(value, kind, pointer)
    if kind is bool and type(value) is bool:
        return value
    if kind is int and type(value) is int and 0 <= value < 2**31:
        return value
    if isinstance(value, str) and "\0" not in value:
        try:
            if kind is str:
                value.encode()
                return value
            if kind is bytes:
                return base64.b64decode(value, validate=True)
            if kind is datetime.datetime:
                moment = datetime.datetime.fromisoformat(value)
                if moment.tzinfo is not None:
                    return moment
            elif kind is datetime.date:
                return datetime.date.fromisoformat(value)
            elif isinstance(kind, type) and issubclass(kind, UUID | Enum):
                return kind(value)
        except ValueError:
            pass
    name = getattr(kind, "__name__", str(kind))
    raise ParseError(f"{pointer}: {json.dumps(value, ensure_ascii=False)[:80]} is no {name}.")


def _read_tuple(value: Any, members: tuple[Any, ...], pointer: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ParseError(f"{pointer}: this must be a list.")
    if members[-1] is Ellipsis:
        return tuple(_read(each, members[0], f"{pointer}/{index}") for index, each in enumerate(value))
    if len(value) != len(members):
        raise ParseError(f"{pointer}: this must be a list of {len(members)}.")
    return tuple(
        _read(each, kind, f"{pointer}/{index}") for index, (each, kind) in enumerate(zip(value, members, strict=True))
    )


def _read_object(value: Any, kind: Any, pointer: str) -> Any:
    if not isinstance(value, dict):
        raise ParseError(f"{pointer}: this must be an object.")
    hints = _hints(kind)
    if unknown := value.keys() - hints.keys():
        raise ParseError(f"{pointer}: there is no field {sorted(unknown)[0][:80]!r} here.")
    required = {field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING} - value.keys()
    if required:
        raise ParseError(f"{pointer}: {sorted(required)[0]!r} is missing.")
    return kind(**{name: _read(each, hints[name], f"{pointer}/{name}") for name, each in value.items()})


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
