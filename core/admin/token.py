"""Tokens by which scripts sign in: everybody among the staff makes and revokes their own."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from core import auditing
from core.admin.base import RecordAdmin
from core.admin.deleting import DeletesTogether
from core.admin.pages import own_page
from core.admin.revising import actor, editor
from core.models import Token
from core.vocabulary import AuditAction

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Token]
else:
    _ModelForm = forms.ModelForm

DAYS = {7: "a week", 30: "30 days", 90: "90 days", 365: "a year"}


class TokenForm(_ModelForm):
    days = forms.TypedChoiceField(
        label="Ends after", choices=list(DAYS.items()), coerce=int, initial=90, help_text="It can be revoked earlier."
    )

    class Meta:
        model = Token
        fields = ["name"]


@admin.register(Token)
class TokenAdmin(DeletesTogether, RecordAdmin):
    """One's own tokens; whoever may view or delete tokens, those of others as well."""

    form = TokenForm
    list_display = ["name", "begins", "user", "created", "expiry", "state", "last_used_at"]
    list_display_links = ["name"]
    list_select_related = ["user"]
    search_fields = ["name", "user__username"]
    ordering = ["-created"]
    change_list_template = "admin/core/token/change_list.html"

    # Who may

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        tokens = super().get_queryset(request)
        return tokens if request.user.has_perm("core.view_token") else tokens.filter(user=editor(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or obj.user_id == request.user.pk or super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or obj.user_id == request.user.pk or super().has_delete_permission(request, obj)

    # The list

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        whose = "Tokens" if request.user.has_perm("core.view_token") else "My tokens"
        return super().changelist_view(request, {**(extra_context or {}), "title": whose})

    def get_actions(self, request: HttpRequest) -> Any:
        actions: Any = super().get_actions(request)
        if "delete_selected" in actions:
            function, name, _ = actions["delete_selected"]
            actions["delete_selected"] = (function, name, "Revoke the selected tokens")
        return actions

    @admin.display(description="begins with", ordering="token_key")
    def begins(self, token: Token) -> str:
        return f"{token.uid}…"

    @admin.display
    def state(self, token: Token) -> str:
        return "ended" if token.has_ended else "valid"

    # Making one, and revoking it

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        seen = ["name", "begins", "user", "created", "expiry", "last_used_at"]
        return [(None, {"fields": seen if obj else ["name", "days"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["begins", "user", "created", "expiry", "last_used_at"] if obj else []

    # Never kept by a browser, since it may hold a secret.
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        view: Any = never_cache(super().add_view)
        response: HttpResponse = view(request, form_url, {**(extra_context or {}), "title": "Make a token"})
        return response

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        days = datetime.timedelta(days=form.cleaned_data["days"])
        made, secret = Token.objects.create(editor(request), expiry=days, name=obj.name)
        obj.__dict__.update(made.__dict__)
        request.__dict__["_secret"] = secret
        details = {"expiry": {"from": None, "to": made.expiry.isoformat()}}
        auditing.note(AuditAction.CREATED, made, by=actor(request), details=details)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """The one page that shows the secret. It answers the form itself: a redirect would have to keep it."""
        return own_page(
            self,
            request,
            "core/token/made",
            "Token made",
            subtitle=obj.name,
            token=obj,
            secret=request.__dict__["_secret"],
            tokens=reverse("admin:core_token_changelist"),
        )

    @transaction.atomic
    def _delete(self, request: HttpRequest, rows: list[Token]) -> None:
        for token in rows:
            details = {
                each: {"from": str(getattr(token, each)), "to": None} for each in ("name", "user", "created", "expiry")
            }
            auditing.note(AuditAction.DELETED, token, by=actor(request), details=details)
            token.delete()
