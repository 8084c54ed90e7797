"""From the shell to `Asked`: the one place of the tool that reads the clock for commands."""

import getpass
from datetime import date
from uuid import uuid4

from django.utils import timezone

from tantam.base.asked import Asked, system_actor


def asked_by_shell(*, key: str | None = None) -> Asked:
    """Return a request by the system, under the name of the person at the shell."""
    return Asked(
        actor=system_actor(f"tantam (dòng lệnh, {_user()})"),
        request_key=key or f"cli:{uuid4().hex}",
        book_date=timezone.localdate(),
        at=timezone.now(),
    )


def today() -> date:
    """Return today's date in the province."""
    return timezone.localdate()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"
