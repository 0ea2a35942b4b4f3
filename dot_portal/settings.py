"""Settings, each from one environment variable; without any, the embedded servers and a debug portal.

The embedded servers (see dot_portal/embedded) leave their addresses in VAR; DATABASE_URL and
REDIS_URL point the same code at servers of one's own. docs/operators.md lists every variable.
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import bootstrap_wrapper
import dj_database_url
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured

from dot_portal.embedded.addresses import embedded_addresses

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR") or BASE_DIR / "var").resolve()


def env_bool(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value not in {"", "true", "false"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; say true or false.")
    return value == "true" if value else default


def env_list(name: str, default: list[str]) -> list[str]:
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()] or default


# --- servers -------------------------------------------------------------------------------------

_embedded = embedded_addresses(VAR)
DATABASE_URL = os.environ.get("DATABASE_URL") or _embedded.get("DATABASE_URL", "")
REDIS_URL = (os.environ.get("REDIS_URL") or _embedded.get("REDIS_URL", "")).rstrip("/")
if not DATABASE_URL or not REDIS_URL:
    raise ImproperlyConfigured(
        "No database or Redis is known. Start the portal with `make run` first, or set DATABASE_URL and REDIS_URL."
    )
DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)
    | {"ATOMIC_REQUESTS": False}
}
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database (postgres://...).")
# A server that does not answer is found out in seconds, not when TCP gives up.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

# Broker in database 0 and cache in 1: clearing a cache clears its whole database.
CELERY_BROKER_URL = f"{REDIS_URL}/0"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{REDIS_URL}/1",
        "OPTIONS": {"socket_connect_timeout": 3, "socket_timeout": 10},
    }
}

# --- how it is served ----------------------------------------------------------------------------

DEBUG = env_bool("DEBUG", default=False)
DEMO = env_bool("DEMO", default=False)  # a banner says so, and the sign-in page lists the demo people
SECRET_KEY = os.environ.get("SECRET_KEY") or _embedded.get("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set. Set it to a long random text and keep it.")
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname or "localhost", "localhost", "127.0.0.1"])
_served_over_https = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = _served_over_https and env_bool("SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _served_over_https else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _served_over_https
SECURE_HSTS_SECONDS = 31_536_000 if _served_over_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _served_over_https
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # seconds from signing in; static/js/session.js warns before, and can prolong it
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ROOT_URLCONF = "dot_portal.urls"
WSGI_APPLICATION = "dot_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # 5 wiring and what crosses everything
    "dot_portal.desks",
    "dot_portal.languages",
    "dot_portal.pages",
    "dot_portal.guides",
    "dot_portal.demo",
    # 4 the process, a stage an app, in the order of the pipeline
    "placements.calls",
    "placements.offers",
    "placements.matching",
    "placements.applications",
    "placements.approval",
    # 3 who
    "accounts.users",
    "accounts.coordinators",
    "accounts.hosts",
    "accounts.trainees",
    # 2 how things happen
    "mechanisms.lifecycle",
    "mechanisms.notifications",
    "mechanisms.files",
    "mechanisms.jobs",
    "mechanisms.links",
    "mechanisms.drafts",
    "mechanisms.notes",
    "mechanisms.saved_views",
    # 1 what the Action says
    "programme.codelists",
    # libraries
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "lucide",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",  # its templates, for TemplatesSetting
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "dot_portal.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages go out in a quarter of their bytes, which a phone between lectures feels. What compression could give away
    # of a secret in a page (BREACH) is little: the only one is the CSRF token, masked anew in each answer, and Django
    # adds a random number of bytes to each.
    "django.middleware.gzip.GZipMiddleware",
    "dot_portal.middleware.HealthFirst",  # before anything that asks the database
    "django.middleware.locale.LocaleMiddleware",  # before whoever says anything
    "dot_portal.middleware.RefuseUnreadableInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # public pages are the exception, each named
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.users.middleware.ReadersLanguageAndZone",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dot_portal.context.page_frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
MESSAGE_TAGS = {messages.ERROR: "danger"}

# --- static files and uploads ----------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap/css", bootstrap_wrapper.get_bootstrap_dir() / "css"),
    ("guides", BASE_DIR / "docs" / "guides" / "pictures"),
]
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "svgz", "gz", "br", "woff", "woff2"]
MEDIA_ROOT = VAR / "uploads"  # never served by address: only views that ask `visible_to` open it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600

# --- people ----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.users.forms.SignupPartyForm"
ACCOUNT_ADAPTER = "accounts.users.adapter.AccountMails"
# Bandit takes the names of forms for passwords.
ACCOUNT_FORMS = {
    "login": "accounts.users.forms.sign_in.SignInForm",
    "signup": "accounts.users.forms.sign_in.SignUpForm",
    "change_password": "accounts.users.forms.sign_in.NewPasswordForm",  # nosec B105
    "set_password": "accounts.users.forms.sign_in.FirstPasswordForm",  # nosec B105
    "reset_password_from_key": "accounts.users.forms.sign_in.ForgottenPasswordForm",  # nosec B105
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = True
# Failed tries are counted by address. Behind the proxy that https needs all would have the proxy's, and a stranger's
# ten wrong passwords would keep everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _served_over_https else 0

# --- mail ------------------------------------------------------------------------------------------
# Every mail, those of libraries too, becomes an outbox row in the caller's transaction; a worker
# then sends it through MAIL_TRANSPORT.

EMAIL_BACKEND = "mechanisms.notifications.mail.OutboxBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "DOT Portal <no-reply@localhost>")
_email_url = urlsplit(os.environ.get("EMAIL_URL", ""))
if _email_url.scheme in {"smtp", "smtps"}:
    MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _email_url.hostname or "localhost"
    EMAIL_PORT = _email_url.port or (465 if _email_url.scheme == "smtps" else 25)
    EMAIL_HOST_USER = unquote(_email_url.username or "")
    EMAIL_HOST_PASSWORD = unquote(_email_url.password or "")
    EMAIL_USE_SSL = _email_url.scheme == "smtps"
    EMAIL_USE_TLS = parse_qs(_email_url.query).get("starttls") == ["true"]
    EMAIL_TIMEOUT = 20
elif _email_url.scheme:
    raise ImproperlyConfigured("EMAIL_URL must be smtp://user:password@host:port?starttls=true or smtps://...")
else:
    MAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mailbox"  # the administrator reads it in the browser

# --- background work -------------------------------------------------------------------------------

CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60 * 60,  # above the longest task
    "socket_connect_timeout": 3,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
# A request never waits for a broker that is down: the row is committed and the sweep finds it.
CELERY_TASK_PUBLISH_RETRY = False

# --- language, time --------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
# Each in its own words: who looks for theirs may not read ours. A language is complete, or it does not stand here.
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español")]
# Who is not signed in chooses for this browser.
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SECURE = _served_over_https
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = "dot_portal.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
PROGRAMME_TIME_ZONE = "Europe/Brussels"  # by whose calendar a deadline passes

# --- promises an operator may change ---------------------------------------------------------------

ADMISSION_DAYS = 5  # how soon somebody who asks to act for an institution is answered
OFFER_CHECK_DAYS = 5  # how soon an offer's digital check is answered, in days
HOST_ANSWER_DAYS = 14  # how long a host has to answer an application
TRAINEE_CONFIRM_DAYS = 7  # rules 5.1: "e.g. 7 days to accept" is local, so a setting
COORDINATOR_DECISION_DAYS = 14
FOUND_HOST_LINK_DAYS = 21  # how long a host the trainee found can confirm by its one-time link
HOST_SILENCE_DAYS = 14  # after its answer was due, an application the host left unanswered lapses
CV_MAX_BYTES = 5 * 2**20
DRAFT_DAYS = 90  # how long what somebody typed into a form and did not send is kept
UNDO_MINUTES = 10  # how long an act that can be undone waits before the others are told

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
