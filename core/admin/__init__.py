"""The pages on which staff keep the record right: a module per edited noun. Django finds them through here."""

from core.admin import (  # noqa: F401  (each registers its noun)
    account,
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
