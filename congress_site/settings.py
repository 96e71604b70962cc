"""Settings for the Congress Archive: one file, read top to bottom.

Whatever differs between machines comes from an environment variable, read strictly: a value that
is not understood stops the start with a sentence that says what would be right. The variables are
listed in docs/operating.md. Without any of them the site runs on this machine alone.
"""

import os
import re
import secrets
import zoneinfo
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from congress_site import openapi
from congress_site.environment import (
    env_bool,
    env_choice,
    env_databases,
    env_header,
    env_int,
    env_list,
    env_redis,
)

BASE_DIR = Path(__file__).resolve().parent.parent


def local_secret_key():
    """A key for this machine only, made once and kept in a file that git ignores."""
    path = DATA_DIR / "secret-key"
    try:
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()


PRODUCTION = env_choice("DJANGO_ENV", "local", ["local", "production"]) == "production"
DEBUG = env_bool("DEBUG", "False")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG must not be True when DJANGO_ENV is production.")

#: The database, uploads and the local secret key: all that a backup has to hold.
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "data"))
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(f"DATA_DIR must be a folder that can be written: {error}.") from error

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("SECRET_KEY must be set when DJANGO_ENV is production.")
    SECRET_KEY = local_secret_key()

if PRODUCTION and "ALLOWED_HOSTS" not in os.environ:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts when DJANGO_ENV is production.")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts, not '*', when DJANGO_ENV is production.")

