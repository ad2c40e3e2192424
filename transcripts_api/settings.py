"""All settings, from environment variables; README.md lists them with their defaults.

Safe by default: without DJANGO_DEBUG=1 a secret key and the hosts must be given.
"""

import datetime
import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name}={value!r}: give 1 or 0.")
    return value == "1"


def _whole(name: str, default: int, *, least: int) -> int:
    text = os.environ.get(name, str(default))
    if not (text.isascii() and text.isdigit() and int(text) >= least):
        raise ImproperlyConfigured(f"{name}={text!r}: give a whole number from {least}.")
    return int(text)


def _list(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


DEBUG = _flag("DJANGO_DEBUG")

SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("Set DJANGO_SECRET_KEY to a long random text, or DJANGO_DEBUG=1 for development.")
    SECRET_KEY = "for-development-only-" + "0" * 40

ALLOWED_HOSTS = _list("DJANGO_ALLOWED_HOSTS") or (["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = _list("DJANGO_CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "core.api.middleware.ReadableRequestMiddleware",
    "core.api.middleware.PublicCacheMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

FIXTURE_DIRS = [BASE_DIR / "fixtures"]

ROOT_URLCONF = "transcripts_api.urls"
WSGI_APPLICATION = "transcripts_api.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def _database() -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{BASE_DIR / 'db.sqlite3'}"
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if database["ENGINE"] not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL: give sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME.")
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # Readers and a writer at once; a writer waits for another instead of failing; a power cut may cost the
        # last moment, never consistency.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return database


DATABASES = {"default": _database()}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Where archives of everything public are built, and given away from.
ARCHIVE_ROOT = Path(os.environ.get("ARCHIVE_ROOT") or BASE_DIR / "archives")

# How long a link to a preview is good for.
PREVIEW_DAYS = _whole("PREVIEW_DAYS", 7, least=1)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("DJANGO_STATIC_ROOT") or BASE_DIR / "staticfiles")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

if not DEBUG:
    SECURE_SSL_REDIRECT = _flag("DJANGO_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
    if _flag("DJANGO_BEHIND_TLS_PROXY"):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A conference of 150 turns is more than Django's 1,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Everybody may read, from any page; cookies are never part of it.
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "if-match", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Link"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": [
        "core.api.renderers.RecordRenderer",
        "core.api.renderers.ProblemRenderer",
    ],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.RecordSchema",
    "EXCEPTION_HANDLER": "core.api.errors.problem_handler",
    "URL_FORMAT_OVERRIDE": None,
    "STRICT_JSON": True,
}

# Tokens are kept as SHA-512 hashes; `Authorization: Bearer ...` (RFC 6750).
KNOX_TOKEN_MODEL = "core.Token"  # noqa: S105
MIGRATION_MODULES = {"knox": None}  # its migrations make its own table even where another stands for it
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_TTL": datetime.timedelta(days=90)}

SPECTACULAR_SETTINGS = {
    "TITLE": "Transcripts API",
    "DESCRIPTION": (
        "Press conferences as a record that can be asked: who put which question to whom, who answered, who did not,"
        " and what exactly was said. Read without a key. Lists come in pages that neither repeat nor lose a row while"
        " others write. A parameter or a value that is not possible is refused with what would be; errors are"
        " RFC 9457 problem documents. Everything has an `ETag`: send it back as `If-None-Match` to be told whether"
        " anything changed."
    ),
    "VERSION": "1.0.0",
    "LICENSE": {"name": "MIT"},
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "defaultModelsExpandDepth": 0},
    "COMPONENT_NO_READ_ONLY_REQUIRED": False,
    "ENUM_NAME_OVERRIDES": {
        "Role": "core.vocabulary.Role",
        "TurnKind": "core.vocabulary.TurnKind",
        "Status": "core.vocabulary.Status",
        "Response": "core.vocabulary.Response",
        "Judgement": "core.vocabulary.Judgement",
        "AnnotationKind": "core.vocabulary.AnnotationKind",
        "PartKind": "core.vocabulary.PartKind",
        "OrganizationKind": "core.vocabulary.OrganizationKind",
        "NameKind": "core.vocabulary.NameKind",
        "Basis": "core.vocabulary.Basis",
        "ChangeAction": "core.vocabulary.ChangeAction",
        "ChangeNoun": "core.vocabulary.ChangeNoun",
    },
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "TAGS": [
        {"name": "conferences", "description": "Press conferences and their whole transcripts."},
        {"name": "people", "description": "People, whichever conferences they took part in."},
        {
            "name": "organizations",
            "description": "Governments, ministries, media outlets, international bodies.",
        },
        {"name": "participants", "description": "Who took part in which conference, and as what."},
        {"name": "turns", "description": "What was said, a speaker at a time."},
        {"name": "questions", "description": "What was asked, of whom, and what it got."},
        {"name": "answers", "description": "What was answered, to which question, by whom."},
        {"name": "search", "description": "Full text over turns, with the passages in which it stands."},
        {"name": "changes", "description": "What happened to what is public, for mirrors and feed readers."},
        {"name": "previews", "description": "What the public will get, for whoever was given a link."},
        {"name": "archives", "description": "Everything public, as files."},
        {"name": "imports", "description": "For staff: raw transcripts to drafts."},
    ],
}
