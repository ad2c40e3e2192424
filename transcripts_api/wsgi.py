"""The WSGI application."""

import gc
import importlib
import os
from typing import Any

import django
from django.conf import settings
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import close_old_connections, reset_queries
from django.http import HttpResponse
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "transcripts_api.settings")


class Request(WSGIRequest):
    """Reads addresses as UTF-8, whatever a Content-Type says of the body: Django would read the query in that
    encoding too, before any of our code runs, and fail on `charset=base64` with a bare 500."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    request_class = Request

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        response = super().__call__(environ, start_response)
        if not isinstance(response, HttpResponse):
            return response  # it is made while it is sent
        # One body is sent at once; what can be iterated, a piece at a time, by turns with other threads.
        body = response.content
        response.close()
        return [body]


django.setup(set_prefix=False)
importlib.import_module(settings.ROOT_URLCONF)  # now, and not while the first request waits
application = Handler()

# Connections are looked after when a request ends (`request_finished`). To do so again before each, and to forget
# queries that only DEBUG notes, took a tenth of the time of an answer that is kept.
signals.request_started.disconnect(close_old_connections)
if not settings.DEBUG:
    signals.request_started.disconnect(reset_queries)

# What stands now stands until the end: to look through it for garbage made one request in twenty wait for 70 ms.
gc.collect()
gc.freeze()
