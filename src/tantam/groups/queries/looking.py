"""How a group is looked at: as it stood on a day, as far as was known at a moment."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class GroupSight:
    """The day on which a group is looked at, and the moment by which things were known."""

    at: datetime
    day: date


class Ending(Protocol):
    """A row with its days and the moments at which they were written down."""

    starts_on: date
    ends_before: date | None
    end_recorded_at: datetime | None


def known_by(sight: GroupSight) -> Q:
    """Return the condition that a row was recorded by the moment."""
    return Q(recorded_at__lte=sight.at)


def end_known(row: Any, sight: GroupSight) -> date | None:
    """Return a row's end, if that was known at the moment."""
    known: Ending = row
    if known.end_recorded_at is None or known.end_recorded_at > sight.at:
        return None
    return known.ends_before


def holds(row: Any, sight: GroupSight) -> bool:
    """Tell whether a row that was known at the moment holds on the day, as far as its end was known then."""
    ends_before = end_known(row, sight)
    starts_on: date = row.starts_on
    return starts_on <= sight.day and (ends_before is None or ends_before > sight.day)
