"""Lives of many loans that do not exist, drawn from a seed, as columns.

A loan is paid out, or taken over in the middle of its plan, and pays once a month on its commune's day of session:
the interest owed, and the instalment of the month. Eight of a hundred pay only a little once an instalment is due,
two took back their last payment; one had its rates cut or was frozen, so that it is not plain.
"""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tantam.core.loans import columns
from tantam.core.loans.columns import whole_dong_of
from tantam.core.loans.plain import Moves, PlainTerms
from tantam.core.loans.points import POINTS_PER_DONG

Ints = NDArray[np.int64]
INSTALMENTS = 6
BEHIND_PERCENT, TAKEN_OVER_PERCENT, REVERSED_PERCENT, OTHER_PERMILLE = 8, 30, 2, 10
LITTLE_VND = 50_000
FREEZE_DAYS = 90  # of a freeze and of a cut of rates
# Rates in ppm a year, by the place of the programme.
RATES = ((66_000, 85_800), (79_200, 102_960), (90_000, 117_000), (33_000, 42_900))
# Kinds of events.
TAKEN_OVER, DISBURSED, PAID, REVERSED, RATE_CHANGED, FROZEN = range(6)
ANYTHING, INTEREST = range(2)


@dataclass(slots=True)
class Lives:
    """Loans, a place each; `days`, `kinds`, `amounts_vnd` and `towards` have a row a loan and a column an event.

    Days are ordinals. `due_on`, `collect_by` and `instalments_vnd` have a column an instalment.
    """

    programme: Ints
    approved_vnd: Ints
    rate_ppm: Ints
    overdue_rate_ppm: Ints
    contract_on: Ints
    due_on: Ints
    collect_by: Ints
    instalments_vnd: Ints
    days: Ints
    kinds: Ints
    towards: Ints
    amounts_vnd: Ints
    begun_vnd: Ints  # principal outstanding at the beginning
    is_other: NDArray[np.bool_]

    def some(self, places: Ints) -> "Lives":
        """Return some of the loans."""
        return Lives(**{each.name: getattr(self, each.name)[places] for each in fields(self)})

    def terms(self) -> PlainTerms:
        """Return what was agreed, as the core takes it."""
        return PlainTerms(
            approved_vnd=self.approved_vnd,
            rate_ppm=self.rate_ppm,
            overdue_rate_ppm=self.overdue_rate_ppm,
            instalment_loan=np.repeat(np.arange(self.approved_vnd.size), INSTALMENTS),
            collect_by=self.collect_by.ravel(),
            principal_vnd=self.instalments_vnd.ravel(),
        )

    def moves(self) -> Moves:
        """Return what stands and moves money."""
        count, events = self.kinds.shape
        stands = (self.kinds <= PAID) & ~np.pad(self.kinds[:, 1:] == REVERSED, ((0, 0), (0, 1)))
        steps = np.array([columns.DISBURSE, columns.DISBURSE, columns.PAY_ANYTHING], dtype=np.int8)
        kind = steps[np.minimum(self.kinds, PAID)]
        kind[(self.kinds == PAID) & (self.towards == INTEREST)] = columns.PAY_INTEREST
        repaid = np.where(self.kinds[:, 0] == TAKEN_OVER, self.amounts_vnd[:, 0] - self.begun_vnd, 0)
        loan = np.repeat(np.arange(count), events + 1)
        before = np.full((count, 1), columns.TAKE_OVER_REPAID, dtype=np.int8)
        moves = Moves(
            loan=loan,
            day=np.hstack([self.days[:, :1], self.days]).ravel(),
            kind=np.hstack([before, kind]).ravel(),
            amount_vnd=np.hstack([repaid[:, None], self.amounts_vnd]).ravel(),
        )
        return moves.some(np.hstack([repaid[:, None] > 0, stands]).ravel())


