"""On which days a transaction point has its session.

The bank comes to a point on a fixed day of each month, be it a Saturday or Sunday; where that is a public holiday,
it comes on the next working day (guide 4030/NHCS-TDNN of 2014, to be verified).
"""

from calendar import monthrange
from datetime import date, timedelta

from tantam.core.working_days import DaysOff, is_working_day


def regular_day(year: int, month: int, *, visit_day: int) -> date:
    """Return the fixed day of a month; the month's last where it is shorter."""
    assert 1 <= visit_day <= 31
    return date(year, month, min(visit_day, monthrange(year, month)[1]))


def session_day(year: int, month: int, *, visit_day: int, days_off: DaysOff) -> date:
    """Return the day of a month's session: the fixed day, or the working day after a public holiday.

    Of years whose holidays are not known yet it is the fixed day.
    """
    day = regular_day(year, month, visit_day=visit_day)
    if not days_off.first_year <= year <= days_off.last_year or day not in days_off.days:
        return day
    while not is_working_day(day, days_off=days_off):
        day += timedelta(days=1)
        if day.year > days_off.last_year:
            break
    return day


def session_on_or_after(day: date, *, visit_day: int, days_off: DaysOff) -> date:
    """Return the first session on a day or after it; one that made way for holidays may fall into the next month."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    while (found := session_day(year, month, visit_day=visit_day, days_off=days_off)) < day:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def planned_day(day: date, *, visit_day: int, days_off: DaysOff) -> date:
    """Return the fixed day in whose place a session on a day is held: of its month, or of the one before.

    A session that made way for holidays may fall into the next month.
    """
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    if session_day(year, month, visit_day=visit_day, days_off=days_off) == day:
        return regular_day(year, month, visit_day=visit_day)
    return regular_day(day.year, day.month, visit_day=visit_day)


def session_before(day: date, *, visit_day: int, days_off: DaysOff) -> date:
    """Return the last regular session before a day."""
    year, month = day.year, day.month
    while (found := session_day(year, month, visit_day=visit_day, days_off=days_off)) >= day:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found
