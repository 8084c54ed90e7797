"""The next session at which the loans of a list could be paid out."""

from dataclasses import dataclass
from datetime import date, timedelta

from tantam.base.asked import Scope
from tantam.core.session_days import session_on_or_after
from tantam.lending.parts.requests.scope import get_list_in
from tantam.units.days_off import days_off


@dataclass(frozen=True, slots=True)
class NextSession:
    """When and where; without a point of the group a day is only proposed, and no place."""

    day: date
    place: str


def get_next_session(*, scope: Scope, list_id: int, on: date) -> NextSession:
    """Return the next session of the point of a list's group after a day.

    :raises OutOfScope: if there is no such list for this actor.
    """
    row = get_list_in(scope, list_id)
    point = row.group.point if row.group else None
    tomorrow = on + timedelta(days=1)
    if point is None:
        return NextSession(on, row.office.name)
    day = session_on_or_after(tomorrow, visit_day=point.visit_day, days_off=days_off())
    return NextSession(day, f"{point.name}, {point.place}" if point.place else point.name)
