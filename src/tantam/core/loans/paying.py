"""A borrower's payment of the day on a loan that only goes on: what the row keeps is enough, nothing is folded.

This is the way of a session's sheets. It holds while nothing turned since the row was kept and nothing else happened
to the loan on the day; `life` is the meaning, and generated lives hold the two together.
"""

from datetime import date
from typing import NamedTuple

from tantam.core.loans.checking import Objected, Objection
from tantam.core.loans.points import POINTS_PER_DONG
from tantam.core.loans.terms import USUAL_ORDER, AllocationOrder, Part


class Kept(NamedTuple):
    """What a loan's row says (`keeping`): đồng, points, rates in ppm a year."""

    day: date
    principal_vnd: int
    overdue_vnd: int
    points_current: int
    points_overdue: int
    rate_ppm: int
    overdue_rate_ppm: int
    next_turn_on: date | None


class Settled(NamedTuple):
    """How a payment was shared out, in đồng, and the points of interest that are left after it."""

    principal_overdue_vnd: int
    principal_current_vnd: int
    interest_overdue_vnd: int
    interest_current_vnd: int
    points_current: int
    points_overdue: int


def settles_overdue_first(order: AllocationOrder) -> bool:
    """Tell whether an order takes what is overdue before what is current, of principal and of interest."""
    pairs = {(Part.PRINCIPAL_OVERDUE, Part.PRINCIPAL_CURRENT), (Part.INTEREST_OVERDUE, Part.INTEREST_CURRENT)}
    return all(
        by.index(first) < by.index(second)
        for by in (order.while_current, order.while_overdue)
        for first, second in pairs
    )


assert settles_overdue_first(USUAL_ORDER)


def goes_on(kept: Kept, on: date) -> bool:
    """Tell whether a loan of the plan only went on until a day, so that a payment of it may be settled from the row.

    The caller knows that the loan follows its plan, stands neither frozen nor written off, and that no event was
    written down on the day or later. A row that turns on its own day may do so only for what it stands at.
    """
    turn = kept.next_turn_on
    return kept.principal_vnd > 0 and kept.day <= on and (turn is None or (kept.day < turn and on <= turn))


def pay(kept: Kept, *, on: date, interest_vnd: int, principal_vnd: int) -> Settled | Objected:
    """Return what a payment towards interest and one towards principal come to, or why they are refused.

    For orders that settle what is overdue first; `goes_on` holds.
    """
    _day, principal, overdue, points_current, points_overdue, rate, overdue_rate, _turn = kept
    nights = (on - kept.day).days
    points_current += (principal - overdue) * rate * nights
    points_overdue += overdue * overdue_rate * nights
    if interest_vnd < 0 or principal_vnd < 0 or not (interest_vnd or principal_vnd):
        return Objected(Objection.NOT_POSITIVE)
    interest_overdue_vnd = interest_current_vnd = 0
    if interest_vnd:
        # As `whole_dong`, twice; a call each would be felt in a sheet of many loans.
        owed_overdue = max(0, (2 * points_overdue + POINTS_PER_DONG) // (2 * POINTS_PER_DONG))
        owed_current = max(0, (2 * points_current + POINTS_PER_DONG) // (2 * POINTS_PER_DONG))
        if interest_vnd > owed_overdue + owed_current:
            return Objected(Objection.MORE_THAN_OWED, owed_overdue + owed_current)
        interest_overdue_vnd = min(interest_vnd, owed_overdue)
        interest_current_vnd = interest_vnd - interest_overdue_vnd
        points_overdue -= interest_overdue_vnd * POINTS_PER_DONG
        points_current -= interest_current_vnd * POINTS_PER_DONG
    if principal_vnd > principal:
        return Objected(Objection.MORE_THAN_OWED, principal)
    principal_overdue_vnd = min(principal_vnd, overdue)
    return Settled(
        principal_overdue_vnd,
        principal_vnd - principal_overdue_vnd,
        interest_overdue_vnd,
        interest_current_vnd,
        points_current,
        points_overdue,
    )
