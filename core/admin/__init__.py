"""The pages on which staff keep the record right: a module per edited noun. Django finds them through here."""

from django.contrib import admin

from core.admin import (  # noqa: F401  (each registers its noun)
    answer,
    audit_entry,
    change,
    conference,
    import_warning,
    organization,
    participant,
    person,
    question,
    revision,
    source,
    token,
    turn,
)

admin.site.site_header = admin.site.site_title = "Transcripts"
admin.site.index_title = "The record"
