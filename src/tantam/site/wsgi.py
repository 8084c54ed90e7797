"""The WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

if not __debug__:
    raise RuntimeError("Python runs with -O, so assertions are off. Unset PYTHONOPTIMIZE.")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tantam.site.settings")
application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402 - needs the applications

# All screens are loaded before the first person asks, and what stays for good is not looked at by each
# collection of garbage, which would hold up requests for tens of milliseconds.
_addresses = get_resolver().url_patterns
gc.collect()
gc.freeze()
