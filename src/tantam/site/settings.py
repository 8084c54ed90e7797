"""Settings: every value an operator may change comes from the environment and is named in docs/operations."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tantam.site.demo_sign_ins import read_demo_sign_ins
from tantam.site.keys import secret_text
from tantam.site.logs import logging_config

PACKAGE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str, default: bool) -> bool:  # noqa: FBT001 - one line a setting
    return os.environ.get(name, "1" if default else "0") == "1"


def _words(name: str, default: str) -> list[str]:
    return os.environ.get(name, default).split()


# Where the installation keeps its own: database (SQLite), files, keys, outgoing mail, backups.
TANTAM_HOME = Path(os.environ.get("TANTAM_HOME", "var")).resolve()
TANTAM_KEYS_DIR = Path(os.environ.get("TANTAM_KEYS_DIR", TANTAM_HOME / "keys"))
TANTAM_FILES_DIR = Path(os.environ.get("TANTAM_FILES_DIR", TANTAM_HOME / "files"))
# Where `tantam doctor` looks for the last backup.
TANTAM_BACKUP_DIR = Path(os.environ.get("TANTAM_BACKUP_DIR", TANTAM_HOME / "backups"))
TANTAM_MAIL_DIR = TANTAM_HOME / "mail"

# The law as dated data.
TANTAM_LAW_DIR = Path(os.environ.get("TANTAM_LAW_DIR", PACKAGE_DIR.parent.parent / "law"))

# What the province calls itself on papers and screens.
TANTAM_PROVINCE = os.environ.get("TANTAM_PROVINCE", "Quảng Ngãi")
# Where links in mails and calendars lead.
TANTAM_ADDRESS = os.environ.get("TANTAM_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
# Reminders come so many days before the due day; on it, the day after and weekly when late they always do.
TANTAM_REMIND_DAYS_BEFORE = tuple(map(int, _words("TANTAM_REMIND_DAYS_BEFORE", "14 7 3 1")))
# The largest attachment and annex, in bytes.
TANTAM_FILE_MAX_BYTES = int(os.environ.get("TANTAM_FILE_MAX_BYTES", str(20 * 1024 * 1024)))
# The largest list of beneficiaries, in bytes.
TANTAM_LIST_MAX_BYTES = int(os.environ.get("TANTAM_LIST_MAX_BYTES", str(100 * 1024 * 1024)))
# Coordinators and administrators must have a second factor before they may work.
TANTAM_SECOND_FACTOR_REQUIRED = _flag("TANTAM_SECOND_FACTOR_REQUIRED", default=False)
# The demo province: shows its sign-ins on the sign-in page; never in production.
TANTAM_DEMO = _flag("TANTAM_DEMO", default=False)
# Identity numbers that begin with 999 belong to nobody; the demo province and the tests take them as they are.
TANTAM_ALLOW_SAMPLE_IDENTITIES = _flag("TANTAM_ALLOW_SAMPLE_IDENTITIES", default=TANTAM_DEMO)
# The people, the plan and the words of the demo province.
TANTAM_DEMO_DIR = Path(os.environ.get("TANTAM_DEMO_DIR", PACKAGE_DIR.parent.parent / "demo"))
# What the sign-in page of a demo province offers: (username, role, unit).
TANTAM_DEMO_SIGN_INS: list[tuple[str, str, str]] = read_demo_sign_ins(TANTAM_DEMO_DIR) if TANTAM_DEMO else []
# People who get the daily signed checkpoint of the audit chain.
TANTAM_CHECKPOINT_MAIL_TO = _words("TANTAM_CHECKPOINT_MAIL_TO", "")

SECRET_KEY = os.environ.get("TANTAM_SECRET_KEY") or secret_text(TANTAM_KEYS_DIR, "secret.txt")
DEBUG = False
ALLOWED_HOSTS = _words("TANTAM_HOSTS", "127.0.0.1 localhost [::1]")
CSRF_TRUSTED_ORIGINS = _words("TANTAM_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "tantam.base",
    "tantam.units",
    "tantam.access",
    "tantam.people",
    "tantam.ledger",
    "tantam.programmes",
    "tantam.groups",
    "tantam.lending",
    "tantam.closing",
    "tantam.plans",
    "tantam.web",
    "tantam.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tantam.site.logs.RequestLog",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tantam.web.middleware.ChosenLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tantam.web.middleware.RefusalMiddleware",
    "tantam.web.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "tantam.site.urls"
WSGI_APPLICATION = "tantam.site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tantam.web.context.shell",
            ],
        },
    },
]

# SQLite out of the box; writers take their turn at once instead of failing late.
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("TANTAM_DATABASE_URL", f"sqlite:///{TANTAM_HOME / 'tantam.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # What is committed is on the disk (FULL). Pages that many commits write go to the file once (32 MB of log), and a
    # connection keeps 32 MB of them: a sheet of a session takes 7 % less time.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA wal_autocheckpoint=8000; PRAGMA cache_size=-32000;"
    ),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits count over all workers, so their cache is shared: files. Drawn pages are kept by each worker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": TANTAM_HOME / "cache",
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS.append(
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
)
# Sign-in: no sign-up, no mail needed; limits on tries are kept by allauth.
ACCOUNT_ADAPTER = "tantam.web.account.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "tantam.web.account.forms.SignInForm",
    "change_password": "tantam.web.account.forms.ChangePasswordForm",
    "reauthenticate": "tantam.web.account.forms.ConfirmPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# How many proxies stand before the server and name the caller's address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TANTAM_PROXIES", "0"))
MFA_ADAPTER = "tantam.web.account.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "tantam.web.account.forms.SecondFactorForm",
    "reauthenticate": "tantam.web.account.forms.ConfirmSecondFactorForm",
    "activate_totp": "tantam.web.account.forms.SetUpAppForm",
    "add_webauthn": "tantam.web.account.forms.AddKeyForm",
    "edit_webauthn": "tantam.web.account.forms.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Tận Tâm"
# Clocks of phones run a little off: one step of 30 seconds before and after is taken too.
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Keys of authenticator apps and recovery codes are stored sealed with this.
TANTAM_SECOND_FACTOR_KEY = os.environ.get("TANTAM_SECOND_FACTOR_KEY") or secret_text(
    TANTAM_KEYS_DIR, "second-factor.txt"
)
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"

# The interface is written in Vietnamese; English is the translation.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE_DIR / "site" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = TANTAM_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Sessions end with the browser, or after twenty hours: a working day is never cut (WCAG 2.2.1).
SESSION_COOKIE_AGE = 20 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if _flag("TANTAM_HTTPS", default=False):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health$", r"^suc-khoe/$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# One JSON line for a request, without personal data; sign-ins and forms are never logged.
LOGGING = logging_config(os.environ.get("TANTAM_LOG_LEVEL", "INFO"))

# Mail goes to files unless a server is named.
EMAIL_HOST = os.environ.get("TANTAM_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("TANTAM_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("TANTAM_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TANTAM_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("TANTAM_SMTP_TLS", default=True)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
# Seconds; a mail server that hangs must not hold up the run.
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = str(TANTAM_MAIL_DIR)
DEFAULT_FROM_EMAIL = os.environ.get("TANTAM_MAIL_FROM", "tantam@localhost")

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# Work that takes longer than a page may: kept in the database, done by `tantam work`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