INSTALLED_APPS = [
    "archive.apps.ArchiveAdminConfig",
    "archive.apps.ArchiveConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "archive.cdn.middleware.CdnAgeMiddleware",
    # Above all: what it keeps has in it what the others add, and what it sends costs nothing of them.
    "archive.caching.middleware.PageCacheMiddleware",
    "archive.api.cors.CrossOriginMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "congress_site.middleware.ContentSecurityPolicyMiddleware",
    # Below what every answer carries and above all else: it refuses before a body is read, and what those below
    # answer when something is wrong passes through it.
    "archive.api.refusals.RefusalMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Above what changes a body or its headers, since it hashes and compresses what they have left.
    "congress_site.representations.RepresentationMiddleware",
    "archive.cdn.middleware.CdnKeysMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "congress_site.middleware.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "archive.accounts.middleware.SecondFactorMiddleware",
    "archive.accounts.middleware.AddressMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "congress_site.urls"
WSGI_APPLICATION = "congress_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
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

#: Widgets are found among our own templates too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = env_databases(DATA_DIR)
if len(DATABASES) > 1:
    DATABASE_ROUTERS = ["archive.replicas.ReplicaRouter"]
    # The innermost, since it asks the view itself.
    MIDDLEWARE.append("archive.replicas.ReplicaMiddleware")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

#: What processes remember for a while. With Redis they share it; nothing in it is the only copy of anything.
#: Each process keeps so much in its own memory, most of it pages; 0 makes every page anew.
PAGE_CACHE_MEGABYTES = 0 if DEBUG else env_int("PAGE_CACHE_MB", "16", 0, 100_000)
CACHES = {
    "default": {
        "BACKEND": "archive.caching.memory.BoundedMemoryCache",
        "OPTIONS": {"MAX_BYTES": max(PAGE_CACHE_MEGABYTES, 8) * 1024 * 1024},
    }
}
REDIS_URL = os.environ.get("REDIS_URL", "")
#: In seconds. Whoever asks has to go on without Redis, and soon.
REDIS_TIMEOUTS = {"socket_connect_timeout": 0.25, "socket_timeout": 0.5}
if REDIS_URL:
    CACHES = {"near": CACHES["default"], "default": env_redis("REDIS_URL", REDIS_TIMEOUTS)}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

AUTHENTICATION_BACKENDS = ["archive.accounts.backend.AccountBackend"]

# Signing in; the limits stand in archive/accounts/throttle.py.
REQUIRE_2FA = env_bool("REQUIRE_2FA", "False")
AXES_FAILURE_LIMIT = env_int("LOGIN_FAILURES", "5", 1, 1000)
AXES_COOLOFF_TIME = timedelta(minutes=env_int("LOGIN_WAIT", "15", 1, 24 * 60))
AXES_HANDLER = "archive.accounts.throttle.ThrottleHandler"
AXES_CLIENT_IP_CALLABLE = "archive.accounts.addresses.throttled_address"
AXES_LOCKOUT_CALLABLE = "archive.accounts.throttle.locked_out"
#: Who tries again while locked out does not make the wait longer, so the time that was said is true.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
#: What is kept of a failed attempt: who and where from, not what was posted.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken", "next"]
#: Sign-ins are in the archive's own log, which the admin shows.
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
#: Wrong codes are counted together with wrong passwords.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
OTP_TOTP_ISSUER = "Congress Archive"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "archive" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
if TIME_ZONE not in zoneinfo.available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE must be the name of a zone, such as Europe/Moscow, not {TIME_ZONE!r}.")

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_ROOT = DATA_DIR / "media"
DUMPS_ROOT = DATA_DIR / "dumps"
#: What a mirror has downloaded and not loaded yet.
MIRROR_ROOT = DATA_DIR / "mirror"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
#: For the few files that are asked for without a hash in the name; the others are kept for ever.
WHITENOISE_MAX_AGE = 3600

#: The congress that the front page is about; the latest public one if this one is not public.
FRONT_PAGE_CONGRESS = env_int("FRONT_PAGE_CONGRESS", "11", 1, 32767)

#: Under which the archive's own text may be used.
LICENCE_URL = "https://creativecommons.org/licenses/by-sa/4.0/"

CSRF_FAILURE_VIEW = "archive.views.errors.csrf_failure"

#: A debate of some hundred speeches is one long form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Headers and cookies. HTTPS is demanded in production and cannot be had on a local machine.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "archive.accounts.sessions"
#: A long day of work. What was typed is kept in the browser and outlives it.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
#: The health checks are asked for by the machine itself, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$"]
if PRODUCTION:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    # ".example.org" stands for a host and all below it, which an origin writes with a star.
    CSRF_TRUSTED_ORIGINS = [f"https://{'*' if host[0] == '.' else ''}{host}" for host in ALLOWED_HOSTS]
#: How many proxies stand before the site, each adding to X-Forwarded-For; 0: none, the header is not believed.
PROXY_COUNT = env_int("PROXY_COUNT", "0", 0, 10)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

#: Seconds for which a CDN before the site may keep a public answer; 0: there is none, and nobody is told of keys.
CDN_MAX_AGE = env_int("CDN_MAX_AGE", "0", 0, 365 * 24 * 3600)
CDN_KEY_HEADER = env_choice("CDN_KEY_HEADER", "Surrogate-Key", ["Surrogate-Key", "Cache-Tag"])
#: Where `manage.py purge_cdn` tells which keys have gone stale, and the header that lets it.
CDN_PURGE_URL = os.environ.get("CDN_PURGE_URL", "")
CDN_PURGE_HEADER = env_header("CDN_PURGE_HEADER")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

API_THROTTLE = os.environ.get("API_THROTTLE", "600/min")
if not re.fullmatch(r"off|[1-9]\d{0,9}/(sec|min|hour|day)", API_THROTTLE):
    raise ImproperlyConfigured(f"API_THROTTLE must be a rate such as 600/min, or off, not {API_THROTTLE!r}.")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["archive.api.rendering.FastJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "archive.api.pagination.PageNumberPagination",
    "DEFAULT_THROTTLE_CLASSES": ["archive.api.throttling.SharedThrottle"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "archive.api.problems.exception_handler",
}

#: Tokens are the archive's own model; what the library brings besides is not used.
KNOX_TOKEN_MODEL = "archive.ApiToken"  # noqa: S105
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"TOKEN_PREFIX": "carch_"}

SPECTACULAR_SETTINGS = openapi.SETTINGS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}},
}
