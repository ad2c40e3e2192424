"""Every edit of what is public makes a revision, in the transaction of the edit."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.http import HttpRequest

from core import publishing
from core.admin.base import RecordAdmin
from core.auditing import Actor
from core.models import Conference
from core.vocabulary import Door


def editor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def actor(request: HttpRequest) -> Actor:
    return Actor(editor(request), Door.ADMIN)


class RevisingAdmin(RecordAdmin):
    """A noun whose rows are part of the record of a conference."""

    def conferences_of(self, rows: Iterable[Any]) -> list[Conference]:
        """The conferences whose record holds one of `rows`."""
        return list(Conference.objects.filter(pk__in={row.conference_id for row in rows}))

    def settle(self, form: Any, formsets: Iterable[Any]) -> None:
        """What is left to write when the row and its inlines are saved, before the revision is made."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        formsets = list(formsets)
        super().save_related(request, form, formsets, change)
        self.settle(form, formsets)
        if form.has_changed() or any(each.has_changed() for each in formsets):
            self.revise_after_save(request, form.instance)

    def revise_after_save(self, request: HttpRequest, row: Any) -> None:
        revise_all(self.conferences_of([row]), request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with transaction.atomic():
            conferences = self.conferences_of([obj])
            super().delete_model(request, obj)
            revise_all(conferences, request)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        with transaction.atomic():
            conferences = self.conferences_of(queryset)
            super().delete_queryset(request, queryset)
            revise_all(conferences, request)


def revise_all(conferences: Iterable[Conference], request: HttpRequest) -> None:
    for conference in conferences:
        publishing.revise(conference, by=actor(request))
