"""Who is among the staff, and in which groups: noted as every other write is, and no way to more than one has."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from core import auditing
from core.admin.choosing import is_key
from core.admin.deleting import DeletesTogether
from core.admin.noting import note_saved
from core.admin.pages import own_page
from core.admin.revising import actor
from core.admin.trails import LedToTrail
from core.signing_in import second_factor

if TYPE_CHECKING:
    _UserAdmin = UserAdmin[User]
else:
    _UserAdmin = UserAdmin


class AccountAdmin(DeletesTogether, LedToTrail):
    """Rows that give permissions. Who is no superuser gives none that they do not have."""

    def given_by(self, row: Any) -> set[str]:
        """The permissions that the row gives to whom it is about, as `user.has_perm` takes them."""
        raise NotImplementedError

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        row = form.instance
        before = self.given_by(row)
        note_saved(form, (), change=change, by=actor(request), conference=None)  # while what was is known
        super().save_related(request, form, formsets, change)
        given = self.given_by(row) - before
        if given and not request.user.is_superuser and given - request.user.get_all_permissions():
            raise PermissionDenied("Nobody gives permissions that they do not have.")

    @transaction.atomic
    def _delete(self, request: HttpRequest, rows: list[Any]) -> None:
        for row in rows:
            auditing.note_deleted(row, by=actor(request))
            row.delete()


def _named(permissions: Any) -> set[str]:
    return {f"{app}.{codename}" for app, codename in permissions.values_list("content_type__app_label", "codename")}


# Pages of ours stand for theirs, which the imports above have registered; nobody sees the secrets of second factors.
admin.site.unregister([User, Group, TOTPDevice, StaticDevice])


@admin.register(User)
class StaffAdmin(AccountAdmin, _UserAdmin):
    """Superusers are made and changed by superusers only."""

    def given_by(self, row: Any) -> set[str]:
        return _named(row.user_permissions) | _named(Permission.objects.filter(group__user=row))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = () if request.user.is_superuser else ("is_superuser",)
        return [*super().get_readonly_fields(request, obj), *fixed, "second_factor"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, ("Signing in", {"fields": ["second_factor"]})] if obj else fieldsets

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.remove_second_factor)
        return [path("<id>/second-factor/", view, name="auth_user_second_factor"), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    @admin.display(description="second factor")
    def second_factor(self, user: User) -> str | SafeString:
        if second_factor.factor_of(user) is None:
            return "none"
        address = reverse("admin:auth_user_second_factor", args=[user.pk])
        return format_html('on. <a href="{}">Remove it…</a>', address)

    def remove_second_factor(self, request: HttpRequest, id: str) -> HttpResponse:
        """For somebody who has lost their phone and their recovery codes. One's own takes a code, on its own page."""
        user = User.objects.filter(pk=int(id)).first() if is_key(id) else None
        if user is None:
            raise Http404("There is no such user.")
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user == request.user:
            return HttpResponseRedirect(reverse("admin:second_factor"))
        if request.method == "POST":
            second_factor.remove(user, by=actor(request))
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))
        return own_page(self, request, "signing_in/remove", "Remove the second factor", user)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        # Read on both sides: the form that changes it is Django's own.
        hashes = User.objects.filter(pk=int(id) if is_key(id) else 0).values_list("password", flat=True)
        before = hashes.first()
        response = super().user_change_password(request, id, form_url)
        if hashes.first() != before:
            auditing.note_password(User.objects.get(pk=id), by=actor(request))
        return response


def _may_touch(request: HttpRequest, obj: Any) -> bool:
    return obj is None or request.user.is_superuser or not obj.is_superuser


@admin.register(Group)
class RoleAdmin(AccountAdmin, GroupAdmin):
    def given_by(self, row: Any) -> set[str]:
        return _named(row.permissions)
