"""Tokens by which scripts of staff sign in. Only a hash of each is kept."""

from django.db import models
from django.utils import timezone
from knox.models import AbstractAuthToken


class Token(AbstractAuthToken):
    """`Token.objects.create(user, name=...)` gives the row and the secret, which is nowhere else."""

    name = models.CharField(max_length=100, help_text="What it is for")
    last_used_at = models.DateTimeField("last used", null=True, blank=True, editable=False, help_text="To the hour")

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.name} ({self.uid}...)"

    @property
    def uid(self) -> str:
        """What it begins with: enough to tell it from others, and too little to use it."""
        return self.token_key[:8]

    @property
    def has_ended(self) -> bool:
        return self.expiry is not None and self.expiry <= timezone.now()
