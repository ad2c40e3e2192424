"""Links by which somebody without a login sees what the public will get, for a while."""

import datetime

from django.conf import settings
from django.core import signing

from core.models import Conference

SALT = "core.publishing.previews"


class ExpiredError(Exception):
    """A link that was good once; the message says until when."""


def link_token(conference: Conference) -> str:
    """What a link to the preview of a conference carries: signed with the site's secret, and not to be guessed."""
    return signing.TimestampSigner(salt=SALT).sign(str(conference.pk)).replace(":", "~")


def conference_of(token: str) -> Conference | None:
    """The conference that a token lets one see; None when nobody signed that, or it is gone. One query.

    Raises ExpiredError after settings.PREVIEW_DAYS.
    """
    signer = signing.TimestampSigner(salt=SALT)
    try:
        key = signer.unsign(token.replace("~", ":"), max_age=datetime.timedelta(days=settings.PREVIEW_DAYS))
    except signing.SignatureExpired as error:
        raise ExpiredError(f"This link was good for {settings.PREVIEW_DAYS} days. Ask for a new one.") from error
    except signing.BadSignature:
        return None
    return Conference.objects.filter(pk=key, source_text__isnull=False).first()
