"""Another slug for what has one: links to the old one lead to the new one."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from core import identity
from core.admin.pages import own_page
from core.admin.revising import RevisingAdmin, actor, note_of
from core.identity import IdentityError

if TYPE_CHECKING:
    _Admin = RevisingAdmin
else:
    _Admin = object


class RenamePages(_Admin):
    """The page on which a slug is changed."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.rename_view)
        name = f"core_{self.opts.model_name}_rename"
        return [path("<path:object_id>/rename/", view, name=name), *super().get_urls()]

    def rename_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404(f"There is no such {self.opts.verbose_name}.")
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        page = reverse(f"admin:core_{self.opts.model_name}_change", args=[row.pk])
        problem, slug = "", row.slug
        if request.method == "POST":
            slug, old = request.POST.get("slug", "").strip(), row.slug
            try:
                identity.rename(row, slug, by=actor(request), note=note_of(request))
            except IdentityError as error:
                problem = str(error)
            else:
                if slug != old:
                    self.log_change(request, row, f"Its slug was {old}.")
                    self.message_user(request, f"{row} is called {slug} in addresses now.", messages.SUCCESS)
                return HttpResponseRedirect(page)
        return own_page(
            self,
            request,
            "core/named/rename",
            "Change the slug",
            row,
            original_page=page,
            problem=problem,
            slug=slug,
            public=self.is_public(row),
            note=note_of(request) if request.method == "POST" else "",
        )
