# SPDX-License-Identifier: EUPL-1.2
"""Django's settings. What differs between machines comes from `overstap.host.environment`."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from overstap.config.database import database_settings
from overstap.config.logs import logging_settings
from overstap.config.mail import mail_settings
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
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "csp",
    "overstap.apps.audit",
    "overstap.apps.accounts",
    "overstap.apps.region",
    "overstap.apps.taxonomy",
    "overstap.apps.organisations",
    "overstap.apps.openings",
    "overstap.apps.training",
    "overstap.apps.funds",
    "overstap.apps.journeys",
    "overstap.apps.people",
    "overstap.apps.passports",
    "overstap.apps.rankings",
    "overstap.apps.keeping",
    "overstap.apps.groups",
    "overstap.apps.guidance",
    "overstap.apps.upkeep",
    "overstap.apps.tokens",
    "overstap.apps.mobility",
    "overstap.apps.contacts",
    "overstap.apps.reports",
    "overstap.apps.rounds",
    "overstap.apps.trains",
    "overstap.apps.internships",
    "overstap.apps.events",
    # Before those whose pages it makes its own.
    "overstap.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "overstap.config.middleware.RequestLog",
    # Around all that may answer: files, redirects, refusals and errors get the same headers as pages.
    "overstap.config.middleware.SecureHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "overstap.api.middleware.ApiAnswers",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "overstap.web.accounts.kiosk_browser.Kiosk",
    "allauth.account.middleware.AccountMiddleware",
    "overstap.web.accounts.second_factor.SecondFactor",
    "overstap.web.told_text.NoteMasking",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
SESSION_COOKIE_AGE = 24 * 60 * 60  # anonymous work is gone after a day; who came in comes in again
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Counts how often something was tried, for all web processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "overstap_cache",
        "KEY_FUNCTION": "overstap.config.cache.unreadable_key",
    }
}

# --- who comes in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "front"
PASSWORD_RESET_TIMEOUT = 10 * 60  # seconds that a login link from the terminal works

ACCOUNT_ADAPTER = "overstap.web.accounts.coming_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "overstap.web.accounts.coming_in.display"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]  # no name, no password: a code by mail, or a passkey
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True  # an address that has an account gets the same page as one that has none
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    # The last one of these locks an address out: thirty guesses an hour at a code of six characters.
    "request_login_code": "10/m/ip,3/m/key,10/h/key",
    "signup": "10/m/ip",
    "invite": "20/h/user",
    "kiosk": "10/m/ip",
    # Of our own (see overstap.web.limits); a classroom behind one address still gets through.
    "recognise": "120/m/ip",
    "upload": "30/m/ip",
    "guess": "30/5m/ip",
    "round_code": "30/h/ip",
    "report": "30/h/ip",
    "event_code": "30/h/ip",
    "event_come": "20/h/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.read_yes("OVERSTAP_PROXY") else 0

MFA_ADAPTER = "overstap.web.accounts.coming_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {"add_webauthn": "overstap.web.accounts.passkey_form.PasskeyForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Overstap"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off

# A broker for DigiD or eHerkenning, or any other OpenID Connect provider. Off until the operator names one.
OIDC_SERVER = environment.read("OVERSTAP_OIDC")
SOCIALACCOUNT_ADAPTER = "overstap.web.accounts.coming_in.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # who has the same address elsewhere is not let into an account here
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": environment.read("OVERSTAP_OIDC_NAME") or OIDC_SERVER,
                "client_id": environment.read("OVERSTAP_OIDC_CLIENT"),
                "secret": environment.read("OVERSTAP_OIDC_SECRET"),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}

# --- public computers -----------------------------------------------------------------------------
KIOSK = environment.read_yes("OVERSTAP_KIOSK")
KIOSK_CODE = environment.read("OVERSTAP_KIOSK_CODE")
KIOSK_MINUTES = max(2, environment.read_whole("OVERSTAP_KIOSK_MINUTES"))  # a warning comes a minute before

# --- mail -----------------------------------------------------------------------------------------
MAIL = mail_settings(environment.read("OVERSTAP_MAIL"))
globals().update(MAIL)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.read("OVERSTAP_MAIL_FROM")

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
        # Coming in by a provider is a form that ends there.
        "form-action": [SELF, *([OIDC_SERVER] if OIDC_SERVER else [])],
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
FILE_UPLOAD_HANDLERS = ["overstap.web.uploads.InMemory"]  # what people send never touches the disk

# --- background work ------------------------------------------------------------------------------
PROCRASTINATE_IMPORT_PATHS = ["overstap.config.tasks"]
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 600}  # seconds: older than that, the next round does it

LOGGING = logging_settings(
    environment.read_choice("OVERSTAP_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR")),
)
