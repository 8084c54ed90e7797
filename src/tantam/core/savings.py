"""Interest of savings, in the points of `core/loans/points.py`: exact, divided once when it is paid.

A move bears from the day after its own on, whenever it was written down, so what is written late or taken back is right
by itself as soon as all moves are looked at. A night bears the rate of the day on which it ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from tantam.core.law.dated import MissingValueError
from tantam.core.loans.points import POINTS_PER_DONG

NIGHT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rates:
    """Yearly rates in ppm by the day from which each holds, in order; the last one goes on."""

    steps: tuple[tuple[date, int], ...]
    _summed: dict[date, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [starts_on for starts_on, _ppm in self.steps]
        assert starts == sorted(set(starts)), "rates are in the order of their days"

    def ppm_nights(self, after: date, until: date) -> int:
        """Return the sum of the rates of the nights that end after a day and up to another.

        :raises MissingValueError: if one of them ends before the first rate.
        """
        assert after <= until
        if after < until and (not self.steps or after + NIGHT < self.steps[0][0]):
            raise MissingValueError(f"demand_ppm: the law has no value for {after + NIGHT:%Y-%m-%d}")
        return self._sum(until) - self._sum(after)

    def _sum(self, day: date) -> int:
        """Return the sum of the rates of all nights that end up to a day."""
        known = self._summed.get(day)
        if known is None:
            ends = [*(starts_on for starts_on, _ppm in self.steps[1:]), day + NIGHT]
            known = sum(
                ppm * max(0, (min(end, day + NIGHT) - starts_on).days)
                for (starts_on, ppm), end in zip(self.steps, ends, strict=True)
            )
            self._summed[day] = known
        return known

    def within(self, after: date | None, until: date) -> "Rates":
        """Return the rates of the nights that end after a day (None: of all) and up to another."""
        steps = [(starts_on, ppm) for starts_on, ppm in self.steps if starts_on <= until]
        if after is None:
            return Rates(tuple(steps))
        first = after + NIGHT
        before = [ppm for starts_on, ppm in steps if starts_on <= first]
        later = [(starts_on, ppm) for starts_on, ppm in steps if starts_on > first]
        return Rates(((first, before[-1]), *later) if before else tuple(later))


@dataclass(frozen=True, slots=True)
class Accrued:
    """Points that an account bore and was not paid up to the end of a day (None: no day was reckoned yet).

    Below zero, more was paid than later corrections leave.
    """

    points: int = 0
    through: date | None = None


def accrue(kept: Accrued, *, balance_vnd: int, moves: Iterable[tuple[date, int]], rates: Rates, until: date) -> Accrued:
    """Return what an account has borne by the end of a day.

    `balance_vnd` is what all moves came to that were known when `kept` was reckoned; `moves` are those written down
    since, each with its own day and the đồng that it put in or, below zero, took out.
    """
    assert kept.through is None or kept.through <= until
    assert kept.through is not None or not balance_vnd
    points = kept.points
    if kept.through is not None and balance_vnd:
        points += balance_vnd * rates.ppm_nights(kept.through, until)
    for on, vnd in moves:
        assert on <= until, "no move lies ahead"
        points += vnd * rates.ppm_nights(on, until)
    return Accrued(points, until)


def owed_vnd(accrued: Accrued) -> int:
    """Return the whole đồng to be paid, or, below zero, to be taken back; what is less than one đồng waits.

    So all that was ever paid is what all nights came to, without its last fraction of a đồng.
    """
    return accrued.points // POINTS_PER_DONG


def paid(accrued: Accrued, vnd: int) -> Accrued:
    """Return what is left when some đồng of the interest were paid or, below zero, taken back."""
    return Accrued(accrued.points - vnd * POINTS_PER_DONG, accrued.through)
