"""All settings, from environment variables; docs/settings.md lists them with their defaults.

Safe by default: without DJANGO_DEBUG=1 a secret key and the hosts must be given.
"""

import datetime
import secrets
import sys
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from transcripts_api import environment

BASE_DIR = Path(__file__).resolve().parent.parent

# What the processes of one machine share while they run: counts, and figures for monitoring.
RUNTIME_ROOT = environment.folder("RUNTIME_ROOT", BASE_DIR, ".run")

DEBUG = environment.flag("DJANGO_DEBUG")


def _development_secret() -> str:
    """A secret of this machine's own, made once."""
    path = RUNTIME_ROOT / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48) + "\n")
        sys.stderr.write(f"Development: made a secret key for this machine, in {path}.\n")
    return path.read_text().strip()


SECRET_KEY = environment.text("DJANGO_SECRET_KEY")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("Set DJANGO_SECRET_KEY to a long random text, or DJANGO_DEBUG=1 for development.")
    SECRET_KEY = _development_secret()

ALLOWED_HOSTS = environment.words("DJANGO_ALLOWED_HOSTS") or (["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = environment.words("DJANGO_CSRF_TRUSTED_ORIGINS")
if wrong := [each for each in CSRF_TRUSTED_ORIGINS if not each.startswith(("https://", "http://"))]:
    raise ImproperlyConfigured(f"DJANGO_CSRF_TRUSTED_ORIGINS={wrong[0]!r}: give origins such as https://HOST.")

INSTALLED_APPS = [
    "core",
    "core.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "knox",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

# From the network to the views; an answer goes the other way.
MIDDLEWARE = [
    "core.serving.observing.ObserveMiddleware",
    "core.serving.databases.DatabasesMiddleware",
    # What is made already: it went through the rest of these once.
    "core.api.caching.KeptAnswersMiddleware",
    "core.api.stored.StoredTranscriptsMiddleware",
    "core.serving.policies.PolicyMiddleware",
    "core.serving.health.HealthMiddleware",
    "core.serving.streaming.StreamsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.api.middleware.OneFormMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "core.serving.refusing.RefuseMiddleware",
    "core.api.middleware.ReadableRequestMiddleware",
    "core.serving.throttling.ThrottleMiddleware",
    "core.api.middleware.PublicCacheMiddleware",
    "core.serving.allowance.AllowanceMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it puts its refusal in the place of a failed sign-in's answer
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


DATABASE_POOL = environment.whole("DATABASE_POOL", 0, most=200)
# Behind PgBouncer in transaction mode, a connection is another's after each transaction: nothing may be set for it.
PGBOUNCER = environment.flag("PGBOUNCER")
# A server that has vanished is noticed in seconds: when it is called, while it is asked, while it works.
_PATIENCE = {
    "connect_timeout": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
}


def _database(variable: str, url: str) -> dict[str, Any]:
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"{variable} cannot be read: {error}") from error
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # Readers and a writer at once; a writer waits for another instead of failing; a power cut may cost the
        # last moment, never consistency.
        database["ENGINE"] = "transcripts_api.sqlite"
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,  # seconds: SQLite keeps no queue, see transcripts_api/sqlite/base.py
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        return database
    if database["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{variable}: give sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME.")
    options = database.setdefault("OPTIONS", {})
    # `?host=ONE,OTHER`: several addresses stand where one would, for us and for the tools that come with PostgreSQL.
    for key in ("host", "port"):
        database[key.upper()] = str(options.pop(key, database[key.upper()]))
    # What is asked with the same words each time is prepared from the first time on (core/models/prepared.py).
    database["OPTIONS"] = {**_PATIENCE, "prepare_threshold": None if PGBOUNCER else 0, **options}
    database["DISABLE_SERVER_SIDE_CURSORS"] = PGBOUNCER
    if DATABASE_POOL:
        # Connections are the pool's to keep; it looks at each before it gives it away.
        database |= {"CONN_MAX_AGE": 0}
        pool = {"min_size": 1, "max_size": DATABASE_POOL, "timeout": 5}
        # Left alone, it calls a server that was away ever more seldom, for minutes after that is back.
        database["OPTIONS"]["pool"] = {**pool, "reconnect_timeout": 2}
    return database


DATABASES = {
    "default": _database("DATABASE_URL", environment.text("DATABASE_URL") or f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
}
# Where the public reads, while whoever writes has the primary.
for _number, _url in enumerate(environment.words("DATABASE_REPLICA_URLS"), 1):
    _replica = _database("DATABASE_REPLICA_URLS", _url)
    if {_replica["ENGINE"], DATABASES["default"]["ENGINE"]} != {"django.db.backends.postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_REPLICA_URLS: give postgresql://USER:PASSWORD@HOST/NAME, several separated by commas, of servers"
            " that follow the one of DATABASE_URL."
        )
    DATABASES[f"replica-{_number}"] = {**_replica, "TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["core.serving.databases.Router"] if len(DATABASES) > 1 else []

# For counts and caches that several machines share; without it, each machine has its own.
REDIS_URL = environment.url("REDIS_URL", ("redis", "rediss", "unix"))
CACHES: dict[str, Any] = {
    "default": {"BACKEND": "core.serving.caching.MemoryCache", "OPTIONS": {"MOST_BYTES": 64_000_000}}
}
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "core.serving.caching.PatientRedisCache", "LOCATION": REDIS_URL}}

# Whether public answers are kept until something public changes.
KEEP_ANSWERS = environment.flag("KEEP_ANSWERS", default=True)

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Wrong passwords: five from one address for one name, and that address is not listened to for that name for a while.
# Nobody else is kept out, and a name that does not exist is treated the same.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = environment.whole("SIGN_IN_FAILURES", 5, least=1)
AXES_COOLOFF_TIME = datetime.timedelta(minutes=environment.whole("SIGN_IN_PAUSE_MINUTES", 15, least=1))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "core.serving.clients.client_of"
AXES_LOCKOUT_CALLABLE = "core.serving.lockout.refusal"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # who was locked out waits, or is let in by `manage.py axes_reset_username`
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]

# Whether staff may, or must, give a code beside their password.
SECOND_FACTOR = environment.choice("SECOND_FACTOR", "optional", ("optional", "required"))
OTP_TOTP_ISSUER = "Transcripts"

# Where archives of everything public are built, and given away from.
ARCHIVE_ROOT = environment.folder("ARCHIVE_ROOT", BASE_DIR, "archives")

# How long a link to a preview is good for.
PREVIEW_DAYS = environment.whole("PREVIEW_DAYS", 7, least=1)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = environment.folder("DJANGO_STATIC_ROOT", BASE_DIR, "staticfiles")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

_tls = environment.flag("DJANGO_SSL_REDIRECT", default=True)
_behind_tls_proxy = environment.flag("DJANGO_BEHIND_TLS_PROXY")
if not DEBUG:
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _tls
    SECURE_HSTS_SECONDS = 31_536_000 if _tls else 0
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if _behind_tls_proxy:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# How many proxies of ours stand in front: only what they say of a client's address is believed.
TRUSTED_PROXIES = environment.whole("TRUSTED_PROXIES", 0, most=9)

# How often an address, a token, and whoever tries to sign in may ask.
THROTTLE_RATES = {
    "readers": environment.rate("THROTTLE_READERS", "30000/minute"),
    "tokens": environment.rate("THROTTLE_TOKENS", "30000/minute"),
    "sign-in": environment.rate("THROTTLE_SIGN_IN", "30/minute"),
}

# What one request may cost.
DATABASE_SECONDS = environment.whole("DATABASE_SECONDS", 5, most=600)
LARGEST_ANSWER = environment.whole("LARGEST_ANSWER", 100_000_000, least=1_000_000)
STREAMS_AT_ONCE = environment.whole("STREAMS_AT_ONCE", 3, least=1, most=200)
LARGEST_BODY = environment.whole("LARGEST_BODY", 60_000_000, least=1_000_000)
# A conference of 150 turns is more than Django's 1,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Everybody may read, from any page; cookies are never part of it.
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "if-match", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"]

# Logs go to the standard error, a JSON object a line.
LOG_REQUESTS = environment.flag("LOG_REQUESTS", default=True)
_level = environment.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.serving.logs.JSONFormatter"}},
    "handlers": {"lines": {"class": "core.serving.logs.LinesHandler", "formatter": "json"}},
    "root": {"handlers": ["lines"], "level": _level},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # what a client did wrong is in the line of its request
        "django.security": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # as well, and strangers can send many
        "axes": {"level": "WARNING"},
    },
}
if DEBUG:
    LOGGING["handlers"]["lines"] = {"class": "logging.StreamHandler"}

# /metrics is there for who brings this as a bearer token; without it, for nobody.
METRICS_TOKEN = environment.text("METRICS_TOKEN")

# Errors are reported there, without what clients sent.
SENTRY_DSN = environment.url("SENTRY_DSN", ("https", "http"))
if SENTRY_DSN:
    try:
        import sentry_sdk
    except ImportError as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set: install what it needs, pip install 'sentry-sdk[django]'."
        ) from error
    sentry_sdk.init(SENTRY_DSN, send_default_pii=False, max_request_body_size="never", include_local_variables=False)

REST_FRAMEWORK = {
    # No view has its own: a token that is not good is refused on every path. The token first: what it answers to a
    # missing sign-in is a 401 that says how to sign in.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "core.api.signing_in.TokenAuthentication",
        "core.api.signing_in.CookieAuthentication",
    ],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": [
        "core.api.renderers.RecordRenderer",
        "core.api.renderers.ProblemRenderer",
    ],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "core.api.negotiation.MostWanted",
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.RecordSchema",
    "DEFAULT_METADATA_CLASS": "core.api.metadata.AddressMetadata",
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
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "core.api.anywhere.say_what_any_address_answers",
    ],
    "TAGS": [
        {"name": "index", "description": "Where everything is."},
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
