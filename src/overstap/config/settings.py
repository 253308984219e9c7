# SPDX-License-Identifier: EUPL-1.2
"""Django's settings. What differs between machines comes from `overstap.host.environment`."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from overstap.config.database import database_settings
from overstap.config.logs import logging_settings
from overstap.host import environment, folders, postgres

PACKAGE = Path(__file__).resolve().parent.parent
HTTPS = environment.read_yes("OVERSTAP_HTTPS")

DEBUG = environment.read_yes("OVERSTAP_DEBUG")
SECRET_KEY = folders.secret_key()
ALLOWED_HOSTS = environment.read_list("OVERSTAP_HOSTS")
ROOT_URLCONF = "overstap.config.urls"
WSGI_APPLICATION = "overstap.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- parts ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "csp",
    "overstap.apps.audit",
    "overstap.apps.region",
    "overstap.apps.taxonomy",
    "overstap.apps.organisations",
    "overstap.apps.openings",
    "overstap.apps.training",
    "overstap.apps.funds",
    "overstap.apps.journeys",
    "overstap.apps.people",
    "overstap.web",
]

MIDDLEWARE = [
    "overstap.config.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "overstap.config.middleware.SecureHeaders",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
        },
    }
]

# --- what is remembered ---------------------------------------------------------------------------
# Without DATABASE_URL this is our own server, which the commands start; settings only say where it will be.
DATABASES = {
    "default": database_settings(
        environment.read("DATABASE_URL") or postgres.own_server().url(), persistent=True
    )
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "overstap"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 24 * 60 * 60  # anonymous work is gone after a day

# --- languages ------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# --- static files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = folders.home() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nobody uploads files to keep
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- safety ---------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Whether a domain is put on the browsers' own list is for its owner to decide, not for a program.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.read_yes("OVERSTAP_PROXY") else None
)
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_AGE = None  # gone when the browser closes
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# --- background work ------------------------------------------------------------------------------
PROCRASTINATE_IMPORT_PATHS = ["overstap.config.tasks"]
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 600}  # seconds: older than that, the next round does it

LOGGING = logging_settings(
    environment.read_choice("OVERSTAP_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR")),
)
