"""Settings for tests: a database in memory or the one named, nothing kept, quick passwords."""

import os
import tempfile
from pathlib import Path

_HOME = Path(tempfile.mkdtemp(prefix="tantam-test-"))
os.environ["TANTAM_HOME"] = str(_HOME)
os.environ.setdefault("TANTAM_SECRET_KEY", "for tests only, no secret at all, but long enough for every use")
os.environ.setdefault("TANTAM_ALLOW_SAMPLE_IDENTITIES", "1")
if url := os.environ.get("TANTAM_TEST_DATABASE_URL"):
    os.environ["TANTAM_DATABASE_URL"] = url

from tantam.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
