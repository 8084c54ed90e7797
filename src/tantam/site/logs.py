"""Logs as JSON lines, without personal data.

A request leaves one line: method, path without its query, status, milliseconds, the number of the user and the
number of the request. Nothing that a person typed is logged: no form fields, no query, no names, and of an
exception its type and places only, because messages quote values.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

REQUEST_ID_HEADER: Final = "X-Request-ID"
# Long words in addresses are keys (calendar feeds, invitations), and keys are secrets.
_LONG: Final = re.compile(r"[A-Za-z0-9_\-]{24,}")
_GIVEN_ID: Final = re.compile(r"[A-Za-z0-9\-]{8,64}")
_FIELDS: Final = ("request_id", "method", "path", "status", "ms", "user_id", "count")
_PLACES: Final = 6

logger = logging.getLogger("tantam.request")


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON: when, how grave, who speaks, what happened, and known fields only."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line.

        The message is taken as it stands in the code: what other libraries would fill into it is left out.
        """
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": str(record.msg)[:200],
        }
        line.update({name: getattr(record, name) for name in _FIELDS if hasattr(record, name)})
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["places"] = [
                f"{place.filename.rsplit('/src/', 1)[-1]}:{place.lineno} {place.name}"
                for place in traceback.extract_tb(record.exc_info[2])[-_PLACES:]
            ]
        return json.dumps(line, ensure_ascii=False)


class RequestLog:
    """Gives every request a number, and leaves one line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(REQUEST_ID_HEADER, "")
        request_id = given if _GIVEN_ID.fullmatch(given) else uuid4().hex[:16]
        request.request_id = request_id  # type: ignore[attr-defined]
        began = time.perf_counter_ns()
        response = self._get_response(request)
        response.headers[REQUEST_ID_HEADER] = request_id
        # Whoever is signed in is known already if the page asked; asking here would cost a query.
        user = getattr(request, "_cached_user", None)
        logger.info(
            "request",
            extra={
                "request_id": request_id,
                "method": request.method,
                "path": _LONG.sub("*", request.path),
                "status": response.status_code,
                "ms": (time.perf_counter_ns() - began) // 1_000_000,
                "user_id": user.pk if user is not None else None,
            },
        )
        return response


def logging_config(level: str) -> dict[str, Any]:
    """Return Django's logging setting: everything as JSON lines on the error stream."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "tantam.site.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "tantam": {"handlers": ["stderr"], "level": level, "propagate": False},
            # Answers of 4xx stand in the line of the request; only what broke is said here.
            "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
            "django.server": {"handlers": [], "propagate": False},
        },
    }
