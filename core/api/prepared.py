"""Queries that are put together once, and asked again and again.

Django makes the SQL of a queryset anew each time it is read. For what hangs on the rows of a page that took longer
than the database needs to answer, though nothing changes from one page to the next but the keys of its rows.
"""

import json
from collections.abc import Collection
from typing import Any

from django.db import connections
from django.db.models import BooleanField, F, Func, QuerySet

# Stands for the keys while a query is put together.
_KEYS: Any = object()


class _Among(Func):
    """Whether a column holds one of the keys: a single parameter, however many they are."""

    arity = 1
    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        return self._as("{} = ANY(%s)", compiler)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        return self._as("{} IN (SELECT value FROM json_each(%s))", compiler)

    def _as(self, condition: str, compiler: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = compiler.compile(self.source_expressions[0])
        return condition.format(column), (*parameters, _KEYS)


class Hanging:
    """The rows of a `values_list` that hang on others: `on` gives those whose column `owner` is one of some keys."""

    def __init__(self, rows: QuerySet[Any], owner: str) -> None:
        self.rows = rows.filter(_Among(F(owner)))
        self._made: dict[str, tuple[str, tuple[Any, ...], dict[int, Any]]] = {}

    def on(self, keys: Collection[int]) -> list[Any]:
        """One query. Integers, as all keys are."""
        using = self.rows.db
        connection = connections[using]
        compiler = self.rows.query.get_compiler(connection=connection)
        if using not in self._made:
            sql, parameters = compiler.as_sql()
            self._made[using] = sql, parameters, compiler.get_converters([column for column, *_ in compiler.select])
        sql, parameters, converters = self._made[using]
        given = json.dumps(list(keys)) if connection.vendor == "sqlite" else list(keys)
        with connection.cursor() as cursor:
            cursor.execute(sql, [given if each is _KEYS else each for each in parameters])
            rows = cursor.fetchall()
        return list(compiler.apply_converters(rows, converters)) if converters else rows
