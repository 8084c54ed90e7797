"""Due dates: every so many days, weeks, months or years from a first day.

The day of a month is clipped to a shorter month's end and comes back afterwards: from 31/1 the dates are 28/2,
31/3, 30/4. Each date is counted from the first one, so no day is lost on the way.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from typing import Final

MONTHS_IN_YEAR: Final = 12
DAYS_IN_WEEK: Final = 7


class TimeUnit(StrEnum):
    """What a frequency counts."""

    DAYS = "DAYS"
    WEEKS = "WEEKS"
    MONTHS = "MONTHS"
    YEARS = "YEARS"


@dataclass(frozen=True, slots=True)
class Frequency:
    """How far apart instalments are: every `every` units."""

    every: int
    unit: TimeUnit

    def __post_init__(self) -> None:
        if self.every < 1:
            raise ValueError(f"instalments come every {self.every} {self.unit}; it must be at least 1")


def date_after(day: date, frequency: Frequency, times: int) -> date:
    """Return the day that is so many periods after another, clipped to its month's end.

    :raises ValueError: if that day is beyond the calendar.
    """
    steps = frequency.every * times
    try:
        if frequency.unit is TimeUnit.DAYS:
            return day + timedelta(days=steps)
        if frequency.unit is TimeUnit.WEEKS:
            return day + timedelta(weeks=steps)
    except OverflowError:
        raise ValueError(f"the calendar has no day {steps} {frequency.unit} after {day}") from None
    months = steps * (MONTHS_IN_YEAR if frequency.unit is TimeUnit.YEARS else 1)
    year, month = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + months, MONTHS_IN_YEAR)
    if not 1 <= year <= MAXYEAR:
        raise ValueError(f"the calendar has no day {steps} {frequency.unit} after {day}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def dates_from(first_due: date, frequency: Frequency, count: int) -> tuple[date, ...]:
    """Return so many due dates, the first as given.

    :raises ValueError: if fewer than one is asked for, or one is beyond the calendar.
    """
    if count < 1:
        raise ValueError(f"{count} due dates cannot be listed")
    return tuple(date_after(first_due, frequency, times) for times in range(count))


def dates_after(starts_on: date, frequency: Frequency, count: int) -> tuple[date, ...]:
    """Return so many due dates, the first one period after the start.

    :raises ValueError: if fewer than one is asked for, or one is beyond the calendar.
    """
    if count < 1:
        raise ValueError(f"{count} due dates cannot be listed")
    return tuple(date_after(starts_on, frequency, times) for times in range(1, count + 1))
