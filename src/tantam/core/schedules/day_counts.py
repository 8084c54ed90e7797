"""Day counts: what share of a year a stretch of nights is.

A stretch runs from one day to another; its nights are the days between. Interest is charged for nights, so
the first day counts and the last does not (Circular 14/2017/TT-NHNN, article 5: actual days over 365).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from tantam.core.schedules.due_dates import DAYS_IN_WEEK, MONTHS_IN_YEAR, Frequency, TimeUnit, date_after

DAYS_IN_MONTH_OF_30: Final = 30
DAYS_IN_YEAR_OF_30: Final = 360
DAYS_IN_YEAR_OF_WEEKS: Final = 364
DAYS_IN_YEAR: Final = 365


class DayCount(StrEnum):
    """Which nights count, and over which year.

    THIRTY_360: a whole period of months is 30/360 a month whatever its length; a part of it is its share of
    the period's nights. PERIOD: a period of months is so many twelfths of a year, a week 7/364, a day 1/365.
    """

    ACTUAL_365 = "ACTUAL_365"
    ACTUAL_360 = "ACTUAL_360"
    ACTUAL_364 = "ACTUAL_364"
    ACTUAL_ACTUAL = "ACTUAL_ACTUAL"
    THIRTY_360 = "THIRTY_360"
    PERIOD = "PERIOD"


class NightOf(StrEnum):
    """To which day a night belongs: it decides in which year the night before 1 January is."""

    DAY_BEFORE = "DAY_BEFORE"
    DAY_AFTER = "DAY_AFTER"


YEAR_DAYS: Final = {DayCount.ACTUAL_365: 365, DayCount.ACTUAL_360: 360, DayCount.ACTUAL_364: 364}


@dataclass(frozen=True, slots=True)
class Period:
    """The stretch between two due dates.

    `length` is how many periods of the frequency it stands for: one, whatever its days, unless it was
    stretched by moving its due date (`whole_periods`).
    """

    starts_on: date
    due_on: date
    length: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        if self.due_on <= self.starts_on:
            raise ValueError(f"a period cannot run from {self.starts_on} to {self.due_on}")

    @property
    def nights(self) -> int:
        """Return how many nights the period has."""
        return (self.due_on - self.starts_on).days


def year_share(
    *,
    day_count: DayCount,
    starts_on: date,
    ends_on: date,
    period: Period,
    frequency: Frequency,
    night_of: NightOf = NightOf.DAY_BEFORE,
) -> Fraction:
    """Return what share of a year the nights of a stretch inside a period are.

    :raises ValueError: if the stretch leaves its period or runs backwards.
    """
    if not period.starts_on <= starts_on <= ends_on <= period.due_on:
        raise ValueError(f"{starts_on} to {ends_on} is not inside {period.starts_on} to {period.due_on}")
    nights = (ends_on - starts_on).days
    if day_count in YEAR_DAYS:
        return Fraction(nights, YEAR_DAYS[day_count])
    if day_count is DayCount.ACTUAL_ACTUAL:
        return _by_calendar_years(starts_on, ends_on, night_of)
    whole = _thirty_360(frequency, period) if day_count is DayCount.THIRTY_360 else _by_period(frequency, period)
    return whole * Fraction(nights, period.nights)


def whole_periods(starts_on: date, due_on: date, frequency: Frequency) -> Fraction:
    """Return how many periods of a frequency a stretch has: whole units, and days over the next unit's days."""
    unit, count = Frequency(1, frequency.unit), 0
    while date_after(starts_on, unit, count + 1) <= due_on:
        count += 1
    reached, following = date_after(starts_on, unit, count), date_after(starts_on, unit, count + 1)
    return (count + Fraction((due_on - reached).days, (following - reached).days)) * Fraction(1, frequency.every)


def _thirty_360(frequency: Frequency, period: Period) -> Fraction:
    if frequency.unit is TimeUnit.MONTHS:
        return period.length * Fraction(DAYS_IN_MONTH_OF_30 * frequency.every, DAYS_IN_YEAR_OF_30)
    if frequency.unit is TimeUnit.WEEKS:
        return period.length * Fraction(DAYS_IN_WEEK * frequency.every, DAYS_IN_YEAR_OF_30)
    if frequency.unit is TimeUnit.YEARS:
        return period.length * frequency.every
    return Fraction(period.nights, DAYS_IN_YEAR_OF_30)


def _by_period(frequency: Frequency, period: Period) -> Fraction:
    return (
        period.length
        * {
            TimeUnit.DAYS: Fraction(frequency.every, DAYS_IN_YEAR),
            TimeUnit.WEEKS: Fraction(DAYS_IN_WEEK * frequency.every, DAYS_IN_YEAR_OF_WEEKS),
            TimeUnit.MONTHS: Fraction(frequency.every, MONTHS_IN_YEAR),
            TimeUnit.YEARS: Fraction(frequency.every),
        }[frequency.unit]
    )


def _by_calendar_years(starts_on: date, ends_on: date, night_of: NightOf) -> Fraction:
    """Count the nights of each calendar year over that year's own length."""
    total = Fraction(0)
    for year in range(starts_on.year, ends_on.year + 1):
        first, after = (
            (date(year, 1, 1), date(year + 1, 1, 1))
            if night_of is NightOf.DAY_BEFORE
            else (date(year - 1, 12, 31), date(year, 12, 31))
        )
        nights = (min(ends_on, after) - max(starts_on, first)).days
        if nights > 0:
            total += Fraction(nights, (after - first).days)
    return total
