"""What a loan's row keeps beside its balances: what holds for the nights to come, so that nobody folds to go on.

Between two turns a loan goes on in closed form. `step` is that; it agrees with the fold as long as nothing turned and
no event came between. It is the way of sessions and of the close, `life` is the meaning.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from tantam.core.loans.balances import Balances
from tantam.core.loans.course import NIGHT, Course, Rates
from tantam.core.loans.life import at_end_of_day
from tantam.core.loans.points import points_of


@dataclass(frozen=True, slots=True)
class Ahead:
    """What holds from the end of the day before the balances' day, until `next_turn_on` ends.

    `left_vnd` is the principal that the plan lets stand. Nothing ever turns when `next_turn_on` is None.
    """

    left_vnd: int
    rates: Rates
    is_frozen: bool
    next_turn_on: date | None

    def holds_until(self, day: date) -> bool:
        """Tell whether the nights up to and on a day are borne as it says."""
        return self.next_turn_on is None or day <= self.next_turn_on


def look_ahead(course: Course, balances: Balances) -> Ahead:
    """Return what holds for a loan that stands at these balances on their day, whose end is still to come.

    A loan that will be overdue when the day ends turns on it, though the plan does not: an instalment was missed
    before the money was paid out.
    """
    before = balances.day - NIGHT
    holding = course.turn_at(before)
    next_turn_on = course.next_turn(before) if balances.principal_vnd else None
    if at_end_of_day(balances, course).overdue_vnd != balances.overdue_vnd:
        next_turn_on = balances.day
    return Ahead(holding.left_vnd, holding.rates, holding.is_frozen, next_turn_on)


def step(balances: Balances, ahead: Ahead, *, until: date) -> Balances:
    """Return the balances on a later day, nothing having happened or turned since."""
    assert until >= balances.day
    assert ahead.holds_until(until)
    nights = (until - balances.day).days
    if not nights or not balances.principal_vnd:
        return replace(balances, day=until)
    current_vnd = balances.principal_vnd - balances.overdue_vnd
    current = points_of(current_vnd, rate_ppm=ahead.rates.current_ppm, nights=nights)
    overdue = points_of(balances.overdue_vnd, rate_ppm=ahead.rates.overdue_ppm, nights=nights)
    return replace(
        balances,
        day=until,
        points_current=balances.points_current + current,
        points_overdue=balances.points_overdue + overdue,
    )


class Owing(NamedTuple):
    """What of a loan's balances the plan turns: principal that is outstanding and overdue, and points of interest."""

    principal_vnd: int
    overdue_vnd: int
    points_current: int
    points_overdue: int


def turn_by_plan(owing: Owing, rates: Rates, *, nights: int, left_vnd: int) -> Owing:
    """Return what is owed on the day after the one at whose end the agreed plan turns a loan of one pair of rates.

    `left_vnd` is what the plan lets stand from then on; `nights` end on that day or before since the day of what is
    owed, and nothing happened or turned in them.
    """
    principal_vnd, was_overdue_vnd, points_current, points_overdue = owing
    overdue_vnd = max(0, principal_vnd - left_vnd)
    # The last night is borne by what turned, those before by what stood.
    current = points_of(principal_vnd - was_overdue_vnd, rate_ppm=rates.current_ppm, nights=nights)
    current += points_of(principal_vnd - overdue_vnd, rate_ppm=rates.current_ppm, nights=1)
    overdue = points_of(was_overdue_vnd, rate_ppm=rates.overdue_ppm, nights=nights)
    overdue += points_of(overdue_vnd, rate_ppm=rates.overdue_ppm, nights=1)
    return Owing(principal_vnd, overdue_vnd, points_current + current, points_overdue + overdue)
