"""The audit trail: who did what when, through which door."""

from django.conf import settings
from django.db import models

from core.models.constraints import choices, one_of
from core.vocabulary import AuditAction, Door


class AuditEntry(models.Model):
    """One write. What it names may be gone; its words stay. Never public."""

    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    username = models.CharField(max_length=150, blank=True, help_text="As it was then; empty for a command")
    door = models.CharField(max_length=20, choices=choices(Door))
    action = models.CharField(max_length=20, choices=choices(AuditAction))
    noun = models.CharField(max_length=50, help_text="What it is about: turn, person, ...")
    key = models.CharField(max_length=100, help_text="Its slug or id")
    name = models.CharField(max_length=200, blank=True, help_text="What it was called then")
    conference = models.CharField(max_length=100, blank=True, help_text="The slug of the conference it hangs on")
    details = models.JSONField(default=dict, help_text="What was changed, from and to")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "audit trail"
        constraints = [
            one_of("door", Door, "audit_entry_door_is_known"),
            one_of("action", AuditAction, "audit_entry_action_is_known"),
        ]
        indexes = [
            models.Index(fields=["noun", "key"], name="audit_entry_by_subject"),
            models.Index(fields=["conference", "id"], name="audit_entry_by_conference"),
            models.Index(fields=["made_at"], name="audit_entry_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.username or self.door} {self.action} {self.noun} {self.name or self.key}"
