"""How this process is set up: everything comes from the environment (see .env.example).

A process is one of five, by SYMPHONY_SITE, and connects with that one's database role: owner
(migrates and nothing else), staff (the team's site and the command line), worker, keyholder,
public.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from symphony.core import mail


def _need(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. `symphony up` sets it; see .env.example for running by hand."
        )
    return value


SITES = ("owner", "staff", "worker", "keyholder", "public")
SITE = _need("SYMPHONY_SITE")
if SITE not in SITES:
    raise ImproperlyConfigured(f"SYMPHONY_SITE must be one of {', '.join(SITES)}, not {SITE!r}.")

BASE_DIR = Path(__file__).resolve().parent
HOME = Path(os.environ.get("SYMPHONY_HOME") or "var").resolve()
PUBLIC_PORT = int(os.environ.get("SYMPHONY_PORT") or 8000)
STAFF_PORT = int(os.environ.get("SYMPHONY_STAFF_PORT") or 8001)
FORCE_NAME = os.environ.get("SYMPHONY_FORCE_NAME") or "Exampleshire Police"
# Where "Exit this page" leads: a page that tells nobody anything about the reader.
EXIT_URL = os.environ.get("SYMPHONY_EXIT_URL") or "https://www.bbc.co.uk/weather"
# The public half of the unit's key, in hex: contact details are sealed for it.
SEALING_KEY = bytes.fromhex(
    _need("SYMPHONY_SEALING_KEY")
    if SITE == "public"
    else os.environ.get("SYMPHONY_SEALING_KEY", "")
)
# Against floods and machines (symphony.public.places and doubts): how many reports may come from
# one place within ten minutes, how many wrong tries at the six words, and how few seconds a whole
# report may take, before a sender is asked whether they are a person.
MOST_SENDINGS = int(os.environ.get("SYMPHONY_MOST_SENDINGS") or 10)
MOST_GUESSES = int(os.environ.get("SYMPHONY_MOST_GUESSES") or 10)
LEAST_SECONDS = int(os.environ.get("SYMPHONY_LEAST_SECONDS") or 10)
# The header in which a proxy in front of the public site names the sender's address; it has to
# replace whatever the sender put there. Without it the connection's own address counts.
CLIENT_ADDRESS_HEADER = os.environ.get("SYMPHONY_CLIENT_ADDRESS_HEADER", "")
# Where the keyholder listens, which holds the private half.
KEYHOLDER_SOCKET = os.environ.get("SYMPHONY_KEYHOLDER_SOCKET", "")
UNIT_NAME = os.environ.get("SYMPHONY_UNIT_NAME") or "Exampleshire OCAIT"


def _number(name: str, ordinary: int, *, most: int) -> int:
    said = os.environ.get(name) or str(ordinary)
    if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= most:
        raise ImproperlyConfigured(f"{name} must be a number from 1 to {most:,}, not {said!r}.")
    return int(said)


# How long somebody who was asked has to acknowledge an alert, before the next one is asked.
MINUTES_TO_ACKNOWLEDGE = _number("SYMPHONY_MINUTES_TO_ACKNOWLEDGE", 5, most=60)
# Calendar days to respond for very high, high, medium and low (HMICFRS 2023, domain.md 2.2), for
# the first step for a child, and how long a provider is taken to keep what resolves an address.
_said = (os.environ.get("SYMPHONY_RESPONSE_DAYS") or "1,7,14,30").replace(" ", "").split(",")
DAYS_TO_RESPOND = [int(days) if days.isascii() and days.isdigit() else 0 for days in _said]
if (
    len(DAYS_TO_RESPOND) != 4
    or not 1 <= min(DAYS_TO_RESPOND) <= max(DAYS_TO_RESPOND) <= 365
    or sorted(DAYS_TO_RESPOND) != DAYS_TO_RESPOND
):
    raise ImproperlyConfigured(
        "SYMPHONY_RESPONSE_DAYS must be four numbers of days, none shorter than the one before it,"
        " such as 1,7,14,30."
    )
CHILD_FIRST_DAYS = _number("SYMPHONY_CHILD_FIRST_DAYS", 1, most=365)
PROVIDER_DATA_DAYS = _number("SYMPHONY_PROVIDER_DATA_DAYS", 365, most=3_650)
# Where the worker mails "Symphony: new work" from; see symphony.core.mail.
EMAIL_URL = os.environ.get("SYMPHONY_EMAIL_URL", "")
globals().update(mail.settings_from(EMAIL_URL, os.environ.get("SYMPHONY_EMAIL_FROM", "")))

SECRET_KEY = _need("SYMPHONY_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = (os.environ.get("SYMPHONY_ALLOWED_HOSTS") or "localhost,127.0.0.1,[::1]").split(",")
# A site that people reach over TLS says so here; the demonstration runs on plain loopback.
SECURE = os.environ.get("SYMPHONY_SECURE", "") == "yes"


def _database(url: str) -> dict[str, Any]:
    """Turn a libpq URL into Django's form; anything beyond the five names goes to the driver."""
    parts = conninfo_to_dict(url)
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    known |= {"host": "HOST", "port": "PORT"}
    options: dict[str, Any] = {k: v for k, v in parts.items() if k not in known}
    threads = int(os.environ.get("SYMPHONY_WEB_THREADS") or 0)
    if threads:
        options["pool"] = {"min_size": 1, "max_size": threads + 1, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{theirs: str(parts.get(name, "")) for name, theirs in known.items()},
        "OPTIONS": options,
        "CONN_MAX_AGE": 0 if threads else None,
        # A connection from before a restart of the database is found out, not handed to a page.
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(_need("SYMPHONY_DATABASE_URL"))}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "procrastinate.contrib.django",
    "symphony.core",
    "symphony.audit",
    "symphony.contacts",
    "symphony.drafts",
    "symphony.accounts",
    "symphony.letterbox",
    "symphony.people",
    "symphony.referrals",
    "symphony.triage",
    "symphony.cases",
    "symphony.crimes",
    "symphony.safeguarding",
    "symphony.operations",
    "symphony.figures",
    "symphony.news",
    "symphony.web",
    "symphony.staff",
    "symphony.public",
    "symphony.jobs",
    "symphony.demo",
]

