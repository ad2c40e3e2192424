"""Rows to plain JSON types, as the serializers say, straight from the columns that they list.

REST framework copies every field for every request, and Django makes an instance of every row that is joined. What
a serializer lists is fixed when the service starts, so it is worked out once: which columns it needs, and what makes
its keys of them. The serializers stay the one place that says what an answer holds, and the schema is made from them.
"""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db.models import CharField, ForeignKey, ManyToManyField, Model, QuerySet
from django.db.models.functions import Cast
from rest_framework import serializers

from core.api.fields import ExcerptOrWhole, RelatedTexts, WorkedOut
from core.api.serializers import RecordSerializer, TextOrNull
from core.models.prepared import Keyed

Row = Sequence[Any]
Make = Callable[[Row], Any]

# Fields whose values are JSON as the columns hold them.
AS_THEY_ARE = (
    serializers.CharField,
    serializers.IntegerField,
    serializers.BooleanField,
    serializers.ChoiceField,
    serializers.ListField,
    serializers.DictField,
)


@functools.lru_cache(maxsize=300)  # `fields` can be asked for in thousands of ways, and each is some kilobytes
def representing(
    serializer: type[RecordSerializer],
    model: type[Model],
    including: frozenset[str] = frozenset(),
    only: frozenset[str] | None = None,
    *,
    of_drafts: bool = False,
) -> "Representation":
    """What makes of rows of `model` what `serializer` says of them: with the keys of `including` beside the plain
    ones, or of those `only` some. Of what is public, unless it is `of_drafts` as well."""
    return Representation(serializer, model, including, only, of_drafts=of_drafts)


@dataclass(frozen=True, slots=True)
class _List:
    """Rows that hang on those of a representation: fetched together, told apart by what they hang on."""

    rows: Keyed  # their columns, and last the one that says which row each hangs on
    make: Make
    lists: tuple["_List", ...]
    key: int  # the column of the outer row that the owner names

    def of(self, rows: Sequence[Row]) -> dict[Any, list[Any]]:
        """By owner, what hangs on it. One query, and one for each list within."""
        keys = {row[self.key] for row in rows} - {None}
        if not keys:
            return {}
        found = self.rows.by(keys)
        hanging: dict[Any, list[Any]] = defaultdict(list)
        for row, whole in zip(found, _with_lists(found, self.lists), strict=True):
            hanging[row[-1]].append(self.make(whole))
        return hanging


