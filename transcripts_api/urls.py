"""Where everything is."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView


def icon(request: HttpRequest) -> HttpResponseRedirect:
    """What browsers ask for on every page."""
    return HttpResponseRedirect(static("core/icon.svg"))


urlpatterns = [
    path("favicon.ico", icon),
    path("", RedirectView.as_view(url="/api/docs/")),
    path("admin/", admin.site.urls),
    path("api/", include("core.api.urls")),
]

handler400 = "core.api.errors.bad_request"
handler403 = "core.serving.refused.permission_denied"
handler404 = "core.serving.refused.not_found"
handler500 = "core.serving.unavailable.server_error"
