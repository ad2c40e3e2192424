"""What is noted in the audit trail of a page that was saved: each row that was written, and what was changed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models

from core import auditing
from core.auditing import Actor, deletions, plain
from core.models import AuditEntry, Conference
from core.vocabulary import AuditAction

Details = dict[str, dict[str, Any]]


def deletions_on(formsets: Iterable[Any], *, by: Actor, conference: Conference | None, note: str) -> list[AuditEntry]:
    """What `note_saved` will note of the rows that the page deletes, and of what goes with them; before it does."""
    found = []
    for formset in formsets:
        rows = [each.instance for each in formset.initial_forms if each in formset.deleted_forms and each.instance.pk]
        found += deletions(rows, by=by, conference=conference, note=note)
    return found


def note_saved(
    form: Any,
    formsets: Iterable[Any],
    *,
    change: bool,
    by: Actor,
    conference: Conference | None,
    note: str = "",
    deleted: Iterable[AuditEntry] = (),
) -> None:
    """One query, and one for each row that is chosen anew and was not loaded with the page."""
    entries: list[AuditEntry] = list(deleted)

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
    AuditEntry.objects.bulk_create(entries)


def changes_of(form: Any) -> Details:
    """By field: what it was, and what it is."""
    changes: Details = {}
    for name in form.changed_data:
        each = form.fields[name]
        if name in {"DELETE", "ORDER"} or isinstance(each, forms.models.InlineForeignKeyField):
            continue
        before = form.get_initial_for_field(each, name)
        if isinstance(each.widget, forms.PasswordInput):
            changes[name] = auditing.ANOTHER
            continue
        changes[name] = {"from": plain(_rows(each, before)), "to": plain(form.cleaned_data.get(name))}
    return changes


def _rows(each: forms.Field, value: Any) -> Any:
    """What a choice of rows was before: its rows instead of their keys."""
    if isinstance(each, forms.ModelMultipleChoiceField):
        return list(value or [])
    if isinstance(each, forms.ModelChoiceField) and value not in (None, "") and not isinstance(value, models.Model):
        loaded = getattr(each, "known", {}).get(str(value))
        return loaded or (each.queryset.filter(pk=value).first() if each.queryset is not None else value)
    return value
