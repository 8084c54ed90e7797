"""Requests of the demo province: dated in its past, with keys that say which step of the story they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.utils import timezone

from tantam.base.asked import Actor, Asked, system_actor
from tantam.base.errors import AlreadyDone

P = ParamSpec("P")
R = TypeVar("R")

STORYTELLER = "Tỉnh dùng thử"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to the register or the book: at which moment, and how."""

    at: datetime
    run: Callable[[], None]


def asked_by(actor: Actor, *, key: str, at: datetime) -> Asked:
    """Return a request by a person of the province at a moment of its past."""
    return Asked(actor=actor, request_key=f"demo:{key}", book_date=timezone.localdate(at), at=at)


def asked_by_story(*, key: str, on: date) -> Asked:
    """Return a request by the demo itself, in the morning of a day."""
    return asked_by(system_actor(STORYTELLER), key=key, at=moment(on, 8 * 60))


def moment(on: date, minute: int) -> datetime:
    """Return a minute of a day on the clock of the province."""
    zone = timezone.get_default_timezone()
    assert isinstance(zone, ZoneInfo)
    return datetime.combine(on, time(minute // 60, minute % 60), tzinfo=zone)


def once(run: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Carry a command out, or return what it answered when an interrupted load carried it out before."""
    try:
        return run(*args, **kwargs)
    except AlreadyDone as done:
        result: R = done.result
        return result
