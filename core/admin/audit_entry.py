"""The audit trail, to look at: nobody edits it, and it stays when what it is about is gone."""

import json
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import models
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from core.admin.base import ReadOnlyAdmin
from core.admin.trails import trail_of
from core.models import AuditEntry

LONGEST_VALUE = 2_000


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    fields = ["made_at", "username", "door", "action", "noun", "key", "name", "page", "conference", "note", "changes"]
    readonly_fields = ["page", "changes"]
    list_display = ["made_at", "username", "door", "action", "about", "of_conference", "note"]
    list_filter = ["door", "action", "noun", ("username", admin.AllValuesFieldListFilter)]
    date_hierarchy = "made_at"
    search_fields = ["username", "key", "name", "conference", "note"]

    @admin.display(description="about", ordering="noun")
    def about(self, entry: AuditEntry) -> SafeString:
        """What it is about, with a link to all that was done to it."""
        link = trail_of(noun__exact=entry.noun, key__exact=entry.key)
        return format_html('{} <a href="{}"><bdi>{}</bdi></a>', entry.noun, link, _short(entry.name or entry.key))

    @admin.display(description="conference", ordering="conference")
    def of_conference(self, entry: AuditEntry) -> str | SafeString:
        if not entry.conference:
            return ""
        return format_html('<a href="{}">{}</a>', trail_of(conference__exact=entry.conference), entry.conference)

    @admin.display(description="its page")
    def page(self, entry: AuditEntry) -> str | SafeString:
        row = _standing(entry)
        if row is None or type(row) not in self.admin_site._registry:
            return "It is gone, or has another key by now."
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, _short(str(row)))

    @admin.display
    def changes(self, entry: AuditEntry) -> SafeString:
        """What was changed, from and to."""
        rows = []
        for name, value in entry.details.items():
            if isinstance(value, dict) and value.keys() == {"from", "to"}:
                rows.append((name, _shown(value["from"]), _shown(value["to"])))
            else:
                rows.append((name, "", _shown(value)))
        lines = format_html_join(
            "",
            '<tr><th scope="row">{}</th><td class="compared">{}</td><td class="compared">{}</td></tr>',
            rows,
        )
        head = '<thead><tr><th scope="col">Field</th><th scope="col">From</th><th scope="col">To</th></tr></thead>'
        return format_html("<table>{}<tbody>{}</tbody></table>", SafeString(head), lines) if rows else SafeString("-")


def _short(text: str) -> str:
    return Truncator(text).chars(80)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Truncator(text).chars(LONGEST_VALUE)


def _standing(entry: AuditEntry) -> models.Model | None:
    """The row that an entry is about, by the key that it had then. One query."""
    accounts: tuple[type[models.Model], ...] = (User, Group)
    for model in (*apps.get_app_config("core").get_models(), *accounts):
        if str(model._meta.verbose_name) == entry.noun:
            names = {field.name for field in model._meta.fields}
            column = next((each for each in ("slug", "uid") if each in names), "pk")
            try:
                return model._default_manager.filter(**{column: entry.key}).first()
            except (ValueError, OverflowError):
                return None
    return None
