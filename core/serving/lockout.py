"""What somebody gets who has given too many wrong passwords."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refusal(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """For AXES_LOCKOUT_CALLABLE: the same whether the name is anybody's or not."""
    pause = settings.AXES_COOLOFF_TIME
    context = {"minutes": int(pause.total_seconds() // 60), "title": "Too many attempts"}
    page = render(request, "admin/locked_out.html", context, status=429)
    page["Retry-After"] = str(int(pause.total_seconds()))
    page["Cache-Control"] = "no-store"
    return page
