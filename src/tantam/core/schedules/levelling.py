"""Level instalments by period factors: several disbursements, new rates and pauses of interest.

A disbursement or a new rate solves the level instalment again from the period in which it falls; a pause only
lowers interest. What is left over falls to the last instalment; where it differs from the level one by more
than a cent for every second row, the level is moved by its share of the difference, if that helps (the
convention of Apache Fineract's progressive schedules). Interest is rounded once a period.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final

from tantam.core.schedules.day_counts import Period, whole_periods
from tantam.core.schedules.due_dates import dates_from
from tantam.core.schedules.level import annuity, rounded_level
from tantam.core.schedules.rounding import rounded
from tantam.core.schedules.terms import ImpossibleTerms, Instalment, ScheduleTerms, share_of_year

_EVENED_OUT_AT_MOST: Final = 3
_NIGHT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Disbursed:
    """Principal paid out on a day."""

    on: date
    amount: int

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ImpossibleTerms(f"{self.amount} cannot be paid out")


@dataclass(frozen=True, slots=True)
class RateChanged:
    """Another yearly rate, for the nights that end on this day or later."""

    on: date
    yearly_rate: Fraction


@dataclass(frozen=True, slots=True)
class InterestPaused:
    """No interest for the nights that end on these days, both included."""

    first_on: date
    last_on: date

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise ImpossibleTerms(f"a pause cannot run from {self.first_on} to {self.last_on}")


@dataclass(frozen=True, slots=True)
class DueDateMoved:
    """The first due date on a day or after it moves to another; those after it follow at the frequency."""

    on: date
    new_due_on: date


@dataclass(frozen=True, slots=True)
class PeriodsAdded:
    """More periods at the end; the level is solved again from the period in which the day falls."""

    on: date
    count: int

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ImpossibleTerms("periods cannot be taken away")


Variation = Disbursed | RateChanged | InterestPaused | DueDateMoved | PeriodsAdded


@dataclass(slots=True)
class LevelModel:
    """A level plan that takes variations one by one; `levels` holds the instalment of each row."""

    terms: ScheduleTerms
    periods: tuple[Period, ...]
    levels: list[int]
    disbursed: list[Disbursed] = field(default_factory=list)
    rates: list[RateChanged] = field(default_factory=list)
    pauses: list[InterestPaused] = field(default_factory=list)

    @classmethod
    def of(cls, terms: ScheduleTerms) -> "LevelModel":
        """Return the plan before anything was paid out."""
        return cls(terms, terms.periods, [0] * terms.instalments)

    # ---- what happens ---------------------------------------------------------------------------------

    def take(self, variation: Variation) -> None:
        """Take a variation in.

        :raises ImpossibleTerms: if more is paid out after the last due date.
        """
        if isinstance(variation, InterestPaused):
            self.pauses.append(variation)
        elif isinstance(variation, RateChanged):
            self.rates.append(variation)
            self.solve_from(self.row_of(variation.on - _NIGHT))
        elif isinstance(variation, DueDateMoved):
            self._move(variation)
        elif isinstance(variation, PeriodsAdded):
            self._add(variation)
        else:
            if variation.on > self.periods[-1].due_on:
                raise ImpossibleTerms(f"nothing can be paid out on {variation.on}, after the last due date")
            self.disbursed.append(variation)
            self.solve_from(self.row_of(variation.on))

    def row_of(self, day: date) -> int:
        """Return the place of the row in whose period a day falls; a due date belongs to the next."""
        later = (place for place, period in enumerate(self.periods) if day < period.due_on)
        return next(later, len(self.periods) - 1)

    def solve_from(self, place: int) -> None:
        """Solve the level instalment for the rows from a place on, and even it out.

        Rows without principal (grace) pay what interest they bear.
        """
        place = max(place, min(self.terms.grace_principal, len(self.periods) - 1))
        before = self.rows()[place - 1].balance if place else self.paid_out_until(self.periods[0].starts_on)
        within = self.paid_out_inside(place)
        factors = [self._factor(period) for period in self.periods[place:]]
        level = rounded_level(self.terms, annuity(before + within, factors))
        self._set_levels(place, level)
        for _ in range(_EVENED_OUT_AT_MOST):
            if not self._even_out(place):
                break

    def _move(self, moved: DueDateMoved) -> None:
        first = next((place for place, period in enumerate(self.periods) if period.due_on >= moved.on), None)
        if first is None:
            raise ImpossibleTerms(f"no instalment falls due on {moved.on} or later")
        starts_on, frequency = self.periods[first].starts_on, self.terms.frequency
        if moved.new_due_on <= starts_on:
            raise ImpossibleTerms(f"a due date cannot move to {moved.new_due_on}, before its period")
        length = whole_periods(starts_on, moved.new_due_on, frequency)
        due = dates_from(moved.new_due_on, frequency, len(self.periods) - first)
        later = (Period(*days) for days in pairwise(due))
        self.periods = (*self.periods[:first], Period(starts_on, moved.new_due_on, length), *later)

    def _add(self, added: PeriodsAdded) -> None:
        due = dates_from(self.periods[-1].due_on, self.terms.frequency, added.count + 1)
        self.periods = (*self.periods, *(Period(*days) for days in pairwise(due)))
        self.levels += [self.levels[-1]] * added.count
        self.solve_from(self.row_of(added.on - _NIGHT))

    # ---- what it comes to -----------------------------------------------------------------------------

    def rows(self) -> tuple[Instalment, ...]:
        """Return the rows as they stand."""
        rows: list[Instalment] = []
        balance, carried = self.paid_out_until(self.periods[0].starts_on), 0
        for place, period in enumerate(self.periods):
            is_last = place == len(self.periods) - 1
            owed, level = balance + self.paid_out_inside(place), self.levels[place]
            interest = rounded(self.interest_of(period, balance) + carried, self.terms.rounding)
            principal, carried = owed, 0
            if place < self.terms.grace_principal and not is_last:
                principal = 0
            elif not is_last:
                carried = max(interest - level, 0)
                interest -= carried
                principal = min(level - interest, owed)
            balance = owed - principal + (0 if is_last else self.paid_out_on(period.due_on))
            rows.append(Instalment(place + 1, period, principal, interest, balance, level))
        return tuple(rows)

    def interest_of(self, period: Period, opening: int) -> Fraction:
        """Return the exact interest of a period on its opening balance and what is paid out inside it."""
        total, balance = Fraction(0), opening
        for starts_on, ends_on in self.stretches(period):
            if starts_on > period.starts_on:
                balance += self.paid_out_on(starts_on)
            if not self.is_paused(starts_on):
                total += balance * self.rate_on(starts_on) * share_of_year(self.terms, period, starts_on, ends_on)
        return total

    def rate_on(self, night_from: date) -> Fraction:
        """Return the yearly rate of the night that begins on a day."""
        rate = self.terms.yearly_rate
        for change in sorted(self.rates, key=lambda change: change.on):
            if change.on - _NIGHT <= night_from:
                rate = change.yearly_rate
        return rate

    def is_paused(self, night_from: date) -> bool:
        """Tell whether the night that begins on a day bears no interest."""
        return any(pause.first_on <= night_from + _NIGHT <= pause.last_on for pause in self.pauses)

    def stretches(self, period: Period, *, more: Sequence[date] = ()) -> list[tuple[date, date]]:
        """Return the stretches of a period in which balance, rate and pause stay as they are."""
        cuts = {period.starts_on, period.due_on, *more}
        cuts.update(paid.on for paid in self.disbursed)
        cuts.update(change.on - _NIGHT for change in self.rates)
        for pause in self.pauses:
            cuts.update((pause.first_on - _NIGHT, pause.last_on))
        days = sorted(day for day in cuts if period.starts_on <= day <= period.due_on)
        return list(pairwise(days))

    def _factor(self, period: Period) -> Fraction:
        """Return the rate of a whole period; a pause does not lower what the level is solved with."""
        shares = ((start, share_of_year(self.terms, period, start, end)) for start, end in self.stretches(period))
        return sum((self.rate_on(start) * share for start, share in shares), Fraction(0))

    def paid_out_until(self, day: date) -> int:
        """Return what was paid out by a day."""
        return sum(paid.amount for paid in self.disbursed if paid.on <= day)

    def paid_out_on(self, day: date) -> int:
        """Return what was paid out on a day."""
        return sum(paid.amount for paid in self.disbursed if paid.on == day)

    def paid_out_inside(self, place: int) -> int:
        """Return what was paid out inside a period; what falls on its due date belongs to the next, if any."""
        period, is_last = self.periods[place], place == len(self.periods) - 1
        return sum(
            paid.amount
            for paid in self.disbursed
            if period.starts_on < paid.on < period.due_on or (is_last and paid.on == period.due_on)
        )

    def _set_levels(self, place: int, level: int) -> None:
        self.levels[place:] = [level] * (len(self.levels) - place)

    def _even_out(self, place: int) -> bool:
        """Move the level towards the last instalment by its share of the difference; tell whether it helped."""
        related = len(self.periods) - place
        difference = self._difference()
        if related < 2 or abs(difference) <= (related // 2) * self.terms.units_in_cent:
            return False
        level, kept = self.levels[-1], list(self.levels)
        moved = rounded_level(self.terms, Fraction(level + rounded(Fraction(difference, related), self.terms.rounding)))
        if moved == level:
            return False
        self._set_levels(place, moved)
        if abs(self._difference()) < abs(difference):
            return True
        self.levels = kept
        return False

    def _difference(self) -> int:
        """Return by how much the last instalment is more than the level one."""
        return self.rows()[-1].total - self.levels[-1]


def draw_level_rows(terms: ScheduleTerms, variations: Sequence[Variation]) -> tuple[Instalment, ...]:
    """Return the rows of a level plan after variations, in the order in which they came.

    :raises ImpossibleTerms: if a variation does not fit the terms.
    """
    model = LevelModel.of(terms)
    for variation in variations:
        model.take(variation)
    return model.rows()
