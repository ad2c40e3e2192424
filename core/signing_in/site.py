"""The admin's door: a password, the code of a second factor where there is one, and the pages of that factor."""

from typing import Any

import django_otp
import segno
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, logout, user_login_failed
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from core import auditing
from core.auditing import Actor
from core.signing_in import second_factor
from core.signing_in.second_factor import Standing
from core.vocabulary import Door

NOT_THAT = "That is no code of now: it was mistyped, used already, or is too old. Wait for the next one."


class StaffSite(AdminSite):
    site_header = site_title = "Transcripts"
    index_title = "Transcripts"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The record first: most who come here edit it."""
        apps = super().get_app_list(request, app_label)
        for each in apps:
            if each["app_label"] == "auth":
                each["name"] = "Who is staff"
        return sorted(apps, key=lambda each: each["app_label"] != "core")

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and second_factor.standing(request) is Standing.IN

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("login/code/", self.code, name="second_factor_code"),
            path("second-factor/", self.factor, name="second_factor"),
            *super().get_urls(),
        ]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Who has given a password, and owes more, gives that instead of the password again."""
        if request.method == "GET" and super().has_permission(request):
            match second_factor.standing(request):
                case Standing.OWES_A_CODE:
                    return redirect_to_login(self._next(request), reverse("admin:second_factor_code"))
                case Standing.OWES_A_FACTOR:
                    return HttpResponseRedirect(reverse("admin:second_factor"))
        return super().login(request, extra_context)

    @method_decorator([never_cache, csrf_protect, sensitive_post_parameters()])
    def code(self, request: HttpRequest) -> HttpResponse:
        """The second step of signing in. Wrong codes are counted as wrong passwords are."""
        if not super().has_permission(request) or second_factor.standing(request) is not Standing.OWES_A_CODE:
            return HttpResponseRedirect(self._next(request))
        if "cancel" in request.POST:
            return self._leave(request)
        problem = ""
        if request.method == "POST":
            if device := _verified(request):
                django_otp.login(request, device)
                request.session.cycle_key()
                return HttpResponseRedirect(self._next(request))
            problem = NOT_THAT
        return self._page(request, "code", "A code, please", problem=problem, next=self._next(request))

    @method_decorator([never_cache, csrf_protect, sensitive_post_parameters()])
    def factor(self, request: HttpRequest) -> HttpResponse:
        """One's own second factor: set up, renewed, removed."""
        if not super().has_permission(request):
            return redirect_to_login(request.path, reverse("admin:login"))
        standing = second_factor.standing(request)
        if standing is Standing.OWES_A_CODE:
            return redirect_to_login(request.path, reverse("admin:second_factor_code"))
        if "cancel" in request.POST:
            return self._leave(request)
        user = _user(request)
        if second_factor.factor_of(user) is None:
            return self._set_up(request, standing)
        problem = ""
        if request.method == "POST":
            if not _verified(request):
                problem = NOT_THAT
            elif "remove" in request.POST:
                second_factor.remove(user, by=Actor(user, Door.ADMIN))
                return HttpResponseRedirect(request.path)
            else:
                return self._codes(request, second_factor.renew_codes(request))
        left = second_factor.codes_left(user)
        return self._page(
            request,
            "factor",
            "Second factor",
            problem=problem,
            left=left,
            required=settings.SECOND_FACTOR == "required",
        )

    def _set_up(self, request: HttpRequest, standing: Standing) -> HttpResponse:
        problem = ""
        if request.method == "POST":
            codes = second_factor.set_up(request, request.POST.get("code", ""))
            if codes is not None:
                return self._codes(request, codes)
            problem = NOT_THAT
        device = second_factor.proposed_to(_user(request))
        drawn = segno.make(device.config_url).svg_inline(scale=4, border=4, light="#fff", dark="#000")
        return self._page(
            request,
            "set_up",
            "Set up a second factor",
            problem=problem,
            secret=second_factor.secret_of(device),
            picture=mark_safe(drawn),  # noqa: S308  (squares)
            owed=standing is Standing.OWES_A_FACTOR,
        )

    def _leave(self, request: HttpRequest) -> HttpResponse:
        """Django's own logout is only for those whom the site lets in."""
        logout(request)
        return HttpResponseRedirect(reverse("admin:login"))

    def _codes(self, request: HttpRequest, codes: list[str]) -> HttpResponse:
        """Answers the form itself: a redirect would have to keep them."""
        return self._page(request, "codes", "Recovery codes", codes=codes)

    def _page(self, request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
        whole = {**self.each_context(request), "title": title, **context}
        return TemplateResponse(request, f"admin/signing_in/{name}.html", whole)

    def _next(self, request: HttpRequest) -> str:
        """Where to go on, on this site only."""
        asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
        if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
            return asked
        return reverse("admin:index")

    @transaction.atomic
    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """One's own password, whose change is noted as every other write is."""
        user = _user(request)
        before = user.password
        response = super().password_change(request, extra_context)
        if user.password != before:
            auditing.note_password(user, by=Actor(user, Door.ADMIN))
        return response


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _verified(request: HttpRequest) -> Any:
    """The device that has the code of the form. None for a wrong one, and for any from where there were too many:
    the answer is the refusal then that wrong passwords get."""
    user = _user(request)
    credentials = {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out = True  # type: ignore[attr-defined]
        return None
    device = second_factor.verify(user, request.POST.get("code", ""))
    if device is None:
        user_login_failed.send(__name__, credentials=credentials, request=request)
    return device
