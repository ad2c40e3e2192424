"""What must never be false, as database constraints that Django does not bring along."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.constraints import BaseConstraint


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """A closed word list as a field's choices."""
    return [(word.value, word.value.replace("_", " ").capitalize()) for word in words]


def one_of(field: str, words: type[StrEnum], name: str) -> models.CheckConstraint:
    """`field` holds a word of the list, whoever writes it."""
    return WordOfList(condition=models.Q(**{f"{field}__in": [word.value for word in words]}), name=name)


class WordOfList(models.CheckConstraint):
    """A check of one field against a closed list, to the database like any other."""

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """Costs no query: a page that is saved asks for each of its rows."""
        condition: Any = self.condition
        ((lookup, words),) = condition.children
        field = lookup.removesuffix("__in")
        if field not in (exclude or ()) and getattr(instance, field) not in {None, *words}:
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


class SameConference(BaseConstraint):
    """A row and the row that its foreign key `field` names belong to the same conference.

    A foreign key over two columns, (conference, `field`) -> (conference, id), so that the database itself
    refuses what a forgotten check would let in. The table it points at has a unique constraint over those two.
    Part of the table's own definition, it survives SQLite's rebuilding of tables.

    What it refers to is there, and of a conference that is there: the columns need no foreign keys of their own
    (`db_constraint=False`), which PostgreSQL would look up row by row, for a twentieth of the time that imports take.
    """

    template = (
        "CONSTRAINT {name} FOREIGN KEY ({conference}, {column}) REFERENCES {target} ({target_conference}, {target_id})"
        " DEFERRABLE INITIALLY DEFERRED"
    )

    def __init__(self, *, field: str, name: str) -> None:
        self.field = field
        super().__init__(name=name, violation_error_message=f"The {field} belongs to another conference.")

    def _definition(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        quote = schema_editor.quote_name
        foreign_key = model._meta.get_field(self.field)
        assert isinstance(foreign_key, models.ForeignKey)
        target = foreign_key.related_model._meta
        return self.template.format(
            name=quote(self.name),
            conference=quote("conference_id"),
            column=quote(foreign_key.attname),
            target=quote(target.db_table),
            target_conference=quote("conference_id"),
            target_id=quote(target.pk.attname),
        )

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        return self._definition(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self._definition(model, schema_editor)}"

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = "default",
    ) -> None:
        """Costs no query when the related row is loaded."""
        if exclude and (self.field in exclude or "conference" in exclude):
            return
        related = getattr(instance, self.field, None)
        if related is not None and related.conference_id != instance.conference_id:  # type: ignore[attr-defined]
            raise ValidationError({self.field: self.get_violation_error_message()})

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        kwargs.pop("violation_error_message", None)
        return path, args, {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SameConference):
            return (self.name, self.field) == (other.name, other.field)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]
