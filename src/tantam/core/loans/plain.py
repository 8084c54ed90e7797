"""Plain loans as columns, from their rows to their steps: those whose rates and plan stay what was agreed.

Most loans are plain. `stepping` says the same of any loan, one at a time, and is the meaning; here nothing is done a
loan, so that a whole province is stepped through in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tantam.core.loans import columns
from tantam.core.loans.columns import Ints, Steps
from tantam.core.loans.points import POINTS_MAX, POINTS_PER_DONG

Flags = NDArray[np.bool_]
# A place of a loan, a day (ordinal) and a kind of step make one number to sort by.
_DAY_BITS: Final = 22
_KIND_BITS: Final = 4
LOANS_MAX: Final = 2 ** (63 - _DAY_BITS - _KIND_BITS)
NEVER: Final = 2**_DAY_BITS - 1


@dataclass(slots=True)
class PlainTerms:
    """What was agreed: a place a loan, and the instalments in the order of loan and day. Đồng, ppm, ordinals."""

    approved_vnd: Ints
    rate_ppm: Ints
    overdue_rate_ppm: Ints
    instalment_loan: Ints
    collect_by: Ints
    principal_vnd: Ints

    @property
    def count(self) -> int:
        """Return how many loans they are."""
        return int(self.approved_vnd.size)

    def are_possible(self) -> Flags:
        """Tell for each loan whether `LoanTerms` would take its terms."""
        count = self.count
        planned = np.bincount(self.instalment_loan, minlength=count)
        fits = self.principal_vnd <= self.approved_vnd[self.instalment_loan]
        of_same = self.instalment_loan[1:] == self.instalment_loan[:-1]
        late = np.flatnonzero(of_same & (self.collect_by[1:] <= self.collect_by[:-1])) + 1
        wrong = np.zeros(count, dtype=np.bool_)
        wrong[self.instalment_loan[late]] = True
        wrong[self.instalment_loan[~fits | (self.principal_vnd <= 0)]] = True
        rates = (self.rate_ppm >= 0) & (self.rate_ppm <= self.overdue_rate_ppm)
        ends = np.cumsum(planned)
        total = _sums(self.principal_vnd)
        repays = total[ends] - total[ends - planned] == self.approved_vnd
        possible: Flags = (planned > 0) & (self.approved_vnd > 0) & rates & repays & ~wrong
        return possible


@dataclass(slots=True)
class Moves:
    """Events that stand and move money, in the order of loan and writing; `kind` is one of the steps' kinds.

    What was taken over is its disbursement here; what was repaid and owed of it are rows of their own.
    """

    loan: Ints
    day: Ints
    kind: NDArray[np.int8]
    amount_vnd: Ints

    def some(self, chosen: Flags | Ints) -> Moves:
        """Return some of the rows: those that are marked, or those of these places, in their order."""
        return Moves(self.loan[chosen], self.day[chosen], self.kind[chosen], self.amount_vnd[chosen])


def first_days(moves: Moves, *, count: int) -> Ints:
    """Return the day of each loan's first move, NEVER where nothing moved."""
    first = np.full(count, NEVER, dtype=np.int64)
    if moves.loan.size:
        starts = np.flatnonzero(np.append(True, moves.loan[1:] != moves.loan[:-1]))
        first[moves.loan[starts]] = np.minimum.reduceat(moves.day, starts)
    return first


