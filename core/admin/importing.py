"""The pages on which a raw transcript becomes a draft: a form, a preview, and the draft's own page."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from core import publishing
from core.admin.base import RecordAdmin
from core.admin.pages import own_page
from core.admin.revising import actor
from core.admin.transcript_form import Speakers, TranscriptForm
from core.admin.transcript_preview import shown
from core.admin.uploading import TranscriptUploadHandler
from core.importing import Imported, ImportRefusedError, ParseError, import_source, preview
from core.models import Conference, Person, SourceText
from core.vocabulary import Status

# People who are offered as one types; everybody else can be named all the same.
MOST_OFFERED = 5_000
IMPORTABLE = {Status.DRAFT, Status.IN_REVIEW}

if TYPE_CHECKING:
    _Admin = RecordAdmin
else:
    _Admin = object


class TranscriptImports(_Admin):
    """The import pages of the conferences' admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_view)
        return [
            path("import/", view, name="core_conference_import"),
            path("<path:object_id>/import/", view, name="core_conference_reimport"),
            *super().get_urls(),
        ]

    # Exempt only until it is known who asks: whoever may import may send more than Django would read before.
    @method_decorator(csrf_exempt)
    def import_view(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """A new draft, or a corrected source for the one that `object_id` names."""
        standing = None
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
        else:
            standing = self.get_object(request, object_id)
            if standing is None:
                raise Http404("There is no such conference.")
            if not self.has_change_permission(request, standing):
                raise PermissionDenied
            if standing.status not in IMPORTABLE:
                self.message_user(request, _refusal(standing), messages.ERROR)
                return HttpResponseRedirect(self._page_of(standing))
        handler = TranscriptUploadHandler(request)
        request.upload_handlers = [handler]
        return self._import(request, standing, handler)

    @method_decorator(csrf_protect)
    def _import(
        self, request: HttpRequest, standing: Conference | None, handler: TranscriptUploadHandler
    ) -> HttpResponse:
        if request.method != "POST":
            return self._show(request, standing, TranscriptForm(fixed=standing is not None))
        post = request.POST  # reads the request: only now the handler knows what it refuses
        form = TranscriptForm(post, files=request.FILES, refused=handler.refused, fixed=standing is not None)
        form.is_valid()
        previewed = "_again" in post or "_import" in post
        if form.source is None or (form.errors and not previewed):
            if form.given_in != "text":  # a text stands in its text area
                form.keep()
            return self._show(request, standing, form)
        people = dict(Person.objects.filter(merged_into=None).order_by("name", "id").values_list("slug", "name"))
        speakers = Speakers.of(post, people)
        typed = standing.slug if standing else form.cleaned_data.get("slug", "")
        try:
            metadata = form.metadata(speakers.chosen)
            seen = preview(form.source, slug=typed or form.suggested_slug(""), metadata=metadata)
        except ParseError as error:
            form.add_error(form.given_in, str(error))
            if form.given_in is None:
                form.keep()
            return self._show(request, standing, form)
        slug = typed or form.suggested_slug(seen.record.title)
        target = standing or Conference.objects.filter(slug=slug).first()
        if problem := self._problem(request, target):
            form.add_error("slug" if "slug" in form.fields else None, problem)
        if "_import" in post and not form.errors and not speakers.problems and not speakers.unseen:
            try:
                with transaction.atomic():
                    imported = import_source(form.source, slug=slug, metadata=metadata, by=actor(request))
                    self._log(request, imported)
            except (ParseError, ImportRefusedError) as error:
                form.add_error(None, str(error))
            else:
                return self._land(request, imported)
        form.keep(slug)
        if form.errors and not previewed:
            return self._show(request, standing, form)  # the slug is taken
        page = shown(seen, speakers)
        for name, value in page.found.items():
            form.fields[name].widget.attrs["placeholder"] = value
        same = SourceText.objects.filter(sha256=seen.record.source.sha256).select_related("conference").first()
        return self._show(
            request,
            standing,
            form,
            preview=page,
            speakers=speakers,
            unseen=speakers.unseen if "_import" in post else [],
            slug=slug,
            target=target,
            same=same and same.conference,
            offered=list(people.items())[:MOST_OFFERED],
        )

    def _problem(self, request: HttpRequest, target: Conference | None) -> str:
        """Why the transcript cannot be imported under the slug of `target`; empty if it can."""
        if target is None:
            return ""
        if not self.has_change_permission(request, target):
            return f"{target.slug!r} is taken by a conference that you may not change."
        return "" if target.status in IMPORTABLE else _refusal(target)

    def _show(
        self, request: HttpRequest, standing: Conference | None, form: TranscriptForm, **context: Any
    ) -> HttpResponse:
        step = "preview" if "preview" in context else "form"
        title = "Import a corrected source" if standing else "Import a transcript"
        return own_page(
            self,
            request,
            f"core/conference/import_{step}",
            f"{title}: preview" if step == "preview" else title,
            subtitle=str(standing) if standing else None,
            standing=standing,
            form=form,
            media=self.media,
            **context,
        )

    def _page_of(self, conference: Conference) -> str:
        return reverse("admin:core_conference_change", args=[conference.pk])

    def _log(self, request: HttpRequest, imported: Imported) -> None:
        if imported.outcome != "unchanged":
            publishing.revise(imported.conference, by=actor(request))
        if imported.outcome == "created":
            self.log_addition(request, imported.conference, "Imported from a transcript.")
        elif imported.outcome == "updated":
            self.log_change(request, imported.conference, "Imported a corrected source.")

    def _land(self, request: HttpRequest, imported: Imported) -> HttpResponse:
        """On the page of the draft, with what was done and what was not kept."""
        conference = imported.conference
        if imported.outcome == "unchanged":
            self.message_user(
                request, f"{conference} has this very source already: nothing was changed.", messages.INFO
            )
        else:
            numbers = [
                (conference.turns.count(), "turn"),
                (conference.questions.count(), "question"),
                (len(imported.warnings), "warning"),
            ]
            said = ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in numbers)
            done = "is imported as a draft" if imported.outcome == "created" else "is brought up to the new source"
            self.message_user(request, f"{conference} {done}: {said}.", messages.SUCCESS)
        if imported.dropped:
            items = format_html_join("", "<li>{}</li>", ((Truncator(each).chars(300),) for each in imported.dropped))
            self.message_user(
                request, format_html("What the new source has no place for:<ul>{}</ul>", items), messages.WARNING
            )
        if not self.has_view_or_change_permission(request, conference):
            return HttpResponseRedirect(reverse("admin:index"))
        return HttpResponseRedirect(self._page_of(conference))


def _refusal(conference: Conference) -> str:
    return f"{conference.slug!r} is {conference.status}: only a draft can be imported anew."
