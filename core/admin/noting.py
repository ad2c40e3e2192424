"""What is noted in the audit trail of a page that was saved: each row that was written, and what was changed."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models

from core import auditing
from core.auditing import Actor
from core.models import AuditEntry, Conference
from core.vocabulary import AuditAction

Details = dict[str, dict[str, Any]]


def note_saved(
    form: Any, formsets: Iterable[Any], *, change: bool, by: Actor, conference: Conference | None, note: str = ""
) -> None:
    """One query, and one for each row that is chosen anew and was not loaded with the page."""
    entries: list[AuditEntry] = []

    def noted(action: AuditAction, row: models.Model, details: Details) -> None:
        entries.append(auditing.entry(action, row, by=by, conference=conference, details=details, note=note))

    if form.has_changed() or not change:
        noted(AuditAction.CHANGED if change else AuditAction.CREATED, form.instance, changes_of(form))
    for formset in formsets:
        forms_by_row = {id(each.instance): each for each in formset.forms}
        for row in formset.new_objects:
            noted(AuditAction.CREATED, row, changes_of(forms_by_row[id(row)]))
        for row, names in formset.changed_objects:
            if names == ["position"]:
                continue  # one that moves pushes on a hundred others
            noted(AuditAction.CHANGED, row, changes_of(forms_by_row[id(row)]))
        if conference is not None and getattr(formset, "rearranged", False):
            noted(AuditAction.CHANGED, conference, {"turns": {"to": "in another order"}})
        for row in formset.deleted_objects:
            noted(AuditAction.DELETED, row, contents_of(row))
    AuditEntry.objects.bulk_create(entries)


def note_deleted(row: models.Model, *, by: Actor, conference: Conference | None, note: str = "") -> None:
    auditing.note(AuditAction.DELETED, row, by=by, conference=conference, details=contents_of(row), note=note)


def changes_of(form: Any) -> Details:
    """By field: what it was, and what it is."""
    changes: Details = {}
    for name in form.changed_data:
        each = form.fields[name]
        if name in {"DELETE", "ORDER"} or isinstance(each, forms.models.InlineForeignKeyField):
            continue
        before = form.get_initial_for_field(each, name)
        changes[name] = {"from": _plain(_rows(each, before)), "to": _plain(form.cleaned_data.get(name))}
    return changes


def contents_of(row: models.Model) -> Details:
    """What is lost with a row."""
    lost = [each for each in row._meta.concrete_fields if not each.primary_key and each.name != "conference"]
    return {each.name: {"from": _plain(each.value_from_object(row)), "to": None} for each in lost}


def _rows(each: forms.Field, value: Any) -> Any:
    """What a choice of rows was before: its rows instead of their keys."""
    if isinstance(each, forms.ModelMultipleChoiceField):
        return list(value or [])
    if isinstance(each, forms.ModelChoiceField) and value not in (None, "") and not isinstance(value, models.Model):
        loaded = getattr(each, "known", {}).get(str(value))
        return loaded or (each.queryset.filter(pk=value).first() if each.queryset is not None else value)
    return value


def _plain(value: Any) -> Any:
    """In JSON types; a row by its name and its public key."""
    if isinstance(value, models.Model):
        return f"{value} ({auditing.key_of(value)})"
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, (str, int, float, bool, dict)):
        return value
    return str(value)
