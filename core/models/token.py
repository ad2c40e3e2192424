"""Tokens by which scripts of staff sign in. Only a hash of each is kept."""

from django.db import models
from knox.models import AbstractAuthToken


class Token(AbstractAuthToken):
    """`Token.objects.create(user, name=...)` gives the row and the secret, which is nowhere else."""

    name = models.CharField(max_length=100, help_text="What it is for")
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="To the minute")

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.name} ({self.token_key}...)"
