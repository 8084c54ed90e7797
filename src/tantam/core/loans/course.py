"""What holds for a loan on which day: the plan, the rates, the freezes, and the days on which any of it turns."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tantam.core.loans.events import Event, Frozen, RateChanged, Replanned
from tantam.core.loans.terms import LoanTerms, Plan

NIGHT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates in ppm a year: of what is not overdue, and of what is."""

    current_ppm: int
    overdue_ppm: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What holds from the end of a day: the principal the plan leaves outstanding, the rates, and the freeze."""

    day: date
    left_vnd: int
    rates: Rates
    is_frozen: bool


NO_INTEREST: Final = Rates(0, 0)


class Course:
    """What the terms and the events that change them say for every day."""

    def __init__(self, terms: LoanTerms, events: Iterable[Event] = ()) -> None:
        """Read the course from the events that are not taken back; those that move money are passed over."""
        self.terms = terms
        self._plans: list[tuple[date, int, Plan]] = []
        self._rates: list[RateChanged] = []
        self._freezes: list[Frozen] = []
        self._turns: list[date] = sorted(set(terms.plan.days))
        for event in events:
            self.add(event)

    def add(self, event: Event) -> None:
        """Let another event change the course."""
        if isinstance(event, Replanned):
            insort(self._plans, (event.on, event.seq, event.plan), key=_when)
            self._turn(event.on, *event.plan.days)
        elif isinstance(event, RateChanged):
            self._rates.append(event)
            self._rates.sort(key=_precedence)
            self._turn(event.on - NIGHT, *([event.until] if event.until else []))
        elif isinstance(event, Frozen):
            self._freezes.append(event)
            self._turn(event.on - NIGHT, event.on, event.until)

    def _turn(self, *days: date) -> None:
        self._turns = sorted({*self._turns, *days})

    def plan_on(self, day: date) -> Plan:
        """Return the plan that holds when a day ends."""
        place = bisect_right(self._plans, day, key=_day)
        return self._plans[place - 1][2] if place else self.terms.plan

    def rates_on(self, day: date) -> Rates:
        """Return the rates of the night that ends on a day."""
        if self._freezes and any(freeze.on <= day <= freeze.until for freeze in self._freezes):
            return NO_INTEREST
        for change in reversed(self._rates):
            if change.on <= day and (change.until is None or day <= change.until):
                return Rates(change.rate_ppm, change.overdue_rate_ppm)
        return Rates(self.terms.rate_ppm, self.terms.overdue_rate_ppm)

    def is_frozen(self, day: date) -> bool:
        """Tell whether the loan is frozen when a day ends."""
        return any(freeze.on <= day < freeze.until for freeze in self._freezes)

    def overdue_of(self, principal_vnd: int, *, overdue_vnd: int, day: date) -> int:
        """Return how much of a principal is overdue when a day ends, in đồng.

        What the plan in force no longer leaves outstanding is overdue. While the loan is frozen, nothing falls
        due, and what was overdue stays so.
        """
        if self.is_frozen(day):
            return min(overdue_vnd, principal_vnd)
        return max(0, principal_vnd - self.plan_on(day).left_after(day))

    def turns(self, first: date) -> list[Turn]:
        """Return what holds from the end of the day before `first`, and every turn after that."""
        return [self.turn_at(day) for day in (first - NIGHT, *self._turns[bisect_left(self._turns, first) :])]

    def turn_at(self, day: date) -> Turn:
        """Return what holds from the end of a day."""
        return Turn(day, self.plan_on(day).left_after(day), self.rates_on(day + NIGHT), self.is_frozen(day))

    def next_turn(self, after: date) -> date | None:
        """Return the first day after another at whose end something turns; None if nothing ever will."""
        place = bisect_right(self._turns, after)
        return self._turns[place] if place < len(self._turns) else None

    def turns_between(self, after: date, until: date) -> list[date]:
        """Return the days after one and before another at whose end something turns, and that other day."""
        first, last = bisect_right(self._turns, after), bisect_left(self._turns, until)
        return [*self._turns[first:last], until]


def _when(planned: tuple[date, int, Plan]) -> tuple[date, int]:
    return planned[0], planned[1]


def _day(planned: tuple[date, int, Plan]) -> date:
    return planned[0]


def _precedence(change: RateChanged) -> tuple[bool, int, int]:
    """Order changes from the weakest to the strongest: those with an end lie over those without.

    Among those without an end the later day wins, among those with one the later written.
    """
    day = change.on.toordinal()
    return (False, day, change.seq) if change.until is None else (True, change.seq, day)
