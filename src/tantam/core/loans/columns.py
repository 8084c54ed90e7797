"""The fold for many loans at once, over int64 columns; `life` is the meaning.

What happens to the loans comes as steps in the order of loan, day and place in the day. They are taken in rounds:
the first step of every loan, then the second of every loan that has one, so that a round is a few dozen operations
over columns however many loans there are.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tantam.core.loans.points import POINTS_MAX, POINTS_PER_DONG
from tantam.core.loans.terms import INTEREST, PRINCIPAL, AllocationOrder, Part

Ints = NDArray[np.int64]

# Kinds of steps, in the order in which those of one day count. What is taken over is a disbursement, and what was
# repaid of it and owed on it before. A turn is what holds from the end of the day.
TAKE_OVER_REPAID: Final = 0
TAKE_OVER_INTEREST: Final = 1
TAKE_OVER_OVERDUE_INTEREST: Final = 2
DISBURSE: Final = 3
PAY_INTEREST: Final = 4
PAY_PRINCIPAL: Final = 5
PAY_ANYTHING: Final = 6
RETURN_SURPLUS: Final = 7
WRITE_OFF: Final = 8
TURN: Final = 9

_PARTS: Final = tuple(Part)
_MEANT: Final = {PAY_INTEREST: INTEREST, PAY_PRINCIPAL: PRINCIPAL, PAY_ANYTHING: INTEREST | PRINCIPAL}


class TooLargeForColumns(OverflowError):  # noqa: N818 - it says what they are
    """Points beyond what a column holds; such a loan is folded by itself."""


@dataclass(slots=True)
class Steps:
    """What happens to the loans, sorted by loan, day (ordinal), kind and order of writing.

    `loan` is the place of the loan. `amount_vnd` is the money of a move. Of a turn, `left_vnd` is the principal
    that the plan leaves outstanding, with the rates in ppm and whether the loan is frozen.
    """

    loan: Ints
    day: Ints
    kind: NDArray[np.int8]
    amount_vnd: Ints
    left_vnd: Ints
    rate_ppm: Ints
    overdue_rate_ppm: Ints
    is_frozen: NDArray[np.bool_]


@dataclass(slots=True)
class LoanColumns:
    """Balances of many loans, one place a loan, as `Balances`; and what holds for the nights to come."""

    day: Ints
    principal_vnd: Ints
    overdue_vnd: Ints
    points_current: Ints
    points_overdue: Ints
    disbursed_vnd: Ints
    principal_paid_vnd: Ints
    interest_current_paid_vnd: Ints
    interest_overdue_paid_vnd: Ints
    principal_written_off_vnd: Ints
    interest_written_off_vnd: Ints
    recovered_vnd: Ints
    surplus_vnd: Ints
    surplus_returned_vnd: Ints
    is_written_off: Ints
    left_vnd: Ints
    rate_ppm: Ints
    overdue_rate_ppm: Ints
    is_frozen: Ints

    @classmethod
    def nothing_yet(cls, loans: int) -> LoanColumns:
        """Return the columns of loans to which nothing has happened."""
        return cls(**{each.name: np.zeros(loans, dtype=np.int64) for each in fields(cls)})

    def take(self, places: Ints | slice) -> LoanColumns:
        """Return the columns of some of the loans."""
        return LoanColumns(**{each.name: getattr(self, each.name)[places] for each in fields(self)})

    def put(self, places: Ints | slice, some: LoanColumns) -> None:
        """Write the columns of some of the loans back."""
        for each in fields(self):
            getattr(self, each.name)[places] = getattr(some, each.name)


def fold_columns(loans: int, steps: Steps, *, order: AllocationOrder, until: int | Ints) -> LoanColumns:
    """Return what the loans stand at on a day (ordinal; one for all or one a loan), before its instalments fall due.

    :raises TooLargeForColumns: if points would not fit.
    """
    whole = LoanColumns.nothing_yet(loans)
    for rows in _rounds(steps.loan):
        places = steps.loan[rows]
        some = whole.take(places)
        _advance(some, until=steps.day[rows])
        _happen(some, steps, rows, order)
        whole.put(places, some)
    _advance(whole, until=np.maximum(whole.day, until))
    return whole


def _rounds(loan: Ints) -> list[Ints]:
    """Return the rows of each round: the first step of every loan, the second, …"""
    if not loan.size:
        return []
    is_first = np.empty(loan.shape, dtype=np.bool_)
    is_first[0] = True
    np.not_equal(loan[1:], loan[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    counts = np.diff(np.append(starts, loan.size))
    return [starts[counts > number] + number for number in range(int(counts.max()))]


def _advance(some: LoanColumns, *, until: Ints) -> None:
    """End the day of each loan that leaves it, and let the nights pass."""
    nights = until - some.day
    leaves = (nights > 0) & (some.day > 0)
    ended = np.maximum(some.principal_vnd - some.left_vnd, 0)
    ended = np.where(some.is_frozen != 0, np.minimum(some.overdue_vnd, some.principal_vnd), ended)
    some.overdue_vnd = np.where(leaves, ended, some.overdue_vnd)
    nights = np.where(leaves, nights, 0)
    current = _points(some.principal_vnd - some.overdue_vnd, some.rate_ppm, nights)
    overdue = _points(some.overdue_vnd, some.overdue_rate_ppm, nights)
    some.points_current = _within(some.points_current + current)
    some.points_overdue = _within(some.points_overdue + overdue)
    some.day = until


def _points(principal_vnd: Ints, rate_ppm: Ints, nights: Ints) -> Ints:
    ceiling = int(principal_vnd.max(initial=0)) * int(rate_ppm.max(initial=0)) * int(nights.max(initial=0))
    if ceiling >= POINTS_MAX:
        exact = [int(p) * int(r) * int(n) for p, r, n in zip(principal_vnd, rate_ppm, nights, strict=True)]
        if max(exact) >= POINTS_MAX:
            raise TooLargeForColumns(max(exact))
    product: Ints = principal_vnd * rate_ppm * nights
    return product


def _within(points: Ints) -> Ints:
    if points.size and int(points.max()) >= POINTS_MAX:
        raise TooLargeForColumns(int(points.max()))
    return points


def _happen(some: LoanColumns, steps: Steps, rows: Ints, order: AllocationOrder) -> None:
    kind = steps.kind[rows]
    for present in np.unique(kind).tolist():
        places = np.flatnonzero(kind == present)
        few = some.take(places)
        _do(few, int(present), steps, rows[places], order)
        some.put(places, few)


def _do(few: LoanColumns, kind: int, steps: Steps, rows: Ints, order: AllocationOrder) -> None:
    amount_vnd = steps.amount_vnd[rows]
    if kind == TURN:
        few.left_vnd = steps.left_vnd[rows]
        few.rate_ppm = steps.rate_ppm[rows]
        few.overdue_rate_ppm = steps.overdue_rate_ppm[rows]
        few.is_frozen = steps.is_frozen[rows].astype(np.int64)
    elif kind == TAKE_OVER_REPAID:
        few.principal_vnd -= amount_vnd
        few.principal_paid_vnd += amount_vnd
    elif kind == TAKE_OVER_INTEREST:
        few.points_current = _within(few.points_current + _points_of(amount_vnd))
    elif kind == TAKE_OVER_OVERDUE_INTEREST:
        few.points_overdue = _within(few.points_overdue + _points_of(amount_vnd))
    elif kind == DISBURSE:
        few.disbursed_vnd += amount_vnd
        few.principal_vnd += amount_vnd
    elif kind == RETURN_SURPLUS:
        few.surplus_vnd -= amount_vnd
        few.surplus_returned_vnd += amount_vnd
    elif kind == WRITE_OFF:
        _write_off(few)
    else:
        pay(few, amount_vnd, kind=kind, order=order)


def _points_of(interest_vnd: Ints) -> Ints:
    """Return đồng as points, where they fit."""
    if interest_vnd.size and int(interest_vnd.max()) * POINTS_PER_DONG >= POINTS_MAX:
        raise TooLargeForColumns(int(interest_vnd.max()))
    points: Ints = interest_vnd * POINTS_PER_DONG
    return points


def _write_off(few: LoanColumns) -> None:
    few.principal_written_off_vnd = few.principal_vnd.copy()
    few.interest_written_off_vnd = whole_dong_of(few.points_current) + whole_dong_of(few.points_overdue)
    for name in ("principal_vnd", "overdue_vnd", "points_current", "points_overdue"):
        getattr(few, name)[:] = 0
    few.is_written_off[:] = 1


def whole_dong_of(points: Ints) -> Ints:
    """Return points as đồng, half up and not below nothing: `whole_dong` over a column."""
    dong: Ints = np.maximum((2 * points + POINTS_PER_DONG) // (2 * POINTS_PER_DONG), 0)
    return dong


def pay(few: LoanColumns, amount_vnd: Ints, *, kind: int, order: AllocationOrder) -> dict[Part, Ints]:
    """Share out one payment of each loan; return what each part took, in đồng. The columns are changed."""
    owed = {
        Part.PRINCIPAL_OVERDUE: few.overdue_vnd,
        Part.PRINCIPAL_CURRENT: few.principal_vnd - few.overdue_vnd,
        Part.INTEREST_OVERDUE: whole_dong_of(few.points_overdue),
        Part.INTEREST_CURRENT: whole_dong_of(few.points_current),
    }
    written_off = few.principal_written_off_vnd + few.interest_written_off_vnd - few.recovered_vnd
    recovered = np.where(few.is_written_off != 0, np.minimum(amount_vnd, written_off), 0)
    left = amount_vnd - recovered
    is_overdue = few.overdue_vnd > 0
    taken = {part: np.zeros_like(left) for part in _PARTS}
    for sequence, chosen in ((order.while_current, ~is_overdue), (order.while_overdue, is_overdue)):
        for part in sequence:
            if part in _MEANT[kind]:
                took = np.where(chosen, np.minimum(left, owed[part]), 0)
                taken[part] += took
                left = left - took
    principal = taken[Part.PRINCIPAL_OVERDUE] + taken[Part.PRINCIPAL_CURRENT]
    few.principal_vnd -= principal
    few.overdue_vnd -= taken[Part.PRINCIPAL_OVERDUE]
    few.points_current -= taken[Part.INTEREST_CURRENT] * POINTS_PER_DONG
    few.points_overdue -= taken[Part.INTEREST_OVERDUE] * POINTS_PER_DONG
    few.principal_paid_vnd += principal
    few.interest_current_paid_vnd += taken[Part.INTEREST_CURRENT]
    few.interest_overdue_paid_vnd += taken[Part.INTEREST_OVERDUE]
    few.recovered_vnd += recovered
    few.surplus_vnd += left
    return taken


def as_dict(columns: LoanColumns, place: int) -> dict[str, Any]:
    """Return one loan's columns as plain numbers, by name."""
    return {each.name: int(getattr(columns, each.name)[place]) for each in fields(columns)}