def fits_columns(terms: PlainTerms, moves: Moves, *, until: Ints) -> Flags:
    """Tell for each loan whether its points surely stay within a column, whatever it paid."""
    nights = until - np.minimum(first_days(moves, count=terms.count), until)
    most = POINTS_MAX // 4
    room = most // np.maximum(terms.overdue_rate_ppm * nights, 1)
    brought = np.isin(moves.kind, (columns.TAKE_OVER_INTEREST, columns.TAKE_OVER_OVERDUE_INTEREST))
    large = np.zeros(terms.count, dtype=np.bool_)
    large[moves.loan[brought & (moves.amount_vnd > most // POINTS_PER_DONG)]] = True
    fits: Flags = (terms.approved_vnd <= room) & ~large
    return fits


def plain_steps(terms: PlainTerms, moves: Moves, *, until: Ints) -> Steps:
    """Return the steps of loans up to and on a day of each (ordinal), in the order in which columns are folded."""
    assert terms.count <= LOANS_MAX
    moves = moves.some(moves.day <= until[moves.loan])
    turns, left_vnd = _turns(terms, first_days(moves, count=terms.count), until)
    loan = np.concatenate([turns // 2**_DAY_BITS, moves.loan])
    day = np.concatenate([turns % 2**_DAY_BITS, moves.day])
    kind = np.concatenate([np.full(turns.size, columns.TURN, dtype=np.int8), moves.kind])
    # Stable, so that moves of one kind and day stay in the order of writing.
    order = np.argsort((loan << _DAY_BITS | day) << _KIND_BITS | kind, kind="stable")
    loan = loan[order]
    nothing = np.zeros(moves.loan.size, dtype=np.int64)
    return Steps(
        loan=loan,
        day=day[order],
        kind=kind[order],
        amount_vnd=np.concatenate([np.zeros(turns.size, dtype=np.int64), moves.amount_vnd])[order],
        left_vnd=np.concatenate([left_vnd, nothing])[order],
        rate_ppm=terms.rate_ppm[loan],
        overdue_rate_ppm=terms.overdue_rate_ppm[loan],
        is_frozen=np.zeros(loan.size, dtype=np.bool_),
    )


def _turns(terms: PlainTerms, first: Ints, until: Ints) -> tuple[Ints, Ints]:
    """Return loan and day of the turns that the moves meet, as one number, and what the plan leaves after each.

    The first of a loan is the evening before its first move.
    """
    moved = np.flatnonzero(first != NEVER)
    left_after = _left_after_each(terms)
    of, collect_by = terms.instalment_loan, terms.collect_by
    within = (collect_by >= first[of]) & (collect_by < until[of])
    before = left_vnd_after(terms, day=first - 1)
    turns = np.concatenate([moved << _DAY_BITS | (first[moved] - 1), of[within] << _DAY_BITS | collect_by[within]])
    return turns, np.concatenate([before[moved], left_after[within]])


def left_vnd_after(terms: PlainTerms, *, day: Ints) -> Ints:
    """Return the principal that the plan of each loan leaves outstanding when a day of its own ends."""
    starts, passed = _passed(terms, day)
    if not terms.collect_by.size:
        return terms.approved_vnd.copy()
    left = _left_after_each(terms)[np.maximum(starts + passed - 1, 0)]
    return np.where(passed > 0, left, terms.approved_vnd)


def next_collection(terms: PlainTerms, *, day: Ints) -> Ints:
    """Return the first day of collection after a day of each loan; NEVER if there is none."""
    starts, passed = _passed(terms, day)
    planned = np.bincount(terms.instalment_loan, minlength=terms.count)
    padded = np.append(terms.collect_by, NEVER)
    return np.where(passed < planned, padded[np.minimum(starts + passed, padded.size - 1)], NEVER)


def _passed(terms: PlainTerms, day: Ints) -> tuple[Ints, Ints]:
    """Return where the instalments of each loan begin, and how many are to be collected up to and on its day."""
    of = terms.instalment_loan
    planned = np.bincount(of, minlength=terms.count)
    passed = np.bincount(of[terms.collect_by <= day[of]], minlength=terms.count)
    return np.cumsum(planned) - planned, passed


def _left_after_each(terms: PlainTerms) -> Ints:
    """Return what each instalment leaves of its loan, in đồng."""
    planned = np.bincount(terms.instalment_loan, minlength=terms.count)
    total = _sums(terms.principal_vnd)
    repaid = total[1:] - total[np.cumsum(planned) - planned][terms.instalment_loan]
    left: Ints = terms.approved_vnd[terms.instalment_loan] - repaid
    return left


def _sums(amounts: Ints) -> Ints:
    """Return nothing and the running sums; they may wrap around, the difference of two of one loan is right."""
    sums: Ints = np.append(0, np.cumsum(amounts))
    return sums
