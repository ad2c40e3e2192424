"""Every edit of what is public makes a revision and is noted, in the transaction of the edit."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from core import publishing
from core.admin.deleting import DeletesTogether
from core.admin.noting import deletions_on, note_saved
from core.admin.sharing import SharedAdmin, sent
from core.auditing import LONGEST_NOTE, Actor, note_deleted
from core.models import Conference
from core.vocabulary import Door

# Why a change was made, as its editor says; the length is that of Revision.note.
NOTE = "_note"

NOT_PUBLIC_ANY_MORE = "Nothing was saved: this is public by now, and you may not change what is public."


def editor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def actor(request: HttpRequest) -> Actor:
    return Actor(editor(request), Door.ADMIN)


def note_of(request: HttpRequest) -> str:
    return request.POST.get(NOTE, "").strip()[:LONGEST_NOTE]


def may_revise(request: HttpRequest) -> bool:
    return request.user.has_perm("core.revise_conference")


class RevisingAdmin(DeletesTogether, SharedAdmin):
    """A noun whose rows are part of the record of a conference."""

    def settle(self, request: HttpRequest, form: Any, formsets: Iterable[Any]) -> bool:
        """What is left to write when the row and its inlines are saved, before the revision is made; whether there
        was anything."""
        return False

    # Who may

    def is_public(self, row: Any) -> bool:
        """Whether a change of the row is a change of what the public sees."""
        return any(each.is_published for each in self.conferences_of([row]))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or may_revise(request) or sent(request).kept_open or not self.is_public(obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        listed, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        if not may_revise(request) and any(self.is_public(each) for each in objs):
            perms_needed = {*perms_needed, "what is public"}
        return listed, counts, perms_needed, protected

    def receive(self, request: HttpRequest, row: Any) -> None:
        if "_seen" in request.POST and not self._may_touch(request, row):
            # It was published while the page was open: what was typed is shown once more, to be copied.
            sent(request).kept_open = True
            super().receive(request, row)
            sent(request).problem = NOT_PUBLIC_ANY_MORE
            return
        super().receive(request, row)

    # Saving

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        formsets, row = list(formsets), form.instance
        conference = row if isinstance(row, Conference) else getattr(row, "conference", None)
        by, note = actor(request), note_of(request)
        deleted = deletions_on(formsets, by=by, conference=conference, note=note)
        super().save_related(request, form, formsets, change)
        settled = self.settle(request, form, formsets)
        if not change and not may_revise(request) and self.is_public(form.instance):
            raise PermissionDenied("You may not change what is public.")
        if settled or form.has_changed() or any(each.has_changed() for each in formsets):
            note_saved(form, formsets, change=change, by=by, conference=conference, note=note, deleted=deleted)
            self.revise_after_save(request, row)

    def revise_after_save(self, request: HttpRequest, row: Any) -> None:
        self._revise(request, self.conferences_of([row]))

    @transaction.atomic
    def _delete(self, request: HttpRequest, rows: list[Any]) -> None:
        conferences = publishing.lock(self.conferences_of(rows))
        if not may_revise(request) and any(each.is_published for each in conferences):
            raise PermissionDenied("You may not change what is public.")
        for row in rows:
            note_deleted(row, by=actor(request), conference=getattr(row, "conference", None))
            self.delete_row(row)
        self._revise(request, conferences)

    def delete_row(self, row: Any) -> None:
        row.delete()

    def _revise(self, request: HttpRequest, conferences: Iterable[Conference]) -> None:
        for conference in conferences:
            if revision := publishing.revise(conference, by=actor(request), note=note_of(request)):
                self.message_user(request, f"The public sees it now, as revision {revision.number} of {conference}.")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        context["asks_why"] = row is not None and self.has_change_permission(request, row) and self.is_public(row)
        context["note"] = note_of(request) if request.method == "POST" else ""
        return super().render_change_form(request, context, *args, **kwargs)
