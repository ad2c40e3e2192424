"""Queries that are put together once, and asked again and again.

Django makes the SQL of a queryset anew each time it is read, and PostgreSQL looks anew for the best way through its
tables. For the rows of a page, and for what hangs on them, either took longer than to go that way, though nothing
changes from one page to the next but the keys.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import InterfaceError, NotSupportedError, OperationalError, connections
from django.db.models import BooleanField, Expression, F, Field, Func, QuerySet, TextField

from core.models import driver


class Given(Expression):
    """Stands for a value while a query is put together: the one of that name that it is asked with."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Prepared:
    """The rows of a `values_list`, with other values each time in the places of what is `Given`."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self._rows = rows
        self._made: dict[str, tuple[str, tuple[Any, ...], dict[int, Any]]] = {}

    @property
    def db(self) -> str:
        """The database that is asked where none is named."""
        return self._rows.db

    def asked(self, given: Mapping[str, Any], using: str | None = None) -> list[Any]:
        """One query, with the values by their names, as that database takes them."""
        using = using or self.db
        sql, parameters, converters = self._put_together(using)
        rows = self._asked(connections[using], sql, _values(parameters, given))
        return list(self._compiler(using).apply_converters(rows, converters)) if converters else rows

    def texts(self, given: Mapping[str, Any], using: str | None = None) -> list[driver.Texts]:
        """As `asked`, of columns of text that are sent on as they are stored: in UTF-8, None for NULL. To make text of
        them, and bytes of that again, took longer than to find them."""
        using = using or self.db
        sql, parameters, _ = self._put_together(using)
        found = driver.texts(connections[using], sql, _values(parameters, given))
        if found is not None:
            return found
        return [tuple(None if each is None else each.encode() for each in row) for row in self.asked(given, using)]

    def sql(self, using: str) -> str:
        """As that database is asked it."""
        return self._put_together(using)[0]

    def _put_together(self, using: str) -> tuple[str, tuple[Any, ...], dict[int, Any]]:
        if using not in self._made:
            compiler = self._compiler(using)
            sql, parameters = compiler.as_sql()
            self._made[using] = sql, parameters, compiler.get_converters([column for column, *_ in compiler.select])
        return self._made[using]

    def _compiler(self, using: str) -> Any:
        return self._rows.query.get_compiler(connection=connections[using])

    def _asked(self, connection: Any, sql: str, values: list[Any]) -> list[Any]:
        if connection.in_atomic_block:
            return _ask(connection, sql, values)
        # Whether the connection still stands is seen by asking: to ask that first took longer than many an answer.
        connection.health_check_done = True
        try:
            return _ask(connection, sql, values)
        except NotSupportedError:
            pass  # a migration has altered what was prepared: that goes with its connection
        except (OperationalError, InterfaceError):
            if connection.connection is None or connection.is_usable():
                raise
        connection.connection.close()
        connection.close()
        return _ask(connection, sql, values)


_KEYS = Given("keys", TextField())


def _written(keys: Collection[int], vendor: str) -> str:
    """The keys as that database takes them: in one parameter."""
    written = json.dumps(list(keys))
    return written if vendor == "sqlite" else f"{{{written[1:-1]}}}"


class Among(Func):
    """Whether a column holds one of the keys: a single parameter, however many they are. `pk__in` has one for each, and
    a thousand of them take longer than what is found by them."""

    arity = 1
    output_field = BooleanField()

    def __init__(self, column: str, keys: Collection[int] | None = None) -> None:
        super().__init__(F(column))
        self.keys = keys

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        return self._as("{} = ANY(%s::bigint[])", compiler, "postgresql")

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        return self._as("{} IN (SELECT value FROM json_each(%s))", compiler, "sqlite")

    def _as(self, condition: str, compiler: Any, vendor: str) -> tuple[str, tuple[Any, ...]]:
        column, parameters = compiler.compile(self.source_expressions[0])
        return condition.format(column), (*parameters, _KEYS if self.keys is None else _written(self.keys, vendor))


class Keyed(Prepared):
    """The rows of a `values_list` that are found by keys: `by` gives those whose column `key` is one of some."""

    def __init__(self, rows: QuerySet[Any], key: str) -> None:
        super().__init__(rows.filter(Among(key)))

    def by(self, keys: Collection[int], using: str | None = None) -> list[Any]:
        """One query. Integers, as all keys are."""
        using = using or self.db
        return self.asked({_KEYS.name: _written(keys, connections[using].vendor)}, using)


def _values(parameters: tuple[Any, ...], given: Mapping[str, Any]) -> list[Any]:
    return [given[each.name] if isinstance(each, Given) else each for each in parameters]


def _ask(connection: Any, sql: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        # Who watches a connection is shown what it asks, which psycopg does not tell of what is prepared.
        if connection.vendor == "postgresql" and not connection.queries_logged:
            _let_be_prepared(cursor, connection)
        cursor.execute(sql, parameters)
        rows: list[Any] = cursor.fetchall()
        return rows


def _let_be_prepared(cursor: Any, connection: Any) -> None:
    """Lets psycopg have the server prepare what a cursor asks, as far as `prepare_threshold` in the settings allows.
    Django's own cursors write the parameters into the SQL, and each is another statement."""
    cursor.cursor = connection.Database.Cursor(connection.connection)
