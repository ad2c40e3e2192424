"""Lists whole, as files: read and written a batch at a time, however long they are.

Each batch is a query of its own that begins behind the last row of the one before. No transaction stays open while a
slow reader reads, so nobody can keep the database from tidying up; what is one moment's are the archives.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

import orjson
from django.db.models import F, QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.exceptions import NotFound
from rest_framework.utils.encoders import JSONEncoder

from core.api.pagination import Key, beyond
from core.api.representing import Representation
from core.api.serializers import RecordSerializer
from core.api.summaries import Summaries
from core.exporting.cells import cell
from core.models import Change

BATCH = 1000  # rows in memory at once
Row = dict[str, Any]
Batches = Iterable[list[Row]]

MEDIA_TYPES = {"csv": "text/csv", "jsonl": "application/x-ndjson"}
SUFFIX = OpenApiParameter(
    "suffix",
    {"type": "string", "enum": list(MEDIA_TYPES)},
    "path",
    description="`csv`: a table; lists within a row are JSON. `jsonl`: JSON Lines, each line a row as the list has it.",
)
RESPONSES: dict[Any, Any] = {
    (200, media_type): OpenApiResponse(OpenApiTypes.STR, description="All rows.") for media_type in MEDIA_TYPES.values()
}


def whole_list(
    noun: str,
    suffix: str,
    serializer: type[RecordSerializer],
    representation: Representation | Summaries,
    queryset: QuerySet[Any],
    keys: Sequence[Key],
    *,
    only_headers: bool = False,
) -> StreamingHttpResponse:
    """Every row of the queryset, which holds public ones only, in the order of the keys. Raises NotFound for a suffix
    that is none."""
    if suffix not in MEDIA_TYPES:
        raise NotFound(f"There is no format {suffix[:80]!r} here. There are: {', '.join(MEDIA_TYPES)}.")
    newest = Change.objects.newest_number()  # read first: what changes meanwhile makes the next answer another
    content: Iterator[bytes] = iter(())
    if not only_headers:
        batches = batches_of(representation, queryset, keys)
        batches = chain([next(batches, [])], batches)  # what is wrong with the query is a problem yet, not half a file
        content = _WRITE[suffix](batches, serializer, representation)
    media_type = MEDIA_TYPES[suffix]
    return StreamingHttpResponse(
        content,
        content_type=f"{media_type}; charset=utf-8" if suffix == "csv" else media_type,
        headers={
            "ETag": f'W/"{newest}"',
            "Content-Disposition": f'attachment; filename="{noun}.{suffix}"',
        },
    )


def batches_of(
    representation: Representation | Summaries, queryset: QuerySet[Any], keys: Sequence[Key]
) -> Iterator[list[Row]]:
    """The answers of all rows. Each batch is one query, and one for each list in the rows."""
    ordered = queryset.order_by(*(F(key.lookup).desc() if key.descending else F(key.lookup).asc() for key in keys))
    rows = representation.rows(ordered[:BATCH], *(key.lookup for key in keys))
    while rows:
        yield [answer for answer, _ in rows]
        if len(rows) < BATCH:
            return
        further = ordered.filter(beyond(keys, rows[-1][1], backwards=False))
        rows = representation.rows(further[:BATCH], *(key.lookup for key in keys))


def _lines(batches: Batches, serializer: Any, representation: Representation | Summaries) -> Iterator[bytes]:
    default = JSONEncoder().default
    options = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_APPEND_NEWLINE
    for batch in batches:
        yield b"".join(orjson.dumps(row, default, options) for row in batch)


def _table(
    batches: Batches, serializer: type[RecordSerializer], representation: Representation | Summaries
) -> Iterator[bytes]:
    """With a column for each key, also within an object: "participant.name"."""
    context = {"including": representation.including, "only": representation.only}
    columns = list(_columns(serializer(context=context)))
    values = [_value(path) for path in columns]
    heads: list[list[str]] = [[".".join(path) for path in columns]]
    for batch in batches:
        written = io.StringIO()
        table = csv.writer(written)
        table.writerows(heads)
        table.writerows([cell(value(row)) for value in values] for row in batch)
        heads = []
        yield written.getvalue().encode()


def _columns(serializer: Any) -> Iterator[tuple[str, ...]]:
    for name, field in serializer.fields.items():
        if isinstance(field, RecordSerializer):
            yield from ((name, *path) for path in _columns(field))
        else:
            yield (name,)


def _value(path: Sequence[str]) -> Callable[[Any], Any]:
    """What stands at the path in a row; nothing where an object on the way is null."""
    if len(path) == 1:
        return itemgetter(path[0])

    def value(row: Any) -> Any:
        for name in path:
            if row is None:
                return None
            row = row[name]
        return row

    return value


_WRITE: dict[str, Callable[[Batches, Any, Any], Iterator[bytes]]] = {"csv": _table, "jsonl": _lines}
