"""What rooms above need people for: membership of a group keeps a person's name, though this room knows no groups."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Need:
    """Whom a room needs on a given day or later, as a query for numbers of persons, and in words what for."""

    persons: Callable[[date], "QuerySet[Any, Any]"]
    why: "str | Promise"


_NEEDS: Final[list[Need]] = []


def add_need(need: Need) -> None:
    """Let a room above say whom it needs; the same need is added once."""
    if need not in _NEEDS:
        _NEEDS.append(need)


def needed_elsewhere(since: date) -> Q:
    """Return the condition that a room above needs a person on a day of `since` or later."""
    found = Q(pk__in=[])
    for need in _NEEDS:
        found |= Q(pk__in=need.persons(since))
    return found


def why_needed(person_id: int, *, day: date) -> str:
    """Return in words what a person is needed for on a day or later; nothing if for nothing."""
    for need in _NEEDS:
        if need.persons(day).filter(needed_id=person_id).exists():
            return str(need.why)
    return ""
