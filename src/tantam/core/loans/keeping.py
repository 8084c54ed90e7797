"""What a loan's row keeps beside its balances: what holds for the nights to come, so that nobody folds to go on.

Between two turns a loan goes on in closed form. `step` is that; it agrees with the fold as long as nothing turned and
no event came between. It is the way of sessions and of the close, `life` is the meaning.
"""

from dataclasses import dataclass, replace
from datetime import date

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


def turn_by_plan(balances: Balances, rates: Rates, *, day: date, left_vnd: int) -> Balances:
    """Return the balances on the day after `day`, at whose end the agreed plan turns a loan of one pair of rates.

    `left_vnd` is what the plan lets stand from then on. Nothing happened or turned since the day of the balances.
    """
    overdue_vnd = max(0, balances.principal_vnd - left_vnd)
    turned = replace(
        step(balances, Ahead(0, rates, is_frozen=False, next_turn_on=day), until=day), overdue_vnd=overdue_vnd
    )
    return step(turned, Ahead(left_vnd, rates, is_frozen=False, next_turn_on=None), until=day + NIGHT)
