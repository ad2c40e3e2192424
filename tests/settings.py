"""The project's settings as the tests run them: like production, without TLS."""

import os

os.environ.setdefault("DJANGO_SECRET_KEY", "for-the-tests-only-" + "0" * 40)
os.environ.setdefault("DJANGO_SSL_REDIRECT", "0")
os.environ.setdefault("DJANGO_ALLOWED_HOSTS", "testserver,localhost,127.0.0.1,transcripts.example")
os.environ.setdefault("THROTTLE_READERS", "0")
os.environ.setdefault("THROTTLE_TOKENS", "0")
os.environ.setdefault("THROTTLE_SIGN_IN", "0")
os.environ.setdefault("LOG_REQUESTS", "0")

from transcripts_api.settings import *  # noqa: F403
from transcripts_api.settings import DATABASES, INSTALLED_APPS, STORAGES

# Fails a test that runs a query per row.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Tests say what it costs to make an answer, and change rows behind the record's back. Those that ask what is kept, and
# whether anything leaks from it, switch it on again (the fixture `kept_answers`).
KEEP_ANSWERS = os.environ.get("KEEP_ANSWERS") == "1"
if DATABASES["default"]["ENGINE"] == "transcripts_api.sqlite":
    # What pytest-django knows of Django's own backend: each process of a run has one in its memory.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