_SHARED_FIRST = [
    "symphony.web.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "symphony.web.middleware.SecurityHeadersMiddleware",
]
_STAFF_ONLY = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "symphony.staff.accounts.required.SignInFirstMiddleware",
    "symphony.staff.accounts.password.MustChangeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "symphony.web.middleware.RefusalMiddleware",
    "symphony.web.looks.LookMiddleware",
    "symphony.web.once.OnceMiddleware",
]
_PUBLIC_ONLY = [
    "django.middleware.common.CommonMiddleware",
    "symphony.web.middleware.RefusalMiddleware",
]
MIDDLEWARE = _SHARED_FIRST + (_PUBLIC_ONLY if SITE == "public" else _STAFF_ONLY)
ROOT_URLCONF = "symphony.urls.public" if SITE == "public" else "symphony.urls.staff"
WSGI_APPLICATION = "symphony.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                *(
                    []
                    if SITE == "public"
                    else [
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                ),
                "symphony.web.shell.context",
            ],
        },
    },
]
FORM_RENDERER = "symphony.web.forms.GovRenderer"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR.parent.parent / "build" / "static"
STORAGES = {
    "staticfiles": {
        "BACKEND": os.environ.get("SYMPHONY_STATIC_STORAGE")
        or "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = int(timedelta(hours=1).total_seconds())

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["symphony.accounts.signing_in.Backend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Cookies are not separated by port: two installations on one machine need names of their own.
SESSION_COOKIE_NAME = f"symphony_session_{STAFF_PORT}"
CSRF_COOKIE_NAME = f"symphony_csrf_{STAFF_PORT}"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
# Other sites learn nothing; `no-referrer` would make browsers send `Origin: null` with our own
# forms, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "symphony.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

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
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# The public site takes no file at all; of the staff site, the pages that say so.
FILE_UPLOAD_HANDLERS = [] if SITE == "public" else ["symphony.web.uploads.TextUploadHandler"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = [
    # The public site has no CSRF cookie: signed one-use fields stand in for it.
    *(["security.W003"] if SITE == "public" else []),
]

# structlog is configured in symphony.web.logs, for every process alike.
LOGGING_CONFIG = None
