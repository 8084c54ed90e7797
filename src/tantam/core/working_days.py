"""Working days: Monday to Friday, less the days off, more the days worked in exchange.

What is off in which year is law and comes from outside; beyond the years it covers nobody guesses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SATURDAY = 5
WORKING_DAYS_MAX = 1_000


class YearNotCovered(LookupError):  # noqa: N818 - says what is the matter, as in the rest of the house
    """A day lies in a year whose holidays are not known."""


@dataclass(frozen=True)
class DaysOff:
    """The days off that are no weekend, the weekend days worked in exchange, and the years this covers."""

    days: frozenset[date] = field(repr=False)
    worked: frozenset[date] = field(default=frozenset(), repr=False)
    first_year: int = 0
    last_year: int = 0


def is_working_day(day: date, *, days_off: DaysOff) -> bool:
    """Tell whether people work on this day.

    :raises YearNotCovered: if the holidays of its year are not known.
    """
    if not days_off.first_year <= day.year <= days_off.last_year:
        raise YearNotCovered(day.year)
    if day in days_off.worked:
        return True
    return day.weekday() < _SATURDAY and day not in days_off.days


def add_working_days(start: date, n: int, *, days_off: DaysOff) -> date:
    """Return the `n`-th working day after `start`; the day of the event itself is not counted (Civil Code
    2015, article 147).

    :raises YearNotCovered: if the count leaves the years whose holidays are known.
    """
    assert 0 < n <= WORKING_DAYS_MAX
    day = start
    left = n
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, days_off=days_off)
    return day


def with_days_in_lieu(holidays: Iterable[date]) -> frozenset[date]:
    """Return the holidays with the days off in lieu: a holiday on a weekend moves the weekly day off to the
    next working day (Labour Code 2019, article 111, clause 3).
    """
    named = frozenset(holidays)
    off = set(named)
    for holiday in sorted(named):
        if holiday.weekday() < _SATURDAY:
            continue
        day = holiday + timedelta(days=1)
        while day in off or day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
        off.add(day)
    return frozenset(off)
