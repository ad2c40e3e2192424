"""Many rows straight into their table: instances of them, and SQL that quotes each value, take longer than the rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import orjson
from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

# Rows that SQLite is given in one statement. FTS5 writes all it holds to its tables before each statement that may fail
# halfway, as one that sets off triggers may: row by row, turns took twice as long, and wrote five times as much.
AT_ONCE = 500
# Whose values the drivers write as they are; UUIDs on PostgreSQL only.
_AS_THEY_ARE = (models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


def copy(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert the rows, which give the same columns by name ("turn_id"); the others get their defaults. One query, on
    SQLite one for each 500 rows, or none.

    Nothing is validated but by the database, and nobody learns the keys that it gives: where they are needed, the rows
    bring them along ("id", from `reserve_keys`). Raises what `bulk_create` does.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    connection = connections[router.db_for_write(model)]
    given = {name for name, value in first.items() if value is not None or name != model._meta.pk.attname}
    fields = [each for each in model._meta.concrete_fields if not each.primary_key or each.attname in given]
    makes = [_making(field, field.attname in given, connection) for field in fields]
    values = ([make(row) for make in makes] for row in chain([first], rows))
    quote = connection.ops.quote_name
    table = f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} FROM STDIN") as into:
                for row in values:
                    into.write_row(row)
        else:
            places = f"({', '.join(['%s'] * len(fields))})"
            while together := list(islice(values, AT_ONCE)):
                statement = f"INSERT INTO {table} VALUES {', '.join([places] * len(together))}"  # noqa: S608
                # Where queries are logged, `execute` would have each value quoted for that.
                cursor.executemany(statement, [list(chain.from_iterable(together))])


def reserve_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """So many primary keys that nobody else gets, ascending. One query.

    On SQLite they are whoever's holds the transaction that writes: insert them before asking again.
    """
    connection = connections[router.db_for_write(model)]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = [connection.ops.quote_name(table), model._meta.pk.column, count]
            cursor.execute(
                "SELECT nextval(sequence) FROM pg_get_serial_sequence(%s, %s) AS sequence, generate_series(1, %s)",
                sequence,
            )
            return sorted(key for (key,) in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
        return range(last + 1, last + 1 + count)


def _making(
    field: "models.Field[Any, Any]", is_given: bool, connection: BaseDatabaseWrapper
) -> Callable[[Mapping[str, Any]], Any]:
    """What makes of a row the value that the driver is given for a field."""
    name = field.attname
    if not is_given:
        return lambda row: field.get_db_prep_save(field.get_default(), connection)
    if isinstance(field, _AS_THEY_ARE):
        return lambda row: row[name]
    if connection.vendor == "postgresql" and isinstance(field, models.UUIDField):
        return lambda row: row[name]
    if connection.vendor == "postgresql" and isinstance(field, models.JSONField):
        return lambda row: None if (value := row[name]) is None else orjson.dumps(value).decode()
    if isinstance(field, models.CharField):
        # A word of a closed list is itself to SQLite; PostgreSQL's driver would write its name in capitals.
        return lambda row: value if (value := row[name]) is None else str(value)
    return lambda row: field.get_db_prep_save(row[name], connection)