def draw_lives(random: np.random.Generator, session_day: Ints, *, events: int, on: date) -> Lives:
    """Return lives of `events` events each, the last of them on the last session before a day.

    `session_day` is the day of the month on which each loan's commune has its session, 1 to 28.
    """
    count, paying = session_day.size, events - 1
    programme = random.integers(0, len(RATES), count)
    rate_ppm, overdue_rate_ppm = np.array(RATES)[programme].T
    last = on.year * 12 + on.month - 1 - (session_day >= on.day)
    between = 12 * -(-(events + 40) // (12 * INSTALMENTS))
    is_taken = random.integers(0, 100, count) < TAKEN_OVER_PERCENT
    began = last - paying - np.where(is_taken, random.integers(1, 37, count), 0)
    of_instalment = began[:, None] + between * np.arange(1, INSTALMENTS + 1)
    collect_by = _ordinals(of_instalment, session_day[:, None])
    due_on = _ordinals(of_instalment, random.integers(1, session_day + 1)[:, None])
    approved_vnd = random.integers(10, 101, count) * 1_000_000
    share = (approved_vnd // INSTALMENTS // 100_000 * 100_000)[:, None]
    instalments_vnd = np.repeat(share, INSTALMENTS, axis=1)
    instalments_vnd[:, -1] += approved_vnd - instalments_vnd.sum(axis=1)
    first_day = _ordinals(began, session_day)
    first_day = np.where(is_taken, _ordinals(last - paying, session_day), first_day - random.integers(0, session_day))
    due_before = np.where(collect_by <= first_day[:, None], instalments_vnd, 0).sum(axis=1)
    lives = Lives(
        programme=programme,
        approved_vnd=approved_vnd,
        rate_ppm=rate_ppm,
        overdue_rate_ppm=overdue_rate_ppm,
        contract_on=np.where(is_taken, _ordinals(began, 1), first_day),
        due_on=due_on,
        collect_by=collect_by,
        instalments_vnd=instalments_vnd,
        days=np.empty((count, events), dtype=np.int64),
        kinds=np.full((count, events), PAID),
        towards=np.full((count, events), ANYTHING),
        amounts_vnd=np.empty((count, events), dtype=np.int64),
        begun_vnd=np.where(is_taken, approved_vnd - due_before, approved_vnd),
        is_other=random.integers(0, 1_000, count) < OTHER_PERMILLE,
    )
    lives.kinds[:, 0] = np.where(is_taken, TAKEN_OVER, DISBURSED)
    lives.days[:, 0], lives.amounts_vnd[:, 0] = first_day, approved_vnd
    months = last[:, None] - paying + 1 + np.arange(paying)
    lives.days[:, 1:] = _ordinals(months, session_day[:, None])
    _pay(lives, random)
    _end(lives, random)
    return lives


def _pay(lives: Lives, random: np.random.Generator) -> None:
    """Let the loans pay what they owe month by month; those that are behind pay little from their instalment on."""
    count, events = lives.kinds.shape
    principal_vnd = lives.begun_vnd.copy()
    points = np.zeros(count, dtype=np.int64)
    falls_behind = random.integers(0, 100, count) < BEHIND_PERCENT
    is_behind = np.zeros(count, dtype=np.bool_)
    names_interest = random.integers(0, 2, count) == 1
    for event in range(1, events):
        nights = lives.days[:, event] - lives.days[:, event - 1]
        points += principal_vnd * lives.rate_ppm * nights
        interest_vnd = whole_dong_of(points)
        due = lives.collect_by == lives.days[:, event, None]
        due_vnd = np.where(due, lives.instalments_vnd, 0).sum(axis=1)
        is_behind |= falls_behind & (due_vnd > 0)
        due_vnd = np.minimum(due_vnd, principal_vnd)
        lives.amounts_vnd[:, event] = np.where(is_behind, LITTLE_VND, interest_vnd + due_vnd)
        lives.towards[:, event] = np.where(names_interest & ~is_behind & (due_vnd == 0), INTEREST, ANYTHING)
        points -= interest_vnd * POINTS_PER_DONG
        principal_vnd -= due_vnd


def _end(lives: Lives, random: np.random.Generator) -> None:
    """Let some take their last payment back, and let some stop being plain with their last event."""
    count = lives.approved_vnd.size
    takes_back = (random.integers(0, 100, count) < REVERSED_PERCENT) & ~lives.is_other
    lives.kinds[takes_back, -1] = REVERSED
    lives.days[takes_back, -1] = lives.days[takes_back, -2]
    lives.kinds[lives.is_other, -1] = np.where(np.arange(count) % 2, RATE_CHANGED, FROZEN)[lives.is_other]
    changed = takes_back | lives.is_other
    lives.amounts_vnd[changed, -1] = 0


def _ordinals(months: Ints, days: Ints | int) -> Ints:
    """Return the days of months (year × 12 + month - 1) as ordinals."""
    starts = (np.asarray(months) - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    ordinals: Ints = starts + date(1970, 1, 1).toordinal() + np.asarray(days) - 1
    return ordinals
