"""What an import was not sure of, until a person has read it."""

from django.conf import settings
from django.db import models

from core.models.conference import Conference
from core.models.turn import Turn


class ImportWarning(models.Model):
    """A doubt of the parser about one line of the source. Never public."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="import_warnings")
    turn = models.ForeignKey(Turn, models.SET_NULL, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=40)
    line = models.PositiveIntegerField(help_text="In the source, from 1")
    message = models.TextField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["conference", "line", "id"]

    def __str__(self) -> str:
        return f"Line {self.line}: {self.message}"
