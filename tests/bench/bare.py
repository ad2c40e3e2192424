"""The limit of the stack: the same server, and a bare Django view that answers the same bodies from memory.

No middleware, no database, no headers but the two without which no client could read the body.
"""

import json
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], LOGGING_CONFIG=None)

ANSWERS = {
    (each["path"], each["is_known"]): (each["status"], each["type"], each["body"].encode())
    for each in json.loads(Path(os.environ["BENCH_ANSWERS"]).read_text())
}
ANSWERS["/healthz", False] = (200, "text/plain", b"")  # asked until the server is there


def answer(request: HttpRequest) -> HttpResponse:
    status, content_type, body = ANSWERS[request.get_full_path(), "HTTP_IF_NONE_MATCH" in request.META]
    return HttpResponse(body, status=status, content_type=content_type, headers={"Content-Length": str(len(body))})


urlpatterns = [re_path("", answer)]

django.setup(set_prefix=False)
application = WSGIHandler()
