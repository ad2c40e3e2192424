"""What a conference said when: its revisions in a list, two of them compared, and one restored; and what the public
would get now."""

import datetime
import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from core import publishing
from core.admin.choosing import is_key
from core.admin.differing import told
from core.admin.pages import own_page
from core.admin.revising import RevisingAdmin, actor, may_revise, note_of
from core.comparing import compare
from core.models import Conference, SourceText
from core.publishing import previews


class RevisionPages(RevisingAdmin):
    """Pages beside that of a conference, for whoever may look at it."""

    def get_urls(self) -> list[URLPattern]:
        pages = [
            ("revisions", self.revisions_view),
            ("restore", self.restore_view),
            ("preview", self.preview_view),
        ]
        return [
            *(
                path(f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=f"core_conference_{name}")
                for name, view in pages
            ),
            *super().get_urls(),
        ]

    def revisions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The revisions, the newest first, and what is different between the two that are chosen."""
        conference = self._conference(request, object_id)
        revisions = list(conference.revisions.select_related("made_by").defer("document").order_by("-number"))
        context = {
            "title": "Revisions",
            "revisions": revisions,
            "may_restore": _may_restore(request, conference),
            **self._compared(request, conference),
        }
        return self._page(request, conference, "revisions", context)

    def _compared(self, request: HttpRequest, conference: Conference) -> dict[str, Any]:
        newest = conference.revision
        before = _number(request.GET.get("from"), newest - 1)
        after = _number(request.GET.get("to"), newest)
        chosen = {"before": before, "after": after}
        documents = dict(conference.revisions.filter(number__in=[before, after]).values_list("number", "document"))
        if "from" not in request.GET and "to" not in request.GET and len(documents) < 2:
            return chosen
        missing = [number for number in (before, after) if number not in documents]
        if missing:
            return {**chosen, "problem": f"There is no revision {missing[0]}: they go from 1 to {newest}."}
        one, other = json.loads(documents[before]), json.loads(documents[after])
        return {**chosen, "differences": told(compare(one, other), one, other), "compared": True}

    def restore_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows what restoring a revision would change; then, when that is sent, restores it."""
        conference = self._conference(request, object_id)
        if not _may_restore(request, conference):
            raise PermissionDenied
        number = _number((request.POST or request.GET).get("revision"), 0)
        try:
            if request.method == "POST":
                with transaction.atomic():
                    seen = _number(request.POST.get("seen"), 0)
                    if any(each.revision == seen for each in publishing.lock([conference])):
                        return self._restore(request, conference, number)
                said = "Somebody changed the conference since this was shown. Look again at what will change."
                self.message_user(request, said, messages.ERROR)
                conference = self._conference(request, object_id)
            return self._ask(request, conference, number)
        except (publishing.StatusError, publishing.NoSuchRevisionError) as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:core_conference_revisions", args=[conference.pk]))

    def _ask(self, request: HttpRequest, conference: Conference, number: int) -> HttpResponse:
        now = json.loads(conference.revisions.get(number=conference.revision).document)
        then = json.loads(publishing.restored(conference, number))
        context = {
            "title": f"Restore revision {number}",
            "number": number,
            "differences": told(compare(now, then), now, then),
            "note": note_of(request),
        }
        return self._page(request, conference, "restore", context)

    def _restore(self, request: HttpRequest, conference: Conference, number: int) -> HttpResponse:
        revision = publishing.restore(conference, number, by=actor(request), note=note_of(request))
        if revision is None:
            self.message_user(request, f"{conference} says already what revision {number} said.", messages.INFO)
        else:
            said = f"Revision {number} is restored, as revision {revision.number}."
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:core_conference_revisions", args=[conference.pk]))

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The record as the public would get it now, and a link to it for somebody without a login."""
        conference = self._conference(request, object_id)
        if not SourceText.objects.filter(conference=conference).exists():
            self.message_user(request, "There is no preview before there is a source text: import one.", messages.INFO)
            return HttpResponseRedirect(reverse("admin:core_conference_change", args=[conference.pk]))
        link = reverse("preview", args=[previews.link_token(conference)])
        document = json.loads(publishing.preview(conference))
        people = {each["slug"]: each["name"] for each in document["people"]}
        names = {each["id"]: people.get(each["person"]) or each["name"] for each in document["participants"]}
        context = {
            "title": "Preview",
            "link": request.build_absolute_uri(link),
            "until": timezone.now() + datetime.timedelta(days=settings.PREVIEW_DAYS),
            "said": document["conference"],
            "turns": [_readable(turn, document, names) for turn in document["turns"]],
            "lacks": [] if conference.is_published else publishing.lacks(conference),
        }
        response = self._page(request, conference, "preview", context)
        response["Cache-Control"] = "private, no-store"
        return response

    def _conference(self, request: HttpRequest, object_id: str) -> Conference:
        conference: Conference | None = self.get_object(request, object_id)
        if conference is None:
            raise Http404("There is no such conference.")
        if not self.has_view_permission(request, conference):
            raise PermissionDenied
        return conference

    def _page(self, request: HttpRequest, conference: Conference, name: str, context: dict[str, Any]) -> HttpResponse:
        return own_page(self, request, f"core/conference/{name}", row=conference, **context)


def _may_restore(request: HttpRequest, conference: Conference) -> bool:
    return conference.is_published and may_revise(request) and request.user.has_perm("core.restore_conference")


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and is_key(value) and len(value) < 10 else otherwise


def _readable(turn: dict[str, Any], document: dict[str, Any], names: dict[str, str | None]) -> dict[str, Any]:
    """A turn with the names of those who speak, and who are asked in it."""
    asked = [
        {
            "words": question["excerpt"],
            "to": [names.get(each["participant"]) or each["words"] or "somebody" for each in question["addressees"]],
        }
        for question in document["questions"]
        if question["turn"] == turn["id"]
    ]
    answered = [
        question["excerpt"]
        for question in document["questions"]
        if any(answer["turn"] == turn["id"] for answer in question["answers"])
    ]
    speaker = names.get(turn["participant"]) or turn["label"] or "Somebody unnamed"
    return {**turn, "speaker": speaker, "asked": asked, "answered": answered}