class Representation:
    """`rows` makes the answers of a queryset: one query for the keys of its rows, one for their columns, and one for
    each list in them, however many rows.

    Together, the first two took PostgreSQL much longer: it thought about which of all the tables to begin with.
    """

    def __init__(
        self,
        serializer: type[RecordSerializer],
        model: type[Model],
        including: frozenset[str],
        only: frozenset[str] | None,
        *,
        of_drafts: bool,
    ) -> None:
        # What others of the keys are worked out of is fetched as well, and left out at the end.
        needed = only and only.union(*(serializer.worked_out_of.get(name, ()) for name in only))
        self.including = including
        self.only = only
        instance = serializer(context={"including": including, "only": needed})
        columns = _Columns(model)
        self._make = columns.object(instance, model, "")
        self.columns = tuple(columns.lookups)
        self._selected = columns.selected()
        self._lists = tuple(columns.lists)
        self._whole = None if self.counts else self._keyed(model, of_drafts)
        self._work_out = serializer.work_out if serializer.work_out is not RecordSerializer.work_out else None
        self._surplus = tuple((needed or frozenset()) - (only or frozenset()))

    @property
    def counts(self) -> bool:
        """Whether it shows numbers that the queryset has to work out (`with_counts`)."""
        return any(each.endswith("_count") for each in self.columns)

    def rows(self, queryset: QuerySet[Any], *further: str) -> list[tuple[dict[str, Any], Row]]:
        """The answer of each row, and beside it the values of the `further` columns."""
        if self._whole is None:
            return list(self.of(queryset.values_list(*self._selected, *further)))
        keys = list(queryset.values_list("pk", *further))
        answers = self.by_key([key for key, *_ in keys])
        # What was withdrawn between two queries is not there any more.
        return [(answers[key], rest) for key, *rest in keys if key in answers]

    def by_key(self, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
        """The answers of those of the rows with these keys that may be seen. One query, and one for each list."""
        assert self._whole is not None, "its columns are found where its keys are"
        return {key: answer for answer, (key,) in self.of(self._whole.by(keys) if keys else [])}

    def _keyed(self, model: type[Model], of_drafts: bool) -> Keyed | None:
        """Where the columns are found by the key of a row. None where they all stand in the row itself."""
        rows: Any = model._default_manager.all()
        if not any("__" in each for each in self.columns):
            return None
        return Keyed((rows if of_drafts else rows.published()).values_list(*self._selected, "pk"), "pk")

    def of(self, rows: Iterable[Row]) -> Iterator[tuple[dict[str, Any], Row]]:
        """The same of rows that were fetched already: `columns` first, then what further ones there are."""
        rows = list(rows)
        width = len(self.columns)
        for row, whole in zip(rows, _with_lists(rows, self._lists), strict=True):
            answer = self._make(whole)
            if self._work_out is not None:
                self._work_out(answer)
            for name in self._surplus:
                del answer[name]
            yield answer, row[width:]


def _with_lists(rows: Sequence[Row], lists: Sequence[_List]) -> Sequence[Row]:
    """The rows with what hangs on each behind its columns, the last of the lists first."""
    if not lists or not rows:
        return rows
    hanging = [(each.of(rows), each.key) for each in reversed(lists)]
    return [(*row, *(found.get(row[key], []) for found, key in hanging)) for row in rows]


class _Columns:
    """The columns that a serializer needs of a model, and what hangs on its rows, gathered while its keys are made
    into functions of them."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.lookups: list[str] = []
        self.ids: set[str] = set()
        self.lists: list[_List] = []

    def selected(self) -> list[Any]:
        """What to fetch. Ids as text: to make an object of each, and text of that, took a fifth of a long list."""
        return [Cast(each, CharField()) if each in self.ids else each for each in self.lookups]

    def at(self, lookup: str) -> int:
        if lookup not in self.lookups:
            self.lookups.append(lookup)
        return self.lookups.index(lookup)

    def object(self, serializer: Any, model: type[Model], prefix: str) -> Make:
        keys = [(name, self._value(field, model, prefix)) for name, field in serializer.fields.items()]
        return lambda row: {name: of(row) for name, of in keys}

    def _value(self, field: Any, model: type[Model], prefix: str) -> Make:
        if isinstance(field, serializers.ListSerializer):
            return self._list(field, model, prefix, lambda columns, of: columns.object(_nested(field.child), of, ""))
        if isinstance(field, RelatedTexts):
            return self._list(field, model, prefix, lambda columns, of: itemgetter(columns.at(field.column)))
        if isinstance(field, RecordSerializer):
            return self._one(field, model, prefix)
        if isinstance(field, WorkedOut):
            return lambda row: None
        if isinstance(field, ExcerptOrWhole):
            excerpt, whole = self.at(f"{prefix}excerpt"), self.at(f"{prefix}turn__text")
            return lambda row: row[excerpt] or row[whole]
        column = self.at(prefix + field.source.replace(".", "__"))
        if isinstance(field, TextOrNull):
            return lambda row: row[column] or None
        if isinstance(field, AS_THEY_ARE):
            return itemgetter(column)
        if isinstance(field, serializers.UUIDField):
            self.ids.add(self.lookups[column])
            return lambda row: _id(row[column])
        convert = field.to_representation
        return lambda row: None if row[column] is None else convert(row[column])

    def _one(self, field: RecordSerializer, model: type[Model], prefix: str) -> Make:
        """What hangs on one other row, or on this one (`source="*"`)."""
        if field.source == "*":
            return self.object(_nested(field), model, prefix)
        path = str(field.source).split(".")
        make = self.object(_nested(field), _related(model, path), f"{prefix}{'__'.join(path)}__")
        key = self.at(f"{prefix}{'__'.join(path)}__pk")
        return lambda row: None if row[key] is None else make(row)

    def _list(
        self, field: Any, model: type[Model], prefix: str, element: Callable[["_Columns", type[Model]], Make]
    ) -> Make:
        relation: Any = model._meta.get_field(field.source)
        declared = field.parent.related.get(field.source)
        between: Any
        if isinstance(relation, ManyToManyField):
            # The rows between the two: `related` orders them by what they lead to.
            between, owner = relation.remote_field.through, relation.m2m_field_name()
            columns = _Columns(between)
            make = _behind(columns, relation.m2m_reverse_field_name(), element, relation.related_model)
        else:
            between, owner = relation.related_model, relation.field.attname
            columns = _Columns(between)
            make = element(columns, between)
        rows = between._default_manager.all() if declared is None else declared
        self.lists.append(
            _List(
                rows=Keyed(rows.values_list(*columns.selected(), owner), owner),
                make=make,
                lists=tuple(columns.lists),
                key=self.at(f"{prefix}pk"),
            )
        )
        return itemgetter(-len(self.lists))


def _behind(columns: _Columns, path: str, element: Callable[[_Columns, type[Model]], Make], model: type[Model]) -> Make:
    """An element whose columns lie on the other side of a relation."""
    inner = _Columns(model)
    make = element(inner, model)
    assert not inner.lists, "what hangs on rows of a many-to-many relation is not fetched"
    places = [columns.at(f"{path}__{each}") for each in inner.lookups]
    return lambda row: make([row[place] for place in places])


def _id(value: Any) -> str | None:
    """A UUID as JSON has it, from what a column holds: the text of one on PostgreSQL, 32 digits on SQLite."""
    if value is None:
        return None
    text = str(value)
    return text if len(text) == 36 else f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _related(model: type[Model], path: Sequence[str]) -> type[Model]:
    for name in path:
        relation = model._meta.get_field(name)
        assert isinstance(relation, ForeignKey)
        model = relation.related_model
    return model


def _nested(field: Any) -> Any:
    """A serializer inside another shows all of its plain keys and, as it has no context of its own, what the one
    around includes by the same name."""
    return type(field)(context={"including": frozenset(field.context.get("including", ()))})
